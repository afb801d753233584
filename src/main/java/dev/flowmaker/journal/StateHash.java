package dev.flowmaker.journal;

import dev.flowmaker.core.StateVisitor;
import java.util.function.Consumer;

/** A 64-bit hash over a state's values, names and order. Equal states have equal hashes in every process. */
public final class StateHash implements StateVisitor {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long hash = GOLDEN;

    private StateHash() {}

    /** The hash of what {@code state} shows its visitor. */
    public static long of(Consumer<StateVisitor> state) {
        StateHash visitor = new StateHash();
        state.accept(visitor);
        return visitor.hash;
    }

    private void mix(String name, long value) {
        long mixed = (hash ^ name.hashCode()) * GOLDEN;
        mixed = (mixed ^ mixed >>> 32 ^ value) * GOLDEN;
        hash = mixed ^ mixed >>> 29;
    }

    @Override
    public void begin(String section) {
        mix(section, StateTag.BEGIN);
    }

    @Override
    public void end() {
        mix("", StateTag.END);
    }

    @Override
    public long int64(String name, long value) {
        mix(name, value);
        return value;
    }

    @Override
    public double real(String name, double value) {
        mix(name, Double.doubleToRawLongBits(value));
        return value;
    }

    @Override
    public boolean flag(String name, boolean value) {
        mix(name, value ? 1 : 0);
        return value;
    }

    @Override
    public String text(String name, String value) {
        mix(name, value.length());
        for (int i = 0; i < value.length(); i++) {
            mix("", value.charAt(i));
        }
        return value;
    }

    @Override
    public int length(String name, int value, int limit) {
        mix(name, value);
        return value;
    }

    @Override
    public boolean restoring() {
        return false;
    }
}
