package dev.flowmaker.daemon;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One kill -9 at each point; {@code scripts/verify-full kill} has many more. */
@Timeout(value = 6_000, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillCyclesTest {
    /** One point only, to look at that. */
    private static final String POINT = System.getProperty("flowmaker.kills.at", "");

    @TempDir
    private Path folder;

    @Test
    void shouldLoseAndDoubleNothingWhereverTheDaemonIsKilled() throws Exception {
        try (KillCycles cycles = new KillCycles(folder)) {
            KilledDaemon.Point[] points = POINT.isEmpty()
                    ? KilledDaemon.Point.values()
                    : new KilledDaemon.Point[] {KilledDaemon.Point.valueOf(POINT)};
            int kills = Integer.getInteger("flowmaker.kills", points.length);
            for (int i = 0; i < kills; i++) {
                cycles.cycle(points[i % points.length]);
            }
            System.out.println("killed: " + cycles.audit());
        }
    }
}
