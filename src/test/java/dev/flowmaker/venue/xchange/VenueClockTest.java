package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VenueClockTest {
    private static final long MILLI = 1_000_000;

    private long nowNanos = 1_000_000 * MILLI;

    @Test
    void shouldTakeHalfTheRoundTripOffAndIgnoreTheOddOne() throws Exception {
        VenueClock clock = new VenueClock(() -> nowNanos);
        long[] roundTripMillis = {400, 4, 6, 4, 4};
        int[] asked = {0};

        clock.measure(() -> {
            long half = roundTripMillis[asked[0]++] * MILLI / 2;
            // The first answer was slow on its way back only.
            nowNanos += asked[0] == 1 ? 2 * MILLI : half;
            long venueMillis = nowNanos / MILLI + 250;
            nowNanos += asked[0] == 1 ? 398 * MILLI : half;
            return venueMillis;
        });

        assertEquals(5, asked[0]);
        assertEquals(250 * MILLI + MILLI / 2, clock.offsetNanos());
        assertEquals(4 * MILLI, clock.roundTripNanos());
        assertEquals(nowNanos / MILLI + 250, clock.venueMillis());
    }
}
