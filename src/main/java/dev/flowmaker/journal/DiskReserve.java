package dev.flowmaker.journal;

import java.nio.file.Path;
import net.openhft.posix.OpenFlag;
import net.openhft.posix.PosixAPI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives files their place on the disk before it is written. Journals are written through memory: where the disk has no
 * block for a page, the system kills the write after the program was told that it was done. A file keeps the size it has.
 */
final class DiskReserve {
    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);

    /** Linux: {@code FALLOC_FL_KEEP_SIZE}. */
    private static final int KEEP_SIZE = 1;

    private static final int NO_SPACE = 28;
    private static final int OVER_QUOTA = 122;

    private boolean unsupported;

    /**
     * Has the disk set blocks aside for a part of a file that exists. Where the system cannot do that it is said once, and
     * nothing more.
     *
     * @throws JournalException when the disk has no room for it
     */
    void reserve(Path file, long from, long bytes) {
        if (unsupported || bytes <= 0) {
            return;
        }
        int error;
        try {
            error = allocate(file, from, bytes);
        } catch (RuntimeException | LinkageError e) {
            unsupported(e.toString());
            return;
        }
        if (error == NO_SPACE || error == OVER_QUOTA) {
            throw new JournalException(
                    "its disk has no room for the next " + bytes / 1_000_000 + " MB of records",
                    file.toString(),
                    "free some space");
        }
        if (error != 0) {
            unsupported("error " + error);
        }
    }

    private void unsupported(String why) {
        unsupported = true;
        LOG.warn("this disk gives no space in advance ({}): watch journal.free-space-alarm", why);
    }

    /** The system's error number, 0 when it is done. */
    private static int allocate(Path file, long from, long bytes) {
        PosixAPI posix = PosixAPI.posix();
        int descriptor = posix.open(file.toString(), OpenFlag.O_RDWR, 0);
        if (descriptor < 0) {
            return posix.lastError();
        }
        try {
            return posix.fallocate(descriptor, KEEP_SIZE, from, bytes) == 0 ? 0 : posix.lastError();
        } finally {
            posix.close(descriptor);
        }
    }
}
