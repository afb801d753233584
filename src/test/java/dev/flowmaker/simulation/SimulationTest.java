package dev.flowmaker.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Some hundred seeds on every change; {@code scripts/simulate} plays any number of others. */
class SimulationTest {
    private static final int SEEDS = 300;

    @Test
    void shouldLoseNothingWhateverFails() {
        Simulate.quiet();
        Simulate.Summary summary = new Simulate.Summary();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Outcome outcome = Simulation.run(seed);
            summary.add(outcome);
            assertNull(outcome.violation(), () -> Simulate.text(outcome));
        }
        System.out.println(summary.line());
        assertTrue(summary.fewestEvents >= 2_000, summary.line());
        for (Fault fault : Fault.values()) {
            assertTrue(summary.faults[fault.ordinal()] > 0, fault + " never happened: " + summary.line());
        }
    }

    @Test
    void shouldPlayASeedTheSameEachTime() {
        Simulate.quiet();
        Outcome first = Simulation.run(7, new BitSet(), true);
        Outcome second = Simulation.run(7, new BitSet(), true);
        assertEquals(first.trace(), second.trace());
        assertTrue(first.trace().size() > 100);
    }
}
