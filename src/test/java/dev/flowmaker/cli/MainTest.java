package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
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

    @Test
    void shouldSayWhatIsWrongNotAPageOfOptions() {
        assertEquals(2, run("explain", "journal/local", "--order", "abc"));
        assertEquals(
                List.of(
                        "flowmaker: Invalid value for option '--order': 'abc' is no whole number",
                        "  `flowmaker explain --help` says what it takes"),
                err.toString().lines().toList());
    }

    @Test
    void shouldAnswerATypoWithWhatWasMeant() {
        assertEquals(2, run("explian", "journal/local"));
        assertTrue(err.toString().contains("explain"), err.toString());
        assertTrue(err.toString().lines().count() <= 3, err.toString());
    }

    @Test
    void shouldShowAllCommandsToWhoSaysNothing() {
        assertEquals(2, run());
        List<String> lines = err.toString().lines().toList();
        assertTrue(lines.get(0).startsWith("Usage: flowmaker "), err.toString());
        assertEquals("flowmaker: Missing command.", lines.get(lines.size() - 1));
    }

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }
}
