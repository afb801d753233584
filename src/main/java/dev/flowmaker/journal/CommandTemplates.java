package dev.flowmaker.journal;

import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.command.RefreshDeadMansSwitch;
import dev.flowmaker.journal.sbe.CancelAllDecoder;
import dev.flowmaker.journal.sbe.CancelAllEncoder;
import dev.flowmaker.journal.sbe.CancelOrderDecoder;
import dev.flowmaker.journal.sbe.CancelOrderEncoder;
import dev.flowmaker.journal.sbe.PlaceOrderDecoder;
import dev.flowmaker.journal.sbe.PlaceOrderEncoder;
import dev.flowmaker.journal.sbe.QueryBalancesDecoder;
import dev.flowmaker.journal.sbe.QueryBalancesEncoder;
import dev.flowmaker.journal.sbe.QueryOpenOrdersDecoder;
import dev.flowmaker.journal.sbe.QueryOpenOrdersEncoder;
import dev.flowmaker.journal.sbe.QueryOrderDecoder;
import dev.flowmaker.journal.sbe.QueryOrderEncoder;
import dev.flowmaker.journal.sbe.QueryTradesDecoder;
import dev.flowmaker.journal.sbe.QueryTradesEncoder;
import dev.flowmaker.journal.sbe.RefreshDeadMansSwitchDecoder;
import dev.flowmaker.journal.sbe.RefreshDeadMansSwitchEncoder;

/** What the engine asked of the venue. */
final class CommandTemplates {
    private CommandTemplates() {}

    static final class Place extends Template<PlaceOrder, PlaceOrderEncoder, PlaceOrderDecoder> {
        Place() {
            super(new PlaceOrder(), new PlaceOrderEncoder(), new PlaceOrderDecoder());
        }

        @Override
        void write(PlaceOrder m) {
            out.orderId(m.orderId)
                    .side(Codes.SIDE.schema(m.side))
                    .priceTicks(m.priceTicks)
                    .lots(m.lots)
                    .postOnly(Codes.flag(m.postOnly));
        }

        @Override
        void read(PlaceOrder m) {
            m.orderId = in.orderId();
            m.side = Codes.SIDE.core(in.sideRaw());
            m.priceTicks = in.priceTicks();
            m.lots = in.lots();
            m.postOnly = Codes.flag(in.postOnlyRaw());
        }
    }

    static final class Cancel extends Template<CancelOrder, CancelOrderEncoder, CancelOrderDecoder> {
        Cancel() {
            super(new CancelOrder(), new CancelOrderEncoder(), new CancelOrderDecoder());
        }

        @Override
        void write(CancelOrder m) {
            out.orderId(m.orderId).cause(Codes.CANCEL_CAUSE.schema(m.cause));
        }

        @Override
        void read(CancelOrder m) {
            m.orderId = in.orderId();
            m.cause = Codes.CANCEL_CAUSE.core(in.causeRaw());
        }
    }

    static final class All extends Template<CancelAll, CancelAllEncoder, CancelAllDecoder> {
        All() {
            super(new CancelAll(), new CancelAllEncoder(), new CancelAllDecoder());
        }

        @Override
        void write(CancelAll m) {
            out.cause(Codes.CANCEL_CAUSE.schema(m.cause));
        }

        @Override
        void read(CancelAll m) {
            m.cause = Codes.CANCEL_CAUSE.core(in.causeRaw());
        }
    }

    static final class AskOrder extends Template<QueryOrder, QueryOrderEncoder, QueryOrderDecoder> {
        AskOrder() {
            super(new QueryOrder(), new QueryOrderEncoder(), new QueryOrderDecoder());
        }

        @Override
        void write(QueryOrder m) {
            out.orderId(m.orderId).attempt(m.attempt);
        }

        @Override
        void read(QueryOrder m) {
            m.orderId = in.orderId();
            m.attempt = in.attempt();
        }
    }

    static final class AskOpen extends Template<QueryOpenOrders, QueryOpenOrdersEncoder, QueryOpenOrdersDecoder> {
        AskOpen() {
            super(new QueryOpenOrders(), new QueryOpenOrdersEncoder(), new QueryOpenOrdersDecoder());
        }

        @Override
        void write(QueryOpenOrders m) {}

        @Override
        void read(QueryOpenOrders m) {}
    }

    static final class AskTrades extends Template<QueryTrades, QueryTradesEncoder, QueryTradesDecoder> {
        AskTrades() {
            super(new QueryTrades(), new QueryTradesEncoder(), new QueryTradesDecoder());
        }

        @Override
        void write(QueryTrades m) {
            out.fromTradeId(m.fromTradeId);
        }

        @Override
        void read(QueryTrades m) {
            m.fromTradeId = in.fromTradeId();
        }
    }

    static final class AskBalances extends Template<QueryBalances, QueryBalancesEncoder, QueryBalancesDecoder> {
        AskBalances() {
            super(new QueryBalances(), new QueryBalancesEncoder(), new QueryBalancesDecoder());
        }

        @Override
        void write(QueryBalances m) {
            out.venue(m.venue);
        }

        @Override
        void read(QueryBalances m) {
            m.venue = in.actingVersion() < 3 ? 0 : in.venue();
        }
    }

    static final class Refresh
            extends Template<RefreshDeadMansSwitch, RefreshDeadMansSwitchEncoder, RefreshDeadMansSwitchDecoder> {
        Refresh() {
            super(new RefreshDeadMansSwitch(), new RefreshDeadMansSwitchEncoder(), new RefreshDeadMansSwitchDecoder());
        }

        @Override
        void write(RefreshDeadMansSwitch m) {
            out.countdownNanos(m.countdownNanos);
        }

        @Override
        void read(RefreshDeadMansSwitch m) {
            m.countdownNanos = in.countdownNanos();
        }
    }
}
