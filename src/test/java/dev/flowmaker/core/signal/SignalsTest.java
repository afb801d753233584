package dev.flowmaker.core.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small signals: trades, queues, micro-price. */
class SignalsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldFadeTradesByTheirHalfLife() {
        TradeImbalance trades = new TradeImbalance(SECOND);
        assertEquals(0, trades.value());
        trades.add(0, Side.BUY, 8);
        assertEquals(1, trades.value());
        assertEquals(4, trades.signedLotsAt(SECOND), 1e-12);
        trades.add(SECOND, Side.SELL, 4);
        // 8 became 4, less 4.
        assertEquals(0, trades.value(), 1e-12);
        trades.add(2 * SECOND, Side.SELL, 4);
        // Bought 2, sold 2 + 4.
        assertEquals(-0.5, trades.value(), 1e-12);
        trades.add(SECOND, Side.BUY, 4);
        assertEquals(0, trades.value(), 1e-12, "a late trade counts with the last");
        trades.reset();
        assertEquals(0, trades.value());
        assertEquals(0, trades.signedLotsAt(SECOND));
        assertThrows(IllegalArgumentException.class, () -> new TradeImbalance(0));
    }

    @ParameterizedTest
    @CsvSource({"3,1,0.5", "1,3,-0.5", "5,5,0", "7,0,1", "0,7,-1", "0,0,0"})
    void shouldWeighTheQueues(long bid, long ask, double imbalance) {
        QueueImbalance queue = new QueueImbalance();
        queue.set(bid, ask);
        assertEquals(imbalance, queue.value());
        QueueImbalance restored = new QueueImbalance();
        StateTape.copy(queue::visitState, restored::visitState);
        assertEquals(imbalance, restored.value());
        queue.reset();
        assertEquals(0, queue.value());
    }

    @ParameterizedTest
    @CsvSource({
        "1,9,1, 0",
        "2,8,1, 1",
        "5,5,1, 2",
        "9,1,1, 4",
        "1,0,1, 4",
        "0,1,1, 0",
        "3,7,2, 6",
        "5,5,3, -1",
        "5,5,0, -1",
        "0,0,1, -1"
    })
    void shouldFindTheMicroPricesState(long bid, long ask, long spread, int state) {
        assertEquals(state, new MicroPriceGrid(5, 2).state(bid, ask, spread));
    }

    @Test
    void shouldMirrorWithinASpread() {
        MicroPriceGrid grid = new MicroPriceGrid(5, 2);
        assertEquals(4, grid.mirrored(0));
        assertEquals(2, grid.mirrored(2));
        assertEquals(8, grid.mirrored(6));
        assertThrows(IllegalArgumentException.class, () -> new MicroPriceGrid(1, 1));
    }

    @Test
    void shouldLookUpTheMicroPriceAndBeSilentOutside() {
        MicroPrice price = new MicroPrice(new MicroPriceGrid(2, 1), new double[] {-0.25, 0.25});
        assertEquals(0, price.valueTicks());
        price.set(9, 1, 1);
        assertEquals(0.25, price.valueTicks());
        MicroPrice restored = new MicroPrice(new MicroPriceGrid(2, 1), new double[] {-0.25, 0.25});
        StateTape.copy(price::visitState, restored::visitState);
        assertEquals(0.25, restored.valueTicks());
        price.set(9, 1, 2);
        assertEquals(0, price.valueTicks());
        price.set(1, 9, 1);
        assertEquals(-0.25, price.valueTicks());
        price.reset();
        assertEquals(0, price.valueTicks());
        assertThrows(IllegalArgumentException.class, () -> new MicroPrice(new MicroPriceGrid(2, 1), new double[3]));
    }

    @Test
    void shouldGoOnFromTheTradesState() {
        TradeImbalance trades = new TradeImbalance(SECOND);
        trades.add(5 * SECOND, Side.SELL, 6);
        TradeImbalance restored = new TradeImbalance(SECOND);
        StateTape.copy(trades::visitState, restored::visitState);
        restored.add(6 * SECOND, Side.BUY, 3);
        assertEquals(0, restored.value(), 1e-12);
    }
}
