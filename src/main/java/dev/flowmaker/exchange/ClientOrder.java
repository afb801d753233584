package dev.flowmaker.exchange;

import dev.flowmaker.exchange.matching.Order;

/** A client's order, with what the client is told about it. */
final class ClientOrder extends Order {
    final int market;
    final String clientId;
    final OrderType type;
    final TimeInForce timeInForce;
    final long quoteQuanta;
    final long placedNanos;

    OrderStatus status = OrderStatus.NEW;
    long executedQuoteQuanta;
    long updatedNanos;
    /** Still bound for it: quote quanta of a buy, base quanta of a sell. */
    long lockedQuanta;

    ClientOrder(
            int account,
            long venueOrderId,
            NewOrder request,
            long limitTicks,
            long lots,
            SelfTradePrevention selfTradePrevention,
            long placedNanos) {
        super(account, venueOrderId, request.side(), limitTicks, lots, selfTradePrevention);
        this.market = request.market();
        this.clientId = request.clientId();
        this.type = request.type();
        this.timeInForce = request.timeInForce();
        this.quoteQuanta = request.quoteQuanta();
        this.placedNanos = placedNanos;
        this.updatedNanos = placedNanos;
    }

    OrderInfo info() {
        return new OrderInfo(
                account,
                market,
                venueOrderId,
                clientId,
                side,
                type,
                timeInForce,
                selfTradePrevention,
                type == OrderType.MARKET ? 0 : limitTicks,
                lots,
                quoteQuanta,
                executedLots(),
                executedQuoteQuanta,
                status,
                placedNanos,
                updatedNanos);
    }
}
