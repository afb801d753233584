package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.TestJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        Process process = TestJvm.of(List.of(), NewProcessTest.class, folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().reduce((first, last) -> last).orElse("nothing");
    }
}
