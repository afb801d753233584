package dev.flowmaker.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.openhft.posix.PosixAPI;

/**
 * Seals closed days and deletes the oldest ones by policy. Reads the files by itself and never touches the newest day,
 * so it may run beside the writer on any thread, after a start and after each roll.
 */
public final class Housekeeping {
    private static final long KIBIBYTE = 1024;

    private final Path path;
    private final int keepDays;
    private final long keepBytes;

    /**
     * A policy for one journal.
     *
     * @param keepDays closed days kept; 0 keeps all
     * @param keepBytes closed days are deleted, oldest first, while all files are larger; 0 keeps all
     */
    public Housekeeping(Path path, int keepDays, long keepBytes) {
        this.path = path;
        this.keepDays = keepDays;
        this.keepBytes = keepBytes;
    }

    /** A day and what its file takes on disk. */
    private record Day(int cycle, long bytes) {}

    /**
     * Seals what is closed, then deletes what the policy does not keep; only sealed days are deleted.
     *
     * @return what was done, a line each
     * @throws JournalException when a closed day is damaged, or a seal or file cannot be written or deleted
     */
    public List<String> run() {
        JournalFolder folder = new JournalFolder(path).requireRecords();
        List<String> done = new ArrayList<>();
        List<Day> days = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(path)) {
            int last = reader.lastCycle();
            for (int cycle = reader.firstCycle(); cycle <= last; cycle++) {
                if (!Files.exists(file(folder, cycle))) {
                    continue;
                }
                days.add(new Day(cycle, bytes(file(folder, cycle))));
                if (cycle < last && Seals.read(folder, Queues.day(cycle)) == null) {
                    seal(folder, reader, cycle);
                    done.add("sealed " + Queues.day(cycle));
                }
            }
        }
        delete(folder, days, done);
        return done;
    }

    private static void seal(JournalFolder folder, JournalReader reader, int cycle) {
        Seals.Sum sum = new Seals.Sum();
        reader.toFile(cycle);
        while (reader.advance() && reader.fileCycle() == cycle) {
            sum.add(reader);
        }
        LocalDate day = Queues.day(cycle);
        Seals.write(folder, day, sum.text(day));
    }

    private void delete(JournalFolder folder, List<Day> days, List<String> done) {
        long total = days.stream().mapToLong(Day::bytes).sum();
        int closed = days.size() - 1;
        for (int i = 0; i < closed; i++) {
            boolean tooMany = keepDays > 0 && closed - i > keepDays;
            boolean tooLarge = keepBytes > 0 && total > keepBytes;
            if (!tooMany && !tooLarge) {
                return;
            }
            Day day = days.get(i);
            try {
                Files.delete(file(folder, day.cycle));
                Files.deleteIfExists(folder.seal(Queues.day(day.cycle)));
            } catch (IOException e) {
                throw new JournalException(
                        "an old day cannot be deleted (" + e + ")", path.toString(), "check the rights", e);
            }
            total -= day.bytes;
            done.add("deleted " + Queues.day(day.cycle));
        }
    }

    private static Path file(JournalFolder folder, int cycle) {
        return folder.records().resolve(Queues.file(cycle));
    }

    /** What the file takes on disk, rather than its length: the queue's files are sparse. */
    static long bytes(Path file) {
        try {
            return PosixAPI.posix().du(file.toString()) * KIBIBYTE;
        } catch (IOException | RuntimeException | LinkageError e) {
            return file.toFile().length();
        }
    }
}
