package dev.flowmaker.exchange.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.SelfTradePrevention;
import dev.flowmaker.exchange.synthetic.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders queueing in recorded quantity. */
class BookTest {
    private final Log log = new Log();
    private final Book book = new Book(log);
    private long lastId;

    private static final class Log implements BookListener {
        final List<String> traded = new ArrayList<>();
        final List<Long> parts = new ArrayList<>();
        final TreeMap<Long, Long> bids = new TreeMap<>();
        final TreeMap<Long, Long> asks = new TreeMap<>();

        @Override
        public void onLevel(Side side, long priceTicks, long displayedLots) {
            TreeMap<Long, Long> levels = side == Side.BUY ? bids : asks;
            Long before = displayedLots == 0 ? levels.remove(priceTicks) : levels.put(priceTicks, displayedLots);
            assertFalse(before == null ? displayedLots == 0 : before == displayedLots, "no change was told");
        }

        @Override
        public void onMatch(@Nullable Order maker, @Nullable Order taker, Side aggressor, long priceTicks, long lots) {
            long makerId = maker == null ? 0 : maker.venueOrderId;
            trade(
                    aggressor + " " + priceTicks + " maker " + makerId + " taker "
                            + (taker == null ? 0 : taker.venueOrderId),
                    lots);
        }

        @Override
        public void onRecordedTrade(Side aggressor, long priceTicks, long lots) {
            trade(aggressor + " " + priceTicks + " maker 0 taker 0", lots);
        }

        private void trade(String text, long lots) {
            parts.add(lots);
            for (long i = 0; i < lots; i++) {
                traded.add(text);
            }
        }

        @Override
        public void onPrevented(Order maker) {
            throw new AssertionError("nobody asked for it");
        }
    }

    private Order order(Side side, long price, long lots) {
        return new Order(0, ++lastId, side, price, lots, SelfTradePrevention.NONE);
    }

    private Order rest(Side side, long price, long lots) {
        Order order = order(side, price, lots);
        book.rest(order);
        return order;
    }

    /** science.md §3: front 30, level 100 → 80 untraded: RiskAverse keeps 30. */
    @Test
    void shouldTakeWhatLeavesALevelFromBehindFirst() {
        book.setRecorded(Side.BUY, 100, 30);
        Order order = rest(Side.BUY, 100, 5);
        book.setRecorded(Side.BUY, 100, 100);
        book.setRecorded(Side.BUY, 100, 80);
        assertEquals(30, order.aheadLots());
        book.setRecorded(Side.BUY, 100, 20);
        assertEquals(20, order.aheadLots());
        assertEquals(25, book.lotsAt(Side.BUY, 100));
        book.setRecorded(Side.BUY, 100, 0);
        assertEquals(0, order.aheadLots());
        assertEquals(5, book.lotsAt(Side.BUY, 100));
    }

    @Test
    void shouldLetARecordedTradeTakeTheQueueAheadFirstAndPrintItsParts() {
        book.setRecorded(Side.BUY, 100, 30);
        Order order = rest(Side.BUY, 100, 5);
        book.recordedTrade(Side.SELL, 100, 8);
        assertEquals(22, order.aheadLots());
        assertEquals(List.of(8L), log.parts);
        assertEquals(35, book.lotsAt(Side.BUY, 100));

        book.recordedTrade(Side.SELL, 100, 40);
        assertEquals(List.of(8L, 22L, 5L, 13L), log.parts);
        assertEquals(0, order.remainingLots());
        assertEquals(30, book.lotsAt(Side.BUY, 100));
    }

    @Test
    void shouldFillInFullAtItsOwnPriceWhenATradeGoesThrough() {
        Order better = rest(Side.BUY, 101, 4);
        Order order = rest(Side.BUY, 100, 5);
        Order deeper = rest(Side.BUY, 98, 5);
        book.recordedTrade(Side.SELL, 99, 6);
        assertEquals(0, better.remainingLots() + order.remainingLots());
        assertEquals(5, deeper.remainingLots());
        assertEquals(List.of(4L, 5L), log.parts);
        assertEquals(3, book.unrecordedLots());
        assertTrue(log.traded.contains("SELL 101 maker 1 taker 0"));
    }

