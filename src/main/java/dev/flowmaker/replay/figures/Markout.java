package dev.flowmaker.replay.figures;

import java.util.List;

/**
 * What the mid made of fills some time later: Σ side·(mid − price), in the mean over lots.
 *
 * @param ticks not a number when no fill's horizon is within the session
 * @param standardError as if fills were independent; they come in bursts, so it is too small
 * @param fills judged
 */
public record Markout(int seconds, double ticks, double standardError, int fills) {
    private static final long SECOND_NANOS = 1_000_000_000;

    /** One fill. */
    public record Filled(long timeNanos, int sign, long priceTicks, long lots) {
        /** What the mid made of it so much later; not a number where the track does not cover that. */
        public double ticksAfter(int seconds, MidTrack mids) {
            long later = timeNanos + seconds * SECOND_NANOS;
            return mids.covers(later) ? ticks(this, mids.mid2(later)) : Double.NaN;
        }
    }

    /** Of all fills whose horizon the track covers. */
    public static Markout of(int seconds, List<Filled> fills, MidTrack mids) {
        double lots = 0;
        double sum = 0;
        int count = 0;
        for (Filled fill : fills) {
            long later = fill.timeNanos + seconds * SECOND_NANOS;
            if (mids.covers(later)) {
                lots += fill.lots;
                sum += fill.lots * ticks(fill, mids.mid2(later));
                count++;
            }
        }
        double mean = sum / lots;
        double squares = 0;
        for (Filled fill : fills) {
            long later = fill.timeNanos + seconds * SECOND_NANOS;
            if (mids.covers(later)) {
                double off = fill.lots / lots * (ticks(fill, mids.mid2(later)) - mean);
                squares += off * off;
            }
        }
        return new Markout(seconds, mean, count < 2 ? Double.NaN : Math.sqrt(squares * count / (count - 1.0)), count);
    }

    private static double ticks(Filled fill, long mid2) {
        return fill.sign * (mid2 - 2 * fill.priceTicks) / 2.0;
    }
}
