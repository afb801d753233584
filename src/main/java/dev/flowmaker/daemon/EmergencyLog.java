package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.venue.ClientOrderIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where cancels are noted that leave although the journal cannot be written: the file {@code emergency.log} in its folder,
 * and the log, which has them also when the file cannot be written either.
 */
class EmergencyLog {
    private static final Logger LOG = LoggerFactory.getLogger(EmergencyLog.class);

    /** Room for some hundred cancels. */
    private static final long BYTES = 64 << 10;

    private final Path file;
    private final ClientOrderIds ids;

    EmergencyLog(Path folder, ClientOrderIds ids) {
        this.file = folder.resolve("emergency.log");
        this.ids = ids;
    }

    /** Takes the space beforehand: a full disk is the trouble it is most likely to be needed for. */
    void reserve(JournalWriter journal) {
        journal.reserve(file, BYTES);
    }

    /** Leaves nothing behind when there was no trouble. */
    void close() {
        try {
            if (Files.exists(file) && Files.size(file) == 0) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("{} is empty and cannot be deleted: {}", file, e.toString());
        }
    }

    void note(Message command) {
        long orderId = Requests.orderId(command);
        note(command.kind() + " market " + command.market + (orderId == 0 ? "" : " " + ids.text(orderId)));
    }

    void note(String text) {
        LOG.error("{}", text);
        try {
            Files.writeString(
                    file,
                    Instant.now() + " " + text + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("and {} cannot be written either: {}", file, e.toString());
        }
    }

    Path file() {
        return file;
    }
}
