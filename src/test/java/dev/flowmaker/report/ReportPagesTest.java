package dev.flowmaker.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports of journals of all sizes, for a browser to open: those of {@code scripts/verify-full browser}, left in the folder
 * that the property {@code flowmaker.report.pages} names.
 */
class ReportPagesTest {
    @TempDir
    private Path folder;

    private void write(String name, int seconds, String... bases) throws IOException {
        Path pages = Path.of(System.getProperty("flowmaker.report.pages", folder.toString()));
        Path journal = folder.resolve(name);
        try (JournalWriter writer = JournalWriter.open(journal)) {
            TradedJournal.write(writer, 5, seconds, bases);
        }
        Path page = pages.resolve(name + ".html");
        Report.write(journal, page, TradedJournal.VERSION, Explained.NOTHING, done -> {});
        assertTrue(Files.size(page) < 1_000_000, () -> name + " is large");
    }

    @Test
    void shouldWriteReportsOfAllSizes() throws IOException {
        write("1-minute", Integer.getInteger("flowmaker.report.seconds", 20), "BTC");
        write("2-two-markets", 10, "BTC", "LTC");
        write("3-no-fills", 1, "BTC");
    }
}
