package dev.flowmaker.cli;

import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.research.backtest.BacktestResult;
import dev.flowmaker.research.backtest.ModelRuns;
import dev.flowmaker.research.backtest.ModelSpread;
import java.time.Instant;
import java.util.List;

/** What several fill models say, as one page: each one's own session, and the same orders under each. Nothing is loaded. */
final class ModelPage {
    /** In the folder of the journals. */
    static final String NAME = "models.html";

    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1b1f24;--soft:#5b6672;--paper:#fff;--rule:#dde1e6}
            @media(prefers-color-scheme:dark){:root{--ink:#e4e7eb;--soft:#9aa5b1;--paper:#14171b;--rule:#333b45}}
            body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;color:var(--ink);background:var(--paper)}
            h1{font-size:1.6em}h2{font-size:1.25em;margin-top:2em}p{max-width:46em}.wide{overflow-x:auto}
            table{border-collapse:collapse;margin:1em 0;font-variant-numeric:tabular-nums}
            th,td{padding:.25em .8em;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
            th:first-child,td:first-child{text-align:left}tr:last-child td{font-weight:600}
            """;

    private ModelPage() {}

    static String of(ModelRuns runs) {
        BacktestResult first = runs.sessions().get(0);
        StringBuilder out = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta"
                        + " name=\"viewport\" content=\"width=device-width\"><title>Fill models</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(runs.sessions().size())
                .append(" fill models</h1><p>")
                .append(Instant.ofEpochSecond(0, first.firstNanos()))
                .append(" to ")
                .append(Instant.ofEpochSecond(0, first.lastNanos()))
                .append(
                        ". Nobody can tell from a recording which model is right: no figure is surer than the last line of"
                                + " its table.</p>");
        for (int i = 0; i < first.markets().size(); i++) {
            Instrument instrument = first.markets().get(i).instrument();
            out.append("<h2>")
                    .append(escape(instrument.symbol()))
                    .append("</h2><p>Money in ")
                    .append(escape(instrument.quote().code()))
                    .append(", markouts in ticks, the rest in ")
                    .append(escape(instrument.base().code()))
                    .append(".</p>");
            table(ModelRuns.SESSIONS, runs.sessions(), i, out);
            table(runs.sameOrdersWords(), runs.sameOrders(), i, out);
        }
        return out.append("</body></html>\n").toString();
    }

    private static void table(String words, List<BacktestResult> results, int market, StringBuilder out) {
        out.append("<p>A table of ").append(escape(words)).append(".</p><div class=\"wide\"><table>");
        String cell = "th";
        for (List<String> row : ModelTable.table(results, ModelSpread.of(results, market))) {
            out.append("<tr>");
            for (String text : row) {
                out.append('<')
                        .append(cell)
                        .append('>')
                        .append(escape(text))
                        .append("</")
                        .append(cell)
                        .append('>');
            }
            out.append("</tr>");
            cell = "td";
        }
        out.append("</table></div>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
