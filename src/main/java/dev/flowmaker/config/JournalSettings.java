package dev.flowmaker.config;

import dev.flowmaker.journal.JournalRoll;
import java.nio.file.Path;

/**
 * Where the journal is and how much of it is kept.
 *
 * @param dir the daemon's own folder
 * @param roll when a new file begins
 * @param keepDays days of closed files kept; 0 keeps all
 * @param keepBytes closed files are deleted, oldest first, while the folder is larger; 0 keeps all
 * @param freeSpaceAlarmBytes with less space free the daemon stops quoting
 * @param preallocateBytes space on the disk taken ahead of what is written; 0 takes none
 * @param maxStarts starts that may follow each other without a clean stop
 */
public record JournalSettings(
        Path dir,
        JournalRoll roll,
        int keepDays,
        long keepBytes,
        long freeSpaceAlarmBytes,
        long preallocateBytes,
        Rate maxStarts) {
    private static final long SMALLEST_FILE = 1_000_000;

    static JournalSettings read(Section at, String name) {
        Path dir = Path.of(at.text("dir")).resolve(name.isEmpty() ? "nameless" : name);
        Section retention = at.section("retention");
        return new JournalSettings(
                dir,
                at.read("roll", JournalRoll.DAY, JournalSettings::roll),
                retention.countOr("days", "forever", 1, 36_500),
                retention.bytesOr("bytes", "unlimited"),
                at.bytes("free-space-alarm", 0, Long.MAX_VALUE),
                at.bytes("preallocate", 0, 1L << 40),
                at.rate("max-starts"));
    }

    private static JournalRoll roll(String text) {
        if (text.equals("day")) {
            return JournalRoll.DAY;
        }
        if (text.equals("hour")) {
            return JournalRoll.HOUR;
        }
        String remedy = Units.quoted(text) + " is neither day nor hour nor a size: write such as 1 GB, 1 MB at least";
        long bytes;
        try {
            bytes = Units.bytes(text);
        } catch (IllegalArgumentException noSize) {
            throw new IllegalArgumentException(remedy, noSize);
        }
        if (bytes < SMALLEST_FILE) {
            throw new IllegalArgumentException(remedy);
        }
        return JournalRoll.size(bytes);
    }
}