    @Test
    void shouldFillInFullWhenTheOtherSidesRecordedBestReachesItsPrice() {
        book.setRecorded(Side.SELL, 105, 10);
        Order order = rest(Side.BUY, 100, 5);
        book.fillCrossed();
        assertTrue(order.resting());
        book.setRecorded(Side.SELL, 100, 1);
        book.fillCrossed();
        assertFalse(order.resting());
        assertEquals(
                List.of("SELL 100 maker 1 taker 0"),
                log.traded.stream().distinct().toList());
        assertEquals(1, book.lotsAt(Side.SELL, 100));
    }

    /** Half of what leaves stood behind us, whatever the queue. */
    private static final QueueModel HALVES = QueueModel.splitting((front, back) -> 0.5);

    private Book book(QueueModel queue) {
        return new Book(log, queue);
    }

    @Test
    void shouldLeaveToTheModelWhatTradesDoNotExplain() {
        Book halves = book(HALVES);
        halves.setRecorded(Side.BUY, 100, 30);
        Order order = order(Side.BUY, 100, 5);
        halves.rest(order);
        halves.setRecorded(Side.BUY, 100, 100);
        halves.recordedTrade(Side.SELL, 100, 8);
        assertEquals(22, order.aheadLots());
        halves.setRecorded(Side.BUY, 100, 80);
        assertEquals(16, order.aheadLots(), "12 left, half of them before us");
        halves.setRecorded(Side.BUY, 100, 70);
        assertEquals(11, order.aheadLots(), "the trade is not counted again");
    }

    /** A frame that names a level with what it had: what traded there has come again behind us. */
    @Test
    void shouldForgetTradesThatAFrameHasSeen() {
        Book halves = book(HALVES);
        halves.setRecorded(Side.BUY, 100, 40);
        Order order = order(Side.BUY, 100, 5);
        halves.rest(order);
        halves.recordedTrade(Side.SELL, 100, 10);
        halves.setRecorded(Side.BUY, 100, 40);
        assertEquals(30, order.aheadLots());
        halves.setRecorded(Side.BUY, 100, 30);
        assertEquals(25, order.aheadLots());
    }

    /** What was there when the order came, not what the frame before had. */
    @Test
    void shouldJudgeAnOrderThatCameBetweenFramesByTheTouchItSaw() {
        Book halves = book(HALVES);
        halves.setRecorded(Side.BUY, 100, 40);
        halves.setRecordedTouch(Side.BUY, 100, 10);
        Order order = order(Side.BUY, 100, 5);
        halves.rest(order);
        halves.beginFrame();
        halves.setRecorded(Side.BUY, 100, 8);
        assertEquals(9 - 1, order.aheadLots(), "2 of 10 left, and 8 are all there is");
        halves.setRecorded(Side.BUY, 100, 6);
        assertEquals(7 - 1, order.aheadLots());
    }

    /** A price that the frame before did not have: those who came there first stay first. */
    @Test
    void shouldStandBehindThoseWhoCameToANewPriceBefore() {
        Book book = book(QueueModel.RISK_AVERSE);
        book.setRecorded(Side.BUY, 99, 40);
        book.setRecordedTouch(Side.BUY, 100, 10);
        Order order = order(Side.BUY, 100, 5);
        book.rest(order);
        book.beginFrame();
        book.setRecorded(Side.BUY, 100, 25);
        book.endFrame();
        assertEquals(10, order.aheadLots());
        book.setRecordedTouch(Side.BUY, 100, 4);
        book.beginFrame();
        book.setRecorded(Side.BUY, 100, 4);
        book.endFrame();
        assertEquals(4, order.aheadLots());
    }

    @Test
    void shouldFillPartOfAnOrderWithWhatReachesIt() {
        Book halves = book(HALVES);
        halves.setRecorded(Side.BUY, 100, 10);
        Order order = order(Side.BUY, 100, 5);
        halves.rest(order);
        halves.setRecorded(Side.BUY, 100, 11);
        halves.setRecorded(Side.BUY, 100, 10);
        assertEquals(9.5, order.ahead(), 0);
        halves.recordedTrade(Side.SELL, 100, 12);
        assertEquals(3, order.executedLots(), "2.5 reach it, which is 3");
        assertEquals(0, order.ahead(), 0);
        halves.recordedTrade(Side.SELL, 100, 1);
        assertEquals(4, order.executedLots());
        assertEquals(List.of(9L, 3L, 1L), log.parts);
    }

