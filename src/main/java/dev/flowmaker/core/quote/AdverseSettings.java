package dev.flowmaker.core.quote;

import java.util.List;

/**
 * How the markout of our own fills is measured and used.
 *
 * @param floor whether quotes stay farther out by what it is expected to be
 * @param horizonsNanos how long after a fill the mid is looked at, ascending; the worst counts
 * @param prior expected before any fill
 * @param priorFills how many fills the prior weighs
 * @param memoryFills after this many fills an older one counts e times less
 * @param cap most that is expected
 */
public record AdverseSettings(
        boolean floor, List<Long> horizonsNanos, Distance prior, int priorFills, int memoryFills, Distance cap) {
    public static final int MOST_HORIZONS = 4;
    public static final AdverseSettings NONE =
            new AdverseSettings(false, List.of(1_000_000_000L), Distance.ZERO, 1, 1, Distance.ZERO);
}
