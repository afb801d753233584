package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
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

    private final Path file;
    private final ClientOrderIds ids;

    EmergencyLog(Path folder, ClientOrderIds ids) {
        this.file = folder.resolve("emergency.log");
        this.ids = ids;
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
