package dev.flowmaker.exchange.synthetic;

/**
 * SplitMix64 (Steele, Lea and Flood 2014) with the few distributions the participants draw from. Every draw takes a fixed
 * amount of randomness, so a stream's n-th event is the same whatever became of the events before it.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double DOUBLE_UNIT = 0x1.0p-53;

    private long state;

    /** The stream of that number of a seed. */
    public RandomStream(long seed, int stream) {
        this.state = mix(seed ^ mix((stream + 1) * GOLDEN_GAMMA));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    /** Uniform in 0 to bound − 1. */
    public int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** Exponential with that mean. */
    public double nextExponential(double mean) {
        return -mean * StrictMath.log(1.0 - nextDouble());
    }

    /**
     * Gamma of that shape and scale 1, by Marsaglia and Tsang (2000). It takes as much randomness as it needs: for streams
     * that nothing else counts on.
     */
    public double nextGamma(double shape) {
        if (shape < 1) {
            return nextGamma(shape + 1) * StrictMath.pow(1.0 - nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                double cube = v * v * v;
                if (StrictMath.log(1.0 - nextDouble()) < 0.5 * x * x + d - d * cube + d * StrictMath.log(cube)) {
                    return d * cube;
                }
            }
        }
    }

    /** Standard normal, by Box and Muller. */
    public double nextGaussian() {
        double radius = StrictMath.sqrt(nextExponential(2.0));
        return radius * StrictMath.cos(2.0 * StrictMath.PI * nextDouble());
    }

    /** Lognormal of that median, with that standard deviation of the logarithm. */
    public double nextLognormal(double median, double spread) {
        return median * StrictMath.exp(spread * nextGaussian());
    }
}
