package dev.flowmaker.core.market;

import static dev.flowmaker.core.market.Markets.frame;
import static dev.flowmaker.core.market.Markets.touch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A minimum life of 100 ms. Others bid 10 at 100 and 7 at 99, and offer 10 at 102, for as long as anybody knows. */
class StandingDepthTest {
    private static final long MS = 1_000_000L;
    private static final BookSettings SETTINGS = new BookSettings(20, 3600_000 * MS, 0, TouchFeed.MERGED, 100 * MS);

    private final MarketBook book = new MarketBook(Markets.btc(), SETTINGS);
    private long id = 10;

    @BeforeEach
    void snapshot() {
        BookUpdate update = frame(1 * MS, ResetReason.SNAPSHOT, -99, 7, -100, 10, 102, 10);
        update.updateId = id;
        book.onBookUpdate(update);
    }

    private void see(long millis, long... levels) {
        BookUpdate update = frame(millis * MS, ResetReason.NONE, levels);
        update.updateId = ++id;
        book.onBookUpdate(update);
    }

    private String bid(long millis) {
        return book.standingTicks(Side.BUY, millis * MS) + "x" + book.standingLots(Side.BUY, millis * MS);
    }

    @Test
    void shouldTakeWhatWasThereBeforeUsAsStanding() {
        assertEquals("100x10", bid(1));
    }

    @Test
    void shouldCountWhatCameOnceItHasStood() {
        see(10, -100, 25);
        assertEquals("100x10", bid(10));
        assertEquals("100x10", bid(109));
        assertEquals("100x25", bid(110));
        see(120, -100, 12);
        assertEquals("100x12", bid(120), "what goes first is what came last");
    }

    @Test
    void shouldNotJoinABetterPriceBeforeItHasStood() {
        see(10, -101, 40);
        assertEquals(101, book.bidTicks());
        assertEquals("100x10", bid(50));
        assertEquals("101x40", bid(110));
    }

    /** Forty lots for 30 ms of every 100, once a second on each of two prices: they never count. */
    @Test
    void shouldNeverCountASpooferThatFlickers() {
        for (long now = 10; now < 10_000; now += 100) {
            see(now, -101, 40);
            assertEquals("100x10", bid(now + 29));
            see(now + 30, -101, 0, -100, 50);
            assertEquals("100x10", bid(now + 59));
            see(now + 60, -100, 10);
            assertEquals("100x10", bid(now + 60));
        }
    }

    @Test
    void shouldNeverCountASpooferBetweenTheFrames() {
        for (long now = 10; now < 5_000; now += 100) {
            see(now, -99, 7 + now % 3);
            book.onTouchUpdate(touch((now + 10) * MS, id + 1, 101, 40, 102, 10));
            assertEquals("100x10", bid(now + 11));
            book.onTouchUpdate(touch((now + 40) * MS, id + 2, 100, 10, 102, 10));
            assertEquals("100x10", bid(now + 41));
            book.onTouchUpdate(touch((now + 60) * MS, id + 3, 101, 40, 102, 10));
            // The next frame knows nothing of it.
            id += 3;
        }
        see(5_010, -98, 1);
        assertEquals(100, book.bidTicks());
        assertEquals("100x10", bid(5_010));
    }

    @Test
    void shouldTakeTheTouchWhenNothingHasStood() {
        see(10, -99, 0, -100, 0, -97, 5, -96, 5);
        assertEquals("97x5", bid(11));
    }

    @Test
    void shouldNotCallOursYoungNorOthersForOurSake() {
        book.own().sent(1, Side.BUY, 100, 20);
        see(10, -98, 1);
        book.own().accepted(1, 11 * MS);
        see(20, -100, 30);
        assertEquals("100x10", bid(21));
        book.own().ended(1, 25 * MS, false);
        see(30, -100, 10);
        assertEquals("100x10", bid(31));
        see(40, -100, 14);
        assertEquals("100x10", bid(41));
    }

