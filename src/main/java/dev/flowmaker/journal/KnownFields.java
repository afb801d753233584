package dev.flowmaker.journal;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Restores, by their names, the fields that a snapshot and the visited object both have, whatever build wrote it; others stay
 * as they are. For objects without collections.
 */
public final class KnownFields implements StateVisitor {
    private final Map<String, String> fields;
    private final Map<String, Integer> timesByPath = new HashMap<>();
    private final Deque<String> sections = new ArrayDeque<>();
    private int found;

    public KnownFields(Snapshot snapshot) {
        fields = StateDiff.fields(snapshot.state, snapshot.length);
        sections.push("");
    }

    /** How many fields were restored. */
    public int found() {
        return found;
    }

    private String path(String name) {
        return StateDiff.numbered(sections.getFirst() + name, timesByPath);
    }

    @Override
    public void begin(String section) {
        sections.push(path(section) + ".");
    }

    @Override
    public void end() {
        sections.pop();
    }

    private String text(String name) {
        String text = fields.getOrDefault(path(name), "");
        found += text.isEmpty() ? 0 : 1;
        return text;
    }

    @Override
    public long int64(String name, long value) {
        String text = text(name);
        return text.isEmpty() ? value : Long.parseLong(text);
    }

    @Override
    public boolean flag(String name, boolean value) {
        String text = text(name);
        return text.isEmpty() ? value : Boolean.parseBoolean(text);
    }

    @Override
    public double real(String name, double value) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public String text(String name, String value) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public int length(String name, int value, int limit) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public boolean restoring() {
        return true;
    }
}
