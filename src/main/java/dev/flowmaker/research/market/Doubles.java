package dev.flowmaker.research.market;

import java.util.Arrays;

/** Numbers in the order they came, and what is asked of such numbers. */
final class Doubles {
    private double[] values = new double[1024];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    void addTo(int index, double value) {
        values[index] += value;
    }

    int size() {
        return size;
    }

    double get(int index) {
        return values[index];
    }

    double mean() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i];
        }
        return sum / size;
    }

    /** Population variance. */
    double variance() {
        double mean = mean();
        double squares = 0;
        for (int i = 0; i < size; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return squares / size;
    }

    /** The smallest value that at least this share of all does not exceed; NaN when there are none. */
    double quantile(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted[Math.min(size - 1, (int) (share * size))];
    }

    /** Exponent α of P(X &gt; x) ~ x^−α by Hill's (1975) estimator on this share of the largest; NaN when they are few. */
    double tailExponent(double share) {
        int tail = (int) (share * size);
        if (tail < 20) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        double threshold = sorted[size - tail - 1];
        double logs = 0;
        for (int i = size - tail; i < size; i++) {
            logs += Math.log(sorted[i] / threshold);
        }
        return tail / logs;
    }

    /** Correlation with itself this many places later; NaN when too few. */
    double autocorrelation(int lag) {
        if (size < 2 * lag + 20) {
            return Double.NaN;
        }
        double mean = mean();
        double products = 0;
        for (int i = lag; i < size; i++) {
            products += (values[i] - mean) * (values[i - lag] - mean);
        }
        return products / (size - lag) / variance();
    }

    /** Sums of as many values each; the rest at the end is left out. */
    Doubles sums(int each) {
        Doubles sums = new Doubles();
        for (int i = 0; i + each <= size; i += each) {
            double sum = 0;
            for (int j = i; j < i + each; j++) {
                sum += values[j];
            }
            sums.add(sum);
        }
        return sums;
    }
}
