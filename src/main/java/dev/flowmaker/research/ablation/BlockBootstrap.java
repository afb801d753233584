package dev.flowmaker.research.ablation;

import dev.flowmaker.exchange.synthetic.RandomStream;
import java.util.Arrays;

/**
 * Circular block bootstrap of a series (Politis and Romano, 1992, "A circular block-resampling procedure for stationary
 * data"): blocks of consecutive moments are drawn anew, from any beginning, the last moment being followed by the first, so that
 * what depends on each other stays together and every moment is as likely as any other. Series over the same moments are
 * drawn alike: what is taken of one less another is of the same blocks.
 */
public final class BlockBootstrap {
    private static final double TAIL = 0.025;
    /** Of the draws, beyond which an interval is none. */
    private static final double MOST_UNDEFINED = 0.05;

    private final int size;
    private final int length;
    private final int[][] beginnings;

    /**
     * Draws the blocks.
     *
     * @param size moments
     * @param length of a block; the last one of a draw is cut so that a draw has as many moments as the series
     * @param draws how often the whole is drawn
     */
    public BlockBootstrap(int size, int length, int draws, long seed) {
        if (size < 1 || length < 1 || length > size || draws < 1) {
            throw new IllegalArgumentException(
                    "no blocks of " + length + " in " + size + " moments, or no draws: " + draws);
        }
        this.size = size;
        this.length = length;
        RandomStream random = new RandomStream(seed, 0);
        beginnings = new int[draws][(size + length - 1) / length];
        for (int[] draw : beginnings) {
            for (int block = 0; block < draw.length; block++) {
                draw[block] = random.nextInt(size);
            }
        }
    }

    /**
     * The sums over each draw.
     *
     * @param series by component, each a value a moment
     * @return by draw, by component
     */
    public double[][] sums(double[][] series) {
        double[][] sums = new double[beginnings.length][series.length];
        for (int component = 0; component < series.length; component++) {
            double[] before = cumulated(series[component]);
            for (int draw = 0; draw < sums.length; draw++) {
                int left = size;
                double sum = 0;
                for (int beginning : beginnings[draw]) {
                    int count = Math.min(length, left);
                    sum += before[beginning + count] - before[beginning];
                    left -= count;
                }
                sums[draw][component] = sum;
            }
        }
        return sums;
    }

    /** Sums of the first moments, twice round. */
    private double[] cumulated(double[] values) {
        if (values.length != size) {
            throw new IllegalArgumentException("a series of " + values.length + " moments, not " + size);
        }
        double[] before = new double[2 * size + 1];
        for (int i = 0; i < 2 * size; i++) {
            before[i + 1] = before[i] + values[i % size];
        }
        return before;
    }

    /**
     * A figure with its interval of 95 %.
     *
     * @param low not a number where too many draws have no such figure, as a mean over no fills
     */
    public record Interval(double value, double low, double high) {
        /** Whether 0 is not within. */
        public boolean differs() {
            return low > 0 || high < 0;
        }
    }

    /** The middle 95 of 100 of the draws. */
    public static Interval interval(double value, double[] drawn) {
        double[] sorted = Arrays.stream(drawn)
                .filter(each -> !Double.isNaN(each))
                .sorted()
                .toArray();
        if (sorted.length == 0 || drawn.length - sorted.length > MOST_UNDEFINED * drawn.length) {
            return new Interval(value, Double.NaN, Double.NaN);
        }
        int cut = (int) (TAIL * sorted.length);
        return new Interval(value, sorted[cut], sorted[sorted.length - 1 - cut]);
    }
}
