package dev.flowmaker.core.engine;

import static dev.flowmaker.core.engine.TestMarket.MILLI;
import static dev.flowmaker.core.engine.TestMarket.SECOND;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TimerFired;
import dev.flowmaker.core.market.Instrument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A venue that misbehaves on a seed: answers are lost, late, doubled and out of order, requests arrive after they were
 * given up, the user stream breaks. It keeps its own exact books, so that the engine's can be held against them. Knows
 * the engine only through its inputs and outputs.
 */
final class ChaosVenue {
    /** An order as the venue has it. */
    static final class VenueOrder {
        final long id;
        final Side side;
        final long priceTicks;
        final long lots;
        final List<Fill> fills = new ArrayList<>();
        long filledLots;
        boolean open = true;

        VenueOrder(PlaceOrder place) {
            id = place.orderId;
            side = place.side;
            priceTicks = place.priceTicks;
            lots = place.lots;
        }

        long openLots() {
            return open ? lots - filledLots : 0;
        }
    }

    private record Event(long timeNanos, long number, Runnable action) {}

    final Map<Long, VenueOrder> orders = new LinkedHashMap<>();
    final Map<String, Integer> faults = new LinkedHashMap<>();
    long baseQuanta = 10_000_000_000L;
    long quoteQuanta = 100_000_000_000_000L;
    long nowNanos = 1_700_000_000L * SECOND;
    int fillCount;

