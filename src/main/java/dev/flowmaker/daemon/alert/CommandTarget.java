package dev.flowmaker.daemon.alert;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A program that gets the JSON object on its standard input. It is ended, with all it started, when it takes too long. */
final class CommandTarget implements Target {
    private final List<String> command;
    private final Set<String> hidden;
    private final Duration timeout;

    /** @param hidden environment variables it must not see */
    CommandTarget(List<String> command, Set<String> hidden, Duration timeout) {
        this.command = List.copyOf(command);
        this.hidden = Set.copyOf(hidden);
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return "the command " + command.get(0);
    }

    @Override
    public void deliver(String json) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().keySet().removeAll(hidden);
        Process process = builder.start();
        try {
            // A pipe takes an alert whole, whether the program reads or not.
            try (OutputStream input = process.getOutputStream()) {
                input.write((json + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException notInterested) {
                // It may end without reading.
            }
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("it did not end within " + timeout.toMillis() + " ms");
            }
            if (process.exitValue() != 0) {
                throw new IOException("it ended with " + process.exitValue());
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
