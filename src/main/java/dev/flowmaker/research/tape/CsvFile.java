package dev.flowmaker.research.tape;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.exchange.capture.CaptureException;
import dev.flowmaker.exchange.capture.TextFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers and plain words between commas, which is all that market data needs: a quoted field is refused, not
 * guessed at. Numbers are exact decimals, also with an exponent ({@code 1e-7}).
 */
final class CsvFile implements AutoCloseable {
    private static final int MAX_DIGITS = 18;

    private final TextFile file;
    private String row = "";
    /** Where fields begin; one more than there are. */
    private int[] starts = new int[64];

    private int columns;
    /** Of the number read last. */
    private long mantissa;

    private int scale;

    CsvFile(Path path) {
        this.file = new TextFile(path);
    }

    /** Moves to the next row that is not empty; false at the end. */
    boolean next() {
        String text = file.next();
        while (text != null && text.isEmpty()) {
            text = file.next();
        }
        if (text == null) {
            return false;
        }
        row = text;
        columns = 0;
        starts[0] = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ',') {
                columns++;
                if (columns == starts.length) {
                    starts = Arrays.copyOf(starts, columns * 2);
                }
                starts[columns] = i + 1;
            }
        }
        if (text.indexOf('"') >= 0) {
            throw error("quoted fields are not expected here");
        }
        return true;
    }

    int columns() {
        return columns;
    }

    String text(int column) {
        require(column);
        return row.substring(starts[column], starts[column + 1] - 1);
    }

    boolean is(int column, String word) {
        require(column);
        int length = starts[column + 1] - 1 - starts[column];
        return length == word.length() && row.startsWith(word, starts[column]);
    }

    /** A whole number. */
    long integer(int column) {
        require(column);
        try {
            return Long.parseLong(row, starts[column], starts[column + 1] - 1, 10);
        } catch (NumberFormatException e) {
            throw error("'" + text(column) + "' in column " + (column + 1) + " is not a whole number", e);
        }
    }

    /** Reads a decimal, for {@link #mantissa} and {@link #scale}. */
    void decimal(int column) {
        require(column);
        int end = starts[column + 1] - 1;
        int at = starts[column];
        boolean negative = at < end && row.charAt(at) == '-';
        at += negative ? 1 : 0;
        long digits = 0;
        int count = 0;
        int decimals = -1;
        for (; at < end; at++) {
            char c = row.charAt(at);
            if (c == '.' && decimals < 0) {
                decimals = 0;
            } else if (c >= '0' && c <= '9' && digits < 100_000_000_000_000_000L) {
                digits = digits * 10 + c - '0';
                count++;
                decimals += decimals < 0 ? 0 : 1;
            } else {
                break;
            }
        }
        int exponent = 0;
        if (at < end && count > 0 && (row.charAt(at) == 'e' || row.charAt(at) == 'E')) {
            exponent = exponent(column, at + 1, end);
            at = end;
        }
        if (at != end || count == 0) {
            throw error("'" + text(column) + "' in column " + (column + 1) + " is not a number of up to 18 digits");
        }
        set(column, negative ? -digits : digits, Math.max(decimals, 0) - exponent);
    }

    private int exponent(int column, int from, int to) {
        try {
            return Integer.parseInt(row, from, to, 10);
        } catch (NumberFormatException e) {
            throw error("'" + text(column) + "' in column " + (column + 1) + " is not a number", e);
        }
    }

    private void set(int column, long digits, int newScale) {
        mantissa = digits;
        scale = newScale;
        while (scale > 0 && mantissa % 10 == 0) {
            mantissa /= 10;
            scale = mantissa == 0 ? 0 : scale - 1;
        }
        try {
            if (scale < 0) {
                mantissa = Math.multiplyExact(mantissa, Decimal.powerOfTen(-scale));
                scale = 0;
            }
        } catch (ArithmeticException e) {
            throw error("'" + text(column) + "' in column " + (column + 1) + " is too large", e);
        }
        if (scale > MAX_DIGITS) {
            throw error("'" + text(column) + "' in column " + (column + 1) + " has too many decimals");
        }
    }

    long mantissa() {
        return mantissa;
    }

    int scale() {
        return scale;
    }

    private void require(int column) {
        if (column >= columns) {
            throw error("the row has " + columns + " columns; column " + (column + 1) + " is missing");
        }
    }

    Path path() {
        return file.file();
    }

    long line() {
        return file.line();
    }

    long bytesRead() {
        return file.bytesRead();
    }

    CaptureException error(String what) {
        return new CaptureException(file.file(), file.line(), what);
    }

    private CaptureException error(String what, @Nullable Exception cause) {
        return cause == null ? error(what) : new CaptureException(file.file(), file.line(), what, cause);
    }

    @Override
    public void close() {
        file.close();
    }
}
