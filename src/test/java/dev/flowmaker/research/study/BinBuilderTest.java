package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MultiLevelFlow;
import org.junit.jupiter.api.Test;

class BinBuilderTest {
    private static final long MILLI = 1_000_000;

    private final OrderBook book = new OrderBook();
    private final MultiLevelFlow flow = new MultiLevelFlow(2);
    private final BinBuilder builder = new BinBuilder(1_000 * MILLI, 2);

    /** A book of bid {@code bidTicks} and an ask two ticks above, with these quantities. */
    private void state(long millis, long bidTicks, long bidLots, long askLots) {
        book.clear();
        book.set(Side.BUY, bidTicks, bidLots);
        book.set(Side.SELL, bidTicks + 2, askLots);
        builder.state(millis * MILLI, book, flow, flow.add(book));
    }

    @Test
    void shouldCloseBinsOnTheRight() {
        state(500, 100, 5, 5);
        state(1_000, 100, 7, 5);
        state(1_001, 100, 10, 5);
        builder.trade(1_000 * MILLI, 99);
        builder.trade(2_000 * MILLI, 3);
        builder.trade(2_001 * MILLI, -4);
        state(2_000, 101, 2, 6);
        builder.trade(4_100 * MILLI, 8);
        state(4_500, 101, 2, 1);
        BinTable table = builder.finish();
        assertEquals(3, table.bins(), "up to the last multiple before the last state");
        assertEquals(2_000 * MILLI, table.endNanos(0));
        assertEquals(202, table.mid2(0));
        assertEquals(204, table.mid2(1));
        assertEquals(204, table.mid2(3));
        // +3; then the bid up with 2 and the ask up with 5 gone.
        assertEquals(3 + 2 + 5, table.flowLots(0, 0));
        assertEquals(0, table.flowLots(0, 1));
        assertEquals(2, table.events(0));
        assertEquals(15 + 8, table.depthLots(0, 0));
        assertEquals(3, table.tradeLots(0));
        assertEquals(-4, table.tradeLots(1));
        assertEquals(0, table.events(1) + table.events(2) + table.flowLots(1, 0) + table.tradeLots(2));
        assertEquals(2, table.bidLots(1));
        assertEquals(6, table.askLots(1));
        assertEquals(2, table.spreadTicks(1));
    }

    @Test
    void shouldKeepALastBinThatIsFull() {
        state(500, 100, 5, 5);
        state(1_500, 100, 6, 5);
        state(2_000, 100, 9, 5);
        BinTable table = builder.finish();
        assertEquals(1, table.bins());
        assertEquals(4, table.flowLots(0, 0));
        assertEquals(202, table.mid2(1));
    }

    @Test
    void shouldMarkBinsInAGap() {
        state(500, 100, 5, 5);
        state(1_500, 100, 6, 5);
        flow.reset();
        state(3_500, 150, 6, 5);
        state(4_500, 150, 7, 5);
        state(6_000, 150, 7, 5);
        BinTable table = builder.finish();
        assertEquals(5, table.bins());
        assertTrue(table.broken(0) && table.broken(1) && table.broken(2));
        assertFalse(table.broken(3) || table.broken(4));
        assertEquals(0, table.events(2), "the state after a gap is no event");
        assertEquals(1, table.flowLots(3, 0));
        Samples samples = new Samples(table, 0.5);
        assertEquals(2, samples.rows());
        assertEquals(0.5, samples.flow(samples.bin(0)));
        assertEquals(1, samples.lagged(samples::flow, 1).rows());
        assertEquals(4_000 * MILLI + 1_000 * MILLI, Samples.splitNanos(table));
    }

    @Test
    void shouldHaveNoBinsBeforeTheSecondBoundary() {
        state(500, 100, 5, 5);
        state(900, 100, 6, 5);
        assertEquals(0, builder.finish().bins());
    }
}
