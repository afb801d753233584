package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SnapshotPacerTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldLetAFewThroughAndThenOneASecond() {
        long now = System.nanoTime() + SECOND;
        SnapshotPacer pacer = new SnapshotPacer(3);
        for (int i = 0; i < 3; i++) {
            assertEquals(true, pacer.reserve(now) <= 0);
        }
        for (int i = 1; i <= 5; i++) {
            assertEquals(i * SECOND, pacer.reserve(now));
        }
        now += 60 * SECOND;
        for (int i = 0; i < 3; i++) {
            assertEquals(true, pacer.reserve(now) <= 0);
        }
        assertEquals(SECOND, pacer.reserve(now));
    }
}
