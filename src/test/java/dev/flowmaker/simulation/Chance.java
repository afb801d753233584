package dev.flowmaker.simulation;

import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * All that is random in one simulation, from its seed. Each seed switches some faults off and others up, so that they are
 * met alone and together. Occurrences can be suppressed by their number, to find out which of them a failure needs.
 */
final class Chance {
    private final SplittableRandom random;
    private final double[] weight = new double[Fault.values().length];
    private final int[] counts = new int[Fault.values().length];
    private final BitSet suppressed;
    private int occurrences;
    private boolean calm;

    Chance(long seed, BitSet suppressed) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
        this.suppressed = suppressed;
        for (int i = 0; i < weight.length; i++) {
            double drawn = random.nextDouble();
            weight[i] = drawn < 0.4 ? 0 : drawn < 0.85 ? 1 : 4;
        }
    }

    /** Whether a fault happens now; if so it is counted. */
    boolean of(Fault fault, double probability) {
        if (calm || random.nextDouble() >= probability * weight[fault.ordinal()]) {
            return false;
        }
        return !suppressed.get(occurrences++) && count(fault);
    }

    /** Counts one that was not made here. */
    boolean count(Fault fault) {
        counts[fault.ordinal()]++;
        return true;
    }

    boolean flip(double probability) {
        return random.nextDouble() < probability;
    }

    /** Nanoseconds between two bounds in milliseconds. */
    long millis(long least, long most) {
        return random.nextLong(least * 1_000_000L, most * 1_000_000L);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long below(long bound) {
        return random.nextLong(bound);
    }

    /** From here on nothing goes wrong any more. */
    void calm() {
        calm = true;
    }

    /** Whether the seed has a fault at all. */
    boolean has(Fault fault) {
        return weight[fault.ordinal()] > 0;
    }

    int occurrences() {
        return occurrences;
    }

    /** Faults that were made. */
    int faults() {
        int sum = 0;
        for (Fault fault : Fault.values()) {
            sum += fault.seen ? 0 : counts[fault.ordinal()];
        }
        return sum;
    }

    int[] counts() {
        return counts;
    }
}
