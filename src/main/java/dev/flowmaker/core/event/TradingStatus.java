package dev.flowmaker.core.event;

/** Whether a market trades, by its venue's word. Codes are positions and never change. */
public enum TradingStatus {
    /** Orders are taken and matched. */
    TRADING,
    /** No order is taken; those that rest may be canceled. */
    CANCEL_ONLY,
    /** No order is taken, and perhaps no cancel. */
    HALTED,
    /** The whole venue answers nothing for a while. */
    MAINTENANCE,
    /** The venue does not know the market any more. */
    DELISTED
}
