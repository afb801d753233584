package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.research.study.Ols.Fit;
import org.junit.jupiter.api.Test;

class OlsTest {
    private static Ols.Sample sample(double[][] rows) {
        return new Ols.Sample() {
            @Override
            public int rows() {
                return rows.length;
            }

            @Override
            public int columns() {
                return rows[0].length - 1;
            }

            @Override
            public double read(int row, double[] x) {
                System.arraycopy(rows[row], 1, x, 0, x.length);
                return rows[row][0];
            }
        };
    }

    /** y = 1, 2, 2, 5 on x = 0, 1, 2, 3: by hand, slope 6/5, intercept 7/10, residuals .3, .1, −1.1, .7. */
    @Test
    void shouldFitAsByHand() {
        Fit fit = Ols.fit(sample(new double[][] {{1, 0}, {2, 1}, {2, 2}, {5, 3}}));
        assertEquals(0.7, fit.beta(0), 1e-12);
        assertEquals(1.2, fit.beta(1), 1e-12);
        assertEquals(1 - 1.8 / 9, fit.r2(), 1e-12);
        assertEquals(1 - 0.2 * 3 / 2, fit.adjustedR2(), 1e-12);
        // Classical: s² = 0.9, var(slope) = 0.9/5, var(intercept) = 0.9·14/20.
        assertEquals(1.2 / Math.sqrt(0.18), fit.t(1), 1e-9);
        assertEquals(0.7 / Math.sqrt(0.63), fit.t(0), 1e-9);
        // White: Σ (x−1.5)²e² / 5² = (2.25·.09 + .25·.01 + .25·1.21 + 2.25·.49)/25.
        assertEquals(1.2 / Math.sqrt((2.25 * .09 + .25 * .01 + .25 * 1.21 + 2.25 * .49) / 25), fit.tWhite(1), 1e-9);
        // Intercept's weights: 1/4 − 1.5·(x−1.5)/5 = .7, .4, .1, −.2.
        assertEquals(0.7 / Math.sqrt(.49 * .09 + .16 * .01 + .01 * 1.21 + .04 * .49), fit.tWhite(0), 1e-9);
    }

    @Test
    void shouldSurviveCollinearAndConstantColumns() {
        Fit fit =
                Ols.fit(sample(new double[][] {{1, 1, 2, 7}, {2, 2, 4, 7}, {4, 4, 8, 7}, {7, 7, 14, 7}, {3, 3, 6, 7}}));
        assertEquals(1, fit.r2(), 1e-12);
        assertEquals(5.0, fit.predict(new double[] {5, 10, 7}), 1e-9);
        assertEquals(0, fit.beta(3));
    }

    @Test
    void shouldKnowNoShareOfNothing() {
        assertTrue(Double.isNaN(Ols.fit(sample(new double[][] {{1, 1}, {1, 2}, {1, 4}}))
                .r2()));
    }

    @Test
    void shouldJudgeOnOtherRows() {
        Ols.Sample all = sample(new double[][] {{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 5}, {8, 6}});
        Fit past = Ols.fit(all.slice(0, 4));
        // Predicts 5 and 6 for 4 and 8, whose mean is 6.
        assertEquals(1 - (1 + 4) / 8.0, Ols.r2(past, all.slice(4, 6)), 1e-12);
    }

    @Test
    void shouldFindTheCommonDirection() {
        // Two columns that move together and one by itself with less.
        PrincipalComponent component = PrincipalComponent.of(
                sample(new double[][] {{0, 1, 1, 0.5}, {0, -1, -1, 0.5}, {0, 1, 1, -0.5}, {0, -1, -1, -0.5}}));
        assertEquals(0.5, component.weights()[0], 1e-12);
        assertEquals(0.5, component.weights()[1], 1e-12);
        assertEquals(0, component.weights()[2], 1e-12);
        assertEquals(2 / 2.25, component.share(), 1e-12);
    }
}
