package dev.flowmaker.core.quote;

/**
 * When to leave the touch for one tick nearer or farther. Queue imbalance is own side's share of the size at the touch
 * minus the other's, −1 to 1, our own orders taken out.
 *
 * @param improveSpreadTicks the touch is improved from this spread on; 0 is never
 * @param improveAhead and only when the queue there is at least this many times our order
 * @param improveImbalance and only from this queue imbalance on
 * @param standBackImbalance one tick farther from minus this queue imbalance down; above 1 is never
 */
public record JoinSettings(
        long improveSpreadTicks, double improveAhead, double improveImbalance, double standBackImbalance) {
    public static final JoinSettings NEVER = new JoinSettings(0, 0, 0, 2);
}
