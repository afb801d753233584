package dev.flowmaker.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Lets a journal change its file when a test wants it, and not at midnight. */
public final class Rolls {
    private Rolls() {}

    /** The next record begins a new file. */
    public static void next(Journal writer) {
        ((JournalWriter) writer).endFile();
    }

    /** How many files of records a journal has. */
    public static long files(Path journal) {
        try (Stream<Path> files = Files.list(new JournalFolder(journal).records())) {
            return files.filter(file -> file.toString().endsWith(".cq4")).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
