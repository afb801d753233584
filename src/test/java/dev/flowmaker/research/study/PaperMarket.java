package dev.flowmaker.research.study;

import dev.flowmaker.core.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * A market made up of chance whose mid follows its flow: a book of two maps, messages that set some of its levels, and
 * trades. Books are never crossed, and deep levels come and go.
 */
final class PaperMarket {
    private static final int DEPTH = 14;

    /** A level set to a quantity, 0 for none. */
    record Change(Side side, long ticks, long lots) {}

    /** A trade and who took. */
    record Taken(Side aggressor, long ticks, long lots) {}

    final NavigableMap<Long, Long> bids = new TreeMap<>();
    final NavigableMap<Long, Long> asks = new TreeMap<>();
    final List<Change> changes = new ArrayList<>();
    private final Random random;

    PaperMarket(long seed, long midTicks) {
        random = new Random(seed);
        for (int i = 1; i <= DEPTH; i++) {
            bids.put(midTicks - i, lots());
            asks.put(midTicks + i, lots());
        }
    }

    private long lots() {
        return 1L + random.nextInt(90);
    }

    NavigableMap<Long, Long> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private long best(Side side) {
        return side == Side.BUY ? bids.lastKey() : asks.firstKey();
    }

    int chance(int bound) {
        return random.nextInt(bound);
    }

    private void set(Side side, long ticks, long lots) {
        changes.add(new Change(side, ticks, lots));
        if (lots == 0) {
            side(side).remove(ticks);
        } else {
            side(side).put(ticks, lots);
        }
    }

    /** Something happens at one level; {@link #changes} says what, since it was cleared. */
    void act() {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long best = best(side);
        long inside = Math.abs(best(side.opposite()) - best) - 1;
        int away = (int) Math.abs(random.nextGaussian() * 4);
        if (inside > 0 && random.nextInt(3) == 0) {
            set(side, best + side.sign(), lots());
        } else if (random.nextInt(4) == 0 && side(side).size() > 4) {
            Long worst = side == Side.BUY ? bids.firstKey() : asks.lastKey();
            set(side, random.nextInt(3) == 0 ? worst : best, 0);
        } else {
            set(side, best - side.sign() * (long) away, lots());
        }
    }

    /** Somebody takes some or all of the best level; {@link #changes} says what is left. */
    Taken trade() {
        Side aggressor = random.nextBoolean() ? Side.BUY : Side.SELL;
        Side hit = aggressor.opposite();
        long ticks = best(hit);
        long there = side(hit).getOrDefault(ticks, 0L);
        long lots = side(hit).size() > 4 ? 1 + random.nextInt((int) there) : Math.max(1, there / 2);
        set(hit, ticks, there - lots);
        return new Taken(aggressor, ticks, lots);
    }
}
