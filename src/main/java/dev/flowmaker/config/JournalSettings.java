package dev.flowmaker.config;

import java.nio.file.Path;

/**
 * Where the journal is and how much of it is kept.
 *
 * @param dir the daemon's own folder
 * @param keepDays closed days kept; 0 keeps all
 * @param keepBytes closed days are deleted, oldest first, while the folder is larger; 0 keeps all
 * @param freeSpaceAlarmBytes with less space free the daemon stops quoting
 * @param preallocateBytes space on the disk taken ahead of what is written; 0 takes none
 * @param maxStarts starts that may follow each other without a clean stop
 */
public record JournalSettings(
        Path dir, int keepDays, long keepBytes, long freeSpaceAlarmBytes, long preallocateBytes, Rate maxStarts) {
    static JournalSettings read(Section at, String name) {
        Path dir = Path.of(at.text("dir")).resolve(name.isEmpty() ? "nameless" : name);
        Section retention = at.section("retention");
        return new JournalSettings(
                dir,
                retention.countOr("days", "forever", 1, 36_500),
                retention.bytesOr("bytes", "unlimited"),
                at.bytes("free-space-alarm", 0, Long.MAX_VALUE),
                at.bytes("preallocate", 0, 1L << 40),
                at.rate("max-starts"));
    }
}
