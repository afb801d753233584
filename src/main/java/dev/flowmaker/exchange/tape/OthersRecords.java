package dev.flowmaker.exchange.tape;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.journal.Records;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A journal's market data as others made it: of sessions that traded, our orders are taken out of frames and touches, and
 * trades that we took are left out. Of such a session only headers, snapshots and market data are passed on; a tape is
 * passed on as it is. Reports are known ten seconds before their place, so that little of our orders stays unknown.
 */
public final class OthersRecords {
    /** Modes of sessions that only listen: nothing of ours is in what they recorded. */
    private static final Set<String> WITHOUT_ORDERS = Set.of("tape", "record");

    private static final long AHEAD_NANOS = 10_000_000_000L;

    private final Records records;
    /** Across sessions: what one leaves at the venue, the next one finds. */
    private final Map<String, OthersMarket> bySymbol = new HashMap<>();
    /** Of the session, by index. */
    private final List<OthersMarket> markets = new ArrayList<>();

    private final ArrayDeque<Ahead> ahead = new ArrayDeque<>();
    private boolean trading;
    /** The journal stands at a record that comes after all that was read ahead. */
    private boolean held;

    private @Nullable Ahead current;
    private long uncertainBefore;

    /** A record that was read and not yet passed on: its message, or something of our orders. */
    private record Ahead(
            @Nullable Message message, @Nullable OwnEvent own, int market, long timeNanos, String place) {}

    public OthersRecords(Records records) {
        this.records = records;
    }

    /** Moves to the next record; false at the end, of which a live journal may have more later. */
    public boolean advance() {
        while (true) {
            if (!trading && !held && ahead.isEmpty()) {
                return records.advance() && pass();
            }
            fill();
            Ahead next = ahead.poll();
            if (next == null) {
                if (!held) {
                    return false;
                }
                held = false;
                return pass();
            }
            Message message = take(next);
            if (message != null) {
                current = new Ahead(message, null, next.market, next.timeNanos, next.place);
                return true;
            }
        }
    }

    private boolean pass() {
        current = null;
        if (records.kind() == MessageKind.SESSION_STARTED) {
            start((SessionStarted) records.message());
        }
        return true;
    }

    private void start(SessionStarted started) {
        trading = !WITHOUT_ORDERS.contains(started.mode);
        markets.clear();
        for (SessionStarted.InstrumentRow row : started.instruments) {
            markets.add(bySymbol.computeIfAbsent(row.symbol(), symbol -> new OthersMarket()));
        }
    }

    private void fill() {
        while (!held && (ahead.isEmpty() || records.timeNanos() - ahead.getFirst().timeNanos < AHEAD_NANOS)) {
            if (!records.advance()) {
                return;
            }
            switch (records.kind()) {
                case SESSION_STARTED, SNAPSHOT -> held = true;
                case BOOK_UPDATE -> add(copy((BookUpdate) records.message()));
                case TOUCH_UPDATE -> add(copy((TouchUpdate) records.message()));
                case TRADE -> add(copy((Trade) records.message()));
                case MARK_PRICE -> add(copy((MarkPrice) records.message()));
                default -> addOwn();
            }
        }
    }

    private void add(Message copy) {
        copy.sequence = records.sequence();
        copy.timeNanos = records.timeNanos();
        copy.market = records.market();
        ahead.add(new Ahead(copy, null, copy.market, copy.timeNanos, records.place()));
    }

    private void addOwn() {
        int market = records.market();
        if (market < 0 || market >= markets.size() || !OwnEvent.isOf(records.kind())) {
            return;
        }
        OwnEvent event = markets.get(market).read(records.message());
        if (event != null) {
            ahead.add(new Ahead(null, event, market, records.timeNanos(), ""));
        }
    }

    private @Nullable Message take(Ahead next) {
        Message message = next.message;
        if (next.market < 0 || next.market >= markets.size()) {
            return message;
        }
        OthersMarket market = markets.get(next.market);
        if (next.own != null) {
            market.happen(next.own);
            return null;
        }
        if (message instanceof BookUpdate update) {
            return RecordedMarket.possible(update) ? market.without(update) : update;
        }
        if (message instanceof TouchUpdate update) {
            return market.without(update, frameAfter(update));
        }
        return message instanceof Trade trade ? market.without(trade) : message;
    }

    /** Venue time of the frame that has a touch in it; Long.MAX_VALUE when there is none so far. */
    private long frameAfter(TouchUpdate touch) {
        for (Ahead later : ahead) {
            if (later.market == touch.market
                    && later.message instanceof BookUpdate update
                    && update.updateId >= touch.updateId
                    && update.exchangeTimeNanos != 0) {
                return update.exchangeTimeNanos;
            }
        }
        return Long.MAX_VALUE;
    }

    /** Levels and touches since this was asked last of which our own part could not be known. */
    public long takeUncertain() {
        long all = bySymbol.values().stream().mapToLong(OthersMarket::uncertain).sum();
        long since = all - uncertainBefore;
        uncertainBefore = all;
        return since;
    }

    public MessageKind kind() {
        Message message = message(current);
        return message == null ? records.kind() : message.kind();
    }

    /** The record's message; valid until the next call of {@link #advance}. */
    public Message message() {
        Message message = message(current);
        return message == null ? records.message() : message;
    }

    private static @Nullable Message message(@Nullable Ahead of) {
        return of == null ? null : of.message;
    }

    public int market() {
        return current == null ? records.market() : current.market;
    }

    public long timeNanos() {
        return current == null ? records.timeNanos() : current.timeNanos;
    }

    /** Where the record is, in words. */
    public String place() {
        return current == null ? records.place() : current.place;
    }

    private static BookUpdate copy(BookUpdate update) {
        BookUpdate copy = new BookUpdate();
        copy.exchangeTimeNanos = update.exchangeTimeNanos;
        copy.receiveTimeNanos = update.receiveTimeNanos;
        copy.updateId = update.updateId;
        copy.reset = update.reset;
        for (int i = 0; i < update.levels.count(); i++) {
            copy.levels.add(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
        }
        return copy;
    }

    private static TouchUpdate copy(TouchUpdate update) {
        TouchUpdate copy = new TouchUpdate();
        copy.exchangeTimeNanos = update.exchangeTimeNanos;
        copy.receiveTimeNanos = update.receiveTimeNanos;
        copy.updateId = update.updateId;
        copy.bidTicks = update.bidTicks;
        copy.bidLots = update.bidLots;
        copy.askTicks = update.askTicks;
        copy.askLots = update.askLots;
        return copy;
    }

    private static Trade copy(Trade trade) {
        Trade copy = new Trade();
        copy.exchangeTimeNanos = trade.exchangeTimeNanos;
        copy.receiveTimeNanos = trade.receiveTimeNanos;
        copy.tradeId = trade.tradeId;
        copy.priceTicks = trade.priceTicks;
        copy.lots = trade.lots;
        copy.aggressor = trade.aggressor;
        copy.recordedTicks = trade.recordedTicks;
        copy.recordedLots = trade.recordedLots;
        return copy;
    }

    private static MarkPrice copy(MarkPrice mark) {
        MarkPrice copy = new MarkPrice();
        copy.exchangeTimeNanos = mark.exchangeTimeNanos;
        copy.receiveTimeNanos = mark.receiveTimeNanos;
        copy.mark2Ticks = mark.mark2Ticks;
        copy.index2Ticks = mark.index2Ticks;
        copy.ratePpb = mark.ratePpb;
        copy.fundingTimeNanos = mark.fundingTimeNanos;
        return copy;
    }
}
