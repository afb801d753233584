package dev.flowmaker.exchange.matching;

import dev.flowmaker.core.Side;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The levels of one side in a sorted array, the best last: most changes are near the best and move few elements. */
final class Ladder {
    private final int sign;
    /** Price times sign, ascending. */
    private long[] keys = new long[64];
    /** Beyond {@code size} are levels to be used again. */
    private @Nullable Level[] levels = new Level[64];

    private int size;

    Ladder(Side side) {
        this.sign = side.sign();
    }

    int size() {
        return size;
    }

    @Nullable
    Level best() {
        return size == 0 ? null : levels[size - 1];
    }

    /** The level at {@code rank}, 0 the best. */
    Level rank(int rank) {
        Level level = rank < 0 || rank >= size ? null : levels[size - 1 - rank];
        if (level == null) {
            throw new IndexOutOfBoundsException("rank " + rank + " of " + size);
        }
        return level;
    }

    @Nullable
    Level at(long priceTicks) {
        int index = Arrays.binarySearch(keys, 0, size, sign * priceTicks);
        return index < 0 ? null : levels[index];
    }

    /** The level at a price, made empty when there is none. */
    Level obtain(long priceTicks) {
        int index = Arrays.binarySearch(keys, 0, size, sign * priceTicks);
        Level found = index < 0 ? null : levels[index];
        return found == null ? insert(-index - 1, priceTicks) : found;
    }

    private Level insert(int index, long priceTicks) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            levels = Arrays.copyOf(levels, size * 2);
        }
        Level spare = levels[size];
        Level level = spare == null ? new Level() : spare;
        System.arraycopy(keys, index, keys, index + 1, size - index);
        System.arraycopy(levels, index, levels, index + 1, size - index);
        size++;
        keys[index] = sign * priceTicks;
        levels[index] = level;
        level.priceTicks = priceTicks;
        return level;
    }

    /** Takes away a level that shows nothing. */
    void remove(Level level) {
        int index = Arrays.binarySearch(keys, 0, size, sign * level.priceTicks);
        if (index < 0 || level.first != null) {
            throw new IllegalStateException("level " + level.priceTicks + " is not there or not empty");
        }
        size--;
        System.arraycopy(keys, index + 1, keys, index, size - index);
        System.arraycopy(levels, index + 1, levels, index, size - index);
        levels[size] = level;
    }
}
