package dev.flowmaker.core.signal;

/**
 * The states of Stoikov (2018), "The micro-price": imbalance bid/(bid+ask) in equal-width buckets, and the spread.
 *
 * @param buckets of imbalance, at least 2
 * @param spreads distinguished, 1 tick up to this many; wider states are outside
 */
public record MicroPriceGrid(int buckets, int spreads) {
    /** No state: the spread is too wide, or nothing stands at the touch. */
    public static final int OUTSIDE = -1;

    public MicroPriceGrid {
        if (buckets < 2 || spreads < 1) {
            throw new IllegalArgumentException(buckets + " buckets, " + spreads + " spreads");
        }
    }

    public int states() {
        return buckets * spreads;
    }

    /** The state's index, by spread first; {@link #OUTSIDE} when there is none. */
    public int state(long bidLots, long askLots, long spreadTicks) {
        if (spreadTicks < 1 || spreadTicks > spreads || bidLots < 0 || askLots < 0 || bidLots + askLots == 0) {
            return OUTSIDE;
        }
        int bucket = (int) ((double) bidLots / ((double) bidLots + askLots) * buckets);
        return ((int) spreadTicks - 1) * buckets + StrictMath.min(bucket, buckets - 1);
    }

    /** The state with bid and ask exchanged. */
    public int mirrored(int state) {
        int bucket = state % buckets;
        return state - bucket + buckets - 1 - bucket;
    }
}
