package dev.flowmaker.core.quote;

import dev.flowmaker.core.Wide;

/**
 * A distance in price: a fixed part in ticks and a part relative to the mid.
 *
 * @param microTicks millionths of a tick
 * @param ppb billionths of the mid (1 basis point = 100,000)
 */
public record Distance(long microTicks, long ppb) {
    public static final Distance ZERO = new Distance(0, 0);

    /** In millionths of a tick, at a mid of {@code mid2Ticks} half ticks. Relative parts round down. */
    public long microTicksAt(long mid2Ticks) {
        return microTicks
                + Wide.multiplyDivideFloor(StrictMath.multiplyExact(mid2Ticks, 500_000L), ppb, 1_000_000_000L);
    }
}
