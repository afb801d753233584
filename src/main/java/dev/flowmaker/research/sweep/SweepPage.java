package dev.flowmaker.research.sweep;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A sweep as one HTML page: heat maps, ranking, walk forward, and how much of it is luck. Nothing is loaded from anywhere. */
public final class SweepPage {
    private static final int MOST_ROWS = 200;
    private static final int MOST_CELLS = 40;
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1b1f24;--soft:#5b6672;--paper:#fff;--card:#f7f8fa;--rule:#dde1e6;--gain:#2e933c;--loss:#d1495b}
            @media(prefers-color-scheme:dark){:root{--ink:#e4e7eb;--soft:#9aa5b1;--paper:#14171b;--card:#1b2026;--rule:#333b45;--gain:#3fae52;--loss:#e0606f}}
            body{font:15px/1.5 system-ui,sans-serif;max-width:1000px;margin:2em auto;padding:0 1em;color:var(--ink);background:var(--paper)}
            h1{font-size:1.6em}h2{font-size:1.25em;margin-top:2.2em}p{max-width:46em}.wide{overflow-x:auto}
            table{border-collapse:collapse;margin:1em 0;font-variant-numeric:tabular-nums}caption{text-align:left;color:var(--soft)}
            th,td{padding:.25em .8em;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
            th:last-child,td:last-child{text-align:left}.map td,.map th{text-align:center;border:1px solid var(--rule)}
            .warn{border-left:4px solid var(--loss);padding:.5em 1em;background:var(--card)}
            .g{background:color-mix(in srgb,var(--gain) calc(var(--v)*1%),var(--paper))}.l{background:color-mix(in srgb,var(--loss) calc(var(--v)*1%),var(--paper))}
            """;

    private final SweepResult result;
    private final StringBuilder out = new StringBuilder(1 << 16);

    private SweepPage(SweepResult result) {
        this.result = result;
    }

    public static String of(SweepResult result) {
        return new SweepPage(result).page();
    }

    private String page() {
        out.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                        + " content=\"width=device-width\"><title>Sweep</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>Sweep of ")
                .append(result.trials().size())
                .append(" trials</h1><p>")
                .append(SweepText.time(result.parts().get(0).fromNanos()))
                .append(" to ")
                .append(SweepText.time(
                        result.parts().get(result.parts().size() - 1).untilNanos()))
                .append(
                        result.parts().size() == 1
                                ? ""
                                : ", in " + result.parts().size() + " parts")
                .append("; profits in ")
                .append(escape(result.quote()))
                .append(", Sharpe ratios of a minute.</p>");
        if (!result.findings().isEmpty()) {
            out.append("<p class=\"warn\">The tapes are not without fault: ")
                    .append(escape(result.findings()))
                    .append(". Nothing was quoted on it.</p>");
        }
        out.append("<p class=\"warn\">")
                .append(escape(SweepText.warning(result)))
                .append("</p>");
        walkForward();
        heatMaps();
        ranking();
        return out.append("</body></html>\n").toString();
    }

    private void walkForward() {
        if (result.folds().isEmpty()) {
            return;
        }
        out.append(
                "<h2>Walk forward</h2><p>At each time the trial that had gained most so far, and what it gained next, on data"
                        + " that the choice had not seen.</p><div class=\"wide\"><table><tr><th>at</th><th>until then</th>"
                        + "<th>next</th><th>best in hindsight</th><th>chosen</th></tr>");
        double sum = 0;
        for (SweepResult.Fold fold : result.folds()) {
            sum += fold.test().profit();
            row(
                    SweepText.time(fold.part().fromNanos()),
                    money(fold.training().profit()),
                    money(fold.test().profit()),
                    money(fold.hindsight()),
                    result.text(fold.chosen()));
        }
        row("all", "", money(sum), "", "");
        out.append("</table></div>");
    }

    private void row(String... cells) {
        out.append("<tr>");
        for (String cell : cells) {
            out.append("<td>").append(escape(cell)).append("</td>");
        }
        out.append("</tr>");
    }

    /** One for each pair of keys of few values; what differs otherwise is averaged. */
    private void heatMaps() {
        List<String> keys = new ArrayList<>();
        for (String key : result.trials().get(0).values().keySet()) {
            int values = values(key).size();
            if (values > 1 && values <= MOST_CELLS) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        out.append("<h2>Heat maps</h2><p>Mean profit in the parts that choose, over all trials of a cell.</p>");
        if (keys.size() == 1) {
            heatMap(keys.get(0), "");
        }
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size(); j++) {
                heatMap(keys.get(i), keys.get(j));
            }
        }
    }

    private Set<String> values(String key) {
        Set<String> values = new LinkedHashSet<>();
        result.trials().forEach(trial -> values.add(trial.values().getOrDefault(key, "")));
        return values;
    }

    private double mean(String rowKey, String row, String columnKey, String column) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < result.trials().size(); i++) {
            Trial trial = result.trials().get(i);
            boolean there = row.equals(trial.values().getOrDefault(rowKey, ""))
                    && column.equals(trial.values().getOrDefault(columnKey, ""));
            if (there) {
                sum += result.training(i).profit();
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private void heatMap(String rowKey, String columnKey) {
        List<String> rows = List.copyOf(values(rowKey));
        List<String> columns = columnKey.isEmpty() ? List.of("") : List.copyOf(values(columnKey));
        double[][] means = new double[rows.size()][columns.size()];
        double largest = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns.size(); j++) {
                means[i][j] = mean(rowKey, rows.get(i), columnKey, columns.get(j));
                largest = Double.isNaN(means[i][j]) ? largest : Math.max(largest, Math.abs(means[i][j]));
            }
        }
        out.append("<div class=\"wide\"><table class=\"map\"><caption>")
                .append(escape(rowKey))
                .append(" down")
                .append(columnKey.isEmpty() ? "" : ", " + escape(columnKey) + " across")
                .append("</caption><tr><th></th>");
        columns.forEach(column -> out.append("<th>").append(escape(column)).append("</th>"));
        out.append("</tr>");
        for (int i = 0; i < rows.size(); i++) {
            out.append("<tr><th>").append(escape(rows.get(i))).append("</th>");
            for (double mean : means[i]) {
                long share = largest == 0 || Double.isNaN(mean) ? 0 : Math.round(70 * Math.abs(mean) / largest);
                out.append("<td class=\"")
                        .append(mean < 0 ? 'l' : 'g')
                        .append("\" style=\"--v:")
                        .append(share)
                        .append("\">")
                        .append(Double.isNaN(mean) ? "" : money(mean))
                        .append("</td>");
            }
            out.append("</tr>");
        }
        out.append("</table></div>");
    }

    private void ranking() {
        boolean judged = result.parts().size() > 1;
        out.append("<h2>Ranking</h2><div class=\"wide\"><table><tr><th></th><th>")
                .append(judged ? "chosen on" : "profit")
                .append("</th>")
                .append(judged ? "<th>judged on</th>" : "")
                .append("<th>Sharpe</th><th>drawdown</th><th>fills</th><th>parameters</th></tr>");
        List<Integer> ranking = result.ranking();
        for (int i = 0; i < Math.min(MOST_ROWS, ranking.size()); i++) {
            int trial = ranking.get(i);
            Pooled training = result.training(trial);
            List<String> cells = new ArrayList<>(List.of(Integer.toString(i + 1), money(training.profit())));
            if (judged) {
                cells.add(money(result.test(trial).profit()));
            }
            cells.add(String.format(Locale.ROOT, "%.4f", training.sharpe()));
            cells.add(money(training.drawdown()));
            cells.add(String.format(Locale.ROOT, "%,d", training.fills()));
            cells.add(result.text(trial));
            row(cells.toArray(new String[0]));
        }
        out.append("</table></div>");
    }

    private static String money(double value) {
        return String.format(Locale.ROOT, "%,.4f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
