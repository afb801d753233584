package dev.flowmaker.research.study;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The study as one HTML page with its plots drawn in it; nothing is loaded from anywhere. */
public final class StudyPage {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:980px;margin:2em auto;padding:0 1em;color:#1b1f24;background:#fff}
            h1{font-size:1.5em}h2{font-size:1.2em;margin-top:2em}
            table{border-collapse:collapse;margin:1em 0}th,td{padding:.2em .8em;text-align:right;border-bottom:1px solid #dde}
            th:first-child,td:first-child{text-align:left}td.no{color:#999}
            .plots{display:flex;flex-wrap:wrap;gap:1em}svg{background:#fafbfc;border:1px solid #e4e7ec}
            svg text{font:11px system-ui,sans-serif;fill:#445}
            """;

    private final Writer out;

    private StudyPage(Writer out) {
        this.out = out;
    }

    public static void write(Study study, Writer out) throws IOException {
        new StudyPage(out).write(study);
    }

    private void write(Study study) throws IOException {
        String market = escape(study.instrument().symbol());
        put("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Order flow of ", market);
        put("</title><style>", STYLE, "</style></head><body><h1>Order flow of ", market, "</h1><p>");
        put(Instant.ofEpochSecond(0, study.firstNanos()).toString(), " to ");
        put(
                Instant.ofEpochSecond(0, study.lastNanos()).toString(),
                "; tick ",
                study.instrument().tick().toString());
        put(
                ", lot ",
                study.instrument().lot().toString(),
                String.format(
                        Locale.ROOT,
                        "; %,d book states, %,d trades; dropped as crossed or one-sided %,d; restarts %,d.</p>",
                        study.states(),
                        study.trades(),
                        study.dropped(),
                        study.resets()));
        for (BinStudy bins : study.bins()) {
            write(bins);
        }
        MicroPriceFit microPrice = study.microPrice();
        if (microPrice != null) {
            write(microPrice);
        }
        put("</body></html>\n");
    }

    private void write(BinStudy bins) throws IOException {
        put(
                "<h2>Bins of ",
                Long.toString(bins.binMillis()),
                " ms</h2><p>",
                String.format(
                        Locale.ROOT,
                        "%,d bins, %,d empty, %,d left out because of gaps; the mid did not move in %,d.</p>",
                        bins.k(),
                        bins.emptyBins(),
                        bins.brokenBins(),
                        bins.unchanged()));
        put("<table><tr><th>change of the mid in the same bin, explained by</th><th>slope</th><th>t</th>");
        put("<th>t (White)</th><th>R²</th><th>R² out of sample</th></tr>");
        BinStudy.OutOfSample ahead = bins.outOfSample();
        row("best-level flow, ticks per unit", bins.ofi1(), ahead.ofi1());
        row("trade imbalance, ticks per unit", bins.ti(), ahead.ti());
        share("both", bins.both().r2(), Double.NaN);
        int levels = bins.sums().size();
        for (int ranks = 5; ranks <= 10; ranks += 5) {
            if (ranks <= levels) {
                row("flow of " + ranks + " levels added up", bins.sums().get(ranks - 1), Double.NaN);
                share(
                        "flow of each of " + ranks + " levels",
                        bins.vectors().get(ranks - 1).r2(),
                        ahead.vectors().get(ranks - 1));
            }
        }
        row("best-level flow over depth, basis points", bins.normalised(), ahead.normalised());
        row("integrated flow, basis points", bins.integrated(), ahead.integrated());
        put("</table>");
        predictions(bins.predictions());
        put("<div class=\"plots\">");
        put(response(bins), byLevel(bins), byHorizon(bins.predictions()), decay(bins));
        put("</div>");
    }

    private void row(String name, Ols.Fit fit, double ahead) throws IOException {
        put("<tr><td>", name, "</td>");
        cell(Figures.figure(fit.beta(1)));
        cell(Figures.fixed(fit.t(1), 2));
        cell(Figures.fixed(fit.tWhite(1), 2));
        cell(Figures.percent(fit.r2()));
        cell(Figures.percent(ahead));
        put("</tr>");
    }

    private void share(String name, double r2, double ahead) throws IOException {
        put("<tr><td>", name, "</td><td></td><td></td><td></td>");
        cell(Figures.percent(r2));
        cell(Figures.percent(ahead));
        put("</tr>");
    }

    private void cell(String text) throws IOException {
        put("<td>", text, "</td>");
    }

    private void predictions(Predictions predictions) throws IOException {
        put("<table><tr><th>what comes after the bin, R² out of sample</th>");
        for (long millis : predictions.horizonMillis()) {
            put("<th>", Double.toString(millis / 1000.0), " s</th>");
        }
        put("</tr>");
        for (Predictions.Signal signal : predictions.signals()) {
            put("<tr><td>", signal.name(), "</td>");
            for (double r2 : signal.outOfSampleR2()) {
                put(r2 > 0 ? "<td>" : "<td class=\"no\">", Figures.percent(r2), "</td>");
            }
            put("</tr>");
        }
        put("</table>");
    }

    private static String response(BinStudy bins) {
        Plot plot = new Plot("Change of the mid by tenths of best-level flow", "flow, base units", "ticks");
        List<double[]> points = new ArrayList<>();
        for (BinStudy.Decile decile : bins.deciles()) {
            points.add(new double[] {decile.meanFlow(), decile.meanChange()});
        }
        return plot.line("", points).svg();
    }

    private static String byLevel(BinStudy bins) {
        Plot plot = new Plot("R² by number of levels", "levels", "%");
        List<double[]> sums = new ArrayList<>();
        List<double[]> vectors = new ArrayList<>();
        List<double[]> ahead = new ArrayList<>();
        for (int i = 0; i < bins.sums().size(); i++) {
            sums.add(new double[] {i + 1.0, bins.sums().get(i).r2() * 100});
            vectors.add(new double[] {i + 1.0, bins.vectors().get(i).r2() * 100});
            ahead.add(new double[] {i + 1.0, bins.outOfSample().vectors().get(i) * 100});
        }
        return plot.line("added up", sums)
                .line("each", vectors)
                .line("each, out of sample", ahead)
                .svg();
    }

    private static String byHorizon(Predictions predictions) {
        Plot plot = new Plot("R² out of sample by horizon", "seconds", "%")
                .places(predictions.horizonMillis().stream()
                        .map(millis -> Figures.figure(millis / 1000.0))
                        .toList());
        for (Predictions.Signal signal : predictions.signals()) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < predictions.horizonMillis().size(); i++) {
                points.add(new double[] {i, signal.outOfSampleR2().get(i) * 100});
            }
            plot.line(signal.name(), points);
        }
        return plot.svg();
    }

    private static String decay(BinStudy bins) {
        Plot plot = new Plot("R² of best-level flow on the change bins later", "bins later", "%");
        List<double[]> points = new ArrayList<>();
        for (int lag = 0; lag < bins.decay().size(); lag++) {
            points.add(new double[] {lag, bins.decay().get(lag) * 100});
        }
        return plot.line("", points).svg();
    }

    private void write(MicroPriceFit fit) throws IOException {
        put("<h2>Micro-price minus mid, ticks</h2><table><tr><th>imbalance bid/(bid+ask) up to</th>");
        int buckets = fit.grid().buckets();
        for (int bucket = 1; bucket <= buckets; bucket++) {
            put("<th>", Figures.figure((double) bucket / buckets), "</th>");
        }
        put("</tr>");
        for (int spread = 1; spread <= fit.grid().spreads(); spread++) {
            put("<tr><td>spread ", Integer.toString(spread), "</td>");
            for (double adjustment : fit.ofSpread(spread)) {
                cell(Figures.fixed(adjustment, 5));
            }
            put("</tr>");
        }
        put("</table>");
    }

    private void put(String... parts) throws IOException {
        for (String part : parts) {
            out.write(part);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
