package dev.flowmaker.core.quote;

/**
 * How quotes widen with volatility: by factor × (σ − base)⁺ × √horizon, at most by the cap.
 *
 * @param factor 0 is not at all
 * @param horizonNanos over which volatility counts
 * @param base volatility up to which nothing is added, ticks per square root of a second
 * @param cap most that is added
 */
public record WideningSettings(double factor, long horizonNanos, double base, Distance cap) {
    public static final WideningSettings NONE = new WideningSettings(0, 1_000_000_000L, 0, Distance.ZERO);
}
