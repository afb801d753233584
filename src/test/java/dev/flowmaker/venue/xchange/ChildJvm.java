package dev.flowmaker.venue.xchange;

import dev.flowmaker.TestJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own, for what can only be seen from outside. */
final class ChildJvm {
    /** How it ended, and everything it said. */
    record Outcome(int exitCode, String output) {}

    private static final int PATIENCE_SECONDS = 60;

    private ChildJvm() {}

    static Outcome run(List<String> flags, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-Xmx256m"));
        all.addAll(flags);
        Process process =
                TestJvm.of(all, main, arguments).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end; it said: " + output);
            }
            return new Outcome(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
