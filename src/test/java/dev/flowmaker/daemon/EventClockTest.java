package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventClockTest {
    private static final long MAX_DRIFT = 1_000;

    private long utc = 1_000_000;
    private long monotonic = 500;
    private final EventClock clock = new EventClock(() -> utc, () -> monotonic, MAX_DRIFT);

    private void pass(long nanos) {
        utc += nanos;
        monotonic += nanos;
    }

    @Test
    void shouldFollowTheMonotonicClockAndNotSmallStepsOfUtc() {
        pass(40);
        utc += MAX_DRIFT;
        assertEquals(0, clock.adjust());
        assertEquals(1_000_040, clock.nowNanos());
    }

    @Test
    void shouldTakeAForwardStepAtOnceAndSayHowLarge() {
        pass(40);
        utc += 5_000;
        assertEquals(5_000, clock.adjust());
        assertEquals(1_005_040, clock.nowNanos());
        assertEquals(0, clock.adjust(), "said once");
    }

    @Test
    void shouldWorkOffABackwardStepAtHalfSpeed() {
        pass(40);
        utc -= 5_000;
        assertEquals(-5_000, clock.adjust());
        assertEquals(1_000_040, clock.nowNanos(), "never back");
        pass(2_000);
        assertEquals(1_001_040, clock.nowNanos());
        assertEquals(0, clock.adjust(), "said once");
        pass(8_000);
        assertEquals(utc, clock.nowNanos(), "met");
        pass(100);
        assertEquals(utc, clock.nowNanos());
    }

    @Test
    void shouldNeverDecreaseAndAlwaysComeBackToUtc() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long before = clock.nowNanos();
            for (int i = 0; i < 100; i++) {
                pass(random.nextLong(3_000));
                if (random.nextInt(4) == 0) {
                    utc += random.nextLong(-20_000, 20_000);
                }
                if (random.nextBoolean()) {
                    clock.adjust();
                }
                long now = clock.nowNanos();
                assertTrue(now >= before, "seed " + seed);
                before = now;
            }
            clock.adjust();
            pass(10_000_000);
            assertTrue(Math.abs(utc - clock.nowNanos()) <= MAX_DRIFT, "seed " + seed);
        }
    }
}
