package dev.flowmaker.exchange.synthetic;

/** Somebody in a synthetic market, with a random stream of their own. */
interface Participant {
    long nextNanos();

    /** Acts at {@link #nextNanos}, and names the next time. */
    void act();
}
