package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a newcomer runs first, as it is: another process for the exchange, sockets, a journal, a replay. */
class DemoCommandTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldTradeAndProveItself() throws Exception {
        String said = run(0, "demo", "--minutes", "0.05", "--journal", folder.toString());
        for (String part : List.of("first quote after", "to the last quantum", "0 orders left open", "identical")) {
            assertTrue(said.contains(part), () -> part + " is not in " + said);
        }
        Path journal;
        try (Stream<Path> journals = Files.list(folder)) {
            journal = journals.findFirst().orElseThrow();
        }
        run(0, "replay", journal.toString());
        run(3, "replay", "--set", "quote.half-spread=77 ticks", journal.toString());
        String closed = run(0, "whatif", journal.toString());
        assertTrue(closed.contains("the same settings: no difference: all "), closed);
        String open = run(0, "whatif", "--open-loop", journal.toString());
        assertTrue(open.contains("  no difference in "), open);
        String advice = said.lines()
                .filter(line -> line.contains("flowmaker explain "))
                .findFirst()
                .orElseThrow();
        String explained = run(0, advice.substring(advice.indexOf("explain ")).split(" ", -1));
        assertTrue(explained.contains("the market then, our orders taken out"), explained);
        run(0, "journal", "verify", journal.toString());
        run(0, "check", journal.resolve("demo.conf").toString());
    }

    private static String run(int code, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(out));
        assertEquals(code, commandLine.execute(arguments), out::toString);
        return out.toString();
    }
}
