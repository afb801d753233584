package dev.flowmaker.research.market;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Facts of markets side by side, for a terminal. */
public final class FactsText {
    private FactsText() {}

    public static void print(List<String> names, List<MarketFacts> markets, PrintWriter out) {
        out.printf("%-62s", "");
        names.forEach(name -> out.printf("%14s", name));
        out.println();
        for (Statistic statistic : Statistic.values()) {
            for (int i = 0; i < statistic.places().size(); i++) {
                out.printf("%-62s", label(statistic, i));
                for (MarketFacts market : markets) {
                    out.printf("%14s", figure(market.value(statistic, i)));
                }
                out.println();
            }
        }
        out.flush();
    }

    static String label(Statistic statistic, int place) {
        double at = statistic.places().get(place);
        String where = at == 0 ? "" : " " + (at == Math.rint(at) ? Long.toString((long) at) : Double.toString(at));
        return statistic.text() + where + (statistic.unit().isEmpty() ? "" : ", " + statistic.unit());
    }

    /** Three significant digits. */
    static String figure(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        String plain = new BigDecimal(value).round(new MathContext(3)).toPlainString();
        return Math.abs(value) >= 1000 ? String.format(Locale.ROOT, "%.0f", value) : plain;
    }
}
