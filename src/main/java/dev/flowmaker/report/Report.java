package dev.flowmaker.report;

import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.OwnerOnly;
import dev.flowmaker.journal.Records;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * A journal as one HTML page that needs nothing but itself: what was earned and from what, the market with our quotes and
 * fills in it, what fills were worth afterwards, how the quotes stood, what went wrong. The journal is replayed for it, so
 * that its money is the engine's own, to the last quantum, and the page says whether the replay was identical.
 */
public final class Report {
    private Report() {}

    /**
     * Writes a journal's report, which like the journal is for its owner alone; a journal that is being written is read to where it is.
     *
     * @param version of this build
     * @param explained tells what a fill's row opens beside its figures
     * @param progress told how many records are read, now and then
     * @throws ReportException when there is nothing to report
     */
    public static void write(Path journal, Path file, String version, Explained explained, LongConsumer progress)
            throws IOException {
        Path name = journal.toAbsolutePath().normalize().getFileName();
        try (Records records = JournalReader.open(journal)) {
            Story story = Story.read(records, version, progress);
            try (Writer out = Files.newBufferedWriter(OwnerOnly.file(file), StandardCharsets.UTF_8)) {
                ReportPage.write(story, name == null ? "journal" : name.toString(), version, explained, out);
            }
        }
    }

    /** The report's numbers as JSON: what its page shows. */
    public static String facts(Records journal, String title, String version) {
        return Facts.of(Story.read(journal, version, done -> {}), title, version);
    }
}
