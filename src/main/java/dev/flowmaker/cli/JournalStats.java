package dev.flowmaker.cli;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Stats;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code journal stats}: what is in it. */
@Command(
        name = "stats",
        description = "Count records by kind, with times, rates and sessions: all, or those that are wanted.",
        mixinStandardHelpOptions = true)
final class JournalStats implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @Mixin
    private RecordFilter filter;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        Stats stats = new Stats();
        FieldPrinter units = FieldPrinter.text(false);
        try (JournalReader reader = JournalReader.open(journal);
                Progress progress = Progress.of("records")) {
            filter.prepare();
            filter.place(reader);
            long read = 0;
            while (reader.advance() && !filter.isBehind(reader)) {
                filter.learn(reader, units);
                if (filter.wants(reader)) {
                    stats.add(reader);
                }
                if (++read % 65_536 == 0) {
                    progress.accept(read);
                }
            }
            filter.requireMarket();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(stats));
        } else {
            print(stats, out);
        }
        out.flush();
        return 0;
    }

    private static void print(Stats stats, PrintWriter out) {
        if (stats.records() == 0) {
            out.println("no records");
            return;
        }
        double seconds = seconds(stats);
        out.printf(
                Locale.ROOT,
                "%,d records, sequence %d to %d%n",
                stats.records(),
                stats.firstSequence(),
                stats.lastSequence());
        out.printf(
                Locale.ROOT,
                "%s to %s, %.1f s, longest pause %.3f s%n",
                Instant.EPOCH.plusNanos(stats.firstTimeNanos()),
                Instant.EPOCH.plusNanos(stats.lastTimeNanos()),
                seconds,
                stats.longestPauseNanos() / 1e9);
        out.printf(Locale.ROOT, "%-20s %12s %14s %10s %10s%n", "kind", "records", "bytes", "bytes/rec", "rec/s");
        for (MessageKind kind : MessageKind.values()) {
            long count = stats.count(kind);
            if (count > 0) {
                out.printf(
                        Locale.ROOT,
                        "%-20s %,12d %,14d %,10d %,10.1f%n",
                        kind,
                        count,
                        stats.bytes(kind),
                        stats.bytes(kind) / count,
                        seconds > 0 ? count / seconds : 0);
            }
        }
        for (Stats.Session session : stats.sessions()) {
            out.printf(
                    Locale.ROOT,
                    "session %d of %s (%s) from %s at sequence %d, by flowmaker %s%n",
                    session.epoch(),
                    session.name(),
                    session.mode(),
                    Instant.EPOCH.plusNanos(session.timeNanos()),
                    session.firstSequence(),
                    session.version());
        }
    }

    private static double seconds(Stats stats) {
        return Duration.ofNanos(stats.lastTimeNanos() - stats.firstTimeNanos()).toNanos() / 1e9;
    }

    private static String json(Stats stats) {
        StringJoiner kinds = new StringJoiner(",", "{", "}");
        for (MessageKind kind : MessageKind.values()) {
            if (stats.count(kind) > 0) {
                kinds.add(
                        "\"" + kind + "\":{\"records\":" + stats.count(kind) + ",\"bytes\":" + stats.bytes(kind) + "}");
            }
        }
        StringJoiner sessions = new StringJoiner(",", "[", "]");
        for (Stats.Session session : stats.sessions()) {
            sessions.add("{\"epoch\":" + session.epoch() + ",\"name\":" + Json.text(session.name()) + ",\"mode\":"
                    + Json.text(session.mode()) + ",\"version\":" + Json.text(session.version()) + ",\"firstSequence\":"
                    + session.firstSequence() + ",\"timeNanos\":" + session.timeNanos() + "}");
        }
        boolean any = stats.records() > 0;
        return "{\"records\":" + stats.records() + ",\"firstSequence\":" + stats.firstSequence() + ",\"lastSequence\":"
                + stats.lastSequence() + ",\"firstTimeNanos\":" + (any ? stats.firstTimeNanos() : 0)
                + ",\"lastTimeNanos\":" + (any ? stats.lastTimeNanos() : 0) + ",\"longestPauseNanos\":"
                + stats.longestPauseNanos() + ",\"kinds\":" + kinds + ",\"sessions\":" + sessions + "}";
    }
}
