package dev.flowmaker.daemon;

import dev.flowmaker.config.Rate;
import dev.flowmaker.journal.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Refuses to start a daemon that dies again and again: each start that was not followed by a clean stop is noted in the
 * file {@code starts} in the journal's folder, by its time. A clean stop deletes the file.
 */
final class StartGuard {
    private final Path file;
    private final Rate most;

    StartGuard(Path folder, Rate most) {
        this.file = folder.resolve("starts");
        this.most = most;
    }

    /**
     * Notes a start. Under the journal's lock.
     *
     * @throws JournalException when there were too many lately
     */
    void start(long nowMillis) {
        long from = nowMillis - TimeUnit.NANOSECONDS.toMillis(most.windowNanos());
        List<String> lately = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    if (millis(line) > from) {
                        lately.add(line);
                    }
                }
            }
            if (lately.size() >= most.count()) {
                throw new JournalException(
                        "the daemon was started " + lately.size() + " times within "
                                + TimeUnit.NANOSECONDS.toSeconds(most.windowNanos())
                                + " s and did not come to a clean stop once",
                        file.toString(),
                        "look into the log and the journal for why, then delete this file");
            }
            lately.add(Long.toString(nowMillis));
            Files.write(file, lately, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new JournalException(
                    "the start cannot be noted (" + e + ")", file.toString(), "check rights and disk", e);
        }
    }

    /** A line that is no time counts as one long ago. */
    private static long millis(String line) {
        try {
            return Long.parseLong(line.strip());
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE;
        }
    }

    /** The daemon stopped as it was asked to. */
    void stoppedCleanly() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new JournalException("cannot be deleted (" + e + ")", file.toString(), "delete it", e);
        }
    }
}
