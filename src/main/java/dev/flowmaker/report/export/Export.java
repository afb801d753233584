package dev.flowmaker.report.export;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.OwnerOnly;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.WatchedReplay;
import dev.flowmaker.report.ReportException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;

/** Writes a journal's tables; reads the journal only, also while a daemon writes it. */
public final class Export {
    /** What files are made. */
    public enum Format {
        CSV(".csv.gz"),
        PARQUET(".parquet");

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }

        /** Name of a table's file. */
        public String file(Table table) {
            return table.name() + ending;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was written.
     *
     * @param rows by table
     */
    public record Written(long records, Map<Table, Long> rows, boolean identical, String difference) {}

    private Export() {}

    /**
     * Exports a journal to where it is now.
     *
     * @param tables that are wanted
     * @param folder made when it is missing; must not hold files of these names
     * @param version of this build
     * @param progress told how many records are done, now and then
     */
    public static Written write(
            Path journal, List<Table> tables, Format format, Path folder, String version, LongConsumer progress)
            throws IOException {
        Files.createDirectories(folder);
        for (Table table : tables) {
            Path file = folder.resolve(format.file(table));
            if (Files.exists(file)) {
                throw new ReportException(file + " is there already: name another folder, or remove it first");
            }
        }
        Map<Table, TableOut> outs = new LinkedHashMap<>();
        boolean whole = false;
        try (JournalReader reader = JournalReader.open(journal);
                Closing closing = new Closing(outs)) {
            for (Table table : tables) {
                Path file = OwnerOnly.file(folder.resolve(format.file(table)));
                OutputStream bytes = Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING);
                outs.put(
                        table, format == Format.CSV ? new CsvOut(table, bytes) : new ParquetOut(table, version, bytes));
            }
            WatchedReplay.Proof proof = run(reader, outs, version, progress);
            if (proof.records() == 0) {
                throw new ReportException(journal + " holds no records: let a session write to it first");
            }
            closing.now();
            Map<Table, Long> rows = new LinkedHashMap<>();
            outs.forEach((table, out) -> rows.put(table, out.rows()));
            whole = true;
            return new Written(proof.records(), rows, proof.identical(), proof.difference());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (!whole) {
                // Half a file looks like a whole one to many readers.
                for (Table table : outs.keySet()) {
                    Files.deleteIfExists(folder.resolve(format.file(table)));
                }
            }
        }
    }

    private static WatchedReplay.Proof run(
            Records reader, Map<Table, TableOut> outs, String version, LongConsumer progress) throws IOException {
        Rows rows = new Rows(outs);
        WatchedReplay.Proof proof;
        if (outs.containsKey(Schema.PNL)) {
            proof = new WatchedReplay(EngineSettingsFactory::from, version).run(reader, rows, progress);
        } else {
            long records = 0;
            while (reader.advance()) {
                rows.onRecord(reader, null);
                if (++records % 65_536 == 0) {
                    progress.accept(records);
                }
            }
            proof = new WatchedReplay.Proof(true, records, "");
        }
        rows.end();
        return proof;
    }

    /** Closes all of them, whatever one says. */
    private static final class Closing implements AutoCloseable {
        private final Map<Table, TableOut> outs;
        private boolean closed;

        Closing(Map<Table, TableOut> outs) {
            this.outs = outs;
        }

        @Override
        public void close() throws IOException {
            now();
        }

        void now() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            IOException failure = null;
            for (TableOut out : outs.values()) {
                try {
                    out.close();
                } catch (IOException e) {
                    failure = e;
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }
}
