package dev.flowmaker.exchange.latency;

import dev.flowmaker.exchange.synthetic.RandomStream;
import java.util.List;

/** How long a message of one kind is under way. No message takes longer than a minute, and none overtakes another. */
public sealed interface Latency {
    /** The longest that anything is under way, nanoseconds. */
    long LONGEST_NANOS = 60_000_000_000L;

    /**
     * How long the next message takes, nanoseconds.
     *
     * @param sentNanos when it leaves, UTC nanoseconds
     * @param draws of the line it is on
     */
    long nanos(long sentNanos, RandomStream draws);

    /** Whether a request that leaves then is refused before it reaches the matching. */
    default boolean refuses(long sentNanos) {
        return false;
    }

    private static long bounded(double nanos) {
        return (long) Math.min(Math.max(0, nanos), LONGEST_NANOS);
    }

    /** Always the same. */
    record Constant(long nanos) implements Latency {
        public Constant {
            if (nanos < 0 || nanos > LONGEST_NANOS) {
                throw new IllegalArgumentException("a latency is below 0 or above a minute: " + nanos + " ns");
            }
        }

        @Override
        public long nanos(long sentNanos, RandomStream draws) {
            return nanos;
        }
    }

    /**
     * Its logarithm is normal.
     *
     * @param sigma standard deviation of the logarithm, 0 to 5
     */
    record LogNormal(long medianNanos, double sigma) implements Latency {
        public LogNormal {
            if (medianNanos <= 0 || !(sigma >= 0 && sigma <= 5)) {
                throw new IllegalArgumentException("log-normal takes a median above 0 and a sigma from 0 to 5");
            }
        }

        @Override
        public long nanos(long sentNanos, RandomStream draws) {
            return bounded(medianNanos * StrictMath.exp(sigma * draws.nextGaussian()));
        }
    }

    /**
     * Gamma.
     *
     * @param shape 1 is exponential, more is narrower, less is wider; 0.01 to 10,000
     */
    record Gamma(long meanNanos, double shape) implements Latency {
        public Gamma {
            if (meanNanos <= 0 || !(shape >= 0.01 && shape <= 10_000)) {
                throw new IllegalArgumentException("gamma takes a mean above 0 and a shape from 0.01 to 10000");
            }
        }

        @Override
        public long nanos(long sentNanos, RandomStream draws) {
            return bounded(meanNanos / shape * draws.nextGamma(shape));
        }
    }

    /** From the least to the most at equal steps of probability, and straight between them. */
    record Quantiles(List<Long> nanos) implements Latency {
        public Quantiles {
            nanos = List.copyOf(nanos);
            long before = 0;
            for (long each : nanos) {
                if (each < before || each > LONGEST_NANOS) {
                    throw new IllegalArgumentException("quantiles must rise, from 0 to a minute");
                }
                before = each;
            }
            if (nanos.size() < 2) {
                throw new IllegalArgumentException("quantiles takes at least the least and the most");
            }
        }

        @Override
        public long nanos(long sentNanos, RandomStream draws) {
            double place = draws.nextDouble() * (nanos.size() - 1);
            int below = (int) place;
            long low = nanos.get(below);
            return low + (long) ((place - below) * (nanos.get(below + 1) - low));
        }
    }

    /** On the way to the venue, as measured requests were. */
    record Entry(LatencyRows rows) implements Latency {
        @Override
        public long nanos(long sentNanos, RandomStream draws) {
            return rows.entryNanos(sentNanos);
        }

        @Override
        public boolean refuses(long sentNanos) {
            return rows.refuses(sentNanos);
        }
    }

    /** On the way back, as measured answers were. */
    record Response(LatencyRows rows) implements Latency {
        @Override
        public long nanos(long sentNanos, RandomStream draws) {
            return rows.responseNanos(sentNanos);
        }
    }
}
