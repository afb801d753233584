package dev.flowmaker.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldKeepEveryRowWhileThereIsRoom() {
        Track track = new Track(2, 10);
        for (int i = 0; i < 10; i++) {
            track.add(i * SECOND, new long[] {i, i % 2 == 0 ? Track.NONE : -i});
        }
        long[][] rows = track.rows();
        assertEquals(10, rows[0].length);
        assertEquals(0, track.widthNanos());
        assertEquals(9, rows[1][9]);
        assertEquals(Track.NONE, rows[2][8]);
        assertEquals(-9, rows[2][9]);
    }

    /** Whatever the bucket, no lowest or highest value of any stretch of time is lost. */
    @Test
    void shouldLoseNoExtremeInAnyStretchOfTime() {
        Random random = new Random(5);
        int rows = 50_000;
        Track track = new Track(1, 500);
        long[] times = new long[rows];
        long[] values = new long[rows];
        long now = 1_700_000_000 * SECOND;
        long value = 0;
        for (int i = 0; i < rows; i++) {
            now += random.nextInt(400_000_000);
            value += random.nextInt(7) - 3 + (random.nextInt(5_000) == 0 ? 100_000 : 0);
            times[i] = now;
            values[i] = value;
            track.add(now, new long[] {value});
            value -= value > 90_000 ? 100_000 : 0;
        }
        long[][] drawn = track.rows();
        assertTrue(drawn[0].length <= 1_000, () -> drawn[0].length + " rows");
        assertEquals(rows, track.rowsSeen());
        long width = track.widthNanos();
        assertTrue(width >= SECOND && width <= 120 * SECOND, () -> "width " + width);
        assertEquals(max(times, values, width), max(drawn[0], drawn[1], width));
        for (int i = 1; i < drawn[0].length; i++) {
            assertTrue(drawn[0][i] >= drawn[0][i - 1]);
        }
        assertEquals(
                Arrays.stream(values).min().getAsLong(),
                Arrays.stream(drawn[1]).min().getAsLong());
    }

    private static Map<Long, String> max(long[] times, long[] values, long width) {
        Map<Long, long[]> extremes = new TreeMap<>();
        for (int i = 0; i < times.length; i++) {
            long[] of = extremes.computeIfAbsent(times[i] / width, key -> new long[] {Long.MAX_VALUE, Long.MIN_VALUE});
            of[0] = Math.min(of[0], values[i]);
            of[1] = Math.max(of[1], values[i]);
        }
        Map<Long, String> texts = new TreeMap<>();
        extremes.forEach((bucket, of) -> texts.put(bucket, of[0] + " to " + of[1]));
        return texts;
    }

    @Test
    void shouldTellQuantilesWithinTheirPrecision() {
        Random random = new Random(6);
        Histogram histogram = new Histogram();
        long[] values = new long[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextDouble() * 25);
            histogram.add(values[i]);
        }
        Arrays.sort(values);
        for (double share : new double[] {0.001, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = values[(int) Math.ceil(share * values.length) - 1];
            long told = histogram.quantile(share);
            assertTrue(told >= exact && told <= exact * 1.017 + 1, () -> share + ": " + exact + ", told " + told);
        }
        assertEquals(values[values.length - 1], histogram.most());
        histogram.add(-5);
        assertEquals(1, histogram.negative());
        assertEquals(-5, histogram.least());
        assertEquals(0, new Histogram().quantile(0.5));
        Histogram extreme = new Histogram();
        extreme.add(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, extreme.quantile(0.5));
    }

    /** Profit of +1 and +3 in turn each second: mean 2, deviation 1, no fall from the peak but the one made. */
    @Test
    void shouldTellSharpeRatioAndDrawdownOfAKnownCourse() {
        Equity equity = new Equity();
        long total = 0;
        for (int second = 0; second <= 601; second++) {
            equity.observe(second * SECOND, total);
            total += second % 2 == 0 ? 1 : 3;
        }
        Equity.Sharpe sharpe = equity.sharpe();
        assertEquals(1, sharpe.seconds());
        assertEquals(600, sharpe.changes());
        assertEquals(2 / Math.sqrt(600 / 599.0), sharpe.ratio(), 1e-12);
        assertEquals(Math.sqrt((1 + sharpe.ratio() * sharpe.ratio() / 2) / 600), sharpe.standardError(), 1e-12);
        assertEquals(0, equity.drawdownQuanta());
        equity.observe(700 * SECOND, total - 500);
        equity.observe(701 * SECOND, total + 500);
        equity.observe(702 * SECOND, total + 100);
        assertEquals(700 * SECOND, equity.drawdownToNanos());
        assertEquals(601 * SECOND, equity.drawdownFromNanos());
        long drawdown = equity.drawdownQuanta();
        assertTrue(drawdown > 490 && drawdown < 500, () -> "drawdown " + drawdown);
        assertTrue(Double.isNaN(new Equity().sharpe().ratio()));
    }

    @Test
    void shouldTakeMinutesOfALongCourseAndThinAVeryLongOne() {
        Equity equity = new Equity();
        for (int second = 0; second <= 3_600; second++) {
            equity.observe(second * SECOND, second / 60 % 2);
        }
        assertEquals(60, equity.sharpe().seconds());
        Equity days = new Equity();
        for (int minute = 0; minute < 30 * 24 * 60; minute++) {
            days.observe(60L * minute * SECOND, minute % 3);
        }
        assertTrue(days.sharpe().seconds() >= 60);
        assertTrue(days.sharpe().changes() > 10_000);
        assertEquals(2, days.drawdownQuanta());
    }

    @Test
    void shouldEncodeColumnsAsThePageReadsThem() throws Exception {
        long[] values = {0, Track.NONE, -1, 1, 1L << 50, -(1L << 50), Track.NONE, 5};
        byte[] deflated = java.util.Base64.getDecoder()
                .decode(new Blob().column(values).column(new long[] {7}).base64());
        byte[] bytes = new java.util.zip.InflaterInputStream(
                        new java.io.ByteArrayInputStream(deflated), new java.util.zip.Inflater(true))
                .readAllBytes();
        int at = 0;
        long[] read = new long[values.length + 1];
        for (int column = 0; column < 2; column++) {
            long value = 0;
            for (int row = 0; row < (column == 0 ? values.length : 1); row++) {
                long word = 0;
                int shift = 0;
                do {
                    word |= (long) (bytes[at] & 127) << shift;
                    shift += 7;
                } while ((bytes[at++] & 128) != 0);
                if (word != 0) {
                    value += ((word - 1) >>> 1) ^ -((word - 1) & 1);
                }
                read[column == 0 ? row : values.length] = word == 0 ? Track.NONE : value;
            }
        }
        assertEquals(bytes.length, at);
        assertArrayEquals(values, Arrays.copyOf(read, values.length));
        assertEquals(7, read[values.length]);
    }
}
