package dev.flowmaker.core;

/**
 * The one visitor over the engine's state. Snapshot, restore, hash and diff are implementations of it, so no field can
 * be in one and missing from another. A stage passes each field and assigns what comes back:
 *
 * <pre>{@code nextOrder = v.int64("nextOrder", nextOrder);}</pre>
 *
 * A writing visitor returns what it was given, a restoring one what the snapshot holds. Collections first pass their
 * {@link #length}, then that many elements in a fixed order. Derived values are not visited but recomputed.
 */
public interface StateVisitor {
    /** Opens a named section; names of what follows are relative to it until {@link #end}. */
    void begin(String section);

    void end();

    long int64(String name, long value);

    double real(String name, double value);

    boolean flag(String name, boolean value);

    String text(String name, String value);

    default int int32(String name, int value) {
        return (int) int64(name, value);
    }

    /** Element count of the collection visited next, at most {@code limit}; a restore refuses more. */
    int length(String name, int value, int limit);

    default <E extends Enum<E>> E symbol(String name, E value, E[] values) {
        return values[(int) int64(name, value.ordinal())];
    }

    /** Whether values returned may differ from those passed. */
    boolean restoring();
}
