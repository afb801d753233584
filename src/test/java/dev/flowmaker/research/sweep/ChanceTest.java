package dev.flowmaker.research.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.exchange.synthetic.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChanceTest {
    /** Against the mean of the largest of so many draws. */
    @Test
    void shouldExpectOfManyNoiseTrialsWhatTheyShow() {
        RandomStream random = new RandomStream(5, 0);
        for (int trials : new int[] {5, 50, 500}) {
            double sum = 0;
            int repeats = 1_000;
            for (int i = 0; i < repeats; i++) {
                double most = Double.NEGATIVE_INFINITY;
                for (int j = 0; j < trials; j++) {
                    most = Math.max(most, random.nextGaussian());
                }
                sum += most;
            }
            assertEquals(sum / repeats, Chance.expectedMaximum(trials), 0.06, trials + " trials");
        }
        assertEquals(0, Chance.expectedMaximum(1));
    }

    /** The worked example of Bailey and Lopez de Prado (2014): 0.9004. */
    @Test
    void shouldDeflateAsThePaperDoes() {
        double perPeriod = 2.5 / Math.sqrt(250);
        double expected = Math.sqrt(0.5 / 250) * Chance.expectedMaximum(100);
        assertEquals(0.1132, expected, 5e-4);
        assertEquals(0.9004, Chance.probability(perPeriod, expected, 1250, -3, 10), 5e-4);
    }

    @Test
    void shouldPoolPartsAsIfTheyWereOne() {
        RandomStream random = new RandomStream(9, 0);
        List<double[]> parts = new ArrayList<>();
        for (int n : new int[] {40, 7, 100}) {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = Math.exp(random.nextGaussian()) + n;
            }
            parts.add(values);
        }
        double[] all = parts.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
        Pooled pooled = Pooled.of(parts.stream().map(ChanceTest::run).toList());
        Run whole = run(all);
        assertEquals(whole.mean(), pooled.mean(), 1e-9);
        assertEquals(whole.deviation(), pooled.deviation(), 1e-9);
        assertEquals(whole.skewness(), pooled.skewness(), 1e-9);
        assertEquals(whole.kurtosis(), pooled.kurtosis(), 1e-9);
        assertTrue(pooled.kurtosis() > 1);
    }

    /** By the definitions. */
    private static Run run(double[] values) {
        int n = values.length;
        double mean = java.util.Arrays.stream(values).average().orElseThrow();
        double m2 = moment(values, mean, 2);
        double skewness = moment(values, mean, 3) / Math.pow(m2, 1.5);
        double kurtosis = moment(values, mean, 4) / (m2 * m2);
        double deviation = Math.sqrt(m2 * n / (n - 1));
        return new Run("", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n, mean, deviation, skewness, kurtosis, 0, 0, "");
    }

    private static double moment(double[] values, double mean, int power) {
        return java.util.Arrays.stream(values)
                .map(value -> Math.pow(value - mean, power))
                .average()
                .orElseThrow();
    }
}
