package dev.flowmaker.core.quote;

/**
 * Quotes of Avellaneda and Stoikov (2008), "High-frequency trading in a limit order book": around the reservation price
 * s − qγσ²(T−t) with total spread γσ²(T−t) + (2/γ)·ln(1+γ/k). Any consistent units; here ticks, seconds and units of
 * inventory.
 *
 * @param gamma risk aversion γ, greater than 0
 * @param sigma volatility σ, price per square root of time
 * @param k decay of the fill intensity A·e^(−kδ) with distance, greater than 0
 */
public record AvellanedaStoikov(double gamma, double sigma, double k) {
    public AvellanedaStoikov {
        if (!(gamma > 0 && k > 0 && sigma >= 0)) {
            throw new IllegalArgumentException(
                    "γ and k must be above 0 and σ not below, were " + gamma + ", " + k + ", " + sigma);
        }
    }

    /** How far the reservation price is from the mid at inventory {@code q}. */
    public double shift(double q, double timeLeft) {
        return shift(gamma, sigma, q, timeLeft);
    }

    static double shift(double gamma, double sigma, double q, double timeLeft) {
        return -q * gamma * sigma * sigma * timeLeft;
    }

    /** Distance of each quote from the reservation price. */
    public double halfSpread(double timeLeft) {
        return halfSpread(gamma, sigma, k, timeLeft);
    }

    static double halfSpread(double gamma, double sigma, double k, double timeLeft) {
        return (gamma * sigma * sigma * timeLeft + 2 / gamma * StrictMath.log1p(gamma / k)) / 2;
    }
}
