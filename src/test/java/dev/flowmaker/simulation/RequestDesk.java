package dev.flowmaker.simulation;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.CancelResult;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.MarketState;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.PlaceResult;
import dev.flowmaker.exchange.Reject;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.venue.ClientOrderIds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Requests on their way to the exchange and their answers on the way back: what HTTP does, and what it does not. */
final class RequestDesk {
    private static final long TIMEOUT = 2 * World.SECOND;
    /** The venue refuses a request that was signed longer ago. */
    private static final long WINDOW_MILLIS = 5_000;

    private static final int PAGE = 20;

    private final World world;
    private final Exchange exchange;
    private final int account;
    private final ClientOrderIds ids;
    private final OrderLine stream;
    /** Requests without an outcome yet. */
    private final Set<Request> underWay = new LinkedHashSet<>();

    private int life;
    private boolean partitioned;
    private boolean maintenance;
    private long bannedUntilNanos;

    RequestDesk(World world, Exchange exchange, int account, ClientOrderIds ids, OrderLine stream) {
        this.world = world;
        this.exchange = exchange;
        this.account = account;
        this.ids = ids;
        this.stream = stream;
    }

    void open(int newLife) {
        life = newLife;
        change(true);
    }

    private void change(boolean up) {
        ConnectionChanged event = new ConnectionChanged();
        event.channel = Channel.REQUESTS;
        event.up = up;
        event.market = Message.NO_MARKET;
        world.deliver(life, event);
    }

    void partition(boolean isOn) {
        partitioned = isOn;
        change(!isOn);
    }

    /** All connections are lost, and with them the answers to come; new ones are there after a while. */
    void reset(long backAfterNanos) {
        change(false);
        for (Request request : List.copyOf(underWay)) {
            request.cut = true;
            request.unknown(0);
        }
        int ofLife = life;
        world.in(backAfterNanos, () -> {
            if (ofLife == life && !partitioned) {
                change(true);
            }
        });
    }

    void maintenance(boolean isOn) {
        maintenance = isOn;
    }

    /** One request, from leaving the process until its outcome is told. */
    private final class Request {
        final Message command;
        final RequestType type;
        final long orderId;
        final int sentByLife = life;
        final long sentNanos = world.daemonNanos();
        final Runnable free;
        boolean over;
        /** Its connection is gone: no answer comes any more. */
        boolean cut;

        Request(Message command, Runnable free) {
            this.command = command;
            this.free = free;
            this.type = switch (command.kind()) {
                case PLACE_ORDER -> RequestType.PLACE;
                case CANCEL_ORDER -> RequestType.CANCEL;
                case CANCEL_ALL -> RequestType.CANCEL_ALL;
                case QUERY_ORDER -> RequestType.QUERY_ORDER;
                case QUERY_OPEN_ORDERS -> RequestType.QUERY_OPEN_ORDERS;
                case QUERY_BALANCES -> RequestType.QUERY_BALANCES;
                case QUERY_TRADES -> RequestType.QUERY_TRADES;
                case QUERY_MARKET -> RequestType.QUERY_MARKET;
                default -> throw new IllegalArgumentException(command.kind() + " is no command");
            };
            this.orderId = command instanceof PlaceOrder place
                    ? place.orderId
                    : command instanceof CancelOrder cancel
                            ? cancel.orderId
                            : command instanceof QueryOrder query ? query.orderId : 0;
        }

        /** The answer arrives, unless the request was given up. */
        void answer(List<Message> events, long delay) {
            world.in(delay, () -> {
                boolean late = over;
                if (cut) {
                    return;
                }
                if (late && type != RequestType.PLACE && type != RequestType.CANCEL) {
                    return;
                }
                if (late && !world.chance.count(Fault.LATE_ACK)) {
                    return;
                }
                for (Message event : events) {
                    stream.see(event);
                    world.deliver(sentByLife, event);
                }
                end();
            });
        }

        void neverArrives() {
            if (type == RequestType.PLACE) {
                world.neverArrives(orderId);
            }
        }

        void unknown(long delay) {
            world.in(delay, () -> {
                if (!over) {
                    RequestUnknown event = new RequestUnknown();
                    event.market = command.market;
                    event.request = type;
                    event.orderId = orderId;
                    world.deliver(sentByLife, event);
                    end();
                }
            });
        }

        void end() {
            if (!over) {
                over = true;
                underWay.remove(this);
                free.run();
            }
        }

        List<Message> refused(RejectReason reason) {
            if (type == RequestType.PLACE) {
                neverArrives();
                OrderRejected event = new OrderRejected();
                event.market = command.market;
                event.orderId = orderId;
                event.exchangeTimeNanos = world.venueMillis();
                event.reason = reason;
                return List.of(event);
            }
            RequestFailed event = new RequestFailed();
            event.market = command.market;
            event.request = type;
            event.orderId = orderId;
            event.reason = reason;
            return List.of(event);
        }
    }

