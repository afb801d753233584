package dev.flowmaker.exchange.capture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of one gzip file. Of a file that breaks off, every line before the break is read. */
final class GzipLines implements AutoCloseable {
    private static final int INITIAL_BYTES = 1 << 16;
    private static final int MAX_LINE_BYTES = 1 << 26;

    private final Path file;
    private final GZIPInputStream in;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int start;
    private int end;
    private long line;

    GzipLines(Path file) {
        this.file = file;
        try {
            in = new GZIPInputStream(Files.newInputStream(file), INITIAL_BYTES);
        } catch (NoSuchFileException e) {
            throw error("no such file", e);
        } catch (ZipException | EOFException e) {
            throw error("not a gzip file", e);
        } catch (IOException e) {
            throw error("cannot be opened: " + e.getMessage(), e);
        }
    }

    /** The line {@link #next} gave last, from 1. */
    long line() {
        return line;
    }

    /** The next line without its end; null after the last. */
    @Nullable
    String next() {
        int scanned = start;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    return take(i, i + 1);
                }
            }
            scanned = end - start;
            if (!fill()) {
                return start == end ? null : take(end, end);
            }
        }
    }

    private String take(int lineEnd, int nextStart) {
        String text = new String(buffer, start, lineEnd - start, StandardCharsets.UTF_8);
        start = nextStart;
        line++;
        return text;
    }

    /** Moves what is left to the front and reads on; false at the end. */
    private boolean fill() {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        if (end == buffer.length) {
            if (end >= MAX_LINE_BYTES) {
                line++;
                throw error("longer than " + MAX_LINE_BYTES + " bytes", null);
            }
            buffer = Arrays.copyOf(buffer, end * 2);
        }
        try {
            int read = in.read(buffer, end, buffer.length - end);
            end += Math.max(read, 0);
            return read >= 0;
        } catch (EOFException e) {
            line++;
            throw error("the gzip file ends in the middle; it is truncated", e);
        } catch (IOException e) {
            line++;
            throw error("the gzip file is damaged: " + e.getMessage(), e);
        }
    }

    private CaptureException error(String what, @Nullable Exception cause) {
        return cause == null ? new CaptureException(file, line, what) : new CaptureException(file, line, what, cause);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw error("cannot be closed: " + e.getMessage(), e);
        }
    }
}
