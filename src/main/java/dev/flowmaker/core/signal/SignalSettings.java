package dev.flowmaker.core.signal;

import java.util.List;

/**
 * The signals of one market.
 *
 * @param use signals that enter alpha's vector, each once, in this order
 * @param flow how flow and trades fade
 * @param intervalNanos length of the trailing interval of {@link SignalKind#BEST_LEVEL_FLOW}
 * @param ranks levels a side of {@link SignalKind#LEVEL_FLOW} and {@link SignalKind#INTEGRATED_FLOW}
 */
public record SignalSettings(
        List<SignalKind> use,
        FlowSettings flow,
        long intervalNanos,
        int ranks,
        Integrated integrated,
        MicroPriceTable microPrice,
        Volatility volatility,
        Intensity intensity) {
    /** The same with another micro-price table. */
    public SignalSettings withMicroPrice(MicroPriceTable table) {
        return new SignalSettings(use, flow, intervalNanos, ranks, integrated, table, volatility, intensity);
    }

    /** The same with other signals in the vector. */
    public SignalSettings using(List<SignalKind> kinds) {
        return new SignalSettings(kinds, flow, intervalNanos, ranks, integrated, microPrice, volatility, intensity);
    }

    /** Entries of the vector that a signal has. */
    public int width(SignalKind kind) {
        return kind == SignalKind.LEVEL_FLOW ? ranks : 1;
    }

    /** Entries of the whole vector. */
    public int width() {
        int width = 0;
        for (int i = 0; i < use.size(); i++) {
            width += width(use.get(i));
        }
        return width;
    }

    /**
     * The integrated flow's weights.
     *
     * @param weights one a rank; none to find them in past bins
     * @param binNanos length of those bins
     * @param halfLifeNanos time after which a past bin counts half
     */
    public record Integrated(List<Double> weights, long binNanos, long halfLifeNanos) {}

    /**
     * The micro-price's table.
     *
     * @param buckets of imbalance
     * @param spreads distinguished
     * @param ticks micro-price minus mid by spread, then bucket; none for the mid weighted by the sizes at the touch
     */
    public record MicroPriceTable(int buckets, int spreads, List<Double> ticks) {}

    /** How volatility is measured. */
    public enum VolatilityMethod {
        EWMA,
        TWO_SCALE
    }

    /**
     * Volatility of the mid.
     *
     * @param stepNanos time between two looks at the mid
     * @param halfLifeNanos time after which a squared change counts half
     * @param slowSteps steps of the slow scale
     */
    public record Volatility(VolatilityMethod method, long stepNanos, long halfLifeNanos, int slowSteps) {}

    /**
     * Fill intensity.
     *
     * @param windowNanos trailing time it is fitted on
     * @param ticks distances fitted at most
     */
    public record Intensity(long windowNanos, int ticks) {}
}
