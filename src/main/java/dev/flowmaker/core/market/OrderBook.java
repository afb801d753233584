package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import java.util.Arrays;

/**
 * Price levels of one market, each side sorted in flat arrays with the best level at the end, where most changes are.
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
        return levels.prices[levels.count - 1 - rank];
    }

    public long lots(Side side, int rank) {
        Levels levels = of(side);
        return levels.lots[levels.count - 1 - rank];
    }

    /** Quantity at a price; 0 when there is no such level. */
    public long lotsAt(Side side, long priceTicks) {
        Levels levels = of(side);
        int index = levels.find(priceTicks);
        return levels.holds(index, priceTicks) ? levels.lots[index] : 0;
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
        private final Side side;
        private long[] prices = new long[1024];
        private long[] lots = new long[1024];
        private int count;

        private Levels(Side side) {
            this.side = side;
        }

        /** Index of the price, or where it would be inserted; looks near the touch first. */
        private int find(long price) {
            int high = count;
            int step = 1;
            int low = count - 1;
            while (low >= 0 && !side.better(price, prices[low])) {
                high = low;
                if (prices[low] == price) {
                    return low;
                }
                low -= step;
                step <<= 1;
            }
            low = StrictMath.max(low + 1, 0);
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (side.better(price, prices[middle])) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private boolean holds(int index, long price) {
            return index < count && prices[index] == price;
        }

        private void set(long price, long quantity) {
            if (quantity < 0) {
                throw new IllegalArgumentException("negative quantity " + quantity + " at " + price);
            }
            int index = find(price);
            if (holds(index, price)) {
                if (quantity > 0) {
                    lots[index] = quantity;
                } else {
                    move(index + 1, index);
                    count--;
                }
            } else if (quantity > 0) {
                insert(index, price, quantity);
            }
        }

        private void insert(int at, long price, long quantity) {
            int index = at;
            if (count == MAX_LEVELS) {
                if (index == 0) {
                    return;
                }
                move(1, 0);
                count--;
                index--;
            }
            if (count == prices.length) {
                prices = Arrays.copyOf(prices, count * 2);
                lots = Arrays.copyOf(lots, count * 2);
            }
            move(index, index + 1);
            prices[index] = price;
            lots[index] = quantity;
            count++;
        }

        private void move(int from, int to) {
            System.arraycopy(prices, from, prices, to, count - from);
            System.arraycopy(lots, from, lots, to, count - from);
        }

        private void visitState(StateVisitor visitor, String name) {
            visitor.begin(name);
            count = visitor.length("levels", count, MAX_LEVELS);
            while (prices.length < count) {
                prices = Arrays.copyOf(prices, prices.length * 2);
                lots = Arrays.copyOf(lots, lots.length * 2);
            }
            for (int i = 0; i < count; i++) {
                prices[i] = visitor.int64("priceTicks", prices[i]);
                lots[i] = visitor.int64("lots", lots[i]);
            }
            visitor.end();
        }
    }
}
