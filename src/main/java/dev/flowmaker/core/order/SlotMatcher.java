package dev.flowmaker.core.order;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.quote.PriceParts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives a side's open orders to the levels they serve best. When prices move by one level's spacing, the order of the
 * outer level becomes that of the inner one and keeps its place in the queue, instead of every order being replaced.
 *
 * <p>Nothing moves while each order is within the requote threshold of its own level. Otherwise orders that a level could
 * keep as they are go to the nearest such level, nearest pair first, inner level and older order first where equal; the
 * others stay where they are if that level is free, or take the innermost free one. There is one order a level before
 * and after.
 */
public final class SlotMatcher {
    private static final long MICRO = PriceParts.MICRO;

    private final OrderSettings settings;
    private final @Nullable Order[] orders;
    private final boolean[] taken;
    private int count;

    public SlotMatcher(OrderSettings settings, int levels) {
        this.settings = settings;
        orders = new Order[levels];
        taken = new boolean[levels];
    }

    /** Moves the side's open orders between its levels, whose wanted prices and sizes are given. */
    public void match(OrderTable table, Side side, long[] wantedTicks, long[] wantedLots) {
        count = 0;
        boolean allServe = true;
        for (int i = 0; i < table.openCount(); i++) {
            Order order = table.open(i);
            if (order.side() == side) {
                allServe &= !movable(order) || serves(order, wantedTicks[order.level()], wantedLots[order.level()]);
                orders[count++] = order;
            }
        }
        if (allServe) {
            return;
        }
        Arrays.fill(taken, false);
        while (placeNearest(table, wantedTicks, wantedLots)) {
            // until no order serves a free level
        }
        placeOthers(table);
    }

    private boolean placeNearest(OrderTable table, long[] wantedTicks, long[] wantedLots) {
        int bestOrder = -1;
        int bestLevel = -1;
        long bestAway = Long.MAX_VALUE;
        for (int level = 0; level < taken.length; level++) {
            for (int i = 0; i < count && !taken[level]; i++) {
                Order order = orders[i];
                if (order == null || !movable(order) || !serves(order, wantedTicks[level], wantedLots[level])) {
                    continue;
                }
                long away = StrictMath.abs(order.priceTicks() - wantedTicks[level]);
                if (away < bestAway) {
                    bestAway = away;
                    bestOrder = i;
                    bestLevel = level;
                }
            }
        }
        if (bestOrder < 0) {
            return false;
        }
        put(table, bestOrder, bestLevel);
        return true;
    }

    private void placeOthers(OrderTable table) {
        for (int i = 0; i < count; i++) {
            Order order = orders[i];
            if (order != null && !taken[order.level()]) {
                put(table, i, order.level());
            }
        }
        for (int i = 0; i < count; i++) {
            if (orders[i] != null) {
                int level = 0;
                while (taken[level]) {
                    level++;
                }
                put(table, i, level);
            }
        }
    }

    private void put(OrderTable table, int index, int level) {
        Order order = orders[index];
        if (order != null) {
            table.move(order, level);
        }
        orders[index] = null;
        taken[level] = true;
    }

    /** Whether the order can serve at all: on the book or on its way there. */
    private static boolean movable(Order order) {
        return switch (order.state()) {
            case PENDING_NEW, WORKING, PARTIALLY_FILLED -> true;
            default -> false;
        };
    }

    private boolean serves(Order order, long wantedTicks, long wantedLots) {
        long away = StrictMath.abs(order.priceTicks() - wantedTicks) * MICRO;
        return (away == 0 || away < settings.requoteMicroTicks()) && !settings.tooLarge(order.openLots(), wantedLots);
    }
}
