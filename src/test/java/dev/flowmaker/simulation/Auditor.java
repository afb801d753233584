package dev.flowmaker.simulation;

import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.TradesReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows what must be true, and nothing of how it is done: it sees the records of the journal, what leaves the process,
 * and what the venue truly did, in numbers. Its own books are written from scratch.
 */
final class Auditor {
    /**
     * What it is held to.
     *
     * @param openingBase what the account holds at the beginning
     * @param mostLongQuanta most base held beyond the opening, open orders included
     * @param baseQuantaPerLot base quanta of one lot
     * @param quoteQuantaPerLotTick quote quanta of one lot at one tick; of an inverse perpetual 0
     * @param kind of a perpetual base is the position and quote the wallet less what the position cost
     * @param staleNanos no frame for so long makes a book bad
     * @param dedicated whether everything on the account may be canceled
     */
    record Rules(
            long openingBase,
            long openingQuote,
            long mostLongQuanta,
            long mostShortQuanta,
            long baseQuantaPerLot,
            long quoteQuantaPerLotTick,
            ContractKind kind,
            long staleNanos,
            boolean dedicated) {}

    /** An order by the venue's word, or on its way there. */
    private static final class Placed {
        final Side side;
        final long priceTicks;
        final long lots;
        long openLots;
        boolean atVenue;

        Placed(PlaceOrder place) {
            side = place.side;
            priceTicks = place.priceTicks;
            lots = place.lots;
            openLots = place.lots;
        }
    }

    private final Rules rules;
    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private int epoch;
    private boolean marketUp;
    private boolean whole;
    private long lastFrameNanos;
    /** The venue's ids of the last frame, and of the touch when that is newer. */
    private long frameId;

    private long touchId;
    private long touchBid;
    private long touchAsk;

    private final Map<Long, Placed> journaled = new HashMap<>();
    private final Map<Long, Placed> exposed = new HashMap<>();
    private final Set<Long> sent = new HashSet<>();
    private final Set<Long> ownOpen = new HashSet<>();
    private boolean halted;
    /** Whether a halt's position is to be closed, and the worst price of that. */
    private boolean flattens;

    private long flattenLimitTicks;

    /** Base that the account truly has. */
    private long baseQuanta;
    /** What the daemon counts its position from: what it had when it opened, once and for all. */
    private long targetQuanta;

    private boolean targetKnown;

    private long slackQuanta;

    /** When each came into the journal first. */
    private final Map<Long, Long> fillsRecorded = new HashMap<>();

    private final TreeMap<Long, Boolean> halts = new TreeMap<>();
    private long lastSequence;
    private long anchorSequence;
    private final Map<Long, Fill> truth = new HashMap<>();
    private long recordedBase;
    private long recordedQuote;
    private long driftBase;
    private long driftQuote;
    private boolean driftKnown;
    private boolean anchored;
    private long anchor = -1;
    private long openingBase;
    private long openingQuote;
    private long transferredBase;
    private long transferredQuote;
    private boolean mayDrift;
    private @Nullable String violation;

    Auditor(Rules rules) {
        this.rules = rules;
        this.baseQuanta = rules.openingBase;
        this.targetQuanta = rules.openingBase;
    }

    /** The first thing that was wrong, or null. */
    @Nullable
    String violation() {
        return violation;
    }

    void violated(String what) {
        violation = violation == null ? what : violation;
    }

    // ---- the journal ----

    /** A record was appended. */
    void onRecord(Message message) {
        lastSequence = message.sequence;
        switch (message.kind()) {
            case SESSION_STARTED -> onSession((SessionStarted) message);
            case BOOK_UPDATE -> onBook((BookUpdate) message);
            case TOUCH_UPDATE -> onTouch((TouchUpdate) message);
            case CONNECTION_CHANGED -> onConnection((ConnectionChanged) message);
            case OPERATOR_REQUEST -> onOperator((OperatorRequest) message);
            case FILL -> onFill((Fill) message);
            case TRADES_REPORT -> onTrades((TradesReport) message);
            case PLACE_ORDER -> onPlace((PlaceOrder) message);
            case CANCEL_ALL -> {
                if (!rules.dedicated) {
                    violated("everything is canceled on a shared account");
                }
            }
            default -> {}
        }
    }

