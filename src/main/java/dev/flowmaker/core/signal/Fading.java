package dev.flowmaker.core.signal;

/** What is left of something after a time, by its half-life. */
final class Fading {
    static final double LN_2 = 0.6931471805599453;

    private Fading() {}

    /** Share left, from 1 towards 0; 1 for no or negative time. */
    static double kept(long nanos, long halfLifeNanos) {
        return nanos <= 0 ? 1 : StrictMath.exp(-LN_2 * nanos / halfLifeNanos);
    }
}
