package dev.flowmaker.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A file with a secret in it, which only its owner may use. */
final class OwnerFile {
    private OwnerFile() {}

    /**
     * Reads it; a file that others may use, or that cannot be read, is a problem with its remedy.
     *
     * @param what what it is called in the problem
     */
    static String read(Path file, String what) {
        try {
            Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
            others.addAll(Files.getPosixFilePermissions(file));
            others.removeAll(EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE));
            if (!others.isEmpty()) {
                throw new ConfigurationException(List.of(what + " " + file + ": others may use it: chmod 600 " + file));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConfigurationException(List.of(
                    what + " " + file + ": cannot be read: " + e.getClass().getSimpleName()));
        }
    }
}
