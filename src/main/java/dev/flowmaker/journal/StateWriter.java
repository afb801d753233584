package dev.flowmaker.journal;

import dev.flowmaker.core.StateVisitor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;

/** Encodes a state into bytes that name every field, so that a reader of any build can show and compare it. */
public final class StateWriter implements StateVisitor {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
    private int length;

    public void clear() {
        length = 0;
    }

    /** The encoded state. */
    public byte[] bytes() {
        return Arrays.copyOf(buffer.byteArray(), length);
    }

    private void name(byte tag, String name) {
        byte[] letters = name.getBytes(StandardCharsets.UTF_8);
        if (letters.length > 255) {
            throw new IllegalArgumentException("a state field's name is too long: " + name);
        }
        buffer.putByte(length++, tag);
        buffer.putByte(length++, (byte) letters.length);
        buffer.putBytes(length, letters);
        length += letters.length;
    }

    private void word(long value) {
        buffer.putLong(length, value, java.nio.ByteOrder.LITTLE_ENDIAN);
        length += Long.BYTES;
    }

    @Override
    public void begin(String section) {
        name(StateTag.BEGIN, section);
    }

    @Override
    public void end() {
        name(StateTag.END, "");
    }

    @Override
    public long int64(String name, long value) {
        name(StateTag.INT64, name);
        word(value);
        return value;
    }

    @Override
    public double real(String name, double value) {
        name(StateTag.REAL, name);
        word(Double.doubleToRawLongBits(value));
        return value;
    }

    @Override
    public boolean flag(String name, boolean value) {
        name(StateTag.FLAG, name);
        word(value ? 1 : 0);
        return value;
    }

    @Override
    public String text(String name, String value) {
        name(StateTag.TEXT, name);
        byte[] letters = value.getBytes(StandardCharsets.UTF_8);
        word(letters.length);
        buffer.putBytes(length, letters);
        length += letters.length;
        return value;
    }

    @Override
    public int length(String name, int value, int limit) {
        name(StateTag.LENGTH, name);
        word(value);
        return value;
    }

    @Override
    public boolean restoring() {
        return false;
    }
}
