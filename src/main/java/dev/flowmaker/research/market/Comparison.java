package dev.flowmaker.research.market;

import dev.flowmaker.research.study.Plot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A synthetic market beside the recorded ones that it was fitted to and is judged on.
 *
 * @param fitted what its parameters were chosen by
 * @param judged what it is held against
 */
public record Comparison(MarketFacts fitted, MarketFacts synthetic, MarketFacts judged) {
    private static final List<String> NAMES = List.of("fitted", "synthetic", "judged");

    /** A figure of which the synthetic market is outside the tolerance. */
    public record Miss(Statistic statistic, int place) {}

    /** Every figure outside its tolerance on the judging capture. */
    public List<Miss> misses() {
        List<Miss> misses = new ArrayList<>();
        for (Statistic statistic : Statistic.values()) {
            for (int place = 0; place < statistic.places().size(); place++) {
                if (distance(statistic, place, judged) > 1) {
                    misses.add(new Miss(statistic, place));
                }
            }
        }
        return misses;
    }

    private double distance(Statistic statistic, int place, MarketFacts other) {
        return statistic.tolerance().distance(synthetic.value(statistic, place), other.value(statistic, place));
    }

    /** How many figures are compared. */
    public int figures() {
        int figures = 0;
        for (Statistic statistic : Statistic.values()) {
            figures += statistic.places().size();
        }
        return figures;
    }

    /** All figures as a table in Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder();
        table.append("| figure | fitted | synthetic | judged | tolerance | |\n|---|---:|---:|---:|---|---|\n");
        for (Statistic statistic : Statistic.values()) {
            for (int place = 0; place < statistic.places().size(); place++) {
                boolean inside = !(distance(statistic, place, judged) > 1);
                boolean twins =
                        !(statistic.tolerance().distance(fitted.value(statistic, place), judged.value(statistic, place))
                                > 1);
                table.append("| ").append(FactsText.label(statistic, place));
                for (MarketFacts each : List.of(fitted, synthetic, judged)) {
                    table.append(" | ").append(FactsText.figure(each.value(statistic, place)));
                }
                table.append(" | ").append(statistic.tolerance()).append(" | ");
                table.append(inside ? "inside" : twins ? "**outside**" : "**outside**, as is the capture fitted");
                table.append(" |\n");
            }
        }
        return table.toString();
    }

    /** Plots as SVG, by file name. */
    public Map<String, String> plots() {
        Map<String, String> plots = new LinkedHashMap<>();
        plots.put("depth", plot("Quantity at rank", "rank", "BTC", Statistic.DEPTH));
        plots.put("reach", plot("Distance from the best price", "rank", "ticks", Statistic.REACH));
        plots.put("clustering", plot("Variance over mean of takers' orders", "window, s", "", Statistic.FANO));
        plots.put("signs", plot("Autocorrelation of takers' signs", "lag, orders", "", Statistic.SIGN_ACF));
        plots.put("flow", plot("R² of order-flow imbalance", "bin, s", "", Statistic.OFI_R2));
        plots.put("volatility", plot("Volatility signature", "τ, s", "ticks/√s", Statistic.VOLATILITY));
        return plots;
    }

    private String plot(String title, String across, String up, Statistic statistic) {
        Plot plot = new Plot(title, across, up);
        plot.places(statistic.places().stream().map(Comparison::number).toList());
        List<MarketFacts> markets = List.of(fitted, synthetic, judged);
        for (int i = 0; i < markets.size(); i++) {
            List<double[]> points = new ArrayList<>();
            for (int place = 0; place < statistic.places().size(); place++) {
                points.add(new double[] {place, markets.get(i).value(statistic, place)});
            }
            plot.line(NAMES.get(i), points);
        }
        return plot.document();
    }

    private static String number(double place) {
        return place == Math.rint(place) ? String.format(Locale.ROOT, "%.0f", place) : Double.toString(place);
    }
}
