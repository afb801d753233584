package dev.flowmaker.simulation;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last things that happened, in words: for a failure, whose seed plays it again. */
final class Trace {
    private static final int KEPT = 120;

    private final boolean wanted;
    private final Deque<String> lines = new ArrayDeque<>();

    Trace(boolean wanted) {
        this.wanted = wanted;
    }

    /** @param words put together only when somebody will read them */
    void add(long nowNanos, Object... words) {
        if (wanted) {
            StringBuilder text = new StringBuilder();
            for (Object word : words) {
                text.append(text.isEmpty() ? "" : " ").append(word);
            }
            line(nowNanos, text.toString());
        }
    }

    private void line(long nowNanos, String text) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.add(String.format("%.6f %s", (nowNanos - 1_700_000_000_000_000_000L) / 1e9, text));
    }

    void add(long nowNanos, Throwable failure) {
        if (wanted) {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            line(nowNanos, text.toString());
        }
    }

    /** Books, decisions and timers say nothing that their consequences do not. */
    void add(long nowNanos, Message message) {
        MessageKind kind = message.kind();
        if (!wanted
                || kind == MessageKind.BOOK_UPDATE
                || kind == MessageKind.DECISION
                || kind == MessageKind.SNAPSHOT
                || kind == MessageKind.TIMER_FIRED) {
            return;
        }
        StringBuilder text = new StringBuilder();
        text.append(message.sequence).append(' ').append(kind);
        message.describe(new Words(text));
        line(nowNanos, text.toString());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private record Words(StringBuilder text) implements FieldVisitor {
        @Override
        public void int64(String name, long value) {
            if (value != 0) {
                text.append(' ').append(name).append('=').append(value);
            }
        }

        @Override
        public void real(String name, double value) {
            text.append(' ').append(name).append('=').append(value);
        }

        @Override
        public void flag(String name, boolean value) {
            text.append(' ').append(name).append('=').append(value);
        }

        @Override
        public void symbol(String name, Enum<?> value) {
            text.append(' ').append(value);
        }

        @Override
        public void text(String name, String value) {
            text.append(value.isEmpty() ? "" : " '" + value + "'");
        }

        @Override
        public void beginGroup(String name, int count) {
            text.append(' ').append(count).append(' ').append(name);
        }

        @Override
        public void beginItem(int index) {
            text.append(" [");
        }

        @Override
        public void endItem() {
            text.append(" ]");
        }

        @Override
        public void endGroup() {}
    }
}
