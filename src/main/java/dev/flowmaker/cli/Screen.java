package dev.flowmaker.cli;

import java.io.PrintWriter;
import java.util.List;

/** Draws the same lines over and over on a terminal; elsewhere prints one line now and then. */
final class Screen {
    private static final String CLEAR_LINE = "\u001b[K";

    /** A line too long for the terminal is cut, or it would count as two. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final PrintWriter out;
    private final boolean terminal;
    private int drawn;

    Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    boolean isTerminal() {
        return terminal;
    }

    /** Draws over what was drawn before. */
    void draw(List<String> lines) {
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A");
        }
        // A frame shorter than the one before wipes what is left of it.
        out.print(NO_WRAP);
        for (int i = 0; i < Math.max(drawn, lines.size()); i++) {
            out.println((i < lines.size() ? lines.get(i) : "") + CLEAR_LINE);
        }
        out.print(WRAP);
        drawn = Math.max(drawn, lines.size());
        out.flush();
    }

    void print(String line) {
        out.println(line);
        out.flush();
        drawn = 0;
    }
}
