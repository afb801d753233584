package dev.flowmaker.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Rights: what a daemon leaves behind is for its owner's eyes. Where a file system has no such rights, nothing happens. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** Makes the folder and those above it; only its owner may enter it from now on. */
    public static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        restrict(folder, "rwx------");
        return folder;
    }

    /** Makes the file when it is missing; only its owner may read or write it from now on. */
    public static Path file(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        restrict(file, "rw-------");
        return file;
    }

    private static void restrict(Path path, String rights) throws IOException {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
        } catch (UnsupportedOperationException noSuchRights) {
            // Not a POSIX file system.
        }
    }
}
