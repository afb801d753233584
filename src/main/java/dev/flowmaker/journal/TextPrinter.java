package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import org.jspecify.annotations.Nullable;

/** {@code sequence time KIND symbol <-cause name=value … group=[{…}]}. */
final class TextPrinter extends FieldPrinter {
    @Override
    void header(Message message, String time, String symbol) {
        line.append(message.sequence).append(' ').append(time).append(' ').append(message.kind());
        if (!symbol.isEmpty()) {
            line.append(' ').append(symbol);
        }
        if (message.causeSequence != 0) {
            line.append(" <-").append(message.causeSequence);
        }
    }

    @Override
    void footer() {}

    private void name(String name) {
        if (line.charAt(line.length() - 1) != '{') {
            line.append(' ');
        }
        line.append(name).append('=');
    }

    @Override
    void number(String name, long value, @Nullable String decimal) {
        name(name);
        if (decimal != null && decimal.equals("none")) {
            line.append(decimal);
            return;
        }
        line.append(value);
        if (decimal != null) {
            line.append(" (").append(decimal).append(')');
        }
    }

    @Override
    public void real(String name, double value) {
        name(name);
        line.append(value);
    }

    @Override
    public void flag(String name, boolean value) {
        name(name);
        line.append(value);
    }

    @Override
    public void symbol(String name, Enum<?> value) {
        name(name);
        line.append(value.name());
    }

    @Override
    public void text(String name, String value) {
        name(name);
        JsonPrinter.quote(line, value);
    }

    @Override
    public void beginGroup(String name, int count) {
        name(name);
        line.append('[');
    }

    @Override
    public void beginItem(int index) {
        line.append(index == 0 ? "{" : " {");
    }

    @Override
    public void endItem() {
        line.append('}');
    }

    @Override
    public void endGroup() {
        line.append(']');
    }
}
