package dev.flowmaker.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * State taken from one object and given to another of the same shape, in memory: first it writes, and after
 * {@link #restore} it gives back what was written. For what happens rarely; it allocates.
 */
public final class StateCopy implements StateVisitor {
    private final List<String> names = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private long[] values = new long[1024];
    private int count;
    private int nextText;
    private int next;
    private boolean restoring;

    /** Gives {@code to} the state of {@code from}, which is of the same shape. */
    public static void copy(Consumer<StateVisitor> from, Consumer<StateVisitor> to) {
        StateCopy copy = new StateCopy();
        from.accept(copy);
        to.accept(copy.restore());
        if (!copy.isDone()) {
            throw new IllegalArgumentException("the state copied has more fields than its copy");
        }
    }

    /** From here on gives back, from the beginning. */
    public StateCopy restore() {
        restoring = true;
        next = 0;
        nextText = 0;
        return this;
    }

    /** Whether everything was given back. */
    public boolean isDone() {
        return restoring && next == count;
    }

    /** Every name in its order: two objects with the same are of one shape. */
    public List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public void begin(String section) {}

    @Override
    public void end() {}

    @Override
    public long int64(String name, long value) {
        if (!restoring) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            names.add(name);
            values[count++] = value;
            return value;
        }
        if (next == count || !names.get(next).equals(name)) {
            throw new IllegalArgumentException(
                    "the state has " + (next == count ? "no more" : names.get(next)) + " where " + name + " is wanted");
        }
        return values[next++];
    }

    @Override
    public double real(String name, double value) {
        return Double.longBitsToDouble(int64(name, Double.doubleToRawLongBits(value)));
    }

    @Override
    public boolean flag(String name, boolean value) {
        return int64(name, value ? 1 : 0) != 0;
    }

    @Override
    public String text(String name, String value) {
        int64(name, 0);
        if (!restoring) {
            texts.add(value);
            return value;
        }
        return texts.get(nextText++);
    }

    @Override
    public int length(String name, int value, int limit) {
        long length = int64(name, value);
        if (length > limit) {
            throw new IllegalArgumentException(name + " of " + length + " where " + limit + " fit");
        }
        return (int) length;
    }

    @Override
    public boolean restoring() {
        return restoring;
    }
}
