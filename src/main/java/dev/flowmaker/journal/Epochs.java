package dev.flowmaker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Numbers of sessions. Each is larger than any before it, also after a crash and without the records: it is part of
 * every client order id, and the venue must never see one twice.
 */
final class Epochs {
    private Epochs() {}

    /** Allocates the next number and returns only when the disk has it. Call under the folder's lock. */
    static int next(JournalFolder folder) {
        Path file = folder.epoch();
        try {
            int epoch = Math.addExact(read(file), 1);
            Path aside = file.resolveSibling("epoch.new");
            try (FileChannel out = FileChannel.open(
                    aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap((epoch + "\n").getBytes(StandardCharsets.UTF_8)));
                out.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder.path())) {
                directory.force(true);
            }
            return epoch;
        } catch (IOException e) {
            throw new JournalException(
                    "the session's number cannot be stored (" + e + ")", file.toString(), "check rights and disk", e);
        }
    }

    private static int read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new JournalException(
                    "no number: '" + text + "'",
                    file.toString(),
                    "write a number larger than the epoch of the last session (journal stats shows it)",
                    e);
        }
    }
}
