package dev.flowmaker.journal;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message's fields as text by path, such as {@code quotes[1].priceTicks}. Equal texts are equal fields, reals bit for
 * bit.
 */
public final class FieldList implements FieldVisitor {
    private final Map<String, String> valueByPath = new LinkedHashMap<>();
    private final Deque<String> prefixes = new ArrayDeque<>();
    private String prefix = "";

    private FieldList() {}

    /** Header and fields, in order. */
    public static Map<String, String> of(Message message) {
        FieldList list = new FieldList();
        list.symbol("kind", message.kind());
        list.int64("sequence", message.sequence);
        list.int64("timeNanos", message.timeNanos);
        list.int64("market", message.market);
        list.int64("causeSequence", message.causeSequence);
        message.describe(list);
        return list.valueByPath;
    }

    @Override
    public void int64(String name, long value) {
        put(name, Long.toString(value));
    }

    @Override
    public void real(String name, double value) {
        put(name, value + " (0x" + Long.toHexString(Double.doubleToRawLongBits(value)) + ")");
    }

    @Override
    public void flag(String name, boolean value) {
        put(name, Boolean.toString(value));
    }

    @Override
    public void symbol(String name, Enum<?> value) {
        put(name, value.name());
    }

    @Override
    public void text(String name, String value) {
        put(name, value);
    }

    @Override
    public void beginGroup(String name, int count) {
        put(name + ".count", Integer.toString(count));
        prefixes.push(prefix);
        prefix = prefix + name;
        prefixes.push(prefix);
    }

    @Override
    public void beginItem(int index) {
        prefix = prefixes.element() + "[" + index + "].";
    }

    @Override
    public void endItem() {
        prefix = prefixes.element();
    }

    @Override
    public void endGroup() {
        prefixes.pop();
        prefix = prefixes.pop();
    }

    private void put(String name, String value) {
        valueByPath.put(prefix + name, value);
    }
}
