package dev.flowmaker.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds which of a failing seed's faults its failure needs, by leaving out ever smaller shares of them: what is left is a
 * simulation that still fails, with little else in it.
 */
final class Shrinker {
    private static final int MOST_RUNS = 300;

    private int runs;

    /** The failing outcome with the fewest faults that was found, traced. */
    Outcome shrink(Outcome failing) {
        BitSet suppressed = new BitSet();
        int all = failing.occurrences();
        for (int share = Math.max(1, all / 2); share >= 1 && runs < MOST_RUNS; share /= 2) {
            for (int from = 0; from < all && runs < MOST_RUNS; from += share) {
                BitSet more = (BitSet) suppressed.clone();
                more.set(from, Math.min(from + share, all));
                if (!more.equals(suppressed) && fails(failing.seed(), more)) {
                    suppressed = more;
                }
            }
        }
        return Simulation.run(failing.seed(), suppressed, true);
    }

    private boolean fails(long seed, BitSet suppressed) {
        runs++;
        return Simulation.run(seed, suppressed, false).violation() != null;
    }

    /** The faults of an outcome, in words. */
    static List<String> faults(Outcome outcome) {
        List<String> words = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            int count = outcome.faults()[fault.ordinal()];
            if (count > 0 && !fault.seen) {
                words.add(fault + (count > 1 ? "=" + count : ""));
            }
        }
        return words;
    }
}
