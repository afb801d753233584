package dev.flowmaker.report;

import java.util.Arrays;

/** Profit over time, for what is said of its risk: drawdown at every observation, and changes over equal intervals. */
final class Equity {
    private static final long SECOND = 1_000_000_000L;
    private static final int MINUTE = 60;
    private static final int MOST_SAMPLES = 1 << 20;
    /** A session shorter than this has too few minutes. */
    private static final int MINUTES_WANTED = 30;

    private static final double YEAR_SECONDS = 365.25 * 24 * 3600;

    private long[] samples = new long[1024];
    private int count;
    private int everySeconds = 1;
    private long startSecond;
    private boolean begun;
    private long lastQuanta;

    private long peakQuanta;
    private long peakNanos;
    private long drawdownQuanta;
    private long drawdownFromNanos;
    private long drawdownToNanos;

    void observe(long timeNanos, long totalQuanta) {
        long second = Math.floorDiv(timeNanos, SECOND);
        if (!begun) {
            begun = true;
            startSecond = second;
            peakNanos = timeNanos;
        }
        while (startSecond + (long) count * everySeconds < second) {
            keep(lastQuanta);
        }
        lastQuanta = totalQuanta;
        if (totalQuanta > peakQuanta) {
            peakQuanta = totalQuanta;
            peakNanos = timeNanos;
        } else if (peakQuanta - totalQuanta > drawdownQuanta) {
            drawdownQuanta = peakQuanta - totalQuanta;
            drawdownFromNanos = peakNanos;
            drawdownToNanos = timeNanos;
        }
    }

    /** Keeps a sample, or thins out those there are. */
    private void keep(long quanta) {
        if (count == samples.length) {
            if (count == MOST_SAMPLES) {
                everySeconds = everySeconds == 1 ? MINUTE : everySeconds * 2;
                int step = everySeconds == MINUTE ? MINUTE : 2;
                int kept = 0;
                for (int i = 0; i < count; i += step) {
                    samples[kept++] = samples[i];
                }
                count = kept;
                return;
            }
            samples = Arrays.copyOf(samples, count * 2);
        }
        samples[count++] = quanta;
    }

    /**
     * Mean over standard deviation of the changes over an interval.
     *
     * @param seconds the interval
     * @param ratio not a number when there are too few changes, or all are the same
     * @param standardError as if changes were independent and normal (Lo, 2002)
     * @param changes judged
     */
    record Sharpe(int seconds, double ratio, double standardError, int changes) {
        double annual() {
            return ratio * Math.sqrt(YEAR_SECONDS / seconds);
        }

        double annualError() {
            return standardError * Math.sqrt(YEAR_SECONDS / seconds);
        }
    }

    Sharpe sharpe() {
        int seconds = everySeconds > 1 || count >= MINUTES_WANTED * MINUTE ? Math.max(MINUTE, everySeconds) : 1;
        int step = seconds / everySeconds;
        int n = 0;
        double sum = 0;
        double squares = 0;
        for (int i = step; i < count; i += step) {
            double change = samples[i] - samples[i - step];
            n++;
            sum += change;
            squares += change * change;
        }
        double mean = sum / n;
        double deviation = Math.sqrt(Math.max(0, (squares - n * mean * mean) / (n - 1)));
        if (n < 2 || deviation == 0) {
            return new Sharpe(seconds, Double.NaN, Double.NaN, n);
        }
        double ratio = mean / deviation;
        return new Sharpe(seconds, ratio, Math.sqrt((1 + ratio * ratio / 2) / n), n);
    }

    /** The deepest fall from a peak before it, quanta; never negative. */
    long drawdownQuanta() {
        return drawdownQuanta;
    }

    long drawdownFromNanos() {
        return drawdownFromNanos;
    }

    long drawdownToNanos() {
        return drawdownToNanos;
    }
}
