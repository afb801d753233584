package dev.flowmaker.research.backtest;

import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How fast the parts of a backtest are on one core of this machine, each as often as asked and told by its median. Time is
 * the working thread's on the processor, so that other work of the machine hardly matters.
 */
public final class Speed {
    /**
     * One part.
     *
     * @param tapeRecords records of the tapes it took
     * @param records it made in its journal, or would have
     * @param seconds of processor time, the median
     * @param coldSeconds the first time, while the virtual machine still learns
     */
    public record Part(String name, long tapeRecords, long records, double seconds, double coldSeconds) {}

    private interface Work {
        /** Returns how many records it made. */
        long run();
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Speed() {}

    /**
     * Runs them all.
     *
     * @param quiet the same without any order: sizes that risk refuses, say
     * @param work folder for journals; what is made there is removed
     */
    public static List<Part> of(Backtest.Options options, Backtest.Options quiet, int times, Path work) {
        long onTape = 0;
        for (Path tape : options.tapes()) {
            try (JournalReader reader = JournalReader.open(tape)) {
                while (reader.advance()) {
                    onTape++;
                }
            }
        }
        long count = onTape;
        List<Part> parts = new ArrayList<>();
        parts.add(time("tape read and checked", count, times, () -> read(options.tapes())));
        parts.add(time("exchange alone", count, times, () -> exchange(options)));
        parts.add(time(
                "engine without orders, no journal",
                count,
                times,
                () -> Backtest.run(quiet, done -> {}).records()));
        parts.add(time(
                "engine with orders, no journal",
                count,
                times,
                () -> Backtest.run(options, done -> {}).records()));
        parts.add(time("engine with orders and journal", count, times, () -> journaled(options, work)));
        return parts;
    }

    private static Part time(String name, long onTape, int times, Work work) {
        List<Double> seconds = new ArrayList<>();
        long records = 0;
        for (int i = 0; i < times; i++) {
            long began = THREADS.getCurrentThreadCpuTime();
            records = work.run();
            seconds.add((THREADS.getCurrentThreadCpuTime() - began) / 1e9);
        }
        double cold = seconds.get(0);
        seconds.sort(Comparator.naturalOrder());
        return new Part(name, onTape, records, seconds.get(seconds.size() / 2), cold);
    }

    private static long read(List<Path> tapes) {
        long sum = 0;
        for (Path tape : tapes) {
            try (Records records = JournalReader.open(tape)) {
                while (records.advance()) {
                    sum += records.message().timeNanos == 0 ? 0 : 1;
                }
            }
        }
        return sum;
    }

    private static long exchange(Backtest.Options options) {
        Latency none = new Latency.Constant(0);
        OrderScript.Options script = new OrderScript.Options(options.tapes(), options.fills(), true, none, none, 0);
        String symbol = options.settings().symbols().get(0);
        return OrderScript.run(script, OrderScript.instrument(options.tapes().get(0), symbol), List.of())
                .size();
    }

    private static long journaled(Backtest.Options options, Path work) {
        Path folder = work.resolve("speed");
        try (JournalWriter writer = JournalWriter.open(folder)) {
            return Backtest.run(options, writer, writer.nextEpoch(), () -> JournalReader.open(folder), done -> {})
                    .records();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                if (!path.toFile().delete()) {
                    throw new UncheckedIOException(new IOException(path + " cannot be removed"));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