    /** @param free told when the request's thread is free again */
    void execute(Message command, Runnable free) {
        Request request = new Request(command, free);
        Chance chance = world.chance;
        underWay.add(request);
        request.unknown(TIMEOUT);
        if (partitioned || chance.of(Fault.REQUEST_LOST, 0.01)) {
            request.neverArrives();
            return;
        }
        long way =
                chance.of(Fault.REQUEST_DELAYED, 0.01) ? chance.millis(300, WINDOW_MILLIS - 1) : chance.millis(1, 15);
        world.in(way, () -> arrive(request));
    }

    private void arrive(Request request) {
        Chance chance = world.chance;
        if (maintenance) {
            request.neverArrives();
            request.unknown(chance.millis(1, 10));
            return;
        }
        if (world.now() < bannedUntilNanos || chance.of(Fault.BANNED, 0.0005)) {
            bannedUntilNanos = Math.max(bannedUntilNanos, world.now() + chance.millis(500, 8_000));
            limited(request, bannedUntilNanos - world.now(), true);
        } else if (chance.of(Fault.RATE_LIMITED, 0.003)) {
            limited(request, chance.millis(100, 3_000), false);
        } else if (chance.of(Fault.SERVER_ERROR_BEFORE_DOING, 0.005)) {
            request.neverArrives();
            request.unknown(chance.millis(1, 10));
        } else {
            act(request);
        }
    }

    private void limited(Request request, long nanos, boolean banned) {
        RateLimited event = new RateLimited();
        event.market = Message.NO_MARKET;
        event.retryAtNanos = world.daemonNanos() + nanos;
        event.banned = banned;
        List<Message> events = new ArrayList<>();
        events.add(event);
        events.addAll(request.refused(RejectReason.RATE_LIMIT));
        request.answer(events, world.chance.millis(1, 10));
    }

    private void act(Request request) {
        Chance chance = world.chance;
        List<Message> events = perform(request);
        // Venues know a double by its id while the first is open: of an order that takes, no one could tell.
        boolean rests = request.command instanceof PlaceOrder place
                && place.postOnly
                && !(events.get(0) instanceof OrderRejected);
        if (rests && chance.of(Fault.REQUEST_DUPLICATED, 0.02)) {
            List<Message> second = perform(request);
            if (second.get(0) instanceof OrderRejected rejected && rejected.reason == RejectReason.DUPLICATE_ID) {
                // The double's answer comes first, and the first's never.
                request.answer(second, chance.millis(1, 10));
                return;
            }
            throw new IllegalStateException("the exchange took a double");
        }
        if (chance.of(Fault.ACK_LOST, 0.01)) {
            return;
        }
        if (chance.of(Fault.SERVER_ERROR_AFTER_DOING, 0.005)) {
            request.unknown(chance.millis(1, 10));
            return;
        }
        request.answer(
                events, chance.of(Fault.REQUEST_DELAYED, 0.01) ? chance.millis(200, 4_000) : chance.millis(1, 15));
    }

    private List<Message> perform(Request request) {
        Message command = request.command;
        return switch (request.type) {
            case PLACE -> place(request, (PlaceOrder) command);
            case CANCEL -> cancel(request);
            case CANCEL_ALL -> cancelAll(request);
            case QUERY_ORDER -> report((QueryOrder) command);
            case QUERY_OPEN_ORDERS -> openOrders(request);
            case QUERY_BALANCES -> balances();
            case QUERY_TRADES -> trades((QueryTrades) command);
            case QUERY_MARKET -> status();
            case REFRESH_SWITCH -> List.of();
        };
    }

    private List<Message> place(Request request, PlaceOrder place) {
        String id = ids.text(place.orderId);
        NewOrder order = place.postOnly
                ? NewOrder.limitMaker(0, id, place.side, place.priceTicks, place.lots)
                : NewOrder.limit(0, id, place.side, TimeInForce.GTC, place.priceTicks, place.lots);
        PlaceResult result = exchange.place(account, order, world.now());
        if (result.reject() != null) {
            return request.refused(reason(result.reject()));
        }
        return List.of(stream.accepted(Objects.requireNonNull(result.order()), Source.RESPONSE));
    }

    private static RejectReason reason(Reject reject) {
        return switch (reject) {
            case WOULD_TAKE -> RejectReason.POST_ONLY_WOULD_TAKE;
            case INSUFFICIENT_BALANCE, INSUFFICIENT_MARGIN -> RejectReason.INSUFFICIENT_BALANCE;
            case RESERVED_CLIENT_ID -> RejectReason.OTHER;
            case DUPLICATE_CLIENT_ID -> RejectReason.DUPLICATE_ID;
            case UNKNOWN_ORDER -> RejectReason.UNKNOWN_ORDER;
            case MARKET_CLOSED -> RejectReason.MARKET_CLOSED;
            default -> RejectReason.FILTER;
        };
    }

