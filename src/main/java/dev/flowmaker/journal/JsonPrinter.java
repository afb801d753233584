package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import org.jspecify.annotations.Nullable;

/** One JSON object a record; reals that JSON has no number for are strings. */
final class JsonPrinter extends FieldPrinter {
    @Override
    void header(Message message, String time, String symbol) {
        line.append('{');
        int64Field("sequence", message.sequence);
        text("time", time);
        int64Field("timeNanos", message.timeNanos);
        symbol("kind", message.kind());
        int64Field("market", message.market);
        if (!symbol.isEmpty()) {
            text("symbol", symbol);
        }
        int64Field("causeSequence", message.causeSequence);
    }

    @Override
    void footer() {
        line.append('}');
    }

    private void name(String name) {
        if (line.charAt(line.length() - 1) != '{') {
            line.append(',');
        }
        quote(line, name);
        line.append(':');
    }

    private void int64Field(String name, long value) {
        name(name);
        line.append(value);
    }

    @Override
    void number(String name, long value, @Nullable String decimal) {
        int64Field(name, value);
        if (decimal != null) {
            text(name + "Decimal", decimal);
        }
    }

    @Override
    public void real(String name, double value) {
        name(name);
        if (Double.isFinite(value)) {
            line.append(value);
        } else {
            quote(line, Double.toString(value));
        }
    }

    @Override
    public void flag(String name, boolean value) {
        name(name);
        line.append(value);
    }

    @Override
    public void symbol(String name, Enum<?> value) {
        name(name);
        quote(line, value.name());
    }

    @Override
    public void text(String name, String value) {
        name(name);
        quote(line, value);
    }

    @Override
    public void beginGroup(String name, int count) {
        name(name);
        line.append('[');
    }

    @Override
    public void beginItem(int index) {
        line.append(index == 0 ? "{" : ",{");
    }

    @Override
    public void endItem() {
        line.append('}');
    }

    @Override
    public void endGroup() {
        line.append(']');
    }

    /** Appends {@code value} as a JSON string. */
    static void quote(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(Character.forDigit(c >> 4, 16));
                        out.append(Character.forDigit(c & 0xF, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
