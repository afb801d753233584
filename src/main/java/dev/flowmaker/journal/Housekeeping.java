package dev.flowmaker.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.openhft.posix.PosixAPI;

/**
 * Seals closed files and deletes the oldest ones by policy. Reads the files by itself and never touches the newest one,
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
     * @param keepDays days with a closed file that are kept; 0 keeps all
     * @param keepBytes closed files are deleted, oldest first, while all files are larger; 0 keeps all
     */
    public Housekeeping(Path path, int keepDays, long keepBytes) {
        this.path = path;
        this.keepDays = keepDays;
        this.keepBytes = keepBytes;
    }

    /** A file and what it takes on disk. */
    private record Kept(int cycle, LocalDate day, long bytes) {}

    /**
     * Seals what is closed, then deletes what the policy does not keep; only sealed files are deleted.
     *
     * @return what was done, a line each
     * @throws JournalException when a closed file is damaged, or a seal or file cannot be written or deleted
     */
    public List<String> run() {
        JournalFolder folder = new JournalFolder(path).requireRecords();
        List<String> done = new ArrayList<>();
        List<Kept> files = new ArrayList<>();
        FileNames names;
        try (JournalReader reader = JournalReader.open(path)) {
            names = reader.names();
            int last = reader.lastCycle();
            for (int cycle : reader.cycles().headSet(last, true)) {
                files.add(
                        new Kept(cycle, names.day(cycle), bytes(folder.records().resolve(names.file(cycle)))));
                if (cycle < last && Seals.read(folder.seal(names.stem(cycle))) == null) {
                    seal(folder, reader, cycle);
                    done.add("sealed " + names.label(cycle));
                }
            }
        }
        delete(folder, names, files, done);
        return done;
    }

    private static void seal(JournalFolder folder, JournalReader reader, int cycle) {
        Seals.Sum sum = new Seals.Sum();
        reader.toFile(cycle);
        while (reader.advance() && reader.fileCycle() == cycle) {
            sum.add(reader);
        }
        FileNames names = reader.names();
        Seals.write(folder.seal(names.stem(cycle)), sum.text(names, cycle));
    }

    private void delete(JournalFolder folder, FileNames names, List<Kept> files, List<String> done) {
        long total = files.stream().mapToLong(Kept::bytes).sum();
        int closed = files.size() - 1;
        for (int i = 0; i < closed; i++) {
            long days =
                    files.subList(i, closed).stream().map(Kept::day).distinct().count();
            boolean tooMany = keepDays > 0 && days > keepDays;
            boolean tooLarge = keepBytes > 0 && total > keepBytes;
            if (!tooMany && !tooLarge) {
                return;
            }
            Kept file = files.get(i);
            try {
                Files.delete(folder.records().resolve(names.file(file.cycle)));
                Files.deleteIfExists(folder.seal(names.stem(file.cycle)));
            } catch (IOException e) {
                throw new JournalException(
                        "an old file cannot be deleted (" + e + ")", path.toString(), "check the rights", e);
            }
            total -= file.bytes;
            done.add("deleted " + names.label(file.cycle));
        }
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
