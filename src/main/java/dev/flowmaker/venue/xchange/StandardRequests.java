package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.command.RefreshDeadMansSwitch;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.venue.Inbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commands as a venue's requests, its answers as events, for every venue whose calls are in our terms. */
final class StandardRequests extends Requests {
    /** A trade this old is on every list that the venue gives. */
    private static final long LISTED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Session session;
    private final TradingCalls calls;
    private final StandardEvents events;
    private final KnownOrders known;
    private final VenueClock clock;
    private final Inbox inbox;

    StandardRequests(
            TradingParts parts,
            TradingCalls calls,
            StandardEvents events,
            KnownOrders known,
            VenueClock clock,
            Function<Throwable, Failure> failures) {
        super(parts.outcomes(), failures);
        session = parts.session();
        inbox = parts.inbox();
        this.calls = calls;
        this.events = events;
        this.known = known;
        this.clock = clock;
    }

    private TradingCalls.Ref ref(long orderId) {
        return new TradingCalls.Ref(orderId, session.clientId(orderId), known.venueId(orderId));
    }

    @Override
    void place(PlaceOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        events.placing(market);
        String venueId = calls.place(market, command, session.clientId(command.orderId));
        if (venueId.isEmpty()) {
            throw new IOException("the answer to a placement names no order");
        }
        events.learn(venueId, command.orderId, market.index());
        if (known.answered(venueId)) {
            events.accepted(market, command.orderId, venueId, 0, Source.RESPONSE);
        }
    }

    @Override
    void cancel(CancelOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        events.canceling(command.orderId);
        VenueOrder ended = calls.cancel(market, ref(command.orderId));
        // The stream tells the end of an order that it told before; of any other nobody may.
        if (ended == null && !known.wasStreamed(command.orderId)) {
            ended = calls.order(market, ref(command.orderId));
        }
        if (ended != null) {
            events.learn(ended.venueId(), command.orderId, market.index());
            events.onOrder(ended, Source.RESPONSE);
        }
    }

    @Override
    void cancelAll(CancelAll command) throws IOException {
        Session.Market market = session.market(command.market);
        events.cancelingAll(market);
        for (VenueOrder ended : calls.cancelAll(market)) {
            events.onOrder(ended, Source.RESPONSE);
        }
    }

    @Override
    void report(QueryOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        OrderReport report = new OrderReport();
        report.market = command.market;
        report.orderId = command.orderId;
        VenueOrder order = calls.order(market, ref(command.orderId));
        if (order == null) {
            report.status = OrderStatus.NOT_FOUND;
            inbox.offer(report);
            return;
        }
        require(order, market, command.orderId);
        events.learn(order.venueId(), command.orderId, market.index());
        report.status = said(order.status(), "status");
        report.filledLots = market.units().lots(said(order.filled(), "filled quantity"));
        if (report.status == OrderStatus.WORKING && report.filledLots != 0) {
            report.status = OrderStatus.PARTIALLY_FILLED;
        }
        report.venueOrderId = StandardEvents.number(order.venueId());
        report.exchangeTimeNanos = order.timeNanos();
        if (report.filledLots != 0) {
            List<StandardEvents.Told> all = new ArrayList<>();
            for (VenueTrade trade : calls.tradesOf(market, order)) {
                if (!trade.venueOrderId().equals(order.venueId())) {
                    throw new IllegalArgumentException("a trade of another order");
                }
                all.add(events.fill(market, command.orderId, trade, Source.QUERY));
            }
            events.tell(all);
        }
        inbox.offer(report);
    }

    private void require(VenueOrder order, Session.Market market, long orderId) {
        if (!market.venueSymbol().equals(order.venueSymbol())) {
            throw new IllegalArgumentException("an order of another market: " + order.venueSymbol());
        }
        if (order.clientId() != null && session.orderId(order.clientId()) != orderId) {
            throw new IllegalArgumentException("another order: " + order.clientId());
        }
    }

