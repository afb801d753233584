package dev.flowmaker.core.quote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** The figures are those of Guéant, Lehalle and Fernandez-Tapia's formulas evaluated independently. */
class GlftTest {
    @Test
    void shouldGiveTheAsymptoticHalfSpreadAndSkew() {
        Glft model = new Glft(0.05, 0.05, 1, 10.69, 2.986162360812285, 0.04235741115084049);
        assertEquals(20.47208533844371, model.halfSpread(), 1e-10);
        assertEquals(9.76326865029227, model.skew(), 1e-10);
    }

    @Test
    void shouldMoveBothQuotesWithADrift() {
        Glft model = new Glft(0.05, 0.05, 1, 10.69, 2.986162360812285, 0.04235741115084049);
        // c + [−μ/(γσ²) + (2q+1)/2]·R against the same with μ = 0.
        double mu = 0.3;
        double shift = mu / (0.05 * 10.69 * 10.69) * model.skew();
        assertEquals(shift, model.driftShift(mu), 1e-12);
    }

    @Test
    void shouldGiveTheExactAndTheAsymptoticDistancesOfTheSameMarket() {
        GlftExact exact = new GlftExact(0.01, 0.3, 0.9, 0.3, 600, 30);
        assertEquals(3.313045, exact.bidDistance(0), 5e-7);
        assertEquals(3.653479, exact.bidDistance(5), 5e-7);
        assertEquals(4.665542, exact.bidDistance(20), 5e-7);
        Glft asymptotic = new Glft(0.01, 0.01, 1, 0.3, 0.9, 0.3);
        assertEquals(3.312915, asymptotic.bidDistance(0), 5e-7);
        assertEquals(3.652244, asymptotic.bidDistance(5), 5e-7);
        assertEquals(4.670232, asymptotic.bidDistance(20), 5e-7);
    }

    @Test
    void shouldMirrorBidsAndAsks() {
        GlftExact exact = new GlftExact(0.01, 0.3, 0.9, 0.3, 600, 30);
        for (int q = -29; q <= 29; q++) {
            assertEquals(exact.bidDistance(q), exact.askDistance(-q), 1e-9);
        }
    }

    @Test
    void shouldRefuseParametersWithoutMeaning() {
        assertThrows(IllegalArgumentException.class, () -> new Glft(0, 1, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Glft(1, 1, 1, Double.NaN, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new GlftExact(1, 1, 1, 1, 1, 0));
    }
}
