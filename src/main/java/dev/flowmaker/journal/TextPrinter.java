package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * {@code sequence time KIND symbol <-cause name=value … group=[{…}]}. A price's parts are a group too, but short: those
 * that are not 0, in ticks.
 */
final class TextPrinter extends FieldPrinter {
    private static final String PARTS = "parts";

    private static final String PLAIN = "\u001b[0m";
    private static final String FAINT = "\u001b[2m";

    private final boolean colours;
    private boolean inParts;
    private boolean firstPart;
    private String part = "";

    TextPrinter(boolean colours) {
        this.colours = colours;
    }

    private static String colour(MessageKind kind) {
        return switch (kind) {
            case FILL -> "\u001b[1;32m";
            case ORDER_REJECTED, REQUEST_FAILED, REQUEST_UNKNOWN, REQUEST_NOT_SENT, RATE_LIMITED -> "\u001b[31m";
            case NOTICE, OPERATOR_REQUEST, CONNECTION_CHANGED -> "\u001b[33m";
            default ->
                switch (kind.family()) {
                    case SESSION -> "\u001b[1m";
                    case INPUT -> "\u001b[36m";
                    case DECISION -> "\u001b[35m";
                    case COMMAND -> "\u001b[32m";
                };
        };
    }

    @Override
    void header(Message message, String time, String symbol) {
        line.append(message.sequence).append(' ').append(colours ? FAINT : "").append(time);
        line.append(colours ? PLAIN + ' ' + colour(message.kind()) : " ")
                .append(message.kind())
                .append(colours ? PLAIN : "");
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
        line.append(colours ? FAINT : "").append(name).append('=').append(colours ? PLAIN : "");
    }

    @Override
    void number(String name, long value, @Nullable String decimal) {
        if (inParts) {
            part(value);
            return;
        }
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

    private void part(long microTicks) {
        if (microTicks != 0) {
            line.append(firstPart ? "" : " ").append(part).append('=');
            line.append(BigDecimal.valueOf(microTicks, 6).stripTrailingZeros().toPlainString());
            firstPart = false;
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
        if (inParts) {
            part = value.name();
            return;
        }
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
        inParts = name.equals(PARTS);
        firstPart = true;
    }

    @Override
    public void beginItem(int index) {
        if (!inParts) {
            line.append(index == 0 ? "{" : " {");
        }
    }

    @Override
    public void endItem() {
        if (!inParts) {
            line.append('}');
        }
    }

    @Override
    public void endGroup() {
        line.append(inParts && !firstPart ? " ticks]" : "]");
        inParts = false;
    }
}
