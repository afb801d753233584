package dev.flowmaker.simulation;

import org.jspecify.annotations.Nullable;

/** Many seeds, one after the other: {@code scripts/simulate}. */
final class Simulate {
    private static final long PROGRESS_NANOS = 10_000_000_000L;

    private Simulate() {}

    /** What many seeds came to. */
    static final class Summary {
        int seeds;
        long events;
        long fills;
        int violations;
        int fewestEvents = Integer.MAX_VALUE;
        final long[] faults = new long[Fault.values().length];

        void add(Outcome outcome) {
            seeds++;
            events += outcome.events();
            fills += outcome.fills();
            fewestEvents = Math.min(fewestEvents, outcome.events());
            violations += outcome.violation() == null ? 0 : 1;
            for (int i = 0; i < faults.length; i++) {
                faults[i] += outcome.faults()[i];
            }
        }

        String line() {
            StringBuilder line = new StringBuilder();
            line.append(seeds).append(" seeds, ").append(events).append(" events, ");
            line.append(fills).append(" fills, faults:");
            for (Fault fault : Fault.values()) {
                line.append(' ').append(fault).append('=').append(faults[fault.ordinal()]);
            }
            return line.append(", ").append(violations).append(" violations").toString();
        }
    }

    /** A failure in words: what, with which faults at the least, and what led to it. */
    static String text(Outcome failing) {
        Outcome least = new Shrinker().shrink(failing);
        return "seed " + failing.seed() + " at event " + failing.events() + ": " + failing.violation()
                + "\n  with the fewest faults, at event " + least.events() + ": " + least.violation() + "\n  faults: "
                + String.join(" ", Shrinker.faults(least)) + "\n    " + String.join("\n    ", least.trace());
    }

    /** What is wrong with the first seed that has something wrong, or nothing. */
    static String firstViolation(int seeds) {
        Outcome first = first(seeds);
        return first == null ? "" : "seed " + first.seed() + " at event " + first.events() + ": " + first.violation();
    }

    /** The same, told in full. */
    static String firstFailure(int seeds) {
        Outcome first = first(seeds);
        return first == null ? "" : text(first);
    }

    private static @Nullable Outcome first(int seeds) {
        for (long seed = 1; seed <= seeds; seed++) {
            Outcome outcome = Simulation.run(seed);
            if (outcome.violation() != null) {
                return outcome;
            }
        }
        return null;
    }

    public static void main(String[] args) {
        long from = 1;
        long seeds = 100;
        try {
            for (int i = 0; i < args.length; i += 2) {
                long value = Long.parseLong(args[i + 1]);
                switch (args[i]) {
                    case "--seeds" -> seeds = value;
                    case "--from" -> from = value;
                    default -> throw new IllegalArgumentException(args[i]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println("simulate: --seeds N [--from SEED], not " + String.join(" ", args));
            System.exit(2);
        }
        Summary summary = new Summary();
        long told = System.nanoTime();
        for (long seed = from; seed < from + seeds; seed++) {
            Outcome outcome = Simulation.run(seed);
            summary.add(outcome);
            if (outcome.violation() != null) {
                System.out.println(text(outcome));
            }
            if (System.nanoTime() - told > PROGRESS_NANOS) {
                told = System.nanoTime();
                System.err.println(seed - from + 1 + " of " + seeds + " seeds, " + summary.violations + " violations");
            }
        }
        System.out.println(summary.line());
        System.exit(summary.violations == 0 ? 0 : 1);
    }
}
