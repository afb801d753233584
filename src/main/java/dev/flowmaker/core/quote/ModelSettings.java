package dev.flowmaker.core.quote;

/**
 * A quote model and what it takes. Prices in ticks, time in seconds, inventory in units of which one order of the first
 * level is {@code delta}. A figure of 0 is not given.
 *
 * @param gamma risk aversion γ, per tick and unit of inventory
 * @param xi ξ of Guéant (2016), in γ's unit
 * @param delta Δ, what one order of the first level counts as
 * @param volatilityMeasured the market's own volatility, {@code volatility} until it is known; else that alone
 * @param volatility σ, ticks per square root of a second
 * @param intensityMeasured the market's own A and k, the next two until they are known; else those alone
 * @param intensity fill intensity at the mid A, per second
 * @param intensityDecay its decay with distance k, per tick
 * @param horizonNanos T − t, as long as the session's end is not nearer
 * @param sessionEndNanos time of day, UTC, at which the risk of what is held ends; {@link #NO_SESSION_END} for never
 * @param drift how alpha counts in the model's own drift term
 * @param inventoryLimit Q of the exact model
 * @param recomputeShare how much σ, A, k or T − t must move, as a share, for the exact model to be computed anew
 * @param join conditions of {@link ModelKind#JOIN}
 */
public record ModelSettings(
        ModelKind kind,
        double gamma,
        double xi,
        double delta,
        boolean volatilityMeasured,
        double volatility,
        boolean intensityMeasured,
        double intensity,
        double intensityDecay,
        long horizonNanos,
        long sessionEndNanos,
        DriftTerm drift,
        int inventoryLimit,
        double recomputeShare,
        JoinSettings join) {
    public static final long NO_SESSION_END = -1;
    private static final long MINUTE = 60_000_000_000L;

    /** A configured half-spread, and nothing else. */
    public static final ModelSettings FIXED = new ModelSettings(
            ModelKind.FIXED,
            0,
            0,
            1,
            true,
            0,
            false,
            0,
            0,
            MINUTE,
            NO_SESSION_END,
            DriftTerm.FORETOLD,
            30,
            0.05,
            JoinSettings.NEVER);
}
