package dev.flowmaker.core.signal;

/**
 * Best-level order-flow imbalance as a signal.
 *
 * @param halfLifeNanos time after which a contribution counts half
 * @param depthHalfLifeNanos the same for the average depth it is divided by
 * @param microTicksPerUnit fair-value shift for a normalised imbalance of 1, millionths of a tick
 * @param capMicroTicks largest shift either way, millionths of a tick
 */
public record FlowSettings(long halfLifeNanos, long depthHalfLifeNanos, long microTicksPerUnit, long capMicroTicks) {}
