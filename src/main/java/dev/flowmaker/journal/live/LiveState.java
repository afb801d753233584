package dev.flowmaker.journal.live;

import dev.flowmaker.core.event.StopReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One picture of a daemon: its process, and the session it runs. */
public record LiveState(Daemon daemon, SessionView view) {
    /**
     * The process.
     *
     * @param version of flowmaker
     * @param name the daemon's name
     * @param venue what people call it
     * @param mode sim, testnet, live
     * @param epoch the session's number
     * @param pid the process
     * @param startedNanos UTC
     * @param beat grows with every picture the event loop makes; a frozen loop makes none
     * @param beatNanos when it last grew, UTC
     * @param ended how the session ended; null while it runs
     * @param freeBytes left on the journal's disk
     * @param writeFailures pictures that could not be written
     * @param alerts the last ones, newest last
     */
    public record Daemon(
            String version,
            String name,
            String venue,
            String mode,
            int epoch,
            long pid,
            long startedNanos,
            long beat,
            long beatNanos,
            @Nullable StopReason ended,
            long freeBytes,
            long writeFailures,
            List<Alert> alerts) {}

    /**
     * Something an operator should know.
     *
     * @param timeNanos UTC
     * @param severity info, warning, critical
     * @param code what kind, always the same word for the same thing
     * @param suppressed how many of this code were not sent since the one before, being too many
     */
    public record Alert(long timeNanos, String severity, String code, String text, long suppressed) {}
}