    @Test
    void shouldGiveATradeToOneOfOurOrdersOnly() {
        book.setRecorded(Side.BUY, 100, 10);
        Order first = rest(Side.BUY, 100, 5);
        Order second = rest(Side.BUY, 100, 5);
        assertEquals(20, book.lotsAt(Side.BUY, 100), "recorded and ours");
        book.recordedTrade(Side.SELL, 100, 17);
        assertEquals(5, first.executedLots());
        assertEquals(2, second.executedLots());
        assertEquals(13, book.lotsAt(Side.BUY, 100));
    }

    /** Whoever came first stays first, whatever the model makes of either. */
    @Test
    void shouldLetNoOrderOfOursOvertakeAnother() {
        Book odd = book(QueueModel.splitting((front, back) -> front < 20 ? 1 : 0));
        odd.setRecorded(Side.BUY, 100, 15);
        Order first = order(Side.BUY, 100, 5);
        odd.rest(first);
        odd.setRecorded(Side.BUY, 100, 30);
        Order second = order(Side.BUY, 100, 5);
        odd.rest(second);
        odd.setRecorded(Side.BUY, 100, 60);
        odd.setRecorded(Side.BUY, 100, 35);
        assertEquals(15, first.aheadLots());
        assertEquals(15, second.aheadLots());
    }

    @Test
    void shouldHideTakenRecordedQuantityUntilTheLevelIsRecordedAnew() {
        book.setRecorded(Side.SELL, 100, 10);
        book.setRecorded(Side.SELL, 101, 10);
        Order taker = order(Side.BUY, 100, 14);
        assertFalse(book.take(taker));
        book.rest(taker);
        assertEquals(0, book.lotsAt(Side.SELL, 100));
        assertEquals(4, book.lotsAt(Side.BUY, 100));
        book.setRecorded(Side.SELL, 101, 9);
        book.fillCrossed();
        assertTrue(taker.resting());
        book.setRecorded(Side.SELL, 100, 8);
        book.fillCrossed();
        assertFalse(taker.resting());
    }

    @Test
    void shouldSayWhetherAnOrderCrosses() {
        assertFalse(book.crosses(Side.BUY, 1_000));
        book.setRecorded(Side.SELL, 100, 10);
        assertTrue(book.crosses(Side.BUY, 100));
        assertFalse(book.crosses(Side.BUY, 99));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void shouldQueueAsOneTokenPerLotDoes(long seed) {
        RandomStream random = new RandomStream(seed, 0);
        TokenBook tokens = new TokenBook();
        List<Order> resting = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            String where = "seed " + seed + ", step " + i;
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long price = 100L - side.sign() * (random.nextInt(8) - 1L);
            long lots = 1L + random.nextInt(9);
            int what = random.nextInt(10);
            if (what < 3) {
                long recorded = random.nextInt(3) == 0 ? 0 : lots;
                book.setRecorded(side, price, recorded);
                tokens.setRecorded(side, price, recorded);
                book.fillCrossed();
                tokens.fillCrossed();
            } else if (what < 6) {
                Order order = order(side, price, lots);
                book.take(order);
                long left = tokens.take(side, price, order.venueOrderId, lots);
                assertEquals(left, order.remainingLots(), where);
                if (left > 0) {
                    book.rest(order);
                    tokens.rest(side, price, order.venueOrderId, left);
                    resting.add(order);
                }
            } else if (what < 8 && !resting.isEmpty()) {
                Order order = resting.remove(random.nextInt(resting.size()));
                if (order.resting()) {
                    book.remove(order);
                    tokens.remove(order.side, order.limitTicks, order.venueOrderId);
                }
            } else {
                book.recordedTrade(side, price, lots);
                tokens.recordedTrade(side, price, lots);
            }
            resting.removeIf(order -> !order.resting());
            for (Order order : resting) {
                long ahead = tokens.ahead(order.side, order.limitTicks, order.venueOrderId);
                assertEquals(ahead, order.aheadLots(), where);
            }
            assertEquals(tokens.traded, log.traded, where);
            tokens.traded.clear();
            log.traded.clear();
            assertEquals(sizes(tokens.side(Side.BUY)), log.bids, where);
            assertEquals(sizes(tokens.side(Side.SELL)), log.asks, where);
            assertEquals(tokens.unrecorded, book.unrecordedLots(), where);
        }
        assertTrue(tokens.unrecorded > 0 && lastId > 500);
    }

    private static Map<Long, Long> sizes(Map<Long, List<Long>> levels) {
        Map<Long, Long> sizes = new TreeMap<>();
        levels.forEach((price, queue) -> sizes.put(price, (long) queue.size()));
        return sizes;
    }
}
