package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryMarket;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;

/** Copies of commands, which their producer reuses. */
final class Commands {
    private Commands() {}

    static Message copy(Message command) {
        Message copy = switch (command.kind()) {
            case PLACE_ORDER -> place((PlaceOrder) command);
            case CANCEL_ORDER -> cancel((CancelOrder) command);
            case CANCEL_ALL -> new CancelAll();
            case QUERY_ORDER -> query((QueryOrder) command);
            case QUERY_OPEN_ORDERS -> new QueryOpenOrders();
            case QUERY_BALANCES -> new QueryBalances();
            case QUERY_MARKET -> new QueryMarket();
            case QUERY_TRADES -> trades((QueryTrades) command);
            default -> throw new IllegalArgumentException(command.kind() + " is not a command");
        };
        copy.market = command.market;
        return copy;
    }

    private static Message place(PlaceOrder command) {
        PlaceOrder copy = new PlaceOrder();
        copy.orderId = command.orderId;
        copy.side = command.side;
        copy.priceTicks = command.priceTicks;
        copy.lots = command.lots;
        copy.postOnly = command.postOnly;
        return copy;
    }

    private static Message cancel(CancelOrder command) {
        CancelOrder copy = new CancelOrder();
        copy.orderId = command.orderId;
        return copy;
    }

    private static Message trades(QueryTrades command) {
        QueryTrades copy = new QueryTrades();
        copy.fromTradeId = command.fromTradeId;
        return copy;
    }

    private static Message query(QueryOrder command) {
        QueryOrder copy = new QueryOrder();
        copy.orderId = command.orderId;
        return copy;
    }
}
