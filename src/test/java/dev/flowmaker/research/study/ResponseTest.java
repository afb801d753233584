package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ResponseTest {
    private static Ols.Sample sample(double[][] rows) {
        return new Ols.Sample() {
            @Override
            public int rows() {
                return rows.length;
            }

            @Override
            public int columns() {
                return 1;
            }

            @Override
            public double read(int row, double[] x) {
                x[0] = rows[row][1];
                return rows[row][0];
            }
        };
    }

    private static final double[][] ROWS = {{1, 0}, {2, 1}, {2, 2}, {5, 3}};

    @Test
    void shouldBeWhitesWithoutOverlap() {
        Response of = Response.of(sample(ROWS), 0);
        assertEquals(1.2, of.slope(), 1e-12);
        assertEquals(1.2 * Math.sqrt(5 / 4.0), of.perDeviation(), 1e-12);
        assertEquals(Ols.fit(sample(ROWS)).tWhite(1), of.t(), 1e-12);
    }

    /** Residuals .3, .1, −1.1, .7 times x − 1.5: −.45, −.05, −.55, 1.05; neighbours with weight ½, twice. */
    @Test
    void shouldWeighNeighboursByHand() {
        double variance = .2025 + .0025 + .3025 + 1.1025 + (.45 * .05 + .05 * .55 - .55 * 1.05);
        assertEquals(1.2 * 5 / Math.sqrt(variance), Response.of(sample(ROWS), 1).t(), 1e-12);
    }
}
