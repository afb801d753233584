package dev.flowmaker.exchange.matching;

/**
 * Where an order stands in a level's queue when the recorded quantity there changes: the recording does not say who left.
 * Trades are told apart and take from the front, so only the rest of a decrease is to be shared out.
 */
@FunctionalInterface
public interface QueueModel {
    /** Whoever leaves stood behind our order, as long as anybody did. */
    QueueModel RISK_AVERSE = (ahead, before, now, traded) -> Math.min(ahead, now);

    /**
     * The recorded lots ahead of an order after a frame.
     *
     * @param aheadLots those before it, recorded trades at the front taken off already
     * @param beforeLots recorded lots of the level at the frame before, or when the order came
     * @param nowLots and by this frame
     * @param tradedLots recorded trades at the level in between
     * @return 0 to {@code nowLots}
     */
    double ahead(double aheadLots, double beforeLots, double nowLots, double tradedLots);

    /** How much of what leaves a level stood behind an order, given what is before and behind it. */
    @FunctionalInterface
    interface ShareBehind {
        /** A share, 0 to 1; both quantities are at least 0 and one of them is above it. */
        double of(double front, double back);
    }

    /**
     * Splits what left without a trade into that from behind an order and that from before it: Rigtorp, "Estimating order
     * queue position" (2013), bounded by what there is on either side.
     */
    static QueueModel splitting(ShareBehind share) {
        return (ahead, before, now, traded) -> {
            double left = before - now - traded;
            if (left <= 0 || ahead <= 0) {
                return Math.min(ahead, now);
            }
            double back = Math.max(0, before - ahead);
            double behind = share.of(ahead, back) * left;
            double front = ahead - (left - behind) + Math.min(back - behind, 0);
            return Math.max(0, Math.min(front, now));
        };
    }
}
