package dev.flowmaker.journal;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Walks through an encoded state, field by field. */
final class StateCursor {
    private final UnsafeBuffer buffer;
    private int position;
    private byte tag;
    private int nameAt;
    private int nameLength;

    StateCursor(byte[] state, int length) {
        buffer = new UnsafeBuffer(state, 0, length);
    }

    boolean hasNext() {
        return position < buffer.capacity();
    }

    /** Moves to the next field; its value must be taken, by the method of its tag, before the next call. */
    void next() {
        tag = buffer.getByte(position);
        nameLength = buffer.getByte(position + 1) & 0xFF;
        nameAt = position + 2;
        position = nameAt + nameLength;
    }

    byte tag() {
        return tag;
    }

    String name() {
        return letters(nameAt, nameLength);
    }

    /** Whether the field is of that name, which has plain letters only. */
    boolean is(String name) {
        if (name.length() != nameLength) {
            return false;
        }
        for (int i = 0; i < nameLength; i++) {
            if (name.charAt(i) != buffer.getByte(nameAt + i)) {
                return false;
            }
        }
        return true;
    }

    long word() {
        long value = buffer.getLong(position, java.nio.ByteOrder.LITTLE_ENDIAN);
        position += Long.BYTES;
        return value;
    }

    String text() {
        int length = (int) word();
        String value = letters(position, length);
        position += length;
        return value;
    }

    private String letters(int at, int length) {
        byte[] letters = new byte[length];
        buffer.getBytes(at, letters);
        return new String(letters, StandardCharsets.UTF_8);
    }
}