    /** How much of the touch is younger than a minimum life, and what its loss costs queue imbalance, on real data. */
    @ParameterizedTest
    @ValueSource(longs = {0, 10, 50, 100, 250, 500, 1000})
    void shouldTellHowMuchOfTheSharedCapturesIsYoung(long minLifeMillis) {
        List<Path> files = List.of(
                SharedData.file("binance/spot-btcusdt-20240808.gz"),
                SharedData.file("binance/spot-btcusdt-20240809.gz"));
        MarketBook real = new MarketBook(
                Markets.btc(), new BookSettings(1000, Long.MAX_VALUE / 2, 0, TouchFeed.DEPTH, minLifeMillis * MS));
        double shown = 0;
        double standing = 0;
        List<Double> samples = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<Long> mids = new ArrayList<>();
        for (BookUpdate update : new CaptureFrames(false, "0.01", "0.00001").read(files)) {
            real.onBookUpdate(update);
            long now = update.timeNanos;
            double bids = real.standingLots(Side.BUY, now);
            double asks = real.standingLots(Side.SELL, now);
            shown += real.bidLots() + real.askLots();
            standing += real.bidTicks() == real.standingTicks(Side.BUY, now) ? bids : 0;
            standing += real.askTicks() == real.standingTicks(Side.SELL, now) ? asks : 0;
            samples.add((bids - asks) / (bids + asks));
            times.add(now);
            mids.add(real.mid2Ticks());
        }
        System.out.printf(
                Locale.ROOT,
                "min-life %d ms: %.1f %% of the touch is younger; out of sample R2 of queue imbalance at 1 s %.1f %%%n",
                minLifeMillis,
                100 * (1 - standing / shown),
                100 * outOfSample(samples, times, mids));
        assertTrue(minLifeMillis == 0 ? standing == shown : standing < shown);
    }

    /** R² of the mid's change over the next second, fitted on the first half, about its mean on the second. */
    private static double outOfSample(List<Double> samples, List<Long> times, List<Long> mids) {
        List<double[]> pairs = new ArrayList<>();
        for (int i = 1, j = 0; i < times.size(); i++) {
            while (j + 1 < times.size() && times.get(j + 1) <= times.get(i) + 1_000 * MS) {
                j++;
            }
            if (times.get(times.size() - 1) >= times.get(i) + 1_000 * MS) {
                pairs.add(new double[] {samples.get(i), mids.get(j) - mids.get(i)});
            }
        }
        List<double[]> past = pairs.subList(0, pairs.size() / 2);
        List<double[]> future = pairs.subList(pairs.size() / 2, pairs.size());
        double x = past.stream().mapToDouble(p -> p[0]).average().orElseThrow();
        double y = past.stream().mapToDouble(p -> p[1]).average().orElseThrow();
        double slope = past.stream().mapToDouble(p -> (p[0] - x) * (p[1] - y)).sum()
                / past.stream().mapToDouble(p -> (p[0] - x) * (p[0] - x)).sum();
        double mean = future.stream().mapToDouble(p -> p[1]).average().orElseThrow();
        double residual = future.stream()
                .mapToDouble(p -> Math.pow(p[1] - y - slope * (p[0] - x), 2))
                .sum();
        return 1
                - residual
                        / future.stream()
                                .mapToDouble(p -> Math.pow(p[1] - mean, 2))
                                .sum();
    }

    /** Against the definition: the least that stood at a price at any moment of the last 100 ms. */
    @Test
    void shouldBeTheLeastOfTheLastMinimumLife() {
        long seed = 3;
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Long, Long> history = new TreeMap<>();
        history.put(0L, 10L);
        long now = 5;
        MarketBook other = new MarketBook(Markets.btc(), SETTINGS);
        for (int i = 0; i < 5_000; i++) {
            now += 1 + random.nextInt(30);
            long lots = 1L + random.nextInt(40);
            see(now, -100, lots);
            history.put(now, lots);
            long least = Objects.requireNonNull(history.floorEntry(Math.max(0, now - 100)))
                    .getValue();
            for (long each :
                    history.subMap(Math.max(0, now - 100), false, now, true).values()) {
                least = Math.min(least, each);
            }
            String expected = "100x" + least;
            assertEquals(expected, bid(now), "seed " + seed + ", frame " + i);
            if (i % 500 == 0) {
                StateTape.copy(book::visitState, other::visitState);
                assertEquals(expected.substring(4), String.valueOf(other.standingLots(Side.BUY, now * MS)));
            }
        }
        assertTrue(history.size() > 2_000);
    }
}
