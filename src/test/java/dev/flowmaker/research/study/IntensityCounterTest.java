package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MultiLevelFlow;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntensityCounterTest {
    @Test
    void shouldTellHowWellVolatilityIsKnown() {
        SplittableRandom random = new SplittableRandom(5);
        int tapes = 400;
        int steps = 2_000;
        double sum = 0;
        double squares = 0;
        double told = 0;
        for (int tape = 0; tape < tapes; tape++) {
            IntensityCounter counter = walk(random, steps);
            sum += counter.sigma();
            squares += counter.sigma() * counter.sigma();
            told += counter.sigmaError() / tapes;
        }
        double mean = sum / tapes;
        double scatter = Math.sqrt(squares / tapes - mean * mean);
        assertEquals(1, told / scatter, 0.1, "told " + told + ", the tapes' own scatter " + scatter);
    }

    /** A mid that mostly stands still and sometimes jumps, so that its kurtosis is not a normal one. */
    private static IntensityCounter walk(SplittableRandom random, int steps) {
        IntensityCounter counter = new IntensityCounter();
        OrderBook book = new OrderBook();
        MultiLevelFlow flow = new MultiLevelFlow(1);
        long bid = 100_000;
        for (int step = 0; step <= steps; step++) {
            bid += random.nextInt(10) == 0 ? random.nextInt(-9, 10) : 0;
            book.clear();
            book.set(Side.BUY, bid, 1);
            book.set(Side.SELL, bid + 1, 1);
            counter.state(step * IntensityCounter.STEP_NANOS, book, flow, step > 0);
        }
        counter.state((steps + 1) * IntensityCounter.STEP_NANOS, book, flow, true);
        return counter;
    }
}
