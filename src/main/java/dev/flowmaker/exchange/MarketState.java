package dev.flowmaker.exchange;

/** Whether a market takes orders. */
public enum MarketState {
    OPEN,
    /** No order is taken and nothing trades; what rests may be canceled. */
    HALTED,
    /** It is not there any more: every order was canceled, and nothing of it is known. */
    GONE
}
