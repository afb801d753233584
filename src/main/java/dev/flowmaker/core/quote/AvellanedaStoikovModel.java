package dev.flowmaker.core.quote;

import dev.flowmaker.core.Side;

/**
 * {@link AvellanedaStoikov} on a market: a drift μ moves the reservation price by μ(T−t), or by μ times what is foretold of
 * it where that ends before. Needs σ and k.
 */
final class AvellanedaStoikovModel implements QuoteModel {
    private final double gamma;
    private long inventory;
    private long drift;
    private long half;

    AvellanedaStoikovModel(ModelSettings settings) {
        gamma = settings.gamma();
    }

    @Override
    public Readiness prepare(ModelInput in) {
        if (in.sigma == 0) {
            return Readiness.NO_VOLATILITY;
        }
        if (in.k == 0) {
            return Readiness.NO_INTENSITY;
        }
        inventory = MicroTicks.of(AvellanedaStoikov.shift(gamma, in.sigma, in.q, in.timeLeft));
        drift = in.beyondAlpha(in.timeLeft, StrictMath.min(in.timeLeft, in.driftTime));
        half = MicroTicks.of(AvellanedaStoikov.halfSpread(gamma, in.sigma, in.k, in.timeLeft));
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
