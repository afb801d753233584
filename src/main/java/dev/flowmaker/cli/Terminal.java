package dev.flowmaker.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody watches. */
final class Terminal {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private Terminal() {}

    static boolean isInput() {
        return isTerminal("0");
    }

    static boolean isOutput() {
        return isTerminal("1");
    }

    static boolean isError() {
        return isTerminal("2");
    }

    private static boolean isTerminal(String descriptor) {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return hasConsole();
        }
        try {
            String device = DESCRIPTORS.resolve(descriptor).toRealPath().toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    /** Elsewhere than on Linux. JDK 22 and later have a console without a terminal too, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }
}
