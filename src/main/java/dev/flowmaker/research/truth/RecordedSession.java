package dev.flowmaker.research.truth;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.research.market.SyntheticTape;
import dev.flowmaker.research.study.StudyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session that was traded at an exchange with its own matching, taken apart from its journal: the orders and what truly
 * became of them, and the market data without them, on the exchange's time. The first market and session of the journal.
 */
final class RecordedSession {
    private final Supplier<Records> journal;
    private final OwnOrders orders = new OwnOrders();
    private @Nullable SessionStarted started;
    private @Nullable Instrument instrument;
    private long delayNanos;

    /** Reads the orders. */
    RecordedSession(Supplier<Records> journal) {
        this.journal = journal;
        long[] delays = new long[1024];
        int count = 0;
        try (Records records = journal.get()) {
            while (records.advance()) {
                Message message = records.message();
                if (message instanceof SessionStarted header) {
                    if (started != null) {
                        break;
                    }
                    begin(header);
                } else if (records.market() == 0) {
                    read(message);
                    if (message instanceof Trade trade && trade.exchangeTimeNanos > 0 && count < delays.length) {
                        delays[count++] = trade.receiveTimeNanos - trade.exchangeTimeNanos;
                    }
                }
            }
        }
        if (instrument == null) {
            throw new StudyException("the journal does not begin with a session");
        }
        Arrays.sort(delays, 0, count);
        delayNanos = count == 0 ? 0 : delays[count / 2];
    }

    private void begin(SessionStarted header) {
        InstrumentRow row = header.instruments.get(0);
        List<Asset> assets = header.assets.stream()
                .map(asset -> new Asset(asset.code(), asset.scale()))
                .toList();
        Asset base = assets.get(row.baseAsset());
        Asset quote = assets.get(row.quoteAsset());
        instrument = new Instrument(
                0,
                row.symbol(),
                row.venueSymbol(),
                base,
                0,
                quote,
                1,
                row.tick(),
                row.lot(),
                row.minLots(),
                row.maxLots(),
                row.minPriceTicks(),
                row.maxPriceTicks(),
                0,
                0,
                0);
        SessionStarted own = SyntheticTape.started(instrument, header.name);
        own.configuration = "{}";
        started = own;
    }

    private void read(Message message) {
        if (message instanceof PlaceOrder order) {
            orders.placed(order);
        } else if (message instanceof OrderAccepted event) {
            orders.accepted(event);
        } else if (message instanceof OrderCanceled event) {
            orders.canceled(event);
        } else if (message instanceof Fill event) {
            orders.filled(event);
        }
    }

    Instrument instrument() {
        Instrument read = instrument;
        if (read == null) {
            throw new IllegalStateException("no session");
        }
        return read;
    }

    OwnOrders orders() {
        return orders;
    }

    /** Writes the market without our orders, and returns its mids. */
    MidGrid writeTape(Journal tape) {
        List<Message> market = market();
        SessionStarted header = started;
        if (header == null || market.isEmpty()) {
            throw new StudyException("the journal holds no market data");
        }
        header.timeNanos = market.get(0).timeNanos;
        tape.append(header);
        OrderBook book = new OrderBook();
        MidGrid mids = new MidGrid(market.get(0).timeNanos);
        long nextNanos = market.get(0).timeNanos;
        for (Message message : market) {
            while (nextNanos < message.timeNanos) {
                mids.add((book.bestTicks(Side.BUY) + book.bestTicks(Side.SELL)) / 2.0);
                nextNanos += MidGrid.STEP_NANOS;
            }
            tape.append(message);
            if (message instanceof BookUpdate update) {
                for (int i = 0; i < update.levels.count(); i++) {
                    book.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
                }
            }
        }
        return mids;
    }

    private List<Message> market() {
        List<Message> market = new ArrayList<>();
        int sessions = 0;
        long tradeNanos = 0;
        try (Records records = journal.get()) {
            while (records.advance()) {
                Message message = records.message();
                sessions += message instanceof SessionStarted ? 1 : 0;
                if (sessions > 1) {
                    break;
                }
                if (records.market() != 0) {
                    continue;
                }
                if (message instanceof BookUpdate update) {
                    market.add(without(update));
                } else if (message instanceof TouchUpdate update) {
                    TouchUpdate others = without(update, tradeNanos);
                    if (others != null) {
                        market.add(others);
                    }
                } else if (message instanceof Trade trade) {
                    market.add(copy(trade));
                    tradeNanos = Math.max(tradeNanos, trade.exchangeTimeNanos);
                }
            }
        }
        market.sort(Comparator.comparingLong(message -> message.timeNanos));
        return market;
    }

    private static long timeNanos(long exchangeNanos, Message message) {
        return exchangeNanos == 0 ? message.timeNanos : exchangeNanos;
    }

    private BookUpdate without(BookUpdate update) {
        BookUpdate others = new BookUpdate();
        others.market = 0;
        others.exchangeTimeNanos = update.exchangeTimeNanos;
        others.receiveTimeNanos = update.receiveTimeNanos;
        others.updateId = update.updateId;
        others.reset = update.reset;
        others.timeNanos = timeNanos(update.exchangeTimeNanos, update);
        for (int i = 0; i < update.levels.count(); i++) {
            Side side = update.levels.side(i);
            long ticks = update.levels.priceTicks(i);
            long ours = orders.lotsAt(side, ticks, others.timeNanos);
            others.levels.add(side, ticks, Math.max(0, update.levels.lots(i) - ours));
        }
        return others;
    }

    /**
     * A touch without our orders; null where nobody else is at a best price, as it is not known then who is next. A touch has
     * no time of its own: it left about as long before it came as trades do, and after those that came first.
     */
    private @Nullable TouchUpdate without(TouchUpdate update, long afterNanos) {
        TouchUpdate others = new TouchUpdate();
        others.market = 0;
        others.timeNanos = Math.max(update.receiveTimeNanos - delayNanos, afterNanos);
        others.receiveTimeNanos = update.receiveTimeNanos;
        others.updateId = update.updateId;
        others.bidTicks = update.bidTicks;
        others.bidLots = update.bidLots - orders.lotsAt(Side.BUY, update.bidTicks, others.timeNanos);
        others.askTicks = update.askTicks;
        others.askLots = update.askLots - orders.lotsAt(Side.SELL, update.askTicks, others.timeNanos);
        return others.bidLots > 0 && others.askLots > 0 ? others : null;
    }

    private static Trade copy(Trade trade) {
        Trade copy = new Trade();
        copy.market = 0;
        copy.timeNanos = timeNanos(trade.exchangeTimeNanos, trade);
        copy.exchangeTimeNanos = trade.exchangeTimeNanos;
        copy.receiveTimeNanos = trade.receiveTimeNanos;
        copy.tradeId = trade.tradeId;
        copy.aggressor = trade.aggressor;
        copy.priceTicks = trade.priceTicks;
        copy.lots = trade.lots;
        return copy;
    }
}
