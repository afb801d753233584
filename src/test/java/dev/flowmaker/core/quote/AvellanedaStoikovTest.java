package dev.flowmaker.core.quote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.core.Side;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The simulation of Avellaneda and Stoikov (2008), section 3.3: s = 100, T = 1, σ = 2, dt = 0.005, q₀ = 0, k = 1.5,
 * A = 140; the symmetric strategy keeps the average spread around the mid. Figures are of 200,000 paths, and so are ours:
 * the tolerance is three standard errors of the difference of two such runs. The inventory strategy's quotes are those of
 * the model as it is wired, a tick being the paper's unit of price.
 */
class AvellanedaStoikovTest {
    private static final int PATHS = 200_000;
    private static final double DT = 0.005;
    private static final int STEPS = 200;
    private static final double SIGMA = 2;
    private static final double K = 1.5;
    private static final double A = 140;
    /** Farther inventories than this do not happen in so many paths. */
    private static final int MOST = 80;

    /** Mean, standard deviation, and what the square of the latter's own standard error times the paths is. */
    private static final class Moments {
        private double sum;
        private double squares;
        private double fourths;
        private final double centre;

        Moments(double centre) {
            this.centre = centre;
        }

        void add(double x) {
            double away = x - centre;
            sum += away;
            squares += away * away;
            fourths += away * away * away * away;
        }

        double mean() {
            return centre + sum / PATHS;
        }

        double sd() {
            return Math.sqrt(squares / PATHS - sum / PATHS * (sum / PATHS));
        }

        double errorOfMean() {
            return sd() / Math.sqrt(PATHS);
        }

        double errorOfSd() {
            double variance = squares / PATHS;
            return Math.sqrt((fourths / PATHS - variance * variance) / PATHS) / (2 * sd());
        }
    }

    /** Distances of both quotes from the mid by step and inventory. */
    private static final class Quotes {
        final double[][] bid = new double[STEPS][2 * MOST + 1];
        final double[][] ask = new double[STEPS][2 * MOST + 1];
        final double[][] bought = new double[STEPS][2 * MOST + 1];
        final double[][] sold = new double[STEPS][2 * MOST + 1];

        Quotes(double gamma, boolean inventory) {
            AvellanedaStoikov formula = new AvellanedaStoikov(gamma, SIGMA, K);
            for (int step = 0; step < STEPS; step++) {
                double left = 1 - step * DT;
                for (int q = -MOST; q <= MOST; q++) {
                    double half = formula.halfSpread(0.5);
                    double shift = 0;
                    if (inventory) {
                        half = wired(gamma, q, left, false);
                        shift = wired(gamma, q, left, true);
                    }
                    bid[step][q + MOST] = half - shift;
                    ask[step][q + MOST] = half + shift;
                    bought[step][q + MOST] = Math.min(1, A * Math.exp(-K * (half - shift)) * DT);
                    sold[step][q + MOST] = Math.min(1, A * Math.exp(-K * (half + shift)) * DT);
                }
            }
        }

        private static double wired(double gamma, int q, double left, boolean shift) {
            ModelSettings settings = Models.settings(ModelKind.AVELLANEDA_STOIKOV, gamma, SIGMA, A, K);
            AvellanedaStoikovModel model = new AvellanedaStoikovModel(settings);
            ModelInput in = new ModelInput(settings, 1);
            QuoteInput market = new QuoteInput();
            market.inventoryQuanta = q;
            in.read(market);
            in.timeLeft = left;
            assertEquals(Readiness.READY, model.prepare(in));
            return (shift ? model.inventoryMicroTicks(Side.BUY) : model.halfSpreadMicroTicks(Side.BUY)) / 1e6;
        }
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
        Quotes quotes = new Quotes(gamma, inventory);
        SplittableRandom random = new SplittableRandom(20080601);
        Moments profit = new Moments(mean);
        Moments held = new Moments(0);
        double move = SIGMA * Math.sqrt(DT);
        for (int path = 0; path < PATHS; path++) {
            double s = 100;
            double cash = 0;
            int q = 0;
            for (int step = 0; step < STEPS; step++) {
                int state = q + MOST;
                boolean bought = random.nextDouble() < quotes.bought[step][state];
                boolean sold = random.nextDouble() < quotes.sold[step][state];
                if (bought) {
                    q++;
                    cash -= s - quotes.bid[step][state];
                }
                if (sold) {
                    q--;
                    cash += s + quotes.ask[step][state];
                }
                s += random.nextBoolean() ? move : -move;
            }
            profit.add(cash + q * s);
            held.add(q);
        }
        // Both runs err, and the table is rounded. With three errors of one run this seed and six others tried all fail
        // somewhere, most often at the sd of profit, where our runs agree that the table is somewhat low.
        double both = 3 * Math.sqrt(2);
        assertEquals(mean, profit.mean(), both * profit.errorOfMean() + 0.0005, "mean profit");
        assertEquals(sd, profit.sd(), both * profit.errorOfSd() + 0.0005, "sd of profit");
        assertEquals(inventorySd, held.sd(), both * held.errorOfSd() + 0.0005, "sd of final inventory");
    }
}
