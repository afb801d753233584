package dev.flowmaker.exchange.tape;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.OthersBook;
import dev.flowmaker.exchange.tape.OwnEvent.Kind;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One market of a journal without our orders. What is read of them ahead is told to the book as soon as it bears on a
 * frame: what became of a placement with the placement, of a cancel with the cancel, and a fill or end with the first
 * frame that is not earlier by the venue's clock; all else in its own place.
 */
final class OthersMarket {
    private static final Set<Kind> OF_PLACEMENT = EnumSet.of(Kind.ACCEPTED, Kind.NEVER_LIVED);
    private static final Set<Kind> OF_CANCEL = EnumSet.of(Kind.ENDED, Kind.CANCEL_FAILED);

    private final OthersBook book = new OthersBook();
    private final Map<Long, Coming> comingByOrder = new LinkedHashMap<>();
    private final Set<Long> tradeIds = new HashSet<>();
    /** Our side in trades that we may have taken, until they are met. */
    private final Map<Long, Side> taken = new HashMap<>();

    private final BookUpdate frame = new BookUpdate();
    private final TouchUpdate touch = new TouchUpdate();

    /** What was read of an order and did not come to its place yet. */
    private static final class Coming {
        final ArrayDeque<OwnEvent> events = new ArrayDeque<>();
        /** Whether its placement came to its place. */
        boolean sent = true;
    }

    long uncertain() {
        return book.uncertain();
    }

    /** Reads ahead; null when it says nothing that the book could show. */
    @Nullable
    OwnEvent read(Message message) {
        if (message instanceof Fill fill) {
            if (!tradeIds.add(fill.tradeId)) {
                return null;
            }
            boolean foreign = fill.orderId == 0 && fill.liquidity != Liquidity.LIQUIDATION;
            if (fill.liquidity != Liquidity.MAKER && !foreign) {
                taken.put(fill.tradeId, fill.side);
            }
        }
        OwnEvent event = OwnEvent.of(message);
        if (event != null) {
            Coming coming = comingByOrder.computeIfAbsent(event.orderId, id -> new Coming());
            coming.sent &= event.kind != Kind.SENT;
            coming.events.add(event);
        }
        return event;
    }

    /** Something read came to its place. */
    void happen(OwnEvent event) {
        Coming coming = comingByOrder.get(event.orderId);
        if (coming == null) {
            return;
        }
        coming.events.remove(event);
        if (event.kind == Kind.NOT_FOUND && !coming.events.isEmpty()) {
            return;
        }
        event.tell(book.own());
        if (event.kind == Kind.SENT) {
            coming.sent = true;
            tell(coming, OF_PLACEMENT);
        } else if (event.kind == Kind.CANCEL_SENT) {
            tell(coming, OF_CANCEL);
        }
        if (coming.events.isEmpty()) {
            comingByOrder.remove(event.orderId);
        }
    }

    private void tell(Coming coming, Set<Kind> kinds) {
        for (OwnEvent event : coming.events) {
            // Without a time it is bounded by when it was told.
            boolean timed = event.venueNanos != 0 || event.kind == Kind.NEVER_LIVED || event.kind == Kind.CANCEL_FAILED;
            if (timed && kinds.contains(event.kind)) {
                event.tell(book.own());
            }
        }
    }

    private void tellUntil(long venueNanos) {
        for (Iterator<Coming> each = comingByOrder.values().iterator(); each.hasNext(); ) {
            Coming coming = each.next();
            if (coming.sent) {
                for (OwnEvent event : coming.events) {
                    if (event.venueNanos != 0 && event.venueNanos <= venueNanos) {
                        event.tell(book.own());
                    }
                }
            }
        }
    }

    BookUpdate without(BookUpdate update) {
        tellUntil(update.exchangeTimeNanos == 0 ? update.receiveTimeNanos : update.exchangeTimeNanos);
        book.onFrame(update, frame);
        return frame;
    }

    /** Null when it is ours alone, or not known. */
    @Nullable
    TouchUpdate without(TouchUpdate update, long frameAfterNanos) {
        tellUntil(Math.min(update.receiveTimeNanos, frameAfterNanos));
        return book.onTouch(update, frameAfterNanos, touch) ? touch : null;
    }

    /** The trade among others, or by others with us; the recorded one where an exchange played it around our orders. */
    @Nullable
    Trade without(Trade trade) {
        Side ours = taken.remove(trade.tradeId);
        if (ours == trade.aggressor || trade.recordedLots == 0) {
            return null;
        }
        if (trade.recordedLots > 0) {
            trade.priceTicks = trade.recordedTicks;
            trade.lots = trade.recordedLots;
            trade.recordedLots = Trade.AS_SEEN;
            trade.recordedTicks = 0;
        }
        return trade;
    }
}
