package dev.flowmaker.research.backtest;

/** The first four moments of a series, updated one by one (Pebay 2008, Sandia report SAND2008-6212). */
final class Moments {
    private static final double NORMAL_KURTOSIS = 3;

    private long count;
    private double mean;
    private double m2;
    private double m3;
    private double m4;

    void add(double value) {
        long before = count++;
        double delta = value - mean;
        double deltaN = delta / count;
        double deltaN2 = deltaN * deltaN;
        double term = delta * deltaN * before;
        mean += deltaN;
        m4 += term * deltaN2 * ((double) count * count - 3.0 * count + 3) + 6 * deltaN2 * m2 - 4 * deltaN * m3;
        m3 += term * deltaN * (count - 2) - 3 * deltaN * m2;
        m2 += term;
    }

    long count() {
        return count;
    }

    double mean() {
        return mean;
    }

    /** Of a sample; 0 of fewer than two. */
    double deviation() {
        return count < 2 ? 0 : Math.sqrt(m2 / (count - 1));
    }

    double skewness() {
        return m2 == 0 ? 0 : Math.sqrt((double) count) * m3 / Math.pow(m2, 1.5);
    }

    double kurtosis() {
        return m2 == 0 ? NORMAL_KURTOSIS : count * m4 / (m2 * m2);
    }
}