    private final SplittableRandom random;
    private final Consumer<Message> engineInput;
    private final Instrument instrument = TestMarket.instrument(0);
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::timeNanos).thenComparingLong(Event::number));
    private final long[] marketLots = new long[40];
    private long midTicks = 1_000_000;
    private long number;
    private long tradeId;
    private boolean userUp = true;
    private long userConnection;
    /** The book as last sent: bids by price, asks by minus price. */
    private final Map<Long, Long> shown = new LinkedHashMap<>();

    ChaosVenue(long seed, Consumer<Message> engineInput) {
        random = new SplittableRandom(seed);
        this.engineInput = engineInput;
        for (int i = 0; i < marketLots.length; i++) {
            marketLots[i] = 1 + random.nextLong(20_000);
        }
    }

    private void fault(String name) {
        faults.merge(name, 1, Integer::sum);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private void in(long nanos, Runnable action) {
        events.add(new Event(nowNanos + nanos, number++, action));
    }

    private long latency() {
        return chance(0.05) ? random.nextLong(50 * MILLI, 3 * SECOND) : random.nextLong(MILLI, 20 * MILLI);
    }

    /** Delivers to the engine. */
    private void deliver(Message event, int market) {
        event.timeNanos = nowNanos;
        event.market = market;
        engineInput.accept(event);
    }

    /** Delivers over the user stream, which may be down then, twice, and in no order. */
    private void stream(Message event, int market) {
        if (!userUp) {
            fault("stream event lost in a disconnect");
            return;
        }
        long connection = userConnection;
        int copies = chance(0.05) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            in(chance(0.1) ? random.nextLong(200 * MILLI) : random.nextLong(3 * MILLI), () -> {
                if (userUp && connection == userConnection) {
                    deliver(event, market);
                }
            });
        }
        if (copies == 2) {
            fault("stream event twice");
        }
    }

    void start() {
        up(Channel.MARKET_DATA, true);
        up(Channel.REQUESTS, true);
        up(Channel.USER, true);
        in(0, this::frame);
        in(SECOND, this::trade);
        in(20 * SECOND, this::breakUserStream);
    }

    private void up(Channel channel, boolean isUp) {
        ConnectionChanged event = new ConnectionChanged();
        event.channel = channel;
        event.up = isUp;
        deliver(event, Message.NO_MARKET);
    }

    void stop() {
        OperatorRequest event = new OperatorRequest();
        event.action = OperatorAction.STOP;
        deliver(event, Message.NO_MARKET);
    }

    /** Runs the next event, or the engine's timer when that is due first. */
    void step(long timerNanos) {
        Event next = events.peek();
        if (next == null || timerNanos < next.timeNanos()) {
            nowNanos = Math.max(nowNanos, timerNanos);
            TimerFired fired = new TimerFired();
            fired.deadlineNanos = timerNanos;
            deliver(fired, Message.NO_MARKET);
            return;
        }
        events.remove();
        nowNanos = Math.max(nowNanos, next.timeNanos());
        next.action().run();
    }

    private long venueMillis() {
        return nowNanos / MILLI * MILLI;
    }

    private void frame() {
        in(chance(0.01) ? 3 * SECOND : 100 * MILLI, this::frame);
        midTicks += random.nextInt(-4, 5);
        BookUpdate update = new BookUpdate();
        update.reset = shown.isEmpty() || chance(0.005) ? ResetReason.RESYNC : ResetReason.NONE;
        update.exchangeTimeNanos = venueMillis();
        update.receiveTimeNanos = nowNanos;
        Map<Long, Long> bids = new LinkedHashMap<>();
        Map<Long, Long> asks = new LinkedHashMap<>();
        for (int i = 0; i < marketLots.length / 2; i++) {
            if (chance(0.3)) {
                marketLots[random.nextInt(marketLots.length)] = 1 + random.nextLong(20_000);
            }
            bids.merge(midTicks - 2 - i, marketLots[i], Long::sum);
            asks.merge(midTicks + 2 + i, marketLots[20 + i], Long::sum);
        }
        for (VenueOrder order : orders.values()) {
            if (order.open) {
                (order.side == Side.BUY ? bids : asks).merge(order.priceTicks, order.openLots(), Long::sum);
            }
        }
        Map<Long, Long> levels = new LinkedHashMap<>();
        bids.forEach((price, lots) -> levels.put(price, lots));
        asks.forEach((price, lots) -> levels.put(-price, lots));
        if (update.reset != ResetReason.NONE) {
            shown.clear();
        }
        levels.forEach((key, lots) -> {
            if (!lots.equals(shown.get(key))) {
                update.levels.add(key > 0 ? Side.BUY : Side.SELL, Math.abs(key), lots);
            }
        });
        shown.keySet().stream()
                .filter(key -> !levels.containsKey(key))
                .forEach(key -> update.levels.add(key > 0 ? Side.BUY : Side.SELL, Math.abs(key), 0));
        shown.clear();
        shown.putAll(levels);
        in(MILLI, () -> deliver(update, 0));
    }

    /** Somebody trades with one of our orders, or the market crosses it. */
    private void trade() {
        in(random.nextLong(20 * MILLI, 400 * MILLI), this::trade);
        List<VenueOrder> open =
                orders.values().stream().filter(order -> order.open).toList();
        if (open.isEmpty()) {
            return;
        }
        VenueOrder order = open.get(random.nextInt(open.size()));
        fill(order, chance(0.5) ? order.openLots() : 1 + random.nextLong(order.openLots()));
    }

    private void fill(VenueOrder order, long lots) {
        Fill fill = new Fill();
        fill.orderId = order.id;
        fill.tradeId = ++tradeId;
        fill.side = order.side;
        fill.priceTicks = order.priceTicks;
        fill.lots = lots;
        boolean feeInBase = order.side == Side.BUY;
        fill.feeAsset = feeInBase ? TestMarket.BASE : TestMarket.QUOTE;
        long value = instrument.notionalQuanta(order.priceTicks, lots);
        fill.feeQuanta = feeInBase ? lots * instrument.baseQuantaPerLot() / 1000 : value / 1000;
        fill.exchangeTimeNanos = venueMillis();
        order.fills.add(fill);
        order.filledLots += lots;
        fillCount++;
        if (order.filledLots == order.lots) {
            order.open = false;
        }
        baseQuanta += order.side.sign() * lots * instrument.baseQuantaPerLot() - (feeInBase ? fill.feeQuanta : 0);
        quoteQuanta -= order.side.sign() * value + (feeInBase ? 0 : fill.feeQuanta);
        stream(fill, 0);
        stream(balance(TestMarket.BASE, Source.STREAM), Message.NO_MARKET);
        stream(balance(TestMarket.QUOTE, Source.STREAM), Message.NO_MARKET);
    }

    private void breakUserStream() {
        in(random.nextLong(10 * SECOND, 60 * SECOND), this::breakUserStream);
        fault("user stream broken");
        userUp = false;
        userConnection++;
        in(random.nextLong(SECOND), () -> up(Channel.USER, false));
        in(random.nextLong(SECOND, 4 * SECOND), () -> {
            userUp = true;
            up(Channel.USER, true);
        });
    }

    /** Takes a command of the engine. */
    void execute(Message command) {
        if (command.kind() == MessageKind.PLACE_ORDER) {
            PlaceOrder copy = new PlaceOrder();
            PlaceOrder place = (PlaceOrder) command;
            copy.orderId = place.orderId;
            copy.side = place.side;
            copy.priceTicks = place.priceTicks;
            copy.lots = place.lots;
            place(copy);
        } else if (command.kind() == MessageKind.CANCEL_ORDER) {
            cancel(((CancelOrder) command).orderId);
        } else if (command.kind() == MessageKind.CANCEL_ALL) {
            cancelAll();
        } else if (command.kind() == MessageKind.QUERY_ORDER) {
            query(((QueryOrder) command).orderId);
        } else if (command.kind() == MessageKind.QUERY_OPEN_ORDERS) {
            queryOpenOrders();
        } else if (command.kind() == MessageKind.QUERY_BALANCES) {
            queryBalances();
        }
    }

    private void unknown(RequestType request, long orderId) {
        RequestUnknown event = new RequestUnknown();
        event.request = request;
        event.orderId = orderId;
        in(random.nextLong(500 * MILLI, 4 * SECOND), () -> deliver(event, 0));
    }

    private void place(PlaceOrder place) {
        if (chance(0.03)) {
            fault("placement lost");
            unknown(RequestType.PLACE, place.orderId);
            return;
        }
        boolean lostAnswer = chance(0.05);
        in(latency(), () -> {
            if (orders.containsKey(place.orderId)) {
                throw new AssertionError("order " + place.orderId + " placed twice");
            }
            if (chance(0.05)) {
                fault("placement rejected");
                OrderRejected rejected = new OrderRejected();
                rejected.orderId = place.orderId;
                rejected.reason = RejectReason.POST_ONLY_WOULD_TAKE;
                in(latency(), () -> deliver(rejected, 0));
                return;
            }
            VenueOrder order = new VenueOrder(place);
            orders.put(order.id, order);
            OrderAccepted accepted = new OrderAccepted();
            accepted.orderId = order.id;
            accepted.exchangeTimeNanos = venueMillis();
            if (chance(0.9)) {
                stream(accepted, 0);
            } else {
                fault("ack missing from the stream");
            }
            if (chance(0.05)) {
                fault("fill before the ack");
                fill(order, 1 + random.nextLong(order.openLots()));
            }
            if (!lostAnswer) {
                OrderAccepted answer = new OrderAccepted();
                answer.orderId = order.id;
                answer.exchangeTimeNanos = accepted.exchangeTimeNanos;
                answer.source = Source.RESPONSE;
                in(latency(), () -> deliver(answer, 0));
            }
        });
        if (lostAnswer) {
            fault("placement's answer lost");
            unknown(RequestType.PLACE, place.orderId);
        }
    }

    private void cancel(long orderId) {
        if (chance(0.03)) {
            fault("cancel lost");
            unknown(RequestType.CANCEL, orderId);
            return;
        }
        boolean lostAnswer = chance(0.05);
        if (lostAnswer) {
            fault("cancel's answer lost");
            unknown(RequestType.CANCEL, orderId);
        }
        in(latency(), () -> {
            VenueOrder order = orders.get(orderId);
            if (order == null || !order.open) {
                if (!lostAnswer) {
                    RequestFailed failed = new RequestFailed();
                    failed.request = RequestType.CANCEL;
                    failed.orderId = orderId;
                    failed.reason = RejectReason.UNKNOWN_ORDER;
                    in(latency(), () -> deliver(failed, 0));
                }
                return;
            }
            ended(order, !lostAnswer);
        });
    }

    private void ended(VenueOrder order, boolean answer) {
        order.open = false;
        stream(canceled(order, Source.STREAM), 0);
        if (answer) {
            Message response = canceled(order, Source.RESPONSE);
            in(latency(), () -> deliver(response, 0));
        }
    }

    private OrderCanceled canceled(VenueOrder order, Source source) {
        OrderCanceled event = new OrderCanceled();
        event.orderId = order.id;
        event.exchangeTimeNanos = venueMillis();
        event.reason = CancelReason.REQUESTED;
        event.filledLots = order.filledLots;
        event.source = source;
        return event;
    }

    private void cancelAll() {
        // Sent in few runs: lost often, so that some are.
        if (chance(0.5)) {
            fault("cancel-all lost");
            unknown(RequestType.CANCEL_ALL, 0);
            return;
        }
        in(
                latency(),
                () -> orders.values().stream()
                        .filter(order -> order.open)
                        .toList()
                        .forEach(order -> ended(order, true)));
    }

    private void query(long orderId) {
        if (chance(0.1)) {
            fault("query lost");
            unknown(RequestType.QUERY_ORDER, orderId);
            return;
        }
        in(latency(), () -> {
            VenueOrder order = orders.get(orderId);
            OrderReport report = new OrderReport();
            report.orderId = orderId;
            report.exchangeTimeNanos = venueMillis();
            List<Fill> fills = new ArrayList<>();
            if (order != null) {
                fills.addAll(order.fills);
                report.filledLots = order.filledLots;
                report.status = order.open
                        ? order.filledLots > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.WORKING
                        : order.filledLots == order.lots ? OrderStatus.FILLED : OrderStatus.CANCELED;
            }
            in(latency(), () -> {
                fills.forEach(fill -> deliver(fill, 0));
                deliver(report, 0);
            });
        });
    }

    private void queryOpenOrders() {
        if (chance(0.1)) {
            fault("list of open orders lost");
            unknown(RequestType.QUERY_OPEN_ORDERS, 0);
            return;
        }
        long asked = nowNanos;
        in(latency(), () -> {
            OpenOrders list = new OpenOrders();
            list.requestTimeNanos = asked;
            list.exchangeTimeNanos = venueMillis();
            orders.values().stream()
                    .filter(order -> order.open)
                    .forEach(order -> list.orders.add(new OpenOrder(
                            order.id, "c" + order.id, 0, order.side, order.priceTicks, order.lots, order.filledLots)));
            in(latency(), () -> deliver(list, 0));
        });
    }

    private void queryBalances() {
        in(latency(), () -> {
            Message base = balance(TestMarket.BASE, Source.QUERY);
            Message quote = balance(TestMarket.QUOTE, Source.QUERY);
            in(latency(), () -> {
                deliver(base, Message.NO_MARKET);
                deliver(quote, Message.NO_MARKET);
            });
        });
    }

    private Balance balance(int asset, Source source) {
        long locked = 0;
        for (VenueOrder order : orders.values()) {
            if (asset == TestMarket.QUOTE && order.side == Side.BUY) {
                locked += instrument.notionalQuanta(order.priceTicks, order.openLots());
            } else if (asset == TestMarket.BASE && order.side == Side.SELL) {
                locked += order.openLots() * instrument.baseQuantaPerLot();
            }
        }
        Balance event = new Balance();
        event.asset = asset;
        event.lockedQuanta = locked;
        event.freeQuanta = (asset == TestMarket.BASE ? baseQuanta : quoteQuanta) - locked;
        event.exchangeTimeNanos = venueMillis();
        event.source = source;
        return event;
    }
}
