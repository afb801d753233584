package dev.flowmaker.journal;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.journal.sbe.FillDecoder;
import dev.flowmaker.journal.sbe.FillEncoder;
import dev.flowmaker.journal.sbe.OpenOrdersDecoder;
import dev.flowmaker.journal.sbe.OpenOrdersEncoder;
import dev.flowmaker.journal.sbe.OrderAcceptedDecoder;
import dev.flowmaker.journal.sbe.OrderAcceptedEncoder;
import dev.flowmaker.journal.sbe.OrderCanceledDecoder;
import dev.flowmaker.journal.sbe.OrderCanceledEncoder;
import dev.flowmaker.journal.sbe.OrderRejectedDecoder;
import dev.flowmaker.journal.sbe.OrderRejectedEncoder;
import dev.flowmaker.journal.sbe.OrderReportDecoder;
import dev.flowmaker.journal.sbe.OrderReportEncoder;

/** What became of our orders. */
final class OrderTemplates {
    private OrderTemplates() {}

    static final class Accepted extends Template<OrderAccepted, OrderAcceptedEncoder, OrderAcceptedDecoder> {
        Accepted() {
            super(new OrderAccepted(), new OrderAcceptedEncoder(), new OrderAcceptedDecoder());
        }

        @Override
        void write(OrderAccepted m) {
            out.orderId(m.orderId)
                    .exchangeTimeNanos(m.exchangeTimeNanos)
                    .venueOrderId(m.venueOrderId)
                    .source(Codes.SOURCE.schema(m.source));
            out.venueOrderRef(m.venueOrderRef);
        }

        @Override
        void read(OrderAccepted m) {
            m.orderId = in.orderId();
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.venueOrderId = in.venueOrderId();
            m.source = Codes.SOURCE.core(in.sourceRaw());
            m.venueOrderRef = in.venueOrderRef();
        }
    }

    static final class Rejected extends Template<OrderRejected, OrderRejectedEncoder, OrderRejectedDecoder> {
        Rejected() {
            super(new OrderRejected(), new OrderRejectedEncoder(), new OrderRejectedDecoder());
        }

        @Override
        void write(OrderRejected m) {
            out.orderId(m.orderId)
                    .exchangeTimeNanos(m.exchangeTimeNanos)
                    .reason(Codes.REJECT_REASON.schema(m.reason))
                    .code(m.code);
            out.text(m.text);
        }

        @Override
        void read(OrderRejected m) {
            m.orderId = in.orderId();
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.reason = Codes.REJECT_REASON.core(in.reasonRaw());
            m.code = in.code();
            m.text = in.text();
        }
    }

    static final class Canceled extends Template<OrderCanceled, OrderCanceledEncoder, OrderCanceledDecoder> {
        Canceled() {
            super(new OrderCanceled(), new OrderCanceledEncoder(), new OrderCanceledDecoder());
        }

        @Override
        void write(OrderCanceled m) {
            out.orderId(m.orderId)
                    .exchangeTimeNanos(m.exchangeTimeNanos)
                    .reason(Codes.CANCEL_REASON.schema(m.reason))
                    .filledLots(m.filledLots)
                    .source(Codes.SOURCE.schema(m.source));
        }

        @Override
        void read(OrderCanceled m) {
            m.orderId = in.orderId();
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.reason = Codes.CANCEL_REASON.core(in.reasonRaw());
            m.filledLots = in.filledLots();
            m.source = Codes.SOURCE.core(in.sourceRaw());
        }
    }

    static final class Filled extends Template<Fill, FillEncoder, FillDecoder> {
        Filled() {
            super(new Fill(), new FillEncoder(), new FillDecoder());
        }

        @Override
        void write(Fill m) {
            out.orderId(m.orderId)
                    .exchangeTimeNanos(m.exchangeTimeNanos)
                    .tradeId(m.tradeId)
                    .side(Codes.SIDE.schema(m.side))
                    .priceTicks(m.priceTicks)
                    .lots(m.lots)
                    .liquidity(Codes.LIQUIDITY.schema(m.liquidity))
                    .feeAsset(m.feeAsset)
                    .feeQuanta(m.feeQuanta)
                    .source(Codes.SOURCE.schema(m.source));
        }

        @Override
        void read(Fill m) {
            m.orderId = in.orderId();
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.tradeId = in.tradeId();
            m.side = Codes.SIDE.core(in.sideRaw());
            m.priceTicks = in.priceTicks();
            m.lots = in.lots();
            m.liquidity = Codes.LIQUIDITY.core(in.liquidityRaw());
            m.feeAsset = in.feeAsset();
            m.feeQuanta = in.feeQuanta();
            m.source = Codes.SOURCE.core(in.sourceRaw());
        }
    }

    static final class Report extends Template<OrderReport, OrderReportEncoder, OrderReportDecoder> {
        Report() {
            super(new OrderReport(), new OrderReportEncoder(), new OrderReportDecoder());
        }

        @Override
        void write(OrderReport m) {
            out.orderId(m.orderId)
                    .exchangeTimeNanos(m.exchangeTimeNanos)
                    .status(Codes.ORDER_STATUS.schema(m.status))
                    .filledLots(m.filledLots)
                    .venueOrderId(m.venueOrderId);
        }

        @Override
        void read(OrderReport m) {
            m.orderId = in.orderId();
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.status = Codes.ORDER_STATUS.core(in.statusRaw());
            m.filledLots = in.filledLots();
            m.venueOrderId = in.venueOrderId();
        }
    }

    static final class Open extends Template<OpenOrders, OpenOrdersEncoder, OpenOrdersDecoder> {
        Open() {
            super(new OpenOrders(), new OpenOrdersEncoder(), new OpenOrdersDecoder());
        }

        @Override
        void write(OpenOrders m) {
            out.exchangeTimeNanos(m.exchangeTimeNanos).requestTimeNanos(m.requestTimeNanos);
            var group = out.ordersCount(m.orders.count());
            for (int i = 0; i < m.orders.count(); i++) {
                OpenOrder order = m.orders.get(i);
                group.next()
                        .orderId(order.orderId())
                        .venueOrderId(order.venueOrderId())
                        .side(Codes.SIDE.schema(order.side()))
                        .priceTicks(order.priceTicks())
                        .lots(order.lots())
                        .filledLots(order.filledLots())
                        .clientId(order.clientId());
            }
        }

        @Override
        void read(OpenOrders m) {
            m.exchangeTimeNanos = in.exchangeTimeNanos();
            m.requestTimeNanos = in.requestTimeNanos();
            m.orders.clear();
            for (var item : in.orders()) {
                long orderId = item.orderId();
                long venueOrderId = item.venueOrderId();
                Side side = Codes.SIDE.core(item.sideRaw());
                long priceTicks = item.priceTicks();
                long lots = item.lots();
                long filledLots = item.filledLots();
                m.orders.add(new OpenOrder(orderId, item.clientId(), venueOrderId, side, priceTicks, lots, filledLots));
            }
        }
    }
}
