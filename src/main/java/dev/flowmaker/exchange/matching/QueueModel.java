package dev.flowmaker.exchange.matching;

/** Where an order stands in a level's queue when the recorded quantity there changes: the recording does not say. */
@FunctionalInterface
public interface QueueModel {
    /** Whoever leaves stood behind our order, as long as anybody did. */
    QueueModel RISK_AVERSE = (ahead, before, now) -> Math.min(ahead, now);

    /**
     * The recorded lots ahead of an order after a frame.
     *
     * @param aheadLots those before it, recorded trades at the front taken off already
     * @param beforeLots recorded lots of the level before the frame
     * @param nowLots and after it
     */
    long ahead(long aheadLots, long beforeLots, long nowLots);
}
