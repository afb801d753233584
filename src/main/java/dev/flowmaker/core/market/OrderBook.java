package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import java.util.Arrays;

/**
 * Price levels of one market, each side sorted in a flat array with the best level at the end, where most changes are.
 * Holds {@link #MAX_LEVELS} a side; when one more comes, the level farthest from the touch is forgotten.
 */
public final class OrderBook {
    public static final int MAX_LEVELS = 1 << 16;

    private final Levels bids = new Levels(Side.BUY);
    private final Levels asks = new Levels(Side.SELL);

    private Levels of(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    public void clear() {
        bids.count = 0;
        asks.count = 0;
    }

    /** Sets the quantity shown at a price; 0 removes the level. */
    public void set(Side side, long priceTicks, long lots) {
        of(side).set(priceTicks, lots);
    }

    public int levels(Side side) {
        return of(side).count;
    }

    /** Price of the level {@code rank} places behind the best, which is rank 0. */
    public long priceTicks(Side side, int rank) {
        Levels levels = of(side);
        return levels.priceTicks(levels.count - 1 - rank);
    }

    public long lots(Side side, int rank) {
        Levels levels = of(side);
        return levels.lots(levels.count - 1 - rank);
    }

    /** Quantity at a price; 0 when there is no such level. */
    public long lotsAt(Side side, long priceTicks) {
        return of(side).lotsAt(priceTicks);
    }

    /** Best price, or {@link Instrument#NO_PRICE} when the side is empty. */
    public long bestTicks(Side side) {
        return of(side).count == 0 ? Instrument.NO_PRICE : priceTicks(side, 0);
    }

    /** Quantity at the best price; 0 when the side is empty. */
    public long bestLots(Side side) {
        return of(side).count == 0 ? 0 : lots(side, 0);
    }

    public void visitState(StateVisitor visitor) {
        bids.visitState(visitor, "bids");
        asks.visitState(visitor, "asks");
    }

    private static final class Levels {
        /** Makes prices grow towards the touch on either side. */
        private final int sign;
        /** By turns signed price and lots, so that a level moves in one piece. */
        private long[] pairs = new long[2048];

        private int count;

        private Levels(Side side) {
            sign = side.sign();
        }

        private long priceTicks(int index) {
            return sign * pairs[2 * index];
        }

        private long lots(int index) {
            return pairs[2 * index + 1];
        }

        private long lotsAt(long priceTicks) {
            int index = find(sign * priceTicks);
            return holds(index, sign * priceTicks) ? lots(index) : 0;
        }

        /** Index of the first level not farther from the touch than a signed price; looks near the touch first. */
        private int find(long price) {
            int high = count;
            int low = count - 1;
            for (int step = 1; low >= 0 && pairs[2 * low] >= price; step <<= 1) {
                high = low;
                low -= step;
            }
            low = StrictMath.max(low + 1, 0);
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs[2 * middle] < price) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private boolean holds(int index, long price) {
            return index < count && pairs[2 * index] == price;
        }

        private void set(long priceTicks, long lots) {
            if (lots < 0) {
                throw new IllegalArgumentException("negative quantity " + lots + " at " + priceTicks);
            }
            long price = sign * priceTicks;
            int index = find(price);
            if (holds(index, price)) {
                if (lots > 0) {
                    pairs[2 * index + 1] = lots;
                } else {
                    move(index + 1, index);
                    count--;
                }
            } else if (lots > 0) {
                insert(index, price, lots);
            }
        }

        private void insert(int at, long price, long lots) {
            int index = at;
            if (count == MAX_LEVELS) {
                if (index == 0) {
                    return;
                }
                move(1, 0);
                count--;
                index--;
            }
            reserve(count + 1);
            move(index, index + 1);
            pairs[2 * index] = price;
            pairs[2 * index + 1] = lots;
            count++;
        }

        private void move(int from, int to) {
            System.arraycopy(pairs, 2 * from, pairs, 2 * to, 2 * (count - from));
        }

        private void reserve(int levels) {
            while (pairs.length < 2 * levels) {
                pairs = Arrays.copyOf(pairs, pairs.length * 2);
            }
        }

        private void visitState(StateVisitor visitor, String name) {
            visitor.begin(name);
            count = visitor.length("levels", count, MAX_LEVELS);
            reserve(count);
            for (int i = 0; i < count; i++) {
                pairs[2 * i] = sign * visitor.int64("priceTicks", priceTicks(i));
                pairs[2 * i + 1] = visitor.int64("lots", lots(i));
            }
            visitor.end();
        }
    }
}
