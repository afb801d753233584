package dev.flowmaker.daemon.doctor;

import dev.flowmaker.config.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk below the journal. */
final class DiskExam {
    private static final String WHAT = "journal's disk";
    private static final int COMFORT = 10;
    private static final long MB = 1_000_000;

    private DiskExam() {}

    static Finding of(JournalSettings journal) {
        Path folder = journal.dir().toAbsolutePath();
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.bad(
                    WHAT, (there == null ? folder : there) + " cannot be written", "choose another journal.dir");
        }
        long space;
        try {
            space = Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            return Finding.bad(
                    WHAT, folder + ": its free space is not known: " + e.getMessage(), "choose another disk");
        }
        long alarm = journal.freeSpaceAlarmBytes();
        String text = folder + " has " + space / MB + " MB free, the alarm is at " + alarm / MB + " MB";
        if (space < alarm) {
            return Finding.bad(WHAT, text, "free some space, or lower journal.free-space-alarm");
        }
        return space < COMFORT * alarm
                ? Finding.warning(WHAT, text, "a busy market writes some gigabytes a day: see journal.retention")
                : Finding.fine(WHAT, text);
    }
}
