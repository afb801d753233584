package dev.flowmaker.exchange.capture;

import dev.flowmaker.exchange.capture.CaptureRecord.Place;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads captures of Binance's combined streams, spot and futures alike: text files, gzip or plain, of lines {@code
 * <receive time> <raw JSON>}, one after the other, holding no more than a line. Receive times in milliseconds,
 * microseconds or nanoseconds are told apart by their length. After an exception the next call goes on with the line
 * after, or with the next file where one cannot be read on.
 */
public final class CaptureReader implements AutoCloseable {
    private final List<Path> files;
    private final LineParser parser = new LineParser();
    private int fileIndex = -1;
    private long line;
    private @Nullable TextFile open;
    private long finishedBytes;
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

    /** Bytes taken from the files so far, as they are on disk. */
    public long bytesRead() {
        return finishedBytes + (open == null ? 0 : open.bytesRead());
    }

    /** The line last read, from 1. */
    long line() {
        return line;
    }

    /** Lines passed over because their stream is of another kind. */
    public long skippedLines() {
        return skippedLines;
    }

    private @Nullable String nextLine() {
        while (true) {
            if (open == null) {
                if (fileIndex + 1 == files.size()) {
                    return null;
                }
                open = new TextFile(files.get(++fileIndex));
            }
            try {
                String text = open.next();
                line = open.line();
                if (text != null) {
                    return text;
                }
            } catch (CaptureException e) {
                close();
                throw e;
            }
            close();
        }
    }

    private @Nullable CaptureRecord parse(String text) {
        int space = text.indexOf(' ');
        if (space < 1) {
            throw new CaptureException(files.get(fileIndex), line, "not '<receive time> <JSON>'");
        }
        String received = text.substring(0, space);
        try {
            Place place = new Place(files.get(fileIndex), line, nanos(received));
            return parser.parse(place, text.substring(space + 1));
        } catch (NumberFormatException e) {
            String what =
                    "receive time '" + abbreviated(received) + "' is not a number of milli-, micro- or nanoseconds";
            throw new CaptureException(files.get(fileIndex), line, what, e);
        }
    }

    private static long nanos(String digits) {
        long value = Long.parseLong(digits);
        return switch (digits.length()) {
            case 13 -> value * 1_000_000;
            case 16 -> value * 1_000;
            case 19 -> value;
            default -> throw new NumberFormatException(digits.length() + " digits");
        };
    }

    static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    @Override
    public void close() {
        TextFile closing = open;
        open = null;
        if (closing != null) {
            finishedBytes += closing.bytesRead();
            closing.close();
        }
    }
}
