package dev.flowmaker.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The terminal behind the process: single keys, and its size. Without {@code stty} there is neither. */
final class Keyboard implements AutoCloseable {
    private static final File TERMINAL = new File("/dev/tty");
    private static final int ROWS = 24;

    private final String before;
    private final Thread restore = new Thread(this::restore, "terminal");

    private Keyboard(String before) {
        this.before = before;
    }

    /** Takes single keys from here on; the terminal is given back when the process ends, however it does. */
    static Keyboard open() {
        String before = stty("-g").strip();
        Keyboard keyboard = new Keyboard(before);
        if (!before.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(keyboard.restore);
            stty("-icanon", "-echo", "min", "0", "time", "0");
        }
        return keyboard;
    }

    /** Whether {@code q} was pressed. */
    boolean quits() {
        try {
            InputStream in = System.in;
            while (!before.isEmpty() && in.available() > 0) {
                int key = in.read();
                if (key == 'q' || key == 'Q' || key < 0) {
                    return true;
                }
            }
        } catch (IOException gone) {
            return true;
        }
        return false;
    }

    /** Rows of the terminal as it is now. */
    int rows() {
        String[] size = stty("size").strip().split(" ", 2);
        try {
            int rows = Integer.parseInt(size[0]);
            return rows > 0 ? rows : ROWS;
        } catch (NumberFormatException unknown) {
            return ROWS;
        }
    }

    private void restore() {
        stty(before);
    }

    @Override
    public void close() {
        if (!before.isEmpty()) {
            restore();
            try {
                Runtime.getRuntime().removeShutdownHook(restore);
            } catch (IllegalStateException alreadyStopping) {
                // The hook does it once more.
            }
        }
    }

    /** What it printed; empty when there is no terminal or no such program. */
    private static String stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0 ? said : "";
        } catch (IOException noTerminal) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
