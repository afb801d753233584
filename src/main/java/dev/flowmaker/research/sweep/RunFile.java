package dev.flowmaker.research.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The runs that are done, a line each; what was killed while it wrote one goes on before it. */
final class RunFile implements AutoCloseable {
    static final String NAME = "runs.csv";

    private final Map<String, Run> byKey = new HashMap<>();
    private final Writer out;

    /** Opens or makes the file in that folder. */
    RunFile(Path folder) {
        Path file = folder.resolve(NAME);
        String header = String.join(",", Run.COLUMNS);
        try {
            Files.createDirectories(folder);
            StringBuilder whole = new StringBuilder(header).append('\n');
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
                if (!lines.isEmpty() && !lines.get(0).equals(header)) {
                    throw new SweepException(file + " is not of this build's sweeps: name another folder with -o");
                }
                for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                    try {
                        Run run = Run.parse(line);
                        byKey.put(run.key(), run);
                        whole.append(line).append('\n');
                    } catch (IllegalArgumentException cutShort) {
                        // The run is done again.
                    }
                }
            }
            Path next = folder.resolve(NAME + ".new");
            Files.writeString(next, whole, StandardCharsets.UTF_8);
            Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be used", e);
        }
    }

    synchronized @Nullable Run find(String key) {
        return byKey.get(key);
    }

    synchronized void add(Run run) {
        try {
            out.write(run.csv() + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(NAME + " cannot be written", e);
        }
        byKey.put(run.key(), run);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(NAME + " cannot be closed", e);
        }
    }
}
