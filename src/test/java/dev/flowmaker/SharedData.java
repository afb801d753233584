package dev.flowmaker;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real market data kept beside the project, never in it: {@code ../shared/data}, or the property {@code flowmaker.data}. */
public final class SharedData {
    private SharedData() {}

    /** A file of it; without it the test is skipped and says so. */
    public static Path file(String name) {
        Path file = Path.of(System.getProperty("flowmaker.data", "../shared/data"), name);
        if (!Files.isReadable(file)) {
            String message = "SKIPPED, not proved: no " + file.toAbsolutePath().normalize()
                    + " (set -Dflowmaker.data to the folder of shared captures)";
            System.err.println(message);
            Assumptions.abort(message);
        }
        return file;
    }
}