    private List<Message> cancel(Request request) {
        CancelResult result = exchange.cancel(account, 0, OrderRef.clientId(ids.text(request.orderId)), world.now());
        return result.reject() != null
                ? request.refused(RejectReason.UNKNOWN_ORDER)
                : List.of(stream.canceled(
                        Objects.requireNonNull(result.order()), CancelReason.REQUESTED, Source.RESPONSE));
    }

    private List<Message> cancelAll(Request request) {
        List<OrderInfo> ended = exchange.cancelAll(account, 0, world.now());
        if (ended.isEmpty()) {
            return request.refused(RejectReason.UNKNOWN_ORDER);
        }
        List<Message> events = new ArrayList<>();
        for (OrderInfo order : ended) {
            if (ids.orderId(order.clientId()) != 0) {
                events.add(stream.canceled(order, CancelReason.REQUESTED, Source.RESPONSE));
            }
        }
        return events;
    }

    private List<Message> report(QueryOrder query) {
        OrderReport event = new OrderReport();
        event.market = 0;
        event.orderId = query.orderId;
        event.exchangeTimeNanos = world.venueMillis();
        List<Message> events = new ArrayList<>();
        OrderInfo order = exchange.order(account, 0, OrderRef.clientId(ids.text(query.orderId)));
        boolean tooEarly = order != null
                && world.now() - order.placedNanos() < 2 * World.SECOND
                && world.chance.of(Fault.QUERY_TOO_EARLY, 0.2);
        if (order != null && !tooEarly) {
            for (FillInfo fill : exchange.fills(account, 0, 0, Integer.MAX_VALUE)) {
                if (fill.venueOrderId() == order.venueOrderId()) {
                    events.add(stream.fill(fill, Source.QUERY));
                }
            }
            event.filledLots = order.executedLots();
            event.venueOrderId = order.venueOrderId();
            event.status = switch (order.status()) {
                case NEW -> OrderStatus.WORKING;
                case PARTIALLY_FILLED -> OrderStatus.PARTIALLY_FILLED;
                case FILLED -> OrderStatus.FILLED;
                case CANCELED -> OrderStatus.CANCELED;
                case EXPIRED, EXPIRED_IN_MATCH, POST_ONLY -> OrderStatus.EXPIRED;
            };
        }
        events.add(event);
        return events;
    }

    private List<Message> openOrders(Request request) {
        OpenOrders event = new OpenOrders();
        event.market = 0;
        event.exchangeTimeNanos = world.venueMillis();
        event.requestTimeNanos = request.sentNanos;
        for (OrderInfo order : exchange.openOrders(account, 0)) {
            event.orders.add(new OpenOrder(
                    ids.orderId(order.clientId()),
                    order.clientId(),
                    order.venueOrderId(),
                    order.side(),
                    order.priceTicks(),
                    order.lots(),
                    order.executedLots()));
        }
        return List.of(event);
    }

    private List<Message> status() {
        MarketStatus event = new MarketStatus();
        event.market = 0;
        event.status = exchange.state(0) == MarketState.OPEN ? TradingStatus.TRADING : TradingStatus.HALTED;
        exchange.settings().markets().get(0).instrument().describe(event);
        return List.of(event);
    }

    private List<Message> balances() {
        List<Message> events = new ArrayList<>();
        for (BalanceInfo each : exchange.balances(account)) {
            Balance event =
                    OrderLine.balance(world.now(), each.asset(), each.freeQuanta(), each.lockedQuanta(), Source.QUERY);
            event.costQuanta = each.costQuanta();
            events.add(event);
        }
        return events;
    }

    private List<Message> trades(QueryTrades query) {
        boolean newestOnly = query.fromTradeId == QueryTrades.NEWEST_ID;
        TradesReport report = new TradesReport();
        report.market = 0;
        report.fromTradeId = query.fromTradeId;
        report.lastTradeId = query.fromTradeId - (newestOnly ? 0 : 1);
        List<Message> events = new ArrayList<>();
        for (FillInfo fill :
                exchange.fills(account, 0, Math.max(0, query.fromTradeId), newestOnly ? Integer.MAX_VALUE : PAGE)) {
            report.lastTradeId = fill.tradeId();
            if (!newestOnly) {
                events.add(stream.fill(fill, Source.QUERY));
            }
        }
        report.complete = newestOnly || events.size() < PAGE;
        events.add(report);
        return events;
    }
}
