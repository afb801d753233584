package dev.flowmaker.exchange.synthetic;

/**
 * Times of a self-exciting point process (Hawkes 1971) with two exponential kernels, one fast and one slow, drawn by
 * thinning (Ogata 1981).
 */
final class Excitement {
    private static final double NANOS_PER_SECOND = 1e9;

    private final FlowSettings.Takers takers;
    private final RandomStream random;
    /** What a mean arrival adds to the intensity by each kernel, per second. */
    private final double fastJump;

    private final double slowJump;
    private double fast;
    private double slow;

    Excitement(FlowSettings.Takers takers, RandomStream random) {
        this.takers = takers;
        this.random = random;
        this.fastJump = takers.fastBranching() / takers.fastSeconds();
        this.slowJump = takers.slowBranching() / takers.slowSeconds();
        double meanRate = takers.baseRate() / (1 - takers.fastBranching() - takers.slowBranching());
        this.fast = meanRate * takers.fastBranching();
        this.slow = meanRate * takers.slowBranching();
    }

    /** Somebody arrived now. */
    void arrived(double weight) {
        fast += weight * fastJump;
        slow += weight * slowJump;
    }

    /** Nanoseconds from now, the last arrival, to the next one. */
    long gapNanos() {
        double seconds = 0;
        while (true) {
            double bound = takers.baseRate() + fast + slow;
            double step = random.nextExponential(1 / bound);
            seconds += step;
            fast *= StrictMath.exp(-step / takers.fastSeconds());
            slow *= StrictMath.exp(-step / takers.slowSeconds());
            if (random.nextDouble() * bound <= takers.baseRate() + fast + slow) {
                return 1 + (long) (seconds * NANOS_PER_SECOND);
            }
        }
    }
}
