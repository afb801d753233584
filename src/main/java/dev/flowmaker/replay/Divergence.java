package dev.flowmaker.replay;

import dev.flowmaker.journal.StateDiff.Difference;
import java.util.List;
import java.util.Map;

/**
 * A place where a replay and its journal part.
 *
 * @param kind what parted
 * @param sequence of the record, or where one is missing
 * @param what in one line
 * @param cause fields of the input before it; empty when there was none
 * @param recorded fields of the record; empty where it is missing, or a snapshot
 * @param differences fields that differ, expected is the journal; empty where a whole record is missing
 */
public record Divergence(
        Kind kind,
        long sequence,
        String what,
        Map<String, String> cause,
        Map<String, String> recorded,
        List<Difference> differences) {
    /** What a replay can part over. */
    public enum Kind {
        /** The engine answered something else than recorded. */
        DIFFERENT,
        /** The journal has an output that the engine did not give now. */
        NOT_REPEATED,
        /** The engine gave an output that the journal does not have. */
        NOT_RECORDED,
        /** The engine's state is not that of a recorded snapshot. */
        STATE,
        /** The engine failed on an input that it once took. */
        FAILED
    }

    /** Sequence of the input before it, 0 when there was none. */
    public long inputSequence() {
        return Long.parseLong(cause.getOrDefault("sequence", "0"));
    }
}
