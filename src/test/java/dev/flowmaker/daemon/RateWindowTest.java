package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateWindowTest {
    @Test
    void shouldWaitUntilEnoughOfTheWindowIsForgotten() {
        RateWindow window = new RateWindow(10, 1_000);
        window.spend(4, 0);
        window.spend(6, 100);
        assertEquals(900, window.waitNanos(3, 0, 100));
        assertEquals(900, window.waitNanos(4, 0, 100));
        assertEquals(1_000, window.waitNanos(5, 0, 100));
        assertEquals(0, window.waitNanos(4, 0, 1_000));
    }

    @Test
    void shouldKeepTheReserveForThoseWhoMayUseIt() {
        RateWindow window = new RateWindow(10, 1_000);
        window.spend(7, 0);
        assertEquals(0, window.waitNanos(3, 0, 10));
        assertEquals(990, window.waitNanos(1, 3, 10));
    }

    @Test
    void shouldLetThroughWhatWeighsMoreThanThereIs() {
        RateWindow window = new RateWindow(10, 1_000);
        assertEquals(0, window.waitNanos(40, 3, 0));
        window.spend(40, 0);
        assertEquals(1_000, window.waitNanos(1, 0, 0));
    }

    @Test
    void shouldNeverLetMoreThanTheLimitIntoAnyWindow() {
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int limit = 1 + random.nextInt(20);
            RateWindow window = new RateWindow(limit, 1_000);
            List<long[]> spent = new ArrayList<>();
            long now = 0;
            for (int i = 0; i < 300; i++) {
                now += random.nextLong(100);
                int weight = 1 + random.nextInt(limit);
                now += window.waitNanos(weight, 0, now);
                assertEquals(0, window.waitNanos(weight, 0, now), "seed " + seed);
                window.spend(weight, now);
                spent.add(new long[] {now, weight});
                long from = now;
                long sum = spent.stream()
                        .filter(each -> from - each[0] < 1_000)
                        .mapToLong(each -> each[1])
                        .sum();
                assertTrue(sum <= limit, "seed " + seed + ": " + sum + " of " + limit);
            }
            assertTrue(now < 300L * 1_200, "seed " + seed + ": waits longer than it must");
        }
    }
}
