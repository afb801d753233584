package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.command.RefreshDeadMansSwitch;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.venue.Inbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchange.binance.dto.trade.BinanceOrderFlags;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.service.trade.TradeService;

/** Commands as requests to Binance, its answers as events. */
final class BinanceRequests extends Requests {
    private final Session session;
    private final TradeService trade;
    private final BinanceCalls calls;
    private final BinanceQueries queries;
    private final CancelMarks marks;
    private final Inbox inbox;

    BinanceRequests(
            Session session,
            TradeService trade,
            BinanceCalls calls,
            BinanceErrors errors,
            BinanceQueries queries,
            CancelMarks marks,
            Outcomes outcomes,
            Inbox inbox) {
        super(outcomes, errors::of);
        this.session = session;
        this.trade = trade;
        this.calls = calls;
        this.queries = queries;
        this.marks = marks;
        this.inbox = inbox;
    }

    @Override
    void place(PlaceOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        marks.placing(market);
        LimitOrder.Builder order = new LimitOrder.Builder(
                        command.side == Side.BUY ? OrderType.BID : OrderType.ASK,
                        new CurrencyPair(market.instrument().symbol()))
                .originalAmount(market.units().quantity(command.lots))
                .limitPrice(market.units().price(command.priceTicks))
                .userReference(session.clientId(command.orderId));
        if (command.postOnly) {
            order.flag(BinanceOrderFlags.LIMIT_MAKER);
        }
        String venueOrderId = trade.placeLimitOrder(order.build());
        OrderAccepted accepted = new OrderAccepted();
        accepted.market = command.market;
        accepted.orderId = command.orderId;
        accepted.venueOrderId = Long.parseLong(venueOrderId);
        accepted.source = Source.RESPONSE;
        if (accepted.venueOrderId <= 0) {
            throw new IOException("the answer to a placement names no order");
        }
        inbox.offer(accepted);
    }

    @Override
    void cancel(CancelOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        JsonNode answer =
                calls.cancel(market.venueSymbol(), session.clientId(command.orderId), marks.cancelId(command.orderId));
        inbox.offer(canceled(market, command.orderId, answer));
    }

    @Override
    void cancelAll(CancelAll command) throws IOException {
        Session.Market market = session.market(command.market);
        marks.cancelingAll(market);
        List<OrderCanceled> all = new ArrayList<>();
        for (JsonNode order : calls.cancelAll(market.venueSymbol())) {
            // A list of orders canceled together has other fields, and is none of ours.
            boolean single = order.has("origClientOrderId");
            long orderId = single ? session.orderId(BinanceJson.text(order, "origClientOrderId")) : 0;
            if (orderId != 0) {
                all.add(canceled(market, orderId, order));
            }
        }
        all.forEach(inbox::offer);
    }

    @Override
    void report(QueryOrder command) throws IOException {
        queries.report(command);
    }

    @Override
    void openOrders(QueryOpenOrders command) throws IOException {
        queries.openOrders(command);
    }

    @Override
    void trades(QueryTrades command) throws IOException {
        queries.trades(command);
    }

    @Override
    void balances() throws IOException {
        queries.balances();
    }

    @Override
    void refreshSwitch(RefreshDeadMansSwitch command) throws IOException {
        calls.countdownCancelAll(session.market(command.market).venueSymbol(), command.countdownNanos / 1_000_000);
    }

    private OrderCanceled canceled(Session.Market market, long orderId, JsonNode answer) {
        BinanceJson.require(answer, "symbol", market.venueSymbol());
        BinanceJson.require(answer, "origClientOrderId", session.clientId(orderId));
        OrderCanceled canceled = new OrderCanceled();
        canceled.market = market.index();
        canceled.orderId = orderId;
        canceled.exchangeTimeNanos = BinanceJson.nanos(answer, "transactTime");
        canceled.reason = CancelReason.REQUESTED;
        canceled.filledLots = market.units().lots(BinanceJson.amount(answer, "executedQty"));
        canceled.source = Source.RESPONSE;
        return canceled;
    }
}
