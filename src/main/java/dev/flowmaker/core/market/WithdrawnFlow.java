package dev.flowmaker.core.market;

/** Takes back order flow that turned out to have been our own. */
@FunctionalInterface
public interface WithdrawnFlow {
    /**
     * Takes lots back.
     *
     * @param timeNanos event time of the frame that emitted it
     * @param lots what it emitted too much
     */
    void withdraw(long timeNanos, long lots);
}
