package dev.flowmaker.daemon;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One kill -9 at each point; {@code scripts/verify-full kill} has many more. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillCyclesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLoseAndDoubleNothingWhereverTheDaemonIsKilled() throws Exception {
        try (KillCycles cycles = new KillCycles(folder)) {
            for (KilledDaemon.Point point : KilledDaemon.Point.values()) {
                cycles.cycle(point);
            }
            System.out.println(cycles.audit());
        }
    }
}
