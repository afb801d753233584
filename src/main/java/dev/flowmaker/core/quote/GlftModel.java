package dev.flowmaker.core.quote;

import dev.flowmaker.core.Side;

/** {@link Glft} on a market. Needs σ, A and k; its constants are computed anew only when A or k changes. */
final class GlftModel implements QuoteModel {
    private final double gamma;
    private final double xi;
    private final double delta;
    /** Of which c₁ and c₂ are. */
    private double a;

    private double k;
    private double c1;
    private double c2;
    private long inventory;
    private long drift;
    private long half;

    GlftModel(ModelSettings settings) {
        gamma = settings.gamma();
        xi = settings.xi();
        delta = settings.delta();
    }

    @Override
    public Readiness prepare(ModelInput in) {
        if (in.sigma == 0) {
            return Readiness.NO_VOLATILITY;
        }
        if (in.a == 0 || in.k == 0) {
            return Readiness.NO_INTENSITY;
        }
        if (a != in.a || k != in.k) {
            a = in.a;
            k = in.k;
            c1 = Glft.c1(xi, delta, k);
            c2 = Glft.c2(gamma, xi, delta, a, k);
        }
        double skew = in.sigma * c2;
        inventory = MicroTicks.of(-in.q * skew);
        double lasting = skew / (gamma * in.sigma * in.sigma);
        drift = in.beyondAlpha(lasting, Glft.driftTime(lasting, in.driftTime));
        half = MicroTicks.of(c1 + delta / 2 * skew);
        return Readiness.READY;
    }

    @Override
    public long inventoryMicroTicks(Side side) {
        return inventory;
    }

    @Override
    public long driftMicroTicks() {
        return drift;
    }

    @Override
    public long halfSpreadMicroTicks(Side side) {
        return half;
    }
}
