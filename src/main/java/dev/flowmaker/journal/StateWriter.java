package dev.flowmaker.journal;

import dev.flowmaker.core.StateVisitor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Encodes a state into bytes that name every field, so that a reader of any build can show and compare it. */
public final class StateWriter implements StateVisitor {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_LETTERS = 255;

    private byte[] bytes = new byte[1 << 14];
    private int length;

    public void clear() {
        length = 0;
    }

    /** The encoded state. */
    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Whether the encoded state is these bytes. */
    boolean is(byte[] state, int stateLength) {
        return Arrays.equals(bytes, 0, length, state, 0, stateLength);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private void name(byte tag, String name) {
        int letters = name.length();
        if (letters > MOST_LETTERS) {
            throw new IllegalArgumentException("a state field's name is too long: " + name);
        }
        room(2 + letters);
        bytes[length++] = tag;
        bytes[length++] = (byte) letters;
        for (int i = 0; i < letters; i++) {
            char letter = name.charAt(i);
            if (letter >= 0x80) {
                throw new IllegalArgumentException("a state field's name is not plain: " + name);
            }
            bytes[length++] = (byte) letter;
        }
    }

    private void word(long value) {
        room(Long.BYTES);
        WORD.set(bytes, length, value);
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
        room(letters.length);
        System.arraycopy(letters, 0, bytes, length, letters.length);
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
