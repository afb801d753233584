package dev.flowmaker.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Some hundred seeds on every change; {@code scripts/simulate} plays any number of others. */
class SimulationTest {
    private static final int SEEDS = 300;

    @Test
    void shouldLoseNothingWhateverFails() {
        Simulate.Summary summary = new Simulate.Summary();
        Map<String, Integer> trips = new TreeMap<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Outcome outcome = Simulation.run(seed);
            summary.add(outcome);
            outcome.trips().forEach((name, count) -> trips.merge(name, count, Integer::sum));
            assertNull(outcome.violation(), () -> Simulate.text(outcome));
        }
        System.out.println(summary.line());
        System.out.println("breakers: " + trips);
        for (String kind : List.of(
                "stale-book",
                "crossed-book",
                "volatility",
                "fill-rate",
                "markout",
                "rejects",
                "day-loss",
                "drawdown",
                "feed-silence",
                "inbox-lag",
                "clock-skew")) {
            assertTrue(trips.getOrDefault(kind, 0) > 0, kind + " never tripped: " + trips);
        }
        assertTrue(summary.fewestEvents >= 2_000, summary.line());
        for (Fault fault : Fault.values()) {
            assertTrue(summary.faults[fault.ordinal()] > 0, fault + " never happened: " + summary.line());
        }
    }

    @Test
    void shouldPlayASeedTheSameEachTime() {
        Outcome first = Simulation.run(7, new BitSet(), true);
        Outcome second = Simulation.run(7, new BitSet(), true);
        assertEquals(first.trace(), second.trace());
        assertTrue(first.trace().size() > 100);
    }
}
