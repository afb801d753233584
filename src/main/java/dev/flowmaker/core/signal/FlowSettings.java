package dev.flowmaker.core.signal;

/**
 * How flow fades and what it is measured in.
 *
 * @param halfLifeNanos time after which an event counts half
 * @param depthHalfLifeNanos the same for the average depth it is divided by
 * @param eventCap most that one event counts as, average depths; infinity for no cap
 */
public record FlowSettings(long halfLifeNanos, long depthHalfLifeNanos, double eventCap) {
    public FlowSettings {
        if (halfLifeNanos <= 0 || depthHalfLifeNanos <= 0 || !(eventCap > 0)) {
            throw new IllegalArgumentException(
                    "half-lives " + halfLifeNanos + " and " + depthHalfLifeNanos + " ns and the cap must be positive");
        }
    }
}
