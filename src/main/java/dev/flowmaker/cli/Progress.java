package dev.flowmaker.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
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
        return new Progress(System.err, isTerminal(), unit);
    }

    /** Whether standard error is a terminal; asked of Linux, because newer JDKs have a console without one. */
    static boolean isTerminal() {
        try {
            String device = Path.of("/proc/self/fd/2").toRealPath().toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
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

    @Override
    public void close() {
        if (dirty) {
            terminal.print("\r" + " ".repeat(60) + "\r");
            terminal.flush();
        }
    }
}
