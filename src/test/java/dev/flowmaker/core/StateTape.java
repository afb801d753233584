package dev.flowmaker.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** State as a list of names and values, to be written once and restored into another object. */
public final class StateTape implements StateVisitor {
    private final List<Object> items;
    private final boolean restoring;
    private int next;

    private StateTape(List<Object> items, boolean restoring) {
        this.items = items;
        this.restoring = restoring;
    }

    /** Everything a visit shows: names and values by turns. */
    public static List<Object> write(Consumer<StateVisitor> visit) {
        StateTape tape = new StateTape(new ArrayList<>(), false);
        visit.accept(tape);
        return tape.items;
    }

    /** Moves state from one object to another of the same kind, and proves that the other then shows the same. */
    public static void copy(Consumer<StateVisitor> from, Consumer<StateVisitor> to) {
        List<Object> state = write(from);
        StateTape tape = new StateTape(state, true);
        to.accept(tape);
        assertEquals(state.size(), tape.next, "restored all of it");
        assertEquals(state, write(to));
    }

    private Object pass(String name, Object value) {
        if (!restoring) {
            items.add(name);
            items.add(value);
            return value;
        }
        assertEquals(items.get(next), name);
        next += 2;
        return items.get(next - 1);
    }

    @Override
    public void begin(String section) {
        pass("begin", section);
    }

    @Override
    public void end() {
        pass("end", "");
    }

    @Override
    public long int64(String name, long value) {
        return (Long) pass(name, value);
    }

    @Override
    public double real(String name, double value) {
        return (Double) pass(name, value);
    }

    @Override
    public boolean flag(String name, boolean value) {
        return (Boolean) pass(name, value);
    }

    @Override
    public String text(String name, String value) {
        return (String) pass(name, value);
    }

    @Override
    public int length(String name, int value, int limit) {
        int length = (Integer) pass(name, value);
        assertTrue(length <= limit, name + " " + length + " > " + limit);
        return length;
    }

    @Override
    public boolean restoring() {
        return restoring;
    }
}
