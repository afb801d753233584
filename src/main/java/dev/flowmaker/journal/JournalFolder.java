package dev.flowmaker.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the parts of a journal are: {@code records/} holds Chronicle's files; {@code seals/} a text file for each
 * closed one; {@code lock} its writer's process; {@code epoch} the last session's number; {@code boot} which run of
 * the machine wrote it last; {@code end} the last sequence, while no writer has it open.
 */
public record JournalFolder(Path path) {
    Path records() {
        return path.resolve("records");
    }

    Path seals() {
        return path.resolve("seals");
    }

    Path lock() {
        return path.resolve("lock");
    }

    Path epoch() {
        return path.resolve("epoch");
    }

    Path boot() {
        return path.resolve("boot");
    }

    Path end() {
        return path.resolve("end");
    }

    /** The last sequence as its writer left it when it closed, 0 after a crash or while it is open. */
    long endSequence() {
        try {
            return Files.exists(end())
                    ? Long.parseLong(
                            Files.readString(end(), StandardCharsets.UTF_8).strip())
                    : 0;
        } catch (IOException | NumberFormatException e) {
            throw new JournalException("cannot be read (" + e + ")", end().toString(), "delete it", e);
        }
    }

    /** Leaves nothing when it cannot be written whole: half a number would be taken for another one. */
    void writeEnd(long sequence) {
        try {
            Files.writeString(end(), sequence + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(end());
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw new JournalException("cannot be written (" + e + ")", end().toString(), "check rights and disk", e);
        }
    }

    /** @param file its name without what is behind its time */
    Path seal(String file) {
        return seals().resolve(file + ".seal");
    }

    boolean hasRecords() {
        return Files.exists(records().resolve("metadata.cq4t"));
    }

    /** Refuses a folder that was never a journal. */
    JournalFolder requireRecords() {
        if (!Files.isDirectory(path)) {
            throw new JournalException(
                    "no such folder", path.toString(), "name a journal's folder, such as journal/local");
        }
        if (!hasRecords()) {
            throw new JournalException(
                    "not a journal: it has no records/", path.toString(), "name the folder that holds records/");
        }
        return this;
    }

    /** Makes the folders, for their owner only; refuses where it may not write. */
    JournalFolder create() {
        try {
            OwnerOnly.folder(path);
            Files.createDirectories(records());
            Files.createDirectories(seals());
        } catch (IOException e) {
            throw new JournalException(
                    "cannot make the journal's folders (" + e + ")", path.toString(), "choose another journal.dir", e);
        }
        if (!Files.isWritable(path) || !Files.isWritable(records())) {
            throw new JournalException(
                    "the journal's folder cannot be written",
                    path.toString(),
                    "give this user the right to write it, or choose another journal.dir");
        }
        return this;
    }
}
