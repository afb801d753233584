package dev.flowmaker.report.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Comma-separated values after RFC 4180, with a line of names, gzipped. No value is an empty cell; no text is empty. */
final class CsvOut extends TableOut {
    private static final int BUFFER = 1 << 16;

    private final Writer out;

    CsvOut(Table table, OutputStream file) throws IOException {
        super(table);
        out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(file, BUFFER), StandardCharsets.UTF_8), BUFFER);
        for (int i = 0; i < table.columns().size(); i++) {
            out.write(i == 0 ? "" : ",");
            out.write(table.columns().get(i).name());
        }
        out.write('\n');
    }

    private void put(int column, String text) throws IOException {
        if (column > 0) {
            out.write(',');
        }
        out.write(text);
    }

    @Override
    void int64(int column, long value) throws IOException {
        boolean time = table().columns().get(column).type() == Column.Type.TIME;
        put(column, time ? micros(value) : Long.toString(value));
    }

    private static String micros(long nanos) {
        return Instant.EPOCH.plusNanos(nanos - Math.floorMod(nanos, 1_000L)).toString();
    }

    @Override
    void real(int column, double value) throws IOException {
        put(column, Double.toString(value));
    }

    @Override
    void flag(int column, boolean value) throws IOException {
        put(column, Boolean.toString(value));
    }

    @Override
    void text(int column, String value) throws IOException {
        boolean plain = value.indexOf('"') < 0
                && value.indexOf(',') < 0
                && value.indexOf('\n') < 0
                && value.indexOf('\r') < 0
                && !value.isEmpty();
        put(column, plain ? value : '"' + value.replace("\"", "\"\"") + '"');
    }

    @Override
    void nothing(int column) throws IOException {
        put(column, "");
    }

    @Override
    void endRow() throws IOException {
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
