package dev.flowmaker.research.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.exchange.synthetic.RandomStream;
import dev.flowmaker.research.ablation.BlockBootstrap.Interval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Blocks drawn anew. */
class BlockBootstrapTest {
    private static final double EXACTLY = 0;

    @Test
    void shouldDrawWholeBlocksRoundTheEndEachBeginningAlike() {
        double[] values = {1, 10, 100, 1_000};
        // Blocks of 3 and the rest of 1, each from any of four beginnings.
        Map<Double, Integer> expected = new HashMap<>();
        double[] threes = {111, 1_110, 1_101, 1_011};
        for (double three : threes) {
            for (double one : values) {
                expected.merge(three + one, 1, Integer::sum);
            }
        }
        int draws = 16_000;
        Map<Double, Integer> found = new HashMap<>();
        for (double[] sum : new BlockBootstrap(4, 3, draws, 7).sums(new double[][] {values})) {
            found.merge(sum[0], 1, Integer::sum);
        }
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((sum, ways) -> {
            double share = found.getOrDefault(sum, 0) / (double) draws;
            assertEquals(ways / 16.0, share, 0.01, "of " + sum);
        });
    }

    @Test
    void shouldCutTheOuterDrawsAndNoMore() {
        double[] draws = new double[200];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = (i * 77) % 200;
        }
        Interval interval = BlockBootstrap.interval(42, draws);
        assertEquals(new Interval(42, 5, 194), interval, "5 of 200 on each side");
        draws[3] = Double.NaN;
        assertTrue(Double.isFinite(BlockBootstrap.interval(0, draws).low()), "a few undefined are left out");
        Arrays.fill(draws, 0, 20, Double.NaN);
        assertTrue(Double.isNaN(BlockBootstrap.interval(0, draws).low()), "too many undefined say nothing");
    }

    @Test
    void shouldTakeSeriesOfTheSameMomentsAlike() {
        RandomStream random = new RandomStream(3, 0);
        double[][] series = new double[2][50];
        for (int i = 0; i < 50; i++) {
            series[0][i] = random.nextInt(1_000);
            series[1][i] = series[0][i] + 2;
        }
        BlockBootstrap bootstrap = new BlockBootstrap(50, 7, 500, 1);
        double[][] one = bootstrap.sums(new double[][] {series[0]});
        double[][] other = new BlockBootstrap(50, 7, 500, 1).sums(new double[][] {series[1]});
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < one.length; i++) {
            assertEquals(100, other[i][0] - one[i][0], EXACTLY, "paired, a constant is known exactly");
            least = Math.min(least, one[i][0]);
            most = Math.max(most, one[i][0]);
        }
        assertTrue(most > least, "each by itself is not");
    }

    /** Of a mean of an autoregression with φ = 0.6, whose true mean is 0. */
    private static double coverage(int block) {
        int covered = 0;
        int series = 400;
        for (int each = 0; each < series; each++) {
            RandomStream random = new RandomStream(1_000 + each, 0);
            double[] values = new double[600];
            double value = random.nextGaussian() / Math.sqrt(1 - 0.36);
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = value;
                sum += value;
                value = 0.6 * value + random.nextGaussian();
            }
            double[][] sums = new BlockBootstrap(values.length, block, 400, each).sums(new double[][] {values});
            Interval interval = BlockBootstrap.interval(
                    sum, Arrays.stream(sums).mapToDouble(draw -> draw[0]).toArray());
            covered += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
        }
        return covered / (double) series;
    }

    @Test
    void shouldCoverAMeanOfWhatDependsOnItsPast() {
        double blocks = coverage(25);
        assertTrue(blocks > 0.90 && blocks < 0.98, "95 of 100 wanted, were " + blocks);
        double single = coverage(1);
        assertTrue(single < 0.75, "drawn one by one the interval is far too narrow, covered " + single);
    }

    @Test
    void shouldRefuseBlocksLongerThanTheSeries() {
        assertThrows(IllegalArgumentException.class, () -> new BlockBootstrap(5, 6, 100, 1));
        assertThrows(IllegalArgumentException.class, () -> new BlockBootstrap(5, 0, 100, 1));
        BlockBootstrap bootstrap = new BlockBootstrap(5, 2, 100, 1);
        assertThrows(IllegalArgumentException.class, () -> bootstrap.sums(new double[][] {{1, 2}}));
    }
}
