package dev.flowmaker.core.quote;

/** From the models' ticks to whole millionths of one. */
final class MicroTicks {
    /** Farther than any price can be; sums of a few of these still fit. */
    private static final double FARTHEST = 1e17;

    private MicroTicks() {}

    /** The nearest whole number of millionths, ties to even; farther than any price is cut, and NaN is 0. */
    static long of(double ticks) {
        double micro = StrictMath.rint(ticks * PriceParts.MICRO);
        return (long) StrictMath.max(-FARTHEST, StrictMath.min(FARTHEST, micro));
    }
}
