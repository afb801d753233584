package dev.flowmaker.core.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlotMatcherTest {
    private static final long SECOND = 1_000_000_000L;

    /** Keeps orders within two ticks, and up to a quarter too large. */
    private static final OrderSettings SETTINGS =
            new OrderSettings(2_000_000, 0, 0, SECOND, SECOND, SECOND, SECOND, 250_000, SECOND);

    private final OrderTable table = new OrderTable(SETTINGS, 3);
    private final SlotMatcher matcher = new SlotMatcher(SETTINGS, 3);
    private long nextId = 1;

    private Order working(Side side, int level, long ticks, long lots) {
        Order order = table.place(nextId++, side, level, ticks, lots, 0);
        table.accepted(order, 0);
        return order;
    }

    private long priceAt(Side side, int level) {
        Order order = table.inSlot(side, level);
        return order == null ? 0 : order.priceTicks();
    }

    private void assertBids(long... expected) {
        for (int level = 0; level < 3; level++) {
            assertEquals(expected[level], priceAt(Side.BUY, level), "level " + level);
        }
    }

    private void match(long... ticks) {
        matcher.match(table, Side.BUY, ticks, new long[] {100, 100, 100});
    }

    @Test
    void shouldLetOuterOrdersServeInnerLevelsWhenPricesFallByOneSpacing() {
        working(Side.BUY, 0, 100, 100);
        working(Side.BUY, 1, 90, 100);
        working(Side.BUY, 2, 80, 100);
        match(90, 80, 70);
        assertBids(90, 80, 100);
    }

    @Test
    void shouldLetInnerOrdersServeOuterLevelsWhenPricesRiseByOneSpacing() {
        working(Side.BUY, 0, 100, 100);
        working(Side.BUY, 1, 90, 100);
        working(Side.BUY, 2, 80, 100);
        match(110, 101, 91);
        assertBids(80, 100, 90);
    }

    @Test
    void shouldMoveNothingWhileEachOrderIsWithinTheThresholdOfItsOwnLevel() {
        working(Side.BUY, 0, 100, 100);
        working(Side.BUY, 1, 99, 100);
        match(99, 100, 98);
        assertBids(100, 99, 0);
    }

    @Test
    void shouldLeaveOrdersThatServeNoLevelWhereTheyAre() {
        working(Side.BUY, 0, 100, 100);
        working(Side.BUY, 1, 90, 100);
        match(200, 190, 180);
        assertBids(100, 90, 0);
    }

    @Test
    void shouldPreferTheNearestAndTheOlderOfTwoAsNear() {
        working(Side.BUY, 2, 91, 100);
        working(Side.BUY, 0, 120, 100);
        working(Side.BUY, 1, 89, 100);
        match(90, 50, 40);
        assertEquals(91, priceAt(Side.BUY, 0));
        assertEquals(89, priceAt(Side.BUY, 1));
    }

    @Test
    void shouldNotUseAnOrderThatIsTooLargeForTheLevel() {
        working(Side.BUY, 0, 100, 100);
        working(Side.BUY, 1, 90, 200);
        matcher.match(table, Side.BUY, new long[] {90, 80, 70}, new long[] {100, 200, 300});
        assertBids(100, 90, 0);
    }

    @Test
    void shouldLeaveASlotBlockedByAnOrderThatIsBeingCanceled() {
        Order going = working(Side.BUY, 0, 100, 100);
        table.cancelSent(going, 0);
        working(Side.BUY, 1, 90, 100);
        match(100, 80, 70);
        assertBids(100, 90, 0);
        match(90, 80, 70);
        assertBids(90, 100, 0);
    }

    @Test
    void shouldKeepOneOrderASlotAndLoseNone() {
        SplittableRandom random = new SplittableRandom(3);
        for (int run = 0; run < 3_000; run++) {
            OrderTable orders = new OrderTable(SETTINGS, 3);
            Set<Long> ids = new HashSet<>();
            for (Side side : Side.values()) {
                for (int level = 0; level < 3; level++) {
                    if (random.nextInt(4) == 0) {
                        continue;
                    }
                    Order order =
                            orders.place(nextId, side, level, random.nextLong(90, 110), random.nextLong(50, 200), 0);
                    ids.add(nextId++);
                    if (random.nextInt(3) > 0) {
                        orders.accepted(order, 0);
                    }
                    if (random.nextInt(5) == 0) {
                        orders.cancelSent(order, 0);
                    }
                }
            }
            for (int times = 0; times < 4; times++) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                long[] wanted = {random.nextLong(90, 110), random.nextLong(90, 110), random.nextLong(90, 110)};
                matcher.match(orders, side, wanted, new long[] {100, 100, 100});
            }
            Set<Long> found = new HashSet<>();
            for (Side side : Side.values()) {
                for (int level = 0; level < 3; level++) {
                    Order order = orders.inSlot(side, level);
                    if (order != null) {
                        assertTrue(found.add(order.id()), "twice");
                        assertEquals(
                                side,
                                Objects.requireNonNull(orders.find(order.id())).side());
                    }
                }
            }
            assertEquals(ids, found, "run " + run);
        }
    }
}
