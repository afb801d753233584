package dev.flowmaker.core.quote;

/** Whether a quote model knows enough to quote. */
public enum Readiness {
    READY,
    /** It needs a volatility. */
    NO_VOLATILITY,
    /** It needs a fill intensity. */
    NO_INTENSITY
}
