package dev.flowmaker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A closed file's seal: the SHA-256 of its records' bytes, one after the other, with how many and which they are. */
final class Seals {
    private Seals() {}

    /** Sums up a file's records. */
    static final class Sum {
        private final MessageDigest digest;
        private long records;
        private long first;
        private long last;

        Sum() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        void add(Records reader) {
            byte[] array = reader.bytes().byteArray();
            digest.update(array, reader.bytes().wrapAdjustment(), reader.length());
            first = records == 0 ? reader.sequence() : first;
            last = reader.sequence();
            records++;
        }

        /** The seal's text; ends the sum. */
        String text(FileNames files, int cycle) {
            return (files == FileNames.DAY ? "day " : "file ") + files.label(cycle) + "\nrecords " + records
                    + "\nfirst " + first + "\nlast " + last + "\nsha256 "
                    + HexFormat.of().formatHex(digest.digest()) + "\n";
        }
    }

    /** Stores a seal so that it is there whole or not at all. */
    static void write(Path file, String text) {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel out = FileChannel.open(
                    aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                out.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new JournalException(
                    "the seal cannot be written (" + e + ")", file.toString(), "check rights and disk", e);
        }
    }

    /** The stored seal, or null when there is none. */
    static @Nullable String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
        } catch (IOException e) {
            throw new JournalException("the seal cannot be read (" + e + ")", file.toString(), "check its rights", e);
        }
    }
}
