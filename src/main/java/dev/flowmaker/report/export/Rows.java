package dev.flowmaker.report.export;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.engine.SignalLine;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.LevelChanges;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.WatchedReplay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns records into rows, of those tables that are wanted. */
final class Rows implements WatchedReplay.Watcher {
    private final Map<Table, TableOut> outs;
    private final @Nullable Lives lives;
    private final FieldPrinter json = FieldPrinter.json();
    private final Named named = new Named();
    private final Set<String> fills = new HashSet<>();
    private final List<long[]> profits = new ArrayList<>();
    private List<Instrument> instruments = List.of();
    private List<Asset> assets = List.of();
    private int epoch;

    Rows(Map<Table, TableOut> outs) {
        this.outs = outs;
        TableOut orders = outs.get(Schema.ORDERS);
        lives = orders == null ? null : new Lives(orders);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In quote; as near as a double comes. */
    static double price(Instrument instrument, long ticks) {
        return Double.parseDouble(instrument.priceText(ticks));
    }

    /** In base; as near as a double comes. */
    static double quantity(Instrument instrument, long lots) {
        return Double.parseDouble(instrument.quantityText(lots));
    }

    @Override
    public void onRecord(Records journal, @Nullable Engine engine) {
        try {
            record(journal);
            if (engine != null) {
                profit(journal, engine);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is only known at the end. */
    void end() throws IOException {
        if (lives != null) {
            lives.end();
        }
    }

    private void record(Records journal) throws IOException {
        switch (journal.kind()) {
            case SESSION_STARTED -> session((SessionStarted) journal.message());
            case SNAPSHOT, TIMER_FIRED -> {
                // Nothing to analyse.
            }
            case BOOK_UPDATE -> book(journal);
            case TOUCH_UPDATE -> touch(journal);
            case TRADE -> trade(journal);
            case DECISION -> decision(journal);
            case FILL -> fill((Fill) journal.message());
            default -> {
                if (journal.kind().family() == MessageKind.Family.COMMAND) {
                    command(journal.message());
                } else {
                    order(journal.message());
                    event(journal);
                }
            }
        }
    }

    private void session(SessionStarted started) throws IOException {
        boolean goesOn = epoch == started.epoch;
        epoch = started.epoch;
        instruments = EngineSettingsFactory.instruments(started);
        assets = EngineSettingsFactory.assets(started);
        json.learn(started);
        if (goesOn) {
            return;
        }
        profits.clear();
        TableOut sessions = outs.get(Schema.SESSIONS);
        if (sessions != null) {
            sessions.add((long) epoch)
                    .add(started.sequence)
                    .add(started.timeNanos)
                    .add(started.timeNanos)
                    .add(started.name)
                    .add(started.mode)
                    .add(started.version)
                    .add(started.jdk)
                    .add(started.configuration)
                    .end();
        }
        TableOut out = outs.get(Schema.INSTRUMENTS);
        if (out != null) {
            instruments(out);
        }
    }

    private void instruments(TableOut out) throws IOException {
        for (Instrument instrument : instruments) {
            out.add((long) epoch)
                    .add((long) instrument.market())
                    .add(instrument.symbol())
                    .add(instrument.venueSymbol())
                    .add(instrument.base().code())
                    .add(instrument.quote().code())
                    .add(word(instrument.contract().kind()))
                    .add(instrument.tick().toString())
                    .add(instrument.lot().toString())
                    .add(instrument.contract().size().toString())
                    .add((long) instrument.base().scale())
                    .add((long) instrument.quote().scale())
                    .add(instrument.makerFeePpb())
                    .add(instrument.takerFeePpb())
                    .end();
        }
    }

    /** What every record's row begins with. */
    private TableOut begin(TableOut out, Message message) throws IOException {
        return out.add(message.sequence)
                .add(message.timeNanos)
                .add(message.timeNanos)
                .add((long) epoch)
                .unlessEmpty(
                        message.market < 0
                                ? ""
                                : instruments.get(message.market).symbol());
    }

    private void book(Records journal) throws IOException {
        TableOut out = outs.get(Schema.BOOKS);
        if (out == null) {
            return;
        }
        BookUpdate update = (BookUpdate) journal.message();
        Instrument instrument = instruments.get(update.market);
        LevelChanges levels = update.levels;
        for (int i = 0; i < Math.max(1, levels.count()); i++) {
            begin(out, update)
                    .unless(0, update.exchangeTimeNanos)
                    .unless(0, update.receiveTimeNanos)
                    .add(update.updateId)
                    .add(word(update.reset));
            if (levels.count() == 0) {
                out.none().none().none().none().none();
            } else {
                out.add(word(levels.side(i)))
                        .add(levels.priceTicks(i))
                        .add(price(instrument, levels.priceTicks(i)))
                        .add(levels.lots(i))
                        .add(quantity(instrument, levels.lots(i)));
            }
            out.end();
        }
    }

    private void touch(Records journal) throws IOException {
        TableOut out = outs.get(Schema.TOUCHES);
        if (out != null) {
            TouchUpdate update = (TouchUpdate) journal.message();
            begin(out, update)
                    .unless(0, update.exchangeTimeNanos)
                    .unless(0, update.receiveTimeNanos)
                    .add(update.updateId)
                    .unless(Instrument.NO_PRICE, update.bidTicks)
                    .add(update.bidLots)
                    .unless(Instrument.NO_PRICE, update.askTicks)
                    .add(update.askLots)
                    .end();
        }
    }

    private void trade(Records journal) throws IOException {
        TableOut out = outs.get(Schema.TRADES);
        if (out != null) {
            Trade trade = (Trade) journal.message();
            Instrument instrument = instruments.get(trade.market);
            begin(out, trade)
                    .unless(0, trade.exchangeTimeNanos)
                    .unless(0, trade.receiveTimeNanos)
                    .add(trade.tradeId)
                    .add(word(trade.aggressor))
                    .add(trade.priceTicks)
                    .add(price(instrument, trade.priceTicks))
                    .add(trade.lots)
                    .add(quantity(instrument, trade.lots))
                    .end();
        }
    }

    private void decision(Records journal) throws IOException {
        TableOut decisions = outs.get(Schema.DECISIONS);
        TableOut quotes = outs.get(Schema.QUOTES);
        TableOut signals = outs.get(Schema.SIGNALS);
        if (decisions == null && quotes == null && signals == null) {
            return;
        }
        Decision decision = (Decision) journal.message();
        Instrument instrument = instruments.get(decision.market);
        if (decisions != null) {
            decision(decisions, decision, instrument);
        }
        for (int i = 0; quotes != null && i < decision.quotes(); i++) {
            quote(quotes, decision, decision.quote(i), instrument);
        }
        for (int i = 0; signals != null && i < decision.signals(); i++) {
            SignalLine signal = decision.signal(i);
            begin(signals, decision)
                    .add(word(signal.kind))
                    .add((long) signal.rank)
                    .add(signal.value)
                    .add(signal.weight)
                    .add(signal.microTicks)
                    .add(signal.confidence)
                    .end();
        }
    }

    private void decision(TableOut out, Decision decision, Instrument instrument) throws IOException {
        long alpha = 0;
        for (int i = 0; i < decision.signals(); i++) {
            alpha += decision.signal(i).microTicks;
        }
        begin(out, decision)
                .add(decision.causeSequence)
                .add(word(decision.trigger))
                .unless(Instrument.NO_PRICE, decision.bidTicks)
                .add(decision.bidLots)
                .unless(Instrument.NO_PRICE, decision.askTicks)
                .add(decision.askLots);
        if (decision.bidTicks == Instrument.NO_PRICE || decision.askTicks == Instrument.NO_PRICE) {
            out.none().none();
        } else {
            long mid2 = decision.bidTicks + decision.askTicks;
            out.add(mid2).add(mid2 * price(instrument, 1) / 2);
        }
        double base = Math.pow(10, instrument.base().scale());
        out.add(decision.fairMicroTicks)
                .add(alpha)
                .add(decision.flowLots)
                .add(decision.volatility)
                .add(decision.intensity)
                .add(decision.intensityDecay)
                .add(decision.inventoryQuanta)
                .add(decision.inventoryQuanta / base)
                .add(decision.buyMarkoutMicroTicks)
                .add(decision.sellMarkoutMicroTicks)
                .end();
    }

    private void quote(TableOut out, Decision decision, QuoteLine quote, Instrument instrument) throws IOException {
        begin(out, decision).add(word(quote.side)).add((long) quote.level);
        if (quote.priceTicks == Instrument.NO_PRICE) {
            out.none().none();
        } else {
            out.add(quote.priceTicks).add(price(instrument, quote.priceTicks));
        }
        out.add(quote.lots)
                .add(word(quote.verdict))
                .add(quote.observed)
                .add(quote.limit)
                .add(word(quote.action))
                .add(word(quote.reason))
                .unless(0, quote.orderId)
                .unless(Instrument.NO_PRICE, quote.workingPriceTicks)
                .add(quote.workingLots);
        for (PartKind part : PartKind.values()) {
            out.add(quote.parts.get(part));
        }
        out.end();
    }

    private void fill(Fill fill) throws IOException {
        if (!fills.add(fill.market + " " + fill.side + " " + fill.tradeId)) {
            return;
        }
        if (lives != null) {
            lives.onFill(fill);
        }
        TableOut out = outs.get(Schema.FILLS);
        if (out != null) {
            Instrument instrument = instruments.get(fill.market);
            begin(out, fill)
                    .unless(0, fill.exchangeTimeNanos)
                    .add(fill.orderId)
                    .add(fill.tradeId)
                    .add(word(fill.side))
                    .add(fill.priceTicks)
                    .add(price(instrument, fill.priceTicks))
                    .add(fill.lots)
                    .add(quantity(instrument, fill.lots))
                    .add(instrument.notionalQuanta(fill.priceTicks, fill.lots))
                    .add(word(fill.liquidity))
                    .add(assets.get(fill.feeAsset).code())
                    .add(fill.feeQuanta)
                    .add(word(fill.source))
                    .end();
        }
    }

    private void command(Message message) throws IOException {
        PlaceOrder place = message instanceof PlaceOrder placement ? placement : null;
        CancelOrder cancel = message instanceof CancelOrder cancellation ? cancellation : null;
        if (lives != null && place != null) {
            lives.onPlace(instruments.get(place.market), place, epoch);
        }
        if (lives != null && cancel != null) {
            lives.onCancel(cancel.orderId, cancel.timeNanos);
        }
        TableOut out = outs.get(Schema.COMMANDS);
        if (out != null) {
            named.look(message);
            begin(out, message)
                    .add(message.causeSequence)
                    .add(word(message.kind()))
                    .unless(0, named.orderId)
                    .unlessEmpty(place == null ? "" : word(place.side))
                    .unless(Instrument.NO_PRICE, place == null ? Instrument.NO_PRICE : place.priceTicks)
                    .unless(-1, place == null ? -1 : place.lots)
                    .unlessEmpty(named.code)
                    .end();
        }
    }

    private void order(Message message) throws IOException {
        if (lives == null) {
            return;
        }
        if (message instanceof OrderAccepted accepted) {
            lives.onAccepted(accepted.orderId, accepted.timeNanos);
        } else if (message instanceof OrderCanceled canceled) {
            lives.onEnd(canceled.orderId, canceled.timeNanos, "canceled");
        } else if (message instanceof OrderRejected rejected) {
            lives.onEnd(rejected.orderId, rejected.timeNanos, "rejected");
        } else if (message instanceof RequestNotSent notSent && notSent.request == RequestType.PLACE) {
            lives.onEnd(notSent.orderId, notSent.timeNanos, "not sent");
        }
    }

    private void event(Records journal) throws IOException {
        TableOut out = outs.get(Schema.EVENTS);
        if (out != null) {
            Message message = journal.message();
            named.look(message);
            begin(out, message)
                    .add(message.causeSequence)
                    .add(word(message.kind()))
                    .unless(0, named.orderId)
                    .unlessEmpty(named.code)
                    .add(json.line(message))
                    .end();
        }
    }

    private void profit(Records journal, Engine engine) throws IOException {
        TableOut out = outs.get(Schema.PNL);
        if (out == null || engine.markets() != instruments.size()) {
            return;
        }
        for (int i = 0; i < instruments.size(); i++) {
            if (journal.market() != i && journal.market() != Message.NO_MARKET) {
                continue;
            }
            ProfitAndLoss profit = engine.market(i).profitAndLoss();
            while (profits.size() <= i) {
                profits.add(new long[7]);
            }
            long[] now = {
                profit.spreadQuanta(),
                profit.inventoryQuanta(),
                profit.feesQuanta(),
                profit.fundingQuanta(),
                profit.baseQuanta(),
                profit.cashQuanta(),
                profit.mid2Ticks()
            };
            // The mid alone is no news while nothing is held.
            long[] before = profits.get(i);
            if (Arrays.equals(now, 0, 6, before, 0, 6)) {
                continue;
            }
            profits.set(i, now);
            Instrument instrument = instruments.get(i);
            out.add(journal.sequence())
                    .add(journal.timeNanos())
                    .add(journal.timeNanos())
                    .add((long) epoch)
                    .add(instrument.symbol())
                    .add(now[0])
                    .add(now[1])
                    .add(now[2])
                    .add(now[3])
                    .add(profit.totalQuanta())
                    .add(profit.totalQuanta() / Math.pow(10, instrument.quote().scale()))
                    .add(now[4])
                    .add(now[5])
                    .unless(Instrument.NO_PRICE, now[6])
                    .end();
        }
    }

    /** A message's order and its code or reason, if it names any. */
    private static final class Named implements FieldVisitor {
        private static final Set<String> CODES = Set.of("code", "reason", "cause", "reset", "action");
        private long orderId;
        private String code = "";
        private int depth;

        void look(Message message) {
            orderId = 0;
            code = "";
            depth = 0;
            message.describe(this);
        }

        @Override
        public void int64(String name, long value) {
            if (depth == 0 && name.equals("orderId")) {
                orderId = value;
            }
        }

        @Override
        public void symbol(String name, Enum<?> value) {
            if (depth == 0 && CODES.contains(name)) {
                code = word(value);
            }
        }

        @Override
        public void real(String name, double value) {}

        @Override
        public void flag(String name, boolean value) {}

        @Override
        public void text(String name, String value) {}

        @Override
        public void beginGroup(String name, int count) {
            depth++;
        }

        @Override
        public void beginItem(int index) {}

        @Override
        public void endItem() {}

        @Override
        public void endGroup() {
            depth--;
        }
    }
}
