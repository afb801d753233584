package dev.flowmaker.core.risk;

/**
 * How much of an account's equity a perpetual's positions may need, every open order counted as filled.
 *
 * @param maxMarginPpb most initial margin of all positions in what the market is settled in, billionths of the equity
 * @param maxLeverageMilli most that all of them may be worth over the equity, thousandths
 * @param minLiquidationPpb least that the mark may be away from where the venue closes the position, billionths of it
 */
public record MarginLimits(long maxMarginPpb, long maxLeverageMilli, long minLiquidationPpb) {
    /** As far as the venue goes. */
    public static final MarginLimits NONE = new MarginLimits(1_000_000_000L, RiskSettings.UNLIMITED, 0);
}
