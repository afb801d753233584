package dev.flowmaker.core.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.flowmaker.core.StateTape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FlowImbalanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double EXACT = 1e-12;

    private final FlowImbalance flow = new FlowImbalance(new FlowSettings(2 * SECOND, 4 * SECOND, 50));

    @Test
    void shouldBeNothingBeforeTheFirstFrame() {
        assertEquals(0, flow.valueAt(SECOND));
    }

    @Test
    void shouldDivideByTheDepthAtTheTouch() {
        flow.add(0, 30, 8, 12);
        assertEquals(3.0, flow.valueAt(0), EXACT);
    }

    @Test
    void shouldCountHalfAfterAHalfLife() {
        flow.add(0, 30, 10, 10);
        assertEquals(1.5, flow.valueAt(2 * SECOND), EXACT);
        flow.add(2 * SECOND, 5, 10, 10);
        assertEquals(2.0, flow.valueAt(2 * SECOND), EXACT);
        assertEquals(0.5, flow.valueAt(6 * SECOND), EXACT);
    }

    @Test
    void shouldAverageTheDepthThatWasThere() {
        flow.add(0, 0, 10, 10);
        flow.add(1, 0, 30, 30);
        assertEquals(100 / 10.0, valueOf(100, 1), 1e-6, "the new depth has not lasted yet");
        // Four seconds at 30 move the average half way from 10 to 30.
        flow.add(4 * SECOND + 1, 100, 30, 30);
        assertEquals((100 * 0.25 + 100) / 20.0, flow.valueAt(4 * SECOND + 1), 1e-6);
    }

    private double valueOf(long lots, long time) {
        flow.add(time, lots, 30, 30);
        return flow.valueAt(time);
    }

    @Test
    void shouldCutOneEventAtSoManyDepths() {
        flow.add(0, 1_000, 3, 3);
        assertEquals(50, flow.valueAt(0), EXACT);
        flow.add(0, -1_000, 3, 3);
        assertEquals(0, flow.valueAt(0), EXACT);
        flow.add(0, 1_000, 3, 3);
        flow.withdraw(0, 1_000);
        assertEquals(0, flow.valueAt(0), EXACT);
    }

    @Test
    void shouldLeaveNoTraceOfWithdrawnFlow() {
        SplittableRandom random = new SplittableRandom(5);
        FlowImbalance clean = new FlowImbalance(new FlowSettings(2 * SECOND, 4 * SECOND, 50));
        long time = 0;
        for (int i = 0; i < 1000; i++) {
            time += random.nextLong(SECOND);
            long lots = random.nextLong(-100, 100);
            long phantom = random.nextLong(-100, 100);
            flow.add(time, lots + phantom, 10, 10);
            clean.add(time, lots, 10, 10);
            long later = time + random.nextLong(SECOND);
            flow.add(later, 0, 10, 10);
            clean.add(later, 0, 10, 10);
            flow.withdraw(time, phantom);
            time = later;
        }
        assertEquals(clean.valueAt(time), flow.valueAt(time), 1e-9);
    }

    @Test
    void shouldBeginAnewAfterAReset() {
        flow.add(0, 30, 10, 10);
        flow.reset();
        assertEquals(0, flow.valueAt(1));
        flow.add(100 * SECOND, 6, 3, 3);
        assertEquals(2.0, flow.valueAt(100 * SECOND), EXACT);
    }

    @Test
    void shouldGoOnTheSameFromARestoredState() {
        flow.add(0, 30, 10, 20);
        flow.add(SECOND, -4, 11, 7);
        FlowImbalance copy = new FlowImbalance(new FlowSettings(2 * SECOND, 4 * SECOND, 50));
        StateTape.copy(flow::visitState, copy::visitState);
        flow.add(3 * SECOND, 8, 5, 5);
        copy.add(3 * SECOND, 8, 5, 5);
        assertEquals(flow.valueAt(4 * SECOND), copy.valueAt(4 * SECOND));
    }

    @Test
    void shouldRefuseAHalfLifeOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new FlowImbalance(new FlowSettings(0, 1, 1)));
    }
}
