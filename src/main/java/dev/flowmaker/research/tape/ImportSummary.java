package dev.flowmaker.research.tape;

import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import java.nio.file.Path;

/**
 * What an import wrote.
 *
 * @param books frames, snapshots counted too
 * @param resets of them, those that began the book anew
 * @param touches best prices between two frames
 * @param firstNanos time of the first record, UTC
 * @param lastNanos time of the last record, UTC
 */
public record ImportSummary(
        Path tape,
        InstrumentRow instrument,
        boolean tickFound,
        boolean lotFound,
        long books,
        long resets,
        long trades,
        long touches,
        long firstNanos,
        long lastNanos,
        ImportReport report) {}
