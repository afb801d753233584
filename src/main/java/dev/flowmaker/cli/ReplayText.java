package dev.flowmaker.cli;

import dev.flowmaker.journal.StateDiff.Difference;
import dev.flowmaker.replay.Comparison;
import dev.flowmaker.replay.Differences;
import dev.flowmaker.replay.Divergence;
import dev.flowmaker.replay.DivergenceReason;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Rewind;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a replay or comparison found, for people. */
final class ReplayText {
    private static final int SHOWN = 40;
    private static final int SHOWN_CHANGES = 12;
    private static final int SHOWN_DIVERGENCES = 20;

    private final PrintWriter out;
    private final boolean colours;
    private final String recorded;
    private final String replayed;

    ReplayText(PrintWriter out, boolean colours, String recorded, String replayed) {
        this.out = out;
        this.colours = colours;
        this.recorded = recorded;
        this.replayed = replayed;
    }

    void result(ReplayResult result, double seconds) {
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
    }

    void comparison(Comparison.Result result, double seconds) {
        out.printf(
                Locale.ROOT,
                "%,d inputs and %,d outputs compared in %.2f s%n",
                result.inputs(),
                result.outputs(),
                seconds);
        if (!result.parted().isEmpty()) {
            out.println(Paint.YELLOW.on("the journals part: " + result.parted(), colours));
        }
    }

    void identical() {
        out.println(Paint.GREEN.on("identical", colours));
    }

    /** @param rewind the input before it, played again; null where that cannot be had */
    void divergence(Divergence divergence, @Nullable Rewind rewind) {
        out.println(Paint.RED.on("DIVERGED at sequence " + divergence.sequence() + ": " + divergence.what(), colours));
        DivergenceReason.of(divergence).forEach(sentence -> out.println("  " + sentence));
        if (rewind != null) {
            heading("after the input");
            out.println("  " + rewind.input());
        } else if (!divergence.cause().isEmpty()) {
            heading("after the input");
            out.println("  "
                    + divergence.cause().entrySet().stream()
                            .limit(16)
                            .map(field -> field.getKey() + "=" + field.getValue())
                            .collect(Collectors.joining(" ")));
        }
        heading("fields that differ");
        fields(divergence.differences(), SHOWN, recorded, replayed);
        if (rewind != null) {
            heading("the state before");
            rewind.before().forEach(line -> out.println("  " + line));
            heading("what the input changed in it");
            fields(rewind.changes(), SHOWN_CHANGES, "before", "after");
        }
    }

    private void fields(List<Difference> differences, int shown, String first, String second) {
        int path = width(differences, first, true, shown);
        int value = width(differences, first, false, shown);
        out.printf(Locale.ROOT, "  %-" + path + "s  %-" + value + "s  %s%n", "", first, second);
        differences.stream()
                .limit(shown)
                .forEach(field -> out.printf(
                        Locale.ROOT,
                        "  %-" + path + "s  %-" + value + "s  %s%n",
                        field.path(),
                        field.expected(),
                        field.actual()));
        if (differences.size() > shown) {
            out.println("  and " + (differences.size() - shown) + " more fields");
        }
    }

    private static int width(List<Difference> differences, String heading, boolean path, int shown) {
        return differences.stream()
                .limit(shown)
                .mapToInt(field -> (path ? field.path() : field.expected()).length())
                .reduce(path ? 1 : heading.length(), Math::max);
    }

    /** How much of what differed, when all was looked at. */
    void all(Differences differences) {
        out.printf(
                Locale.ROOT,
                "%,d differences: %s%n",
                differences.count(),
                differences.kinds().entrySet().stream()
                        .map(kind -> String.format(Locale.ROOT, "%,d %s", kind.getValue(), words(kind.getKey())))
                        .collect(Collectors.joining(", ")));
        heading("how often each field");
        differences.fields().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SHOWN_DIVERGENCES)
                .forEach(field -> out.printf(Locale.ROOT, "  %,10d  %s%n", field.getValue(), field.getKey()));
        heading("where, the first of them");
        differences.list().stream()
                .limit(SHOWN_DIVERGENCES)
                .forEach(each -> out.println("  sequence " + each.sequence() + ": " + each.what()));
    }

    private static String words(Divergence.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void heading(String text) {
        out.println(Paint.BOLD.on(text, colours));
    }
}
