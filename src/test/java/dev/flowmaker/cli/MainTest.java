package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintItsVersion() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString().startsWith("flowmaker "), out.toString());
    }

    @Test
    void shouldCallAnUnknownCommandAUsageError() {
        assertEquals(2, run("dance"));
        assertTrue(err.toString().contains("dance"), err.toString());
    }

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }
}
