package dev.flowmaker.exchange.capture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one file, gzip or plain, which its first two bytes tell apart. Of a file that breaks off, every line before
 * the break is read.
 */
public final class TextFile implements AutoCloseable {
    private static final int INITIAL_BYTES = 1 << 16;
    private static final int MAX_LINE_BYTES = 1 << 26;
    private static final int GZIP_MAGIC = 0x1f8b;
    /** What some editors put before UTF-8. */
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path file;
    private final Counted counted;
    private final InputStream in;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int start;
    private int end;
    private long line;

    /**
     * Opens it.
     *
     * @throws CaptureException when it cannot be
     */
    public TextFile(Path file) {
        this.file = file;
        try {
            counted = new Counted(Files.newInputStream(file));
            in = unpacked(new BufferedInputStream(counted, INITIAL_BYTES));
        } catch (NoSuchFileException e) {
            throw error("no such file", e);
        } catch (EOFException e) {
            throw error("the gzip file is empty", e);
        } catch (IOException e) {
            throw error("cannot be opened: " + e.getMessage(), e);
        }
    }

    private static InputStream unpacked(BufferedInputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in, INITIAL_BYTES) : in;
    }

    /** Bytes taken from the file so far, as they are on disk. */
    public long bytesRead() {
        return counted.bytes;
    }

    public Path file() {
        return file;
    }

    /** The line {@link #next} gave last, from 1. */
    public long line() {
        return line;
    }

    /**
     * The next line without its end; null after the last.
     *
     * @throws CaptureException when the rest of the file cannot be read
     */
    public @Nullable String next() {
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
        int length = lineEnd - start;
        length -= length > 0 && buffer[lineEnd - 1] == '\r' ? 1 : 0;
        int from = start + (line == 0 && length >= BOM.length && hasBom() ? BOM.length : 0);
        String text = new String(buffer, from, start + length - from, StandardCharsets.UTF_8);
        start = nextStart;
        line++;
        return text;
    }

    private boolean hasBom() {
        return Arrays.equals(BOM, 0, BOM.length, buffer, start, start + BOM.length);
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
        return new CaptureException(file, line, what, cause, true);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw error("cannot be closed: " + e.getMessage(), e);
        }
    }

    private static final class Counted extends FilterInputStream {
        private long bytes;

        private Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            bytes += Math.max(0, read);
            return read;
        }
    }
}