    /** Not every header is a session's first. */
    private void onSession(SessionStarted started) {
        if (started.epoch != epoch) {
            epoch = started.epoch;
            marketUp = false;
            whole = false;
            flattens = false;
            // A stop ends with its session, a halt does not.
            halted = !halts.isEmpty() && halts.lastEntry().getValue();
        }
    }

    private void onOperator(OperatorRequest request) {
        halted = request.action != OperatorAction.RESUME;
        flattens = request.action == OperatorAction.FLATTEN;
        flattenLimitTicks = request.limitTicks;
        if (request.action != OperatorAction.STOP) {
            halts.put(request.sequence, halted);
        }
    }

    private void onConnection(ConnectionChanged event) {
        if (event.channel == Channel.MARKET_DATA && event.up != marketUp) {
            marketUp = event.up;
            whole = false;
        }
    }

    private void onBook(BookUpdate update) {
        if (update.reset != ResetReason.NONE) {
            bids.clear();
            asks.clear();
            whole = marketUp;
            touchId = 0;
        }
        if (!whole) {
            return;
        }
        for (int i = 0; i < update.levels.count(); i++) {
            TreeMap<Long, Long> side = update.levels.side(i) == Side.BUY ? bids : asks;
            if (update.levels.lots(i) == 0) {
                side.remove(update.levels.priceTicks(i));
            } else {
                side.put(update.levels.priceTicks(i), update.levels.lots(i));
            }
        }
        lastFrameNanos = update.timeNanos;
        frameId = update.updateId;
    }

    /** The best prices between two frames, which the next frame that is as new takes the place of. */
    private void onTouch(TouchUpdate update) {
        if (whole && update.updateId > Math.max(frameId, touchId)) {
            touchId = update.updateId;
            touchBid = update.bidTicks;
            touchAsk = update.askTicks;
        }
    }

    private boolean crossed() {
        return touchId > frameId ? touchBid >= touchAsk : bids.lastKey() >= asks.firstKey();
    }

    /** A journal's first word on the newest trade: what came before it is in the balances that the daemon begins with. */
    private void onTrades(TradesReport report) {
        if (report.fromTradeId != QueryTrades.NEWEST_ID || anchored) {
            return;
        }
        anchored = true;
        anchor = report.lastTradeId;
        anchorSequence = report.sequence;
        openingBase = rules.openingBase;
        openingQuote = rules.openingQuote;
        recordedBase = 0;
        recordedQuote = 0;
        for (Map.Entry<Long, Fill> each : truth.entrySet()) {
            Fill fill = each.getValue();
            if (fill.tradeId <= anchor) {
                openingBase += base(fill);
                openingQuote += quote(fill);
            } else if (fillsRecorded.containsKey(each.getKey())) {
                recordedBase += base(fill);
                recordedQuote += quote(fill);
            }
        }
    }

    private void onPlace(PlaceOrder place) {
        if (journaled.put(place.orderId, new Placed(place)) != null) {
            violated("order " + place.orderId + " was placed twice");
        }
        if (!marketUp || !whole || bids.isEmpty() || asks.isEmpty()) {
            violated("order " + place.orderId + " was quoted without a book");
        } else if (crossed()) {
            violated("order " + place.orderId + " was quoted on a crossed book");
        } else if (place.timeNanos - lastFrameNanos >= rules.staleNanos) {
            violated("order " + place.orderId + " was quoted on a stale book");
        }
        if (halted && !closes(place)) {
            violated("order " + place.orderId + " was placed after a halt");
        }
    }

