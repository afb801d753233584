package dev.flowmaker.core.engine;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TimerFired;
import dev.flowmaker.core.event.TradesReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plays a venue by hand: feeds events at times it sets and collects what the engine says, as plain field maps. */
public final class EngineHarness {
    /** One output: its kind and its fields by path, such as {@code quotes.0.action}. */
    public record Output(MessageKind kind, Map<String, Object> fields) {
        public Object get(String path) {
            Object value = fields.get(path);
            if (value == null) {
                throw new AssertionError("no field " + path + " in " + fields.keySet());
            }
            return value;
        }

        public long number(String path) {
            return (Long) get(path);
        }
    }

    public final Engine engine;
    public final List<Output> outputs = new ArrayList<>();
    public long nowNanos = 1_700_000_000_000_000_000L;
    private long sequence;

    public EngineHarness(EngineSettings settings) {
        this(settings, Changes.NONE);
    }

    public EngineHarness(EngineSettings settings, Changes changes) {
        engine = new Engine(settings, message -> outputs.add(copy(message)), changes);
    }

    /** Connects, answers the start's questions and shows a first book of 1 BTC a side at bid 10000.00, ask 10000.10. */
    public EngineHarness started() {
        connection(Channel.MARKET_DATA, true);
        connection(Channel.REQUESTS, true);
        connection(Channel.USER, true);
        reconciled(1_000_000_000L, 1_000_000_000_000_000L);
        book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        return this;
    }

    /** Answers the questions of a comparison as they come: no open orders, no trades, these balances. */
    public void reconciled(long baseQuanta, long quoteQuanta) {
        noOpenOrders();
        noTrades();
        balance(TestMarket.BASE, baseQuanta);
        balance(TestMarket.QUOTE, quoteQuanta);
        noTrades();
    }

    /** The account had no trade in any market since the last one known. */
    public void noTrades() {
        for (int market = 0; market < engine.markets(); market++) {
            noTrades(market);
        }
    }

    private void noTrades(int market) {
        long from = last(MessageKind.QUERY_TRADES).number("fromTradeId");
        TradesReport event = new TradesReport();
        event.fromTradeId = from;
        event.lastTradeId = from == QueryTrades.NEWEST_ID ? 0 : from - 1;
        send(event, market);
    }

    /** Takes over another's clock and count of inputs. */
    public void goOnFrom(EngineHarness other) {
        nowNanos = other.nowNanos;
        sequence = other.sequence;
    }

    public void send(Message event, int market) {
        nowNanos += 1000;
        event.sequence = ++sequence;
        event.timeNanos = nowNanos;
        event.market = market;
        engine.onInput(event);
    }

    public void later(long nanos) {
        nowNanos += nanos;
    }

    public void connection(Channel channel, boolean up) {
        ConnectionChanged event = new ConnectionChanged();
        event.channel = channel;
        event.up = up;
        send(event, Message.NO_MARKET);
    }

    public void balance(int asset, long freeQuanta) {
        Balance event = new Balance();
        event.asset = asset;
        event.freeQuanta = freeQuanta;
        event.source = Source.QUERY;
        event.exchangeTimeNanos = venueTime();
        send(event, Message.NO_MARKET);
    }

    public void noOpenOrders() {
        for (int market = 0; market < engine.markets(); market++) {
            OpenOrders event = new OpenOrders();
            event.requestTimeNanos = nowNanos;
            send(event, market);
        }
    }

    /** A frame whose best levels are these, 1 BTC each, with a second level behind. */
    public void book(ResetReason reset, long bidTicks, long askTicks) {
        BookUpdate event = new BookUpdate();
        event.reset = reset;
        event.exchangeTimeNanos = venueTime();
        event.receiveTimeNanos = nowNanos;
        event.levels.add(Side.BUY, bidTicks, 100_000);
        event.levels.add(Side.BUY, bidTicks - 500, 100_000);
        event.levels.add(Side.SELL, askTicks, 100_000);
        event.levels.add(Side.SELL, askTicks + 500, 100_000);
        send(event, 0);
    }

