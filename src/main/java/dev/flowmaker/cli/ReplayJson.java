package dev.flowmaker.cli;

import dev.flowmaker.journal.StateDiff.Difference;
import dev.flowmaker.replay.Comparison;
import dev.flowmaker.replay.Differences;
import dev.flowmaker.replay.Divergence;
import dev.flowmaker.replay.DivergenceReason;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Rewind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same for machines. */
final class ReplayJson {
    private ReplayJson() {}

    static JsonObject of(ReplayResult result, double seconds) {
        return new JsonObject()
                .put("identical", result.identical())
                .put("records", result.records())
                .put("lastSequence", result.lastSequence())
                .put("inputs", result.inputs())
                .put("decisions", result.decisions())
                .put("commands", result.commands())
                .put("sessions", result.sessions())
                .put("snapshots", result.snapshots())
                .put("cutOff", result.cutOff())
                .put("seconds", seconds)
                .raw("notes", Json.texts(result.notes()));
    }

    static JsonObject of(Comparison.Result result, double seconds) {
        return new JsonObject()
                .put("identical", result.identical())
                .put("inputs", result.inputs())
                .put("outputs", result.outputs())
                .put("parted", result.parted())
                .put("seconds", seconds);
    }

    /** The number of differences, the first in full, and how many of what. */
    static JsonObject put(JsonObject object, Differences differences, @Nullable Rewind rewind) {
        Divergence first = differences.first();
        object.put("differences", differences.count());
        if (first == null) {
            return object.raw("divergence", "null");
        }
        object.put("divergence", divergence(first, rewind));
        JsonObject fields = new JsonObject();
        differences.fields().forEach(fields::put);
        return object.put("fields", fields)
                .put(
                        "list",
                        differences.list().stream()
                                .map(each -> new JsonObject()
                                        .put("sequence", each.sequence())
                                        .put("kind", each.kind().name())
                                        .put("what", each.what()))
                                .toList());
    }

    private static JsonObject divergence(Divergence divergence, @Nullable Rewind rewind) {
        JsonObject object = new JsonObject()
                .put("kind", divergence.kind().name())
                .put("sequence", divergence.sequence())
                .put("what", divergence.what())
                .raw("why", Json.texts(DivergenceReason.of(divergence)))
                .raw("cause", Json.texts(divergence.cause()))
                .put("fields", fields(divergence.differences(), "recorded", "replayed"));
        if (rewind != null) {
            object.raw("stateBefore", Json.texts(rewind.before()))
                    .put("changed", fields(rewind.changes(), "before", "after"));
        }
        return object;
    }

    private static List<JsonObject> fields(List<Difference> differences, String first, String second) {
        return differences.stream()
                .map(field -> new JsonObject()
                        .put("path", field.path())
                        .put(first, field.expected())
                        .put(second, field.actual()))
                .toList();
    }
}
