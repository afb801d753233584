package dev.flowmaker.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.BitSet;
import org.slf4j.LoggerFactory;

/** Many seeds, one after the other: {@code scripts/simulate}. */
final class Simulate {
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

    /** The daemon's own words on each fault are of no use here. */
    static void quiet() {
        ((Logger) LoggerFactory.getLogger("dev.flowmaker")).setLevel(Level.OFF);
    }

    static String text(Outcome outcome) {
        return "seed " + outcome.seed() + " at event " + outcome.events() + ": " + outcome.violation() + "\n    "
                + String.join("\n    ", outcome.trace());
    }

    /** What is wrong with the first seed that has something wrong, or nothing. */
    static String firstViolation(int seeds) {
        quiet();
        for (long seed = 1; seed <= seeds; seed++) {
            Outcome outcome = Simulation.run(seed);
            if (outcome.violation() != null) {
                return "seed " + seed + " at event " + outcome.events() + ": " + outcome.violation();
            }
        }
        return "";
    }

    public static void main(String[] args) {
        long from = 1;
        int seeds = 100;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--seeds" -> seeds = Integer.parseInt(args[i + 1]);
                case "--from" -> from = Long.parseLong(args[i + 1]);
                default -> throw new IllegalArgumentException(args[i]);
            }
        }
        quiet();
        Summary summary = new Summary();
        for (long seed = from; seed < from + seeds; seed++) {
            Outcome outcome = Simulation.run(seed);
            if (outcome.violation() != null) {
                outcome = Simulation.run(seed, new BitSet(), true);
                System.out.println(text(outcome));
            }
            summary.add(outcome);
        }
        System.out.println(summary.line());
        System.exit(summary.violations == 0 ? 0 : 1);
    }
}
