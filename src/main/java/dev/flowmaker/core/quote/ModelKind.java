package dev.flowmaker.core.quote;

/** The quote models to choose from. */
public enum ModelKind {
    /** A configured half-spread. */
    FIXED,
    /** Avellaneda and Stoikov (2008). */
    AVELLANEDA_STOIKOV,
    /** Guéant, Lehalle and Fernandez-Tapia (2013), asymptotic, with Guéant's (2016) order size and ξ. */
    GLFT,
    /** The same authors' solution for bounded inventory and a horizon. */
    GLFT_EXACT,
    /** At the touch, or a tick inside it, as long as the edge allows. */
    JOIN
}
