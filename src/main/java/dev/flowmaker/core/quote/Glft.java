package dev.flowmaker.core.quote;

/**
 * Asymptotic quotes of Guéant, Lehalle and Fernandez-Tapia (2013), "Dealing with the inventory risk", in the general form
 * of Guéant (2016) with order size Δ and utility parameter ξ. Half-spread c₁ + (Δ/2)·σ·c₂, skew σ·c₂ per unit of
 * inventory, where
 *
 * <pre>
 * c₁ = ln(1 + ξΔ/k) / (ξΔ)
 * c₂ = √( γ/(2AΔk) · (1 + ξΔ/k)^(k/(ξΔ) + 1) )
 * </pre>
 *
 * Δ = 1 and ξ = γ is the model of 2013. A drift μ moves both quotes by μ/(γσ²) times the skew.
 *
 * @param gamma risk aversion γ
 * @param xi ξ
 * @param delta order size Δ
 * @param sigma volatility σ, price per square root of time
 * @param a fill intensity at the mid, per unit of time
 * @param k its decay with distance
 */
public record Glft(double gamma, double xi, double delta, double sigma, double a, double k) {
    public Glft {
        if (!(gamma > 0 && xi > 0 && delta > 0 && sigma >= 0 && a > 0 && k > 0)) {
            throw new IllegalArgumentException("γ, ξ, Δ, A and k must be above 0 and σ not below: γ " + gamma + ", ξ "
                    + xi + ", Δ " + delta + ", σ " + sigma + ", A " + a + ", k " + k);
        }
    }

    static double c1(double xi, double delta, double k) {
        return StrictMath.log1p(xi * delta / k) / (xi * delta);
    }

    static double c2(double gamma, double xi, double delta, double a, double k) {
        double ratio = xi * delta / k;
        double power = StrictMath.exp((1 / ratio + 1) * StrictMath.log1p(ratio));
        return StrictMath.sqrt(gamma / (2 * a * delta * k) * power);
    }

    /** Distance of each quote from the middle at zero inventory. */
    public double halfSpread() {
        return c1(xi, delta, k) + delta / 2 * skew();
    }

    /** How far both quotes move against each unit of inventory. */
    public double skew() {
        return sigma * c2(gamma, xi, delta, a, k);
    }

    /** How far both quotes move with a drift of the price, price per unit of time; 0 without volatility. */
    public double driftShift(double mu) {
        return sigma == 0 ? 0 : mu / (gamma * sigma * sigma) * skew();
    }

    /**
     * How long a drift that ends after {@code seconds} counts. The linear part of the value function decays at the rate
     * κ = γσ²/(σc₂), of which the drift that never ends is the fixed point, μ/κ; one that ends gives
     * μ/κ·(1 − e^(−κ·seconds)).
     *
     * @param lasting 1/κ
     */
    static double driftTime(double lasting, double seconds) {
        return -lasting * StrictMath.expm1(-seconds / lasting);
    }

    /** Distance of the bid from the mid at inventory {@code q}. */
    public double bidDistance(double q) {
        return halfSpread() + q * skew();
    }

    /** Distance of the ask from the mid at inventory {@code q}. */
    public double askDistance(double q) {
        return halfSpread() - q * skew();
    }
}
