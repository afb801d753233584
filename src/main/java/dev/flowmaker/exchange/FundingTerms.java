package dev.flowmaker.exchange;

/**
 * How a perpetual's funding is found. It is paid at whole multiples of the interval after midnight UTC, by longs to shorts
 * when the rate is positive: the position's value at the mark times the rate, the fraction of a quantum dropped.
 *
 * @param rate where the rate comes from
 * @param intervalNanos how often it is paid; 0 for never
 * @param ratePpb the rate when it is fixed, the interest part of it when it follows the premium, billionths
 * @param indexMarket index of the market whose mid the premium is measured against; read when it follows the premium
 * @param dampPpb the interest takes the premium's place as far as the two are no farther apart than this, billionths
 * @param capPpb the rate is within ± this, billionths
 */
public record FundingTerms(Rate rate, long intervalNanos, long ratePpb, int indexMarket, long dampPpb, long capPpb) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Where the rate comes from. */
    public enum Rate {
        /** Always the same. */
        FIXED,
        /** What the recording said last; 0 before it said any. */
        RECORDED,
        /**
         * Binance's formula: P + clamp(interest − P, ±damp), within ± cap, P being the average over the interval of
         * (mark − index) ÷ index.
         */
        PREMIUM
    }

    public FundingTerms {
        if (intervalNanos < 0 || intervalNanos % NANOS_PER_SECOND != 0) {
            throw new IllegalArgumentException(
                    "funding is paid every so many whole seconds, not every " + intervalNanos + " nanoseconds");
        }
    }

    /** None is paid. */
    public static final FundingTerms NONE = new FundingTerms(Rate.FIXED, 0, 0, -1, 0, 0);

    /** Always the same rate. */
    public static FundingTerms fixed(long intervalNanos, long ratePpb) {
        return new FundingTerms(Rate.FIXED, intervalNanos, ratePpb, -1, 0, Math.abs(ratePpb));
    }

    /** The rate by the average premium. */
    long premiumRatePpb(long averagePremiumPpb) {
        long damped = Math.max(-dampPpb, Math.min(dampPpb, ratePpb - averagePremiumPpb));
        return Math.max(-capPpb, Math.min(capPpb, averagePremiumPpb + damped));
    }
}
