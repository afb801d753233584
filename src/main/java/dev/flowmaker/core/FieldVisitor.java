package dev.flowmaker.core;

/** Sees the named fields of a message in their fixed order. Groups are repeated structures, such as book levels. */
public interface FieldVisitor {
    void int64(String name, long value);

    void real(String name, double value);

    void flag(String name, boolean value);

    void symbol(String name, Enum<?> value);

    void text(String name, String value);

    void beginGroup(String name, int count);

    void beginItem(int index);

    void endItem();

    void endGroup();
}
