package dev.flowmaker.research.backtest;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One session under several fill models: how far apart they are in one market. Nobody knows which of them is right, so a
 * result is no surer than this.
 */
public record ModelSpread(Instrument instrument, List<Row> rows) {
    /** A figure that is compared. */
    public enum Figure {
        FILLS(
                "fills",
                "fills",
                0,
                market -> 1.0 * market.figures().fills(Side.BUY)
                        + market.figures().fills(Side.SELL)),
        QUANTITY("quantity", "base traded", 6, ModelSpread::quantity),
        PROFIT("profit", "P&L", 4, market -> money(market, market.profit().totalQuanta())),
        SPREAD("spread", "spread", 4, market -> money(market, market.profit().spreadQuanta())),
        INVENTORY(
                "inventory",
                "inventory",
                4,
                market -> money(market, market.profit().inventoryQuanta())),
        FEES("fees", "fees", 4, market -> money(market, market.profit().feesQuanta())),
        MARKOUT_1(
                "markout1s",
                "1 s",
                3,
                market -> market.figures().markouts().get(0).ticks()),
        MARKOUT_10(
                "markout10s",
                "10 s",
                3,
                market -> market.figures().markouts().get(1).ticks()),
        MARKOUT_60(
                "markout60s",
                "60 s",
                3,
                market -> market.figures().markouts().get(2).ticks()),
        INVENTORY_DEVIATION("inventoryDeviation", "inventory sd", 6, ModelSpread::deviation);

        private final String key;
        private final String title;
        private final int decimals;

        @SuppressWarnings("ImmutableEnumChecker") // a function of its argument alone
        private final ToDoubleFunction<BacktestResult.Market> value;

        Figure(String key, String title, int decimals, ToDoubleFunction<BacktestResult.Market> value) {
            this.key = key;
            this.title = title;
            this.decimals = decimals;
            this.value = value;
        }

        /** For machines. */
        public String key() {
            return key;
        }

        public String title() {
            return title;
        }

        /** How many are worth showing. */
        public int decimals() {
            return decimals;
        }
    }

    /**
     * A figure under each model, in the order of the runs; one that is not a number, for want of fills, is left out of the
     * range.
     */
    public record Row(Figure figure, List<Double> values) {
        public double least() {
            return values.stream()
                    .mapToDouble(Double::doubleValue)
                    .filter(v -> !Double.isNaN(v))
                    .min()
                    .orElse(Double.NaN);
        }

        public double most() {
            return values.stream()
                    .mapToDouble(Double::doubleValue)
                    .filter(v -> !Double.isNaN(v))
                    .max()
                    .orElse(Double.NaN);
        }
    }

    public ModelSpread {
        rows = List.copyOf(rows);
    }

    /**
     * What the models say of one market.
     *
     * @param market by index
     */
    public static ModelSpread of(List<BacktestResult> results, int market) {
        List<Row> rows = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            rows.add(new Row(
                    figure,
                    results.stream()
                            .map(result ->
                                    figure.value.applyAsDouble(result.markets().get(market)))
                            .toList()));
        }
        return new ModelSpread(results.get(0).markets().get(market).instrument(), rows);
    }

    private static double quantity(BacktestResult.Market market) {
        long lots = market.figures().lots(Side.BUY) + market.figures().lots(Side.SELL);
        return lots
                * market.instrument().baseQuantaPerLot()
                * perUnit(market.instrument().base().scale());
    }

    private static double deviation(BacktestResult.Market market) {
        return market.figures().inventoryDeviation()
                * perUnit(market.instrument().base().scale());
    }

    private static double money(BacktestResult.Market market, long quanta) {
        return quanta * perUnit(market.instrument().quote().scale());
    }

    private static double perUnit(int scale) {
        return Math.pow(10, -scale);
    }
}
