package dev.flowmaker.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay saw.
 *
 * @param records read, of any kind
 * @param inputs given to the engine
 * @param decisions compared, notices included
 * @param commands compared
 * @param sessions begun, each file after the first of a session not counted
 * @param snapshots compared or restored
 * @param lastSequence of the last record read
 * @param cutOff outputs of the last input of a session that its writer did not live to journal
 * @param notes what a reader of the result should know, such as another version
 * @param differences what was not identical
 */
public record ReplayResult(
        long records,
        long inputs,
        long decisions,
        long commands,
        int sessions,
        int snapshots,
        long lastSequence,
        long cutOff,
        List<String> notes,
        Differences differences) {
    public boolean identical() {
        return differences.count() == 0;
    }

    /** The first, or null when everything was identical. */
    public @Nullable Divergence divergence() {
        return differences.first();
    }
}
