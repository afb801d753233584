package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.LevelChanges;
import dev.flowmaker.exchange.Depth;

/** The best levels of a market as they were last told, to tell next what changed. */
final class TopLevels {
    private final Depth depth;
    private final int levels;
    private final SideLevels bids;
    private final SideLevels asks;

    TopLevels(Depth depth, int levels) {
        this.depth = depth;
        this.levels = levels;
        this.bids = new SideLevels(levels);
        this.asks = new SideLevels(levels);
    }

    private static final class SideLevels {
        long[] ticks;
        long[] lots;
        int size;
        long[] spareTicks;
        long[] spareLots;

        SideLevels(int levels) {
            ticks = new long[levels];
            lots = new long[levels];
            spareTicks = new long[levels];
            spareLots = new long[levels];
        }

        void swap() {
            long[] oldTicks = ticks;
            long[] oldLots = lots;
            ticks = spareTicks;
            lots = spareLots;
            spareTicks = oldTicks;
            spareLots = oldLots;
        }
    }

    /** The next call tells all of it. */
    void forget() {
        bids.size = 0;
        asks.size = 0;
    }

    /** Adds what changed since the last call: levels that left the best ones with quantity 0. */
    void changes(LevelChanges out) {
        changes(Side.BUY, bids, out);
        changes(Side.SELL, asks, out);
    }

    private void changes(Side side, SideLevels told, LevelChanges out) {
        told.swap();
        int before = told.size;
        told.size = Math.min(levels, depth.levels(side));
        int old = 0;
        for (int rank = 0; rank < told.size; rank++) {
            long ticks = depth.priceTicks(side, rank);
            long lots = depth.lots(side, rank);
            told.ticks[rank] = ticks;
            told.lots[rank] = lots;
            while (old < before && side.better(told.spareTicks[old], ticks)) {
                out.add(side, told.spareTicks[old++], 0);
            }
            boolean known = old < before && told.spareTicks[old] == ticks;
            if (!known || told.spareLots[old] != lots) {
                out.add(side, ticks, lots);
            }
            old += known ? 1 : 0;
        }
        while (old < before) {
            out.add(side, told.spareTicks[old++], 0);
        }
    }
}