    /** Whether it makes the position smaller, as an operator asked, and at no worse a price. */
    private boolean closes(PlaceOrder place) {
        if (!flattens || place.postOnly) {
            return false;
        }
        long position = driftBase + recordedBase - targetQuanta;
        long quanta = place.side.sign() * place.lots * rules.baseQuantaPerLot;
        boolean smaller = mayDrift
                || !driftKnown
                || (Long.signum(position) == -Long.signum(quanta) && Math.abs(quanta) <= Math.abs(position));
        boolean limited = flattenLimitTicks == OperatorRequest.NO_LIMIT
                || place.side.sign() * (place.priceTicks - flattenLimitTicks) <= 0;
        return smaller && limited;
    }

    private void onFill(Fill fill) {
        long key = key(fill);
        Fill real = truth.get(key);
        boolean same = real != null
                && real.orderId == fill.orderId
                && real.priceTicks == fill.priceTicks
                && real.lots == fill.lots
                && real.feeQuanta == fill.feeQuanta;
        if (!same) {
            violated("trade " + fill.tradeId + " never was so");
        } else if (fillsRecorded.putIfAbsent(key, lastSequence) == null && fill.tradeId > anchor) {
            recordedBase += base(fill);
            recordedQuote += quote(fill);
        }
    }

    /** Both sides of a trade may be the account's. */
    private static long key(Fill fill) {
        return 2 * fill.tradeId + fill.side.ordinal();
    }

    private long base(Fill fill) {
        return fill.side.sign() * fill.lots * rules.baseQuantaPerLot - baseFee(fill);
    }

    private long baseFee(Fill fill) {
        return fill.side == Side.BUY && rules.kind == ContractKind.SPOT ? fill.feeQuanta : 0;
    }

    private long quote(Fill fill) {
        long fee = fill.feeQuanta - baseFee(fill);
        return (rules.kind == ContractKind.INVERSE
                        ? fill.side.sign() * coins(fill)
                        : -fill.side.sign() * fill.lots * fill.priceTicks * rules.quoteQuantaPerLotTick)
                - fee;
    }