    /** The venue's clock: ours in whole milliseconds. */
    public long venueTime() {
        return nowNanos / 1_000_000 * 1_000_000;
    }

    public void accept(long orderId) {
        OrderAccepted event = new OrderAccepted();
        event.orderId = orderId;
        event.exchangeTimeNanos = venueTime();
        send(event, 0);
    }

    public void canceled(long orderId, long filledLots) {
        OrderCanceled event = new OrderCanceled();
        event.orderId = orderId;
        event.filledLots = filledLots;
        event.exchangeTimeNanos = venueTime();
        send(event, 0);
    }

    public void fill(long orderId, Side side, long tradeId, long priceTicks, long lots) {
        fill(orderId, side, tradeId, priceTicks, lots, 0);
    }

    /** The same at a commission in the quote asset. */
    public void fill(long orderId, Side side, long tradeId, long priceTicks, long lots, long feeQuanta) {
        Fill event = new Fill();
        event.orderId = orderId;
        event.side = side;
        event.tradeId = tradeId;
        event.priceTicks = priceTicks;
        event.lots = lots;
        event.feeAsset = TestMarket.QUOTE;
        event.feeQuanta = feeQuanta;
        event.exchangeTimeNanos = venueTime();
        send(event, 0);
    }

    public void operator(OperatorAction action) {
        OperatorRequest event = new OperatorRequest();
        event.action = action;
        send(event, Message.NO_MARKET);
    }

    /** Moves to the engine's next deadline and fires it; false when there is none. */
    public boolean fireTimer() {
        long deadline = engine.nextDeadlineNanos();
        if (deadline == Long.MAX_VALUE) {
            return false;
        }
        nowNanos = StrictMath.max(nowNanos, deadline);
        TimerFired event = new TimerFired();
        event.deadlineNanos = deadline;
        send(event, Message.NO_MARKET);
        return true;
    }

    public void acceptAll() {
        for (Output output : outputs(MessageKind.PLACE_ORDER)) {
            accept(output.number("orderId"));
        }
    }

    public List<Output> outputs(MessageKind kind) {
        return outputs.stream().filter(output -> output.kind() == kind).toList();
    }

    public Output last(MessageKind kind) {
        List<Output> all = outputs(kind);
        if (all.isEmpty()) {
            throw new AssertionError("no " + kind + " among " + outputs);
        }
        return all.get(all.size() - 1);
    }

    public static Output copy(Message message) {
        Map<String, Object> fields = new HashMap<>();
        message.describe(new Flattener(fields));
        return new Output(message.kind(), fields);
    }

    /** Writes fields into a map under dotted paths; group names are left out of parts so paths stay short. */
    private static final class Flattener implements FieldVisitor {
        private final Map<String, Object> fields;
        private final List<String> path = new ArrayList<>();

        Flattener(Map<String, Object> fields) {
            this.fields = fields;
        }

        private void put(String name, Object value) {
            String prefix = path.isEmpty() ? "" : String.join(".", path) + ".";
            fields.put(prefix + name, value);
        }

        @Override
        public void int64(String name, long value) {
            put(name, value);
        }

        @Override
        public void real(String name, double value) {
            put(name, value);
        }

        @Override
        public void flag(String name, boolean value) {
            put(name, value);
        }

        @Override
        public void symbol(String name, Enum<?> value) {
            put(name, value);
        }

        @Override
        public void text(String name, String value) {
            put(name, value);
        }

        @Override
        public void beginGroup(String name, int count) {
            put(name, (long) count);
            path.add(name);
        }

        @Override
        public void beginItem(int index) {
            path.add(Integer.toString(index));
        }

        @Override
        public void endItem() {
            path.remove(path.size() - 1);
        }

        @Override
        public void endGroup() {
            path.remove(path.size() - 1);
        }
    }
}
