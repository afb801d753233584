package dev.flowmaker.core.quote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The simulation of Avellaneda and Stoikov (2008), section 3.3: s = 100, T = 1, σ = 2, dt = 0.005, q₀ = 0, k = 1.5,
 * A = 140; the symmetric strategy keeps the average spread around the mid. Figures are of 200,000 paths; system property {@code flowmaker.paths} sets how many are run here, and the
 * tolerance is three standard errors of both runs together.
 */
class AvellanedaStoikovTest {
    private static final int REFERENCE_PATHS = 200_000;
    private static final double DT = 0.005;
    private static final int STEPS = 200;

    private record Outcome(double mean, double sd, double inventorySd) {}

    private static Outcome simulate(double gamma, boolean inventory, int paths, long seed) {
        AvellanedaStoikov model = new AvellanedaStoikov(gamma, 2, 1.5);
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        double sumSquares = 0;
        double inventorySquares = 0;
        for (int path = 0; path < paths; path++) {
            double s = 100;
            double cash = 0;
            int q = 0;
            for (int step = 0; step < STEPS; step++) {
                double left = 1 - step * DT;
                double half = model.halfSpread(inventory ? left : 0.5);
                double shift = inventory ? model.shift(q, left) : 0;
                boolean bought = random.nextDouble() < Math.min(1, 140 * Math.exp(-1.5 * (half - shift)) * DT);
                boolean sold = random.nextDouble() < Math.min(1, 140 * Math.exp(-1.5 * (half + shift)) * DT);
                if (bought) {
                    q++;
                    cash -= s + shift - half;
                }
                if (sold) {
                    q--;
                    cash += s + shift + half;
                }
                s += random.nextBoolean() ? 2 * Math.sqrt(DT) : -2 * Math.sqrt(DT);
            }
            double profit = cash + q * s;
            sum += profit;
            sumSquares += profit * profit;
            inventorySquares += (double) q * q;
        }
        double mean = sum / paths;
        return new Outcome(mean, Math.sqrt(sumSquares / paths - mean * mean), Math.sqrt(inventorySquares / paths));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1,  true,  64.876,  6.525, 2.925",
        "0.1,  false, 68.216, 13.374, 8.380",
        "0.01, true,  68.379,  8.903, 5.197",
        "0.01, false, 68.659, 13.585, 8.691",
        "1,    true,  31.450,  4.834, 1.635",
        "1,    false, 43.842, 10.705, 5.196"
    })
    void shouldReproduceTheTable(double gamma, boolean inventory, double mean, double sd, double inventorySd) {
        int paths = Integer.getInteger("flowmaker.paths", 20_000);
        Outcome outcome = simulate(gamma, inventory, paths, 20080601);
        double both = Math.sqrt(1.0 / paths + 1.0 / REFERENCE_PATHS);
        assertEquals(mean, outcome.mean(), 3 * sd * both + 0.0005, "mean profit");
        assertEquals(sd, outcome.sd(), 3 * sd * both + 0.0005, "sd of profit");
        assertEquals(inventorySd, outcome.inventorySd(), 3 * inventorySd * both + 0.0005, "sd of final inventory");
        assertTrue(paths >= 1000, "too few paths to tell");
    }
}