    private static <T> T said(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException("an order without its " + what);
        }
        return value;
    }

    @Override
    void openOrders(QueryOpenOrders command) throws IOException {
        Session.Market market = session.market(command.market);
        OpenOrders event = new OpenOrders();
        event.market = command.market;
        event.requestTimeNanos = clock.nowNanos();
        for (VenueOrder order : calls.openOrders(market)) {
            event.orders.add(openOrder(market, order));
        }
        inbox.offer(event);
    }

    /** Orders of others may follow rules of another day: rounded, as nothing is computed from them. */
    private OpenOrder openOrder(Session.Market market, VenueOrder order) {
        if (!market.venueSymbol().equals(order.venueSymbol())) {
            throw new IllegalArgumentException("an order of another market: " + order.venueSymbol());
        }
        String clientId = Objects.requireNonNullElse(order.clientId(), "");
        long orderId = session.orderId(clientId);
        events.learn(order.venueId(), orderId, market.index());
        return new OpenOrder(
                orderId,
                clientId.isEmpty() ? order.venueId() : clientId,
                StandardEvents.number(order.venueId()),
                said(order.side(), "side"),
                Units.rounded(market.instrument().tick(), said(order.price(), "price"), RoundingMode.HALF_EVEN),
                Units.rounded(market.instrument().lot(), said(order.quantity(), "quantity"), RoundingMode.HALF_EVEN),
                Units.rounded(
                        market.instrument().lot(),
                        Objects.requireNonNullElse(order.filled(), BigDecimal.ZERO),
                        RoundingMode.HALF_EVEN));
    }

    /**
     * Trades are numbered by their second: a query begins at one. What is confirmed ends where every list has all, so that
     * a trade which the venue lists late is not taken for known; and where the venue had more, before the last that it told.
     */
    @Override
    void trades(QueryTrades command) throws IOException {
        Session.Market market = session.market(command.market);
        boolean newestOnly = command.fromTradeId == QueryTrades.NEWEST_ID;
        long venueNanos = TimeUnit.MILLISECONDS.toNanos(clock.venueMillis());
        TradesReport report = new TradesReport();
        report.market = command.market;
        report.fromTradeId = command.fromTradeId;
        if (newestOnly) {
            report.lastTradeId = TradeNumbers.before(venueNanos);
            inbox.offer(report);
            return;
        }
        long fromNanos = TradeNumbers.timeNanos(command.fromTradeId);
        TradingCalls.TradePage page = calls.tradesFrom(market, fromNanos);
        List<StandardEvents.Told> all = new ArrayList<>();
        for (VenueTrade trade : page.trades()) {
            if (trade.timeNanos() >= fromNanos) {
                all.add(events.fill(market, owner(market, trade), trade, Source.QUERY));
            }
        }
        events.tell(all);
        long confirmed = TradeNumbers.before(venueNanos - LISTED_AFTER_NANOS);
        if (!page.complete()) {
            confirmed = Math.min(confirmed, TradeNumbers.before(page.untilNanos()));
            if (confirmed < command.fromTradeId) {
                throw new IOException("more trades in a second than the venue lists at once");
            }
        }
        report.lastTradeId = Math.max(command.fromTradeId - 1, confirmed);
        report.complete = page.complete();
        inbox.offer(report);
    }

    private long owner(Session.Market market, VenueTrade trade) throws IOException {
        Long orderId = known.orderId(trade.venueOrderId());
        if (orderId != null) {
            return orderId;
        }
        String clientId = trade.clientId() != null ? trade.clientId() : calls.clientId(market, trade.venueOrderId());
        long found = clientId == null ? 0 : session.orderId(clientId);
        events.learn(trade.venueOrderId(), found, market.index());
        return found;
    }

    @Override
    void balances() throws IOException {
        events.onBalances(calls.balances(), 0, Source.QUERY);
    }

    @Override
    void refreshSwitch(RefreshDeadMansSwitch command) throws IOException {
        calls.refreshSwitch(session.market(command.market), command.countdownNanos);
    }
}
