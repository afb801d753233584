package dev.flowmaker.cli;

import java.io.PrintStream;
import java.util.function.LongConsumer;

/** One line on a terminal's standard error that is written over as the work goes on; nothing elsewhere. */
final class Progress implements LongConsumer, AutoCloseable {
    private final PrintStream terminal;
    private final boolean shown;
    private final String unit;
    private final long startNanos = System.nanoTime();
    private boolean dirty;

    private Progress(PrintStream terminal, boolean shown, String unit) {
        this.terminal = terminal;
        this.shown = shown;
        this.unit = unit;
    }

    /** Shows counts of {@code unit}. */
    static Progress of(String unit) {
        return new Progress(System.err, Terminal.isError(), unit);
    }

    @Override
    public void accept(long count) {
        if (shown) {
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            terminal.printf("\r%,d %s, %,.0f a second ", count, unit, count / seconds);
            terminal.flush();
            dirty = true;
        }
    }

    /** Takes it off the terminal. */
    void clear() {
        if (dirty) {
            terminal.print("\r" + " ".repeat(60) + "\r");
            terminal.flush();
            dirty = false;
        }
    }

    @Override
    public void close() {
        clear();
    }
}
