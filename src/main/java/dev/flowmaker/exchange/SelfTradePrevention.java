package dev.flowmaker.exchange;

/**
 * What happens when an order would trade with one of the same account. The mode is the taker's. Participants of a market
 * source and the counterparties of a capture are never the same account as anyone.
 */
public enum SelfTradePrevention {
    /** They trade. */
    NONE,
    /** What is left of the incoming order expires. */
    EXPIRE_TAKER,
    /** The resting order expires and matching goes on behind it: Binance's default. */
    EXPIRE_MAKER,
    /** Both expire. */
    EXPIRE_BOTH
}
