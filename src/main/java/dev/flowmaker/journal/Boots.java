package dev.flowmaker.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the machine ran on since the journal was last written: only then is everything there that was appended. */
final class Boots {
    private static final Path KERNELS_OWN = Path.of("/proc/sys/kernel/random/boot_id");

    private Boots() {}

    /** Whether it is the same run of the machine as the last writer's; false where that cannot be known. */
    static boolean same(JournalFolder folder) {
        try {
            return Files.exists(folder.boot()) && text(folder.boot()).equals(text(KERNELS_OWN));
        } catch (IOException e) {
            return false;
        }
    }

    /** Notes this run of the machine. */
    static void note(JournalFolder folder) {
        try {
            Files.writeString(folder.boot(), text(KERNELS_OWN) + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Then the next start takes the careful way.
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
