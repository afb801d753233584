package dev.flowmaker.exchange.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.exchange.capture.CaptureException;
import dev.flowmaker.exchange.synthetic.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long messages are under way. */
class LatencyTest {
    private static final long MILLI = 1_000_000;
    private static final int DRAWS = 40_000;

    @TempDir
    private Path folder;

    private static long[] draws(Latency latency) {
        RandomStream draws = new RandomStream(7, 0);
        long[] nanos = new long[DRAWS];
        Arrays.setAll(nanos, i -> latency.nanos(0, draws));
        Arrays.sort(nanos);
        return nanos;
    }

    @Test
    void shouldDrawALogarithmThatIsNormal() {
        long[] nanos = draws(new Latency.LogNormal(3 * MILLI, 0.5));
        assertEquals(3.0 * MILLI, (double) nanos[DRAWS / 2], 0.02 * 3 * MILLI);
        assertEquals(Math.exp(0.5), (double) nanos[(int) (DRAWS * 0.8413)] / nanos[DRAWS / 2], 0.03);
        assertEquals(Math.exp(-0.5), (double) nanos[(int) (DRAWS * 0.1587)] / nanos[DRAWS / 2], 0.02);
    }

    /** Mean and variance of the gamma distribution: m and m²/shape. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 30})
    void shouldDrawGammaWithItsMeanAndShape(double shape) {
        long[] nanos = draws(new Latency.Gamma(4 * MILLI, shape));
        double mean = Arrays.stream(nanos).average().orElseThrow();
        double variance = Arrays.stream(nanos)
                .mapToDouble(n -> (n - mean) * (n - mean))
                .average()
                .orElseThrow();
        assertEquals(4 * MILLI, mean, 0.03 * 4 * MILLI);
        assertEquals(1 / shape, variance / mean / mean, 0.06 / shape);
    }

    @Test
    void shouldDrawBetweenQuantiles() {
        long[] nanos = draws(new Latency.Quantiles(List.of(MILLI, 2 * MILLI, 9 * MILLI)));
        assertTrue(nanos[0] >= MILLI && nanos[DRAWS - 1] < 9 * MILLI);
        assertEquals(2.0 * MILLI, (double) nanos[DRAWS / 2], 0.1 * MILLI);
        assertEquals(5.5 * MILLI, (double) nanos[DRAWS * 3 / 4], 0.2 * MILLI);
    }

    @Test
    void shouldNeverTakeMoreThanAMinute() {
        assertEquals(Latency.LONGEST_NANOS, draws(new Latency.LogNormal(Latency.LONGEST_NANOS, 5))[DRAWS - 1]);
    }

    @Test
    void shouldLetNothingOvertakeOnALineAndDrawTheSameForTheSameSeed() {
        Latency latency = new Latency.Gamma(5 * MILLI, 1);
        Line line = new Line(latency, 3, 1);
        Line again = new Line(latency, 3, 1);
        Line other = new Line(latency, 3, 2);
        long before = 0;
        int held = 0;
        boolean differs = false;
        for (int i = 0; i < 1_000; i++) {
            long sent = i * MILLI;
            long arrival = line.arrivalNanos(sent);
            assertTrue(arrival >= before && arrival >= sent);
            held += arrival == before ? 1 : 0;
            assertEquals(arrival, again.arrivalNanos(sent));
            differs |= arrival != other.arrivalNanos(sent);
            before = arrival;
        }
        assertTrue(held > 100, "with 5 ms in the mean and one a millisecond many wait: " + held);
        assertTrue(differs);
    }

    private LatencyRows rows(String... lines) throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, String.join("\n", lines));
        return new LatencyRows(file);
    }

    private static final String HEADER = "request_ns,exchange_ns,response_ns";

    @Test
    void shouldInterpolateBetweenMeasuredRows() throws IOException {
        LatencyRows rows = rows(HEADER, "1000,1100,1300", "2000,2300,2400", "", "4000,4100,4200");
        RandomStream draws = new RandomStream(1, 0);
        Latency entry = new Latency.Entry(rows);
        Latency response = new Latency.Response(rows);
        assertEquals(3, rows.count());
        assertEquals(100, entry.nanos(500, draws), "before the first");
        assertEquals(100, entry.nanos(1000, draws));
        assertEquals(150, entry.nanos(1250, draws));
        assertEquals(300, entry.nanos(2000, draws));
        assertEquals(200, entry.nanos(3000, draws));
        assertEquals(100, entry.nanos(9000, draws), "after the last");
        assertEquals(200, response.nanos(0, draws));
        assertEquals(150, response.nanos(1700, draws), "by the time at the exchange");
        assertEquals(100, response.nanos(3000, draws));
        assertFalse(entry.refuses(1500));
    }

    @Test
    void shouldRefuseRequestsBesideOneThatWasRefused() throws IOException {
        LatencyRows rows = rows(HEADER, "1000,1100,1200", "2000,0,3000", "3000,3100,3200", "4000,4300,4400");
        RandomStream draws = new RandomStream(1, 0);
        Latency entry = new Latency.Entry(rows);
        assertFalse(entry.refuses(900));
        assertTrue(entry.refuses(1001) && entry.refuses(2000) && entry.refuses(2999));
        assertFalse(entry.refuses(3000));
        assertEquals(600, entry.nanos(1500, draws), "heard of after 200 to 1000");
        assertEquals(200, entry.nanos(3500, draws));
        Latency response = new Latency.Response(rows);
        assertEquals(100, response.nanos(2000, draws), "between those that arrived");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "request,exchange | 1 | request_ns",
                "request_ns,exchange_ns,response_ns;1,2 | 2 | fields",
                "request_ns,exchange_ns,response_ns;1,2,x | 2 | 'x'",
                "request_ns,exchange_ns,response_ns;1,2,-3 | 2 | '-3'",
                "request_ns,exchange_ns,response_ns;5,6,7;5,8,9 | 3 | rise",
                "request_ns,exchange_ns,response_ns;5,4,7 | 2 | clock",
                "request_ns,exchange_ns,response_ns;5,8,7 | 2 | clock",
                "request_ns,exchange_ns,response_ns;5,0,4 | 2 | clock",
                "request_ns,exchange_ns,response_ns;5,20,30;6,10,40 | 3 | overtakes",
                "request_ns,exchange_ns,response_ns;5,20,90000000000 | 2 | minute",
                "request_ns,exchange_ns,response_ns;5,0,9 | 1 | reached",
                "request_ns,exchange_ns,response_ns | 1 | reached",
            })
    void shouldSayInWhichLineRowsAreWrong(String text, long line, String word) {
        String problem = String.valueOf(assertThrows(
                        CaptureException.class, () -> rows(text.strip().split(";", -1)))
                .getMessage());
        assertTrue(problem.contains("rows.csv:" + line), problem);
        assertTrue(problem.contains(word), problem);
    }

    @Test
    void shouldWantSensibleFigures() {
        assertThrows(IllegalArgumentException.class, () -> new Latency.Constant(-1));
        assertThrows(IllegalArgumentException.class, () -> new Latency.LogNormal(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Latency.Gamma(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Latency.Quantiles(List.of(1L)));
        assertThrows(IllegalArgumentException.class, () -> new Latency.Quantiles(List.of(2L, 1L)));
    }
}
