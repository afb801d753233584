package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Rate;
import dev.flowmaker.journal.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartGuardTest {
    private static final Rate THREE_A_MINUTE = new Rate(3, 60_000_000_000L);

    @TempDir
    private Path folder;

    private final long nowMillis = 1_700_000_000_000L;

    @Test
    void shouldRefuseTheFourthStartOfAMinuteWithoutACleanStop() {
        StartGuard guard = new StartGuard(folder, THREE_A_MINUTE);
        guard.start(nowMillis);
        guard.start(nowMillis + 10_000);
        guard.start(nowMillis + 20_000);
        JournalException refused = assertThrows(JournalException.class, () -> guard.start(nowMillis + 30_000));
        assertTrue(refused.getMessage().contains("was started 3 times within 60 s"), refused.getMessage());
        assertTrue(refused.getMessage().contains("then delete this file"), refused.getMessage());
        guard.start(nowMillis + 60_001);
    }

    @Test
    void shouldForgetStartsAfterACleanStop() {
        StartGuard guard = new StartGuard(folder, THREE_A_MINUTE);
        for (int i = 0; i < 20; i++) {
            guard.start(nowMillis + i);
            if (i % 3 == 2) {
                guard.stoppedCleanly();
            }
        }
    }

    @Test
    void shouldNotStumbleOverNonsenseInItsFile() throws Exception {
        Files.writeString(folder.resolve("starts"), "what?\n\n99999999999999999999\n");
        StartGuard guard = new StartGuard(folder, THREE_A_MINUTE);
        guard.start(nowMillis);
        guard.start(nowMillis);
        guard.start(nowMillis);
        assertThrows(JournalException.class, () -> guard.start(nowMillis));
    }
}
