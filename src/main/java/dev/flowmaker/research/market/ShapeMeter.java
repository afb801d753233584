package dev.flowmaker.research.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.OrderBook;

/** A book's spread and best ranks, weighed by the time they stood, and what changes among them. */
final class ShapeMeter {
    static final int RANKS = 10;

    private final long[][] ticks = new long[2][RANKS];
    private final long[][] lots = new long[2][RANKS];
    private final int[] ranks = new int[2];
    private final double[] depthSeconds = new double[RANKS];
    private final double[] reachSeconds = new double[RANKS];
    private final double[] rankSeconds = new double[RANKS];
    private final Doubles spreads = new Doubles();
    private final Doubles spreadSeconds = new Doubles();
    private final Doubles addedLots = new Doubles();
    private long changes;

    /** The book as it is has stood this long. */
    void passed(double seconds) {
        spreads.add((double) (ticks[1][0] - ticks[0][0]));
        spreadSeconds.add(seconds);
        for (int side = 0; side < 2; side++) {
            for (int rank = 0; rank < ranks[side]; rank++) {
                depthSeconds[rank] += seconds * lots[side][rank];
                reachSeconds[rank] += seconds * Math.abs(ticks[side][rank] - ticks[side][0]);
                rankSeconds[rank] += seconds;
            }
        }
    }

    /** The next state; {@code follows} says whether what differs happened in between. */
    void state(OrderBook book, boolean follows) {
        for (Side side : Side.values()) {
            int s = side == Side.BUY ? 0 : 1;
            if (follows) {
                compare(book, side, ticks[s], lots[s], ranks[s]);
            }
            ranks[s] = Math.min(RANKS, book.levels(side));
            for (int rank = 0; rank < ranks[s]; rank++) {
                ticks[s][rank] = book.priceTicks(side, rank);
                lots[s][rank] = book.lots(side, rank);
            }
        }
    }

    /** Counts what changed at the prices that are among the best ranks of either state and known in both. */
    private void compare(OrderBook book, Side side, long[] oldTicks, long[] oldLots, int oldRanks) {
        int old = 0;
        int now = 0;
        int nowRanks = Math.min(RANKS, book.levels(side));
        while (old < oldRanks && now < nowRanks) {
            long price = book.priceTicks(side, now);
            if (price == oldTicks[old]) {
                changed(oldLots[old], book.lots(side, now));
                old++;
                now++;
            } else if (side.better(price, oldTicks[old])) {
                changed(0, book.lots(side, now));
                now++;
            } else {
                changed(oldLots[old], 0);
                old++;
            }
        }
        // Behind the last of fewer ranks there was nothing.
        for (; oldRanks < RANKS && now < nowRanks; now++) {
            changed(0, book.lots(side, now));
        }
        for (; nowRanks < RANKS && old < oldRanks; old++) {
            changed(oldLots[old], 0);
        }
    }

    private void changed(long before, long after) {
        changes += before == after ? 0 : 1;
        if (after > before) {
            addedLots.add((double) (after - before));
        }
    }

    /** Seconds measured. */
    double seconds() {
        return spreadSeconds.mean() * spreadSeconds.size();
    }

    double meanSpread() {
        double sum = 0;
        for (int i = 0; i < spreads.size(); i++) {
            sum += spreads.get(i) * spreadSeconds.get(i);
        }
        return sum / seconds();
    }

    double shareOfSpreads(double mostTicks) {
        double sum = 0;
        for (int i = 0; i < spreads.size(); i++) {
            sum += spreads.get(i) <= mostTicks ? spreadSeconds.get(i) : 0;
        }
        return sum / seconds();
    }

    /** Mean lots at a rank from 1. */
    double depth(int rank) {
        return depthSeconds[rank - 1] / rankSeconds[rank - 1];
    }

    /** Mean ticks from the best price to a rank from 1. */
    double reach(int rank) {
        return reachSeconds[rank - 1] / rankSeconds[rank - 1];
    }

    double changesPerSecond() {
        return changes / seconds();
    }

    Doubles addedLots() {
        return addedLots;
    }
}
