package dev.flowmaker.exchange.door;

/** Why an exchange that is told to fail does not answer a request as it should. Each protocol has its own words. */
public enum Refusal {
    /** Too many requests. */
    RATE_LIMITED,
    /** Too many for too long: nothing is answered for a while. */
    BANNED,
    /** It cannot keep up; not carried out, which not every protocol says. */
    OVERLOADED,
    /** It broke; perhaps the request was carried out before. */
    BROKEN,
    /** Closed for maintenance. */
    MAINTENANCE,
    /** The key was good until now. */
    KEY_EXPIRED
}
