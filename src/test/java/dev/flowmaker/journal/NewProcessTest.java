package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal goes on in a process that has touched no other journal before. */
class NewProcessTest {
    private static final long NOON = 20_000 * 86_400_000_000_000L + 43_200_000_000_000L;

    @TempDir
    private Path folder;

    public static void main(String[] args) {
        try (JournalWriter journal = JournalWriter.open(Path.of(args[0]))) {
            System.out.println(journal.warnings() + " " + JournalWriterTest.append(journal, NOON));
        }
    }

    @Test
    void shouldGoOnWhereTheOtherProcessStopped() throws IOException, InterruptedException {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            JournalWriterTest.append(journal, NOON);
        }
        assertEquals("[] 2", inNewProcess());
        assertEquals("[] 3", inNewProcess());
    }

    private String inNewProcess() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-Dchronicle."))
                .forEach(command::add);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                NewProcessTest.class.getName(),
                folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().reduce((first, last) -> last).orElse("nothing");
    }
}
