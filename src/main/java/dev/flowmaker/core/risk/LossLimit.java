package dev.flowmaker.core.risk;

/**
 * Most that may be lost: an amount, or a share of what the largest allowed position is worth.
 *
 * @param quanta quote quanta; 0 where it is a share
 * @param ppb billionths of the largest position's value; 0 where it is an amount
 */
public record LossLimit(long quanta, long ppb) {
    public static final LossLimit NONE = new LossLimit(Long.MAX_VALUE, 0);
}
