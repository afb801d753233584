package dev.flowmaker.exchange.door;

/** Why an exchange that is told to fail refuses a request, which it has not carried out. Each protocol has its own words. */
public enum Refusal {
    /** Too many requests. */
    RATE_LIMITED,
    /** Too many for too long: nothing is answered for a while. */
    BANNED,
    /** It cannot keep up, or is broken; a client cannot know whether the request was carried out. */
    OVERLOADED,
    /** Closed for maintenance. */
    MAINTENANCE,
    /** The key was good until now. */
    KEY_EXPIRED
}
