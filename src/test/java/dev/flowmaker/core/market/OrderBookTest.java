package dev.flowmaker.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderBookTest {
    private final OrderBook book = new OrderBook();

    @ParameterizedTest(name = "seed {0}, {1} prices")
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldEqualATreeMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // Few prices make many removals and repeats; many make growth.
        int prices = seed % 2 == 0 ? 30 : 6000;
        NaiveBook expected = new NaiveBook();
        for (int step = 0; step < 30_000; step++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long price = 1000L + random.nextInt(prices);
            long lots = random.nextInt(3) == 0 ? 0 : 1L + random.nextInt(100);
            book.set(side, price, lots);
            expected.set(side, price, lots);
            NavigableMap<Long, Long> map = expected.get(side);
            long best = map.isEmpty() ? Instrument.NO_PRICE : map.firstKey();
            assertEquals(best, book.bestTicks(side), "seed " + seed);
            if (step % 1000 == 0) {
                assertEquals(expected, NaiveBook.of(book), "seed " + seed + " step " + step);
            }
        }
        OrderBook copy = new OrderBook();
        StateTape.copy(book::visitState, copy::visitState);
        assertEquals(expected, NaiveBook.of(copy), "seed " + seed);
        assertEquals(0, copy.lotsAt(Side.BUY, 1000L + prices));
        assertEquals(expected.asks().firstEntry().getValue(), copy.bestLots(Side.SELL));
    }

    @Test
    void shouldForgetTheFarthestLevelWhenFull() {
        // Bids better and better, so that the last one pushes the first out; asks likewise, and then one too far away.
        for (int i = 0; i <= OrderBook.MAX_LEVELS; i++) {
            book.set(Side.BUY, 100 + i, 1);
            book.set(Side.SELL, 1_000_000 - i, 1);
        }
        book.set(Side.SELL, 1_000_001, 1);
        assertEquals(OrderBook.MAX_LEVELS, book.levels(Side.BUY));
        assertEquals(100 + OrderBook.MAX_LEVELS, book.bestTicks(Side.BUY));
        assertEquals(101, book.priceTicks(Side.BUY, OrderBook.MAX_LEVELS - 1));
        assertEquals(OrderBook.MAX_LEVELS, book.levels(Side.SELL));
        assertEquals(1_000_000 - OrderBook.MAX_LEVELS, book.bestTicks(Side.SELL));
        assertEquals(999_999, book.priceTicks(Side.SELL, OrderBook.MAX_LEVELS - 1));
    }

    @Test
    void shouldBeEmptyAfterClear() {
        book.set(Side.BUY, 100, 5);
        book.clear();
        assertEquals(Instrument.NO_PRICE, book.bestTicks(Side.BUY));
        assertEquals(0, book.bestLots(Side.BUY));
        assertEquals(0, book.lotsAt(Side.BUY, 100));
    }

    @Test
    void shouldRefuseANegativeQuantity() {
        assertThrows(IllegalArgumentException.class, () -> book.set(Side.BUY, 100, -1));
    }
}
