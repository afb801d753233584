package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MarketPulseTest {
    private static final long SECOND = 1_000_000_000L;
    private final MarketPulse pulse = new MarketPulse("BTC/USDT", 10 * SECOND, 0);

    /** A second in which the book moves. */
    private void second(long number, boolean trade, boolean bestPrices) {
        long now = number * SECOND;
        pulse.onBook(now, number);
        if (trade) {
            pulse.onTrade(now);
        }
        if (bestPrices) {
            pulse.onBestPrices(now);
        }
    }

    private void assertSilent(long number, String words) {
        String silence = pulse.silence(number * SECOND);
        assertTrue(silence != null && silence.contains(words), String.valueOf(silence));
    }

    @Test
    void shouldMissABook() {
        second(1, true, true);
        assertNull(pulse.silence(11 * SECOND));
        assertSilent(12, "no book of BTC/USDT for 11.0 s");
    }

    @Test
    void shouldMissBestPricesOnlyWhenTheBookShowsThatTheyMoved() {
        for (int i = 1; i <= 5; i++) {
            second(i, false, true);
        }
        for (int i = 6; i <= 24; i++) {
            second(i, false, false);
            assertNull(pulse.silence(i * SECOND), "after " + i);
        }
        second(25, false, false);
        assertSilent(25, "no best prices of BTC/USDT for 20.0 s, in which its book's moved 20 times");
        second(26, false, true);
        assertNull(pulse.silence(26 * SECOND));
        for (int i = 27; i <= 300; i++) {
            pulse.onBook(i * SECOND, "the same");
            assertNull(pulse.silence(i * SECOND), "a market that stands still");
        }
    }

    @Test
    void shouldNotMissBestPricesThatNobodySubscribed() {
        for (int i = 1; i <= 100; i++) {
            second(i, false, false);
            assertNull(pulse.silence(i * SECOND));
        }
    }

    @Test
    void shouldMissTradesWhenTheSilenceIsNoChance() {
        for (int i = 1; i <= 100; i++) {
            second(i, true, true);
        }
        for (int i = 101; i <= 300; i++) {
            second(i, false, true);
            assertNull(pulse.silence(i * SECOND), "after " + i);
        }
        second(301, false, true);
        assertSilent(301, "no trade of BTC/USDT for 201.0 s, after one every 1.0 s");
        pulse.reset(302 * SECOND);
        assertNull(pulse.silence(302 * SECOND));
    }

    @Test
    void shouldNotMissTradesWhereFewCome() {
        for (int i = 1; i <= 99; i++) {
            second(i, true, true);
        }
        for (int i = 100; i <= 2_000; i++) {
            second(i, false, true);
            assertNull(pulse.silence(i * SECOND));
        }
    }
}
