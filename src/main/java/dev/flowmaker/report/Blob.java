package dev.flowmaker.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Integers and texts as the page reads them: deflated, in base 64. Integers are the differences of a column, zigzag and in
 * groups of seven bits, moved up by one so that 0 is no value.
 */
final class Blob {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Appends a column. */
    Blob column(long[] values) {
        long before = 0;
        for (long value : values) {
            if (value == Track.NONE) {
                varint(0);
            } else {
                long difference = value - before;
                before = value;
                varint(((difference << 1) ^ (difference >> 63)) + 1);
            }
        }
        return this;
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
    }

    Blob text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    String base64() {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(small, deflater)) {
            bytes.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encodeToString(small.toByteArray());
    }
}