    /** Contracts of 1 USD at a tick of 0.01, to the nearest 1e-8 of a coin. */
    private static long coins(Fill fill) {
        return BigDecimal.valueOf(fill.lots)
                .divide(BigDecimal.valueOf(fill.priceTicks, 2), 8, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
    }

    // ---- what leaves ----

    /** A command leaves the process. */
    void onSent(Message command) {
        if (command instanceof PlaceOrder place) {
            Placed known = journaled.get(place.orderId);
            if (known == null
                    || known.side != place.side
                    || known.priceTicks != place.priceTicks
                    || known.lots != place.lots) {
                violated("order " + place.orderId + " left and is not in the journal");
            }
            if (!sent.add(place.orderId)) {
                violated("order " + place.orderId + " left twice");
            }
            if (halted && (!flattens || place.postOnly)) {
                violated("order " + place.orderId + " left after a halt");
            }
            exposed.put(place.orderId, new Placed(place));
            checkExposure();
        } else if (command.kind() == MessageKind.CANCEL_ORDER && ((CancelOrder) command).orderId == 0) {
            violated("a cancel names no order");
        }
    }

    // ---- the truth ----

    void onVenueOrder(long orderId) {
        Placed order = exposed.get(orderId);
        if (order == null) {
            violated("the venue has order " + orderId + " that never left");
            return;
        }
        if (order.atVenue) {
            violated("the venue has order " + orderId + " twice");
        }
        order.atVenue = true;
        ownOpen.add(orderId);
    }

    /** An order of ours traded, or with id 0 one of somebody else on the account. */
    void onVenueFill(Fill fill) {
        truth.put(key(fill), fill);
        if (fill.orderId == 0) {
            slackQuanta += fill.lots * rules.baseQuantaPerLot;
            baseQuanta += base(fill);
            return;
        }
        baseQuanta += base(fill);
        slackQuanta += baseFee(fill);
        Placed order = exposed.get(fill.orderId);
        if (order != null) {
            order.openLots -= fill.lots;
            if (order.openLots <= 0) {
                gone(fill.orderId);
            }
        }
        checkExposure();
    }

    /** An order of ours left the book. */
    void onVenueEnd(long orderId) {
        gone(orderId);
    }

    /** A request certainly came to nothing: refused, or so late that the venue does not take it any more. */
    void onNeverArrives(long orderId) {
        Placed order = exposed.get(orderId);
        if (order != null && !order.atVenue) {
            gone(orderId);
        }
    }

    private void gone(long orderId) {
        exposed.remove(orderId);
        ownOpen.remove(orderId);
    }

    /** Base came or went without a trade: it is no position of ours to limit, nor known to the daemon at once. */
    void onTransfer(long base, long quote) {
        slackQuanta += Math.abs(base);
        baseQuanta += base;
        transferredBase += base;
        transferredQuote += quote;
        mayDrift = true;
    }

    /** An order of somebody else ended. */
    void onForeignCancel(String clientId) {
        if (!rules.dedicated) {
            violated("the order " + clientId + " of somebody else was canceled");
        }
    }

    /** Orders of ours that are open at the venue. */
    int open() {
        return ownOpen.size();
    }

    private void checkExposure() {
        long buys = 0;
        long sells = 0;
        for (Placed order : exposed.values()) {
            long quanta = order.openLots * rules.baseQuantaPerLot;
            buys += order.side == Side.BUY ? quanta : 0;
            sells += order.side == Side.SELL ? quanta : 0;
        }
        long position = baseQuanta - targetQuanta;
        if (position + buys > rules.mostLongQuanta + slackQuanta) {
            violated("long " + position + " and " + buys + " open are above " + rules.mostLongQuanta);
        }
        if (sells - position > rules.mostShortQuanta + slackQuanta) {
            violated("short " + -position + " and " + sells + " open are above " + rules.mostShortQuanta);
        }
    }

    // ---- the daemon's own books ----

    /** The process died, and the journal's records after this one with it; 0 for all of them. */
    void forgetAfter(long sequence) {
        driftKnown = false;
        mayDrift = true;
        halts.tailMap(sequence, false).clear();
        for (Map.Entry<Long, Long> each : List.copyOf(fillsRecorded.entrySet())) {
            if (each.getValue() > sequence) {
                fillsRecorded.remove(each.getKey());
                Fill fill = truth.get(each.getKey());
                if (fill != null && fill.tradeId > anchor) {
                    recordedBase -= base(fill);
                    recordedQuote -= quote(fill);
                }
            }
        }
        targetKnown = false;
        if (anchorSequence > sequence) {
            anchored = false;
            anchor = -1;
        }
    }

    /**
     * What the daemon believes, after each of its turns, once it ever agreed with the venue.
     *
     * @param base owned, base quanta
     * @param quote owned, quote quanta
     * @param target what it counts its position from, base quanta
     */
    void onBelief(long base, long quote, long target) {
        if (targetKnown && target != targetQuanta) {
            violated("what it counts its position from went from " + targetQuanta + " to " + target);
        }
        targetQuanta = target;
        targetKnown = true;
        long newBase = base - recordedBase;
        long newQuote = quote - recordedQuote;
        if (driftKnown && !mayDrift && (newBase != driftBase || newQuote != driftQuote)) {
            violated("its books moved by " + (newBase - driftBase) + " base and " + (newQuote - driftQuote)
                    + " quote that no fill explains");
        }
        driftBase = newBase;
        driftQuote = newQuote;
        driftKnown = true;
        mayDrift &= !agrees();
    }

    /** Whether the daemon's books are the opening, every fill it was told, and what came or went without one. */
    boolean agrees() {
        return driftKnown
                && driftBase == openingBase + transferredBase
                && driftQuote == openingQuote + transferredQuote;
    }
}
