package dev.flowmaker.cli;

import dev.flowmaker.research.tape.Importer;
import java.io.PrintStream;

/** How much of a known whole is done, on one line of a terminal's standard error; nothing elsewhere. */
final class ProgressBar implements Importer.Progress, AutoCloseable {
    private static final int WIDTH = 40;

    private final PrintStream terminal;
    private final boolean shown;
    private final String what;
    private int permille = -1;

    ProgressBar(PrintStream terminal, boolean shown, String what) {
        this.terminal = terminal;
        this.shown = shown;
        this.what = what;
    }

    static ProgressBar of(String what) {
        return new ProgressBar(System.err, Terminal.isError(), what);
    }

    @Override
    public void at(long done, long total) {
        int now = total <= 0 ? 0 : (int) Math.min(1000, done * 1000 / total);
        if (shown && now > permille) {
            permille = now;
            int full = now * WIDTH / 1000;
            terminal.printf("\r%s [%s%s] %3d %%", what, "#".repeat(full), " ".repeat(WIDTH - full), now / 10);
            terminal.flush();
        }
    }

    @Override
    public void close() {
        if (permille >= 0) {
            terminal.print("\r" + " ".repeat(WIDTH + what.length() + 12) + "\r");
            terminal.flush();
        }
    }
}
