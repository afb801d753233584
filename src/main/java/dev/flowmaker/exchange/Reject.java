package dev.flowmaker.exchange;

/** Why a request was refused. Nothing has changed then. */
public enum Reject {
    /** Binance -1013, Filter failure: PRICE_FILTER. */
    PRICE_FILTER,
    /** Binance -1013, Filter failure: LOT_SIZE. */
    LOT_SIZE,
    /** Binance -1013, Filter failure: MARKET_LOT_SIZE: a market order's lots. */
    MARKET_LOT_SIZE,
    /** Binance -1013, Filter failure: NOTIONAL. */
    NOTIONAL,
    /** Binance -1013, Filter failure: MAX_NUM_ORDERS: too many open orders of the account in the market. */
    MAX_NUM_ORDERS,
    /** Binance -2010, Duplicate order sent.: an open order has this client id. */
    DUPLICATE_CLIENT_ID,
    /** Binance -2010, Order would immediately match and take.: a LIMIT_MAKER that crosses. */
    WOULD_TAKE,
    /** Binance -2010, Account has insufficient balance for requested action. */
    INSUFFICIENT_BALANCE,
    /** Binance -2011, Unknown order sent.: no open order of the account has this id. */
    UNKNOWN_ORDER,
    /** Binance's futures -2019, Margin is insufficient. */
    INSUFFICIENT_MARGIN,
    /** Binance's futures -4116, ClientOrderId is reserved. */
    RESERVED_CLIENT_ID,
    /** Binance -2010, Market is closed. */
    MARKET_CLOSED
}
