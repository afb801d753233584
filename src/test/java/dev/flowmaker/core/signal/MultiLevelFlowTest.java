package dev.flowmaker.core.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.market.OrderBook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MultiLevelFlowTest {
    private final OrderBook book = new OrderBook();
    private final MultiLevelFlow flow = new MultiLevelFlow(3);

    @BeforeEach
    void fill() {
        book.set(Side.BUY, 100, 5);
        book.set(Side.BUY, 98, 7);
        book.set(Side.SELL, 101, 4);
        book.set(Side.SELL, 103, 6);
    }

    @Test
    void shouldEmitNothingForTheFirstState() {
        assertFalse(flow.add(book));
        assertEquals(0, flow.flowLots(0));
        assertEquals(9, flow.depthLots(0));
        assertEquals(13, flow.depthLots(1));
    }

    @Test
    void shouldFollowEachRankByItself() {
        flow.add(book);
        // A new best bid pushes the old one to the second rank and the old second to the third, which was missing.
        book.set(Side.BUY, 101, 2);
        book.set(Side.SELL, 101, 0);
        assertTrue(flow.add(book));
        // Bid up 100→101: +2; ask up 101→103: +4 taken away.
        assertEquals(6, flow.flowLots(0));
        // Bid up 98→100: +5; the second ask is gone: nothing.
        assertEquals(5, flow.flowLots(1));
        // The third bid was missing before: nothing.
        assertEquals(0, flow.flowLots(2));
        assertEquals(8, flow.depthLots(0));
        assertEquals(7, flow.depthLots(2));
    }

    @Test
    void shouldCountASmallerQueueAgainstItsSide() {
        flow.add(book);
        book.set(Side.BUY, 98, 3);
        book.set(Side.SELL, 103, 1);
        flow.add(book);
        assertEquals(0, flow.flowLots(0));
        assertEquals(-4 + 5, flow.flowLots(1));
    }

    @Test
    void shouldEmitNothingAfterAReset() {
        flow.add(book);
        flow.reset();
        book.set(Side.BUY, 100, 500);
        assertFalse(flow.add(book));
        assertEquals(0, flow.flowLots(0));
        book.set(Side.BUY, 100, 501);
        assertTrue(flow.add(book));
        assertEquals(1, flow.flowLots(0));
    }

    @Test
    void shouldGoOnFromItsState() {
        flow.add(book);
        MultiLevelFlow restored = new MultiLevelFlow(3);
        StateTape.copy(flow::visitState, restored::visitState);
        book.set(Side.SELL, 101, 9);
        assertTrue(restored.add(book));
        assertEquals(-5, restored.flowLots(0));
    }

    @Test
    void shouldRefuseNoRanks() {
        assertThrows(IllegalArgumentException.class, () -> new MultiLevelFlow(0));
    }
}
