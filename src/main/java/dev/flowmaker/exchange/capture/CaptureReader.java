package dev.flowmaker.exchange.capture;

import dev.flowmaker.exchange.capture.CaptureRecord.Place;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads captures of Binance's combined streams, spot and futures alike: gzip files of lines {@code <receive time> <raw
 * JSON>}, one after the other, holding no more than a line. Receive times in milliseconds, microseconds or nanoseconds
 * are told apart by their length.
 */
public final class CaptureReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final List<Path> files;
    private final LineParser parser = new LineParser();
    private int fileIndex = -1;
    private long line;
    private @Nullable BufferedReader open;
    private long skippedLines;

    /** Nothing is opened before the first {@link #next}. */
    public CaptureReader(List<Path> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a capture needs at least one file");
        }
        this.files = List.copyOf(files);
    }

    /**
     * The next record; null after the last line of the last file. Streams that are no {@link CaptureRecord} are passed over
     * and counted.
     *
     * @throws CaptureException when a file cannot be read to its end or a line is not what it should be
     */
    public @Nullable CaptureRecord next() {
        for (String text = nextLine(); text != null; text = nextLine()) {
            CaptureRecord found = parse(text);
            if (found != null) {
                return found;
            }
            skippedLines++;
        }
        return null;
    }

    /** The line last read, from 1. */
    long line() {
        return line;
    }

    /** Lines passed over because their stream is of another kind. */
    public long skippedLines() {
        return skippedLines;
    }

    private @Nullable CaptureRecord parse(String text) {
        int space = text.indexOf(' ');
        if (space < 1) {
            throw error("not '<receive time> <JSON>'", null);
        }
        long receiveNanos;
        try {
            receiveNanos = nanos(text.substring(0, space));
        } catch (NumberFormatException e) {
            throw error("receive time '" + abbreviated(text.substring(0, space)) + "' is not a number", e);
        }
        Place place = new Place(files.get(fileIndex), line, receiveNanos);
        return parser.parse(place, text.substring(space + 1));
    }

    private static long nanos(String digits) {
        long value = Long.parseLong(digits);
        return switch (digits.length()) {
            case 13 -> value * 1_000_000;
            case 16 -> value * 1_000;
            case 19 -> value;
            default -> throw new NumberFormatException("neither milli-, micro- nor nanoseconds since 1970");
        };
    }

    static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private @Nullable String nextLine() {
        while (true) {
            if (open == null) {
                if (fileIndex + 1 == files.size()) {
                    return null;
                }
                openNext();
            }
            String text = readLine();
            line++;
            if (text != null) {
                return text;
            }
            close();
        }
    }

    private void openNext() {
        fileIndex++;
        line = 0;
        try {
            open = new BufferedReader(
                    new InputStreamReader(
                            new GZIPInputStream(Files.newInputStream(files.get(fileIndex)), BUFFER_BYTES),
                            StandardCharsets.UTF_8),
                    BUFFER_BYTES);
        } catch (NoSuchFileException e) {
            throw error("no such file", e);
        } catch (ZipException | EOFException e) {
            throw error("not a gzip file", e);
        } catch (IOException e) {
            throw error("cannot be opened: " + e.getMessage(), e);
        }
    }

    private @Nullable String readLine() {
        try {
            return open == null ? null : open.readLine();
        } catch (EOFException e) {
            line++;
            throw error("the gzip file ends in the middle; it is truncated", e);
        } catch (IOException e) {
            line++;
            throw error("the gzip file is damaged: " + e.getMessage(), e);
        }
    }

    private CaptureException error(String what, @Nullable Exception cause) {
        Path file = files.get(fileIndex);
        return cause == null ? new CaptureException(file, line, what) : new CaptureException(file, line, what, cause);
    }

    @Override
    public void close() {
        BufferedReader closing = open;
        open = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                throw error("cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
