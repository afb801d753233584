package dev.flowmaker.core.quote;

import java.util.List;

/** Settings and inputs for tests of quote models. */
public final class Models {
    public static final long SECOND = 1_000_000_000L;

    private Models() {}

    /** A model with ξ = γ, Δ = 1, these figures, a drift that lasts, a horizon of a minute and no conditions on the touch. */
    public static ModelSettings settings(ModelKind kind, double gamma, double sigma, double a, double k) {
        return settings(kind, gamma, gamma, 1, sigma, a, k, 60 * SECOND, 30);
    }

    public static ModelSettings settings(
            ModelKind kind,
            double gamma,
            double xi,
            double delta,
            double sigma,
            double a,
            double k,
            long horizonNanos,
            int inventoryLimit) {
        return new ModelSettings(
                kind,
                gamma,
                xi,
                delta,
                true,
                sigma,
                true,
                a,
                k,
                horizonNanos,
                ModelSettings.NO_SESSION_END,
                DriftTerm.LASTING,
                inventoryLimit,
                0.05,
                JoinSettings.NEVER);
    }

    /** The same with a drift that ends with alpha's horizon. */
    public static ModelSettings foretold(ModelSettings m) {
        return new ModelSettings(
                m.kind(),
                m.gamma(),
                m.xi(),
                m.delta(),
                m.volatilityMeasured(),
                m.volatility(),
                m.intensityMeasured(),
                m.intensity(),
                m.intensityDecay(),
                m.horizonNanos(),
                m.sessionEndNanos(),
                DriftTerm.FORETOLD,
                m.inventoryLimit(),
                m.recomputeShare(),
                m.join());
    }

    /** Three levels two ticks apart of 100, 200 and 300 lots, half-spread 5 ticks, skew of 10 ticks, no fee floor. */
    public static QuoteSettings quote(ModelSettings model) {
        return new QuoteSettings(
                        new Distance(5 * PriceParts.MICRO, 0),
                        false,
                        Distance.ZERO,
                        3,
                        new Distance(2 * PriceParts.MICRO, 0),
                        List.of(100L, 200L, 300L),
                        true,
                        0,
                        10 * PriceParts.MICRO,
                        500_000,
                        1,
                        1_000_000_000L,
                        0)
                .with(model);
    }

    /** A touch of 10 lots a side. */
    public static QuoteInput input(long bid, long ask) {
        QuoteInput in = new QuoteInput();
        in.bestBidTicks = bid;
        in.bestAskTicks = ask;
        in.bestBidLots = 10;
        in.bestAskLots = 10;
        standAsShown(in);
        in.mid2Ticks = bid + ask;
        return in;
    }

    /** All that shows has stood for long. */
    static void standAsShown(QuoteInput in) {
        in.standingBidTicks = in.bestBidTicks;
        in.standingBidLots = in.bestBidLots;
        in.standingAskTicks = in.bestAskTicks;
        in.standingAskLots = in.bestAskLots;
    }
}
