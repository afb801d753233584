package dev.flowmaker.cli;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.StateDiff;
import dev.flowmaker.replay.Divergence;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: 0 when every decision and command came out again, 3 with the first difference when not. */
@Command(
        name = "replay",
        description = "Re-execute a journal; exit code 0 when every decision and command is identical, 3 with the first"
                + " divergence otherwise.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private static final int SHOWN = 40;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "replay with this key of every market changed, such as quote.half-spread=\"3 ticks\"; may be"
                    + " given again")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(names = "--last-day", description = "only the newest file, from the snapshot it begins with")
    private boolean lastDay;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        long start = System.nanoTime();
        ReplayResult result;
        try (JournalReader reader = JournalReader.open(journal);
                Progress progress = Progress.of("records")) {
            if (lastDay) {
                reader.fromLastFile();
            }
            result = new Replayer(started -> EngineSettingsFactory.from(started, changes), Main.version())
                    .run(reader, progress);
        }
        if (result.records() == 0) {
            throw new JournalException(
                    "it holds no records, so nothing was proved",
                    journal.toString(),
                    "let a session write to it first");
        }
        double seconds = Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e9;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(result, seconds));
        } else {
            print(result, seconds, out);
        }
        out.flush();
        return result.identical() ? 0 : 3;
    }

    private static void print(ReplayResult result, double seconds, PrintWriter out) {
        result.notes().forEach(note -> out.println("note: " + note));
        out.printf(
                Locale.ROOT,
                "%,d records to sequence %d in %.2f s (%,.0f a second): %,d inputs, %,d decisions, %,d commands,"
                        + " %d sessions, %d snapshots%n",
                result.records(),
                result.lastSequence(),
                seconds,
                result.records() / seconds,
                result.inputs(),
                result.decisions(),
                result.commands(),
                result.sessions(),
                result.snapshots());
        Divergence divergence = result.divergence();
        if (divergence == null) {
            out.println("identical");
            return;
        }
        out.println("DIVERGED at sequence " + divergence.sequence() + ": " + divergence.what());
        if (!divergence.cause().isEmpty()) {
            out.println("  after input "
                    + divergence.cause().entrySet().stream()
                            .limit(16)
                            .map(field -> field.getKey() + "=" + field.getValue())
                            .collect(Collectors.joining(" ")));
        }
        divergence.differences().stream()
                .limit(SHOWN)
                .forEach(field -> out.printf(
                        "  %-32s recorded %s, replayed %s%n", field.path(), field.expected(), field.actual()));
        if (divergence.differences().size() > SHOWN) {
            out.println("  and " + (divergence.differences().size() - SHOWN) + " more fields");
        }
    }

    private static String json(ReplayResult result, double seconds) {
        return "{\"identical\":" + result.identical() + ",\"records\":" + result.records() + ",\"lastSequence\":"
                + result.lastSequence() + ",\"inputs\":" + result.inputs() + ",\"decisions\":" + result.decisions()
                + ",\"commands\":" + result.commands() + ",\"sessions\":" + result.sessions() + ",\"snapshots\":"
                + result.snapshots() + ",\"cutOff\":" + result.cutOff() + ",\"seconds\":" + seconds + ",\"notes\":"
                + Json.texts(result.notes()) + ",\"divergence\":" + divergence(result) + "}";
    }

    private static String divergence(ReplayResult result) {
        Divergence divergence = result.divergence();
        if (divergence == null) {
            return "null";
        }
        String fields =
                divergence.differences().stream().map(ReplayCommand::field).collect(Collectors.joining(",", "[", "]"));
        return "{\"kind\":" + Json.text(divergence.kind().name()) + ",\"sequence\":" + divergence.sequence()
                + ",\"what\":" + Json.text(divergence.what()) + ",\"cause\":" + Json.texts(divergence.cause())
                + ",\"fields\":" + fields + "}";
    }

    private static String field(StateDiff.Difference field) {
        return "{\"path\":" + Json.text(field.path()) + ",\"recorded\":" + Json.text(field.expected())
                + ",\"replayed\":" + Json.text(field.actual()) + "}";
    }
}
