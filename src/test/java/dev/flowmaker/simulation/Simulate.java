package dev.flowmaker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Many seeds, on all cores: {@code scripts/simulate}. */
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

    public static void main(String[] args) throws InterruptedException {
        long from = 1;
        long seeds = 100;
        long threads = Runtime.getRuntime().availableProcessors();
        try {
            for (int i = 0; i < args.length; i += 2) {
                long value = Long.parseLong(args[i + 1]);
                switch (args[i]) {
                    case "--seeds" -> seeds = value;
                    case "--from" -> from = value;
                    case "--threads" -> threads = value;
                    default -> throw new IllegalArgumentException(args[i]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println("simulate: --seeds N [--from SEED] [--threads T], not " + String.join(" ", args));
            System.exit(2);
        }
        Many many = new Many(from, seeds);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < Math.max(1, threads); i++) {
            workers.add(new Thread(many, "seeds-" + i));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        System.out.println(many.summary.line());
        System.exit(many.summary.seeds == seeds && many.summary.violations == 0 ? 0 : 1);
    }

    /** Seeds of a range, each played by the next thread that is free. */
    private static final class Many implements Runnable {
        private final long seeds;
        private final AtomicLong next;
        private final long end;
        private final long begun = System.nanoTime();
        private long told = begun;
        final Summary summary = new Summary();

        Many(long from, long seeds) {
            this.seeds = seeds;
            next = new AtomicLong(from);
            end = from + seeds;
        }

        @Override
        public void run() {
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                Outcome outcome = Simulation.run(seed);
                if (outcome.violation() != null) {
                    System.out.println(text(outcome));
                }
                add(outcome);
            }
        }

        private synchronized void add(Outcome outcome) {
            summary.add(outcome);
            long now = System.nanoTime();
            if (now - told > PROGRESS_NANOS) {
                told = now;
                System.err.printf(
                        Locale.ROOT,
                        "%d of %d seeds, %d violations, %.0f seeds a second%n",
                        summary.seeds,
                        seeds,
                        summary.violations,
                        summary.seeds * 1e9 / (now - begun));
            }
        }
    }
}
