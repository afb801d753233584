package dev.flowmaker.research.study;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The study as one HTML page with its plots drawn in it; nothing is loaded from anywhere. */
public final class StudyPage {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1b1f24;--soft:#5b6672;--paper:#fff;--card:#f7f8fa;--rule:#dde1e6;
            --s0:#0b63ce;--s1:#d1495b;--s2:#2e933c;--s3:#8f5bb5;--s4:#c08a00;--s5:#4a5560}
            @media(prefers-color-scheme:dark){:root{--ink:#e4e7eb;--soft:#9aa5b1;--paper:#14171b;--card:#1b2026;--rule:#333b45;
            --s0:#6cb0ff;--s1:#ff8b98;--s2:#74d184;--s3:#c79bec;--s4:#f0bd4a;--s5:#aab4bf}}
            body{font:15px/1.5 system-ui,sans-serif;max-width:1000px;margin:2em auto;padding:0 1em;color:var(--ink);background:var(--paper)}
            h1{font-size:1.6em;margin-bottom:.2em}h2{font-size:1.25em;margin-top:2.2em}p{max-width:46em}
            .wide{overflow-x:auto}table{border-collapse:collapse;margin:1em 0;font-variant-numeric:tabular-nums}
            th,td{padding:.25em .8em;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
            th{font-weight:600}th:first-child,td:first-child{text-align:left}.no,small{color:var(--soft)}
            .plots{display:flex;flex-wrap:wrap;gap:1em}svg{max-width:100%;height:auto;background:var(--card);border:1px solid var(--rule);border-radius:4px}
            svg text{font:11px system-ui,sans-serif;fill:var(--soft)}svg text.title{font-size:12.5px;font-weight:600;fill:var(--ink)}
            svg line{stroke:var(--rule)}polyline{fill:none;stroke-width:2}
            polyline.s0{stroke:var(--s0)}polyline.s1{stroke:var(--s1)}polyline.s2{stroke:var(--s2)}
            polyline.s3{stroke:var(--s3)}polyline.s4{stroke:var(--s4)}polyline.s5{stroke:var(--s5)}
            circle.s0,rect.s0{fill:var(--s0)}circle.s1,rect.s1{fill:var(--s1)}circle.s2,rect.s2{fill:var(--s2)}
            circle.s3,rect.s3{fill:var(--s3)}circle.s4,rect.s4{fill:var(--s4)}circle.s5,rect.s5{fill:var(--s5)}
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
        put(
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Order flow of ",
                market);
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
                        "; %,d book states, %,d trades; dropped as crossed or one-sided %,d; restarts %,d;"
                                + " levels with an own part that is not known %,d.</p>",
                        study.states(),
                        study.trades(),
                        study.dropped(),
                        study.resets(),
                        study.ownUncertain()));
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
                        bins.unchanged()),
                bins.few() ? "<p class=\"no\">These are too few bins to believe what follows.</p>" : "");
        put(
                "<div class=\"wide\"><table><tr><th>what explains the mid’s change in the same bin</th><th>slope</th><th>t</th>");
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
        put("</table></div>");
        later(bins);
        predictions(bins.predictions());
        put("<div class=\"plots\">");
        put(response(bins), byLevel(bins), byHorizon(bins.predictions()), decay(bins));
        put("</div>");
    }

    private void later(BinStudy bins) throws IOException {
        put(
                "<p>The first component of the levels’ flow has ",
                Figures.percent(bins.component().share()));
        put(
                " of their variance. One bin ahead, best-level flow explains ",
                Figures.percent(bins.lagged().ofi1().r2()));
        put(", trade imbalance ", Figures.percent(bins.lagged().ti().r2()), ", queue imbalance ");
        put(Figures.percent(bins.lagged().queueImbalance().r2()), ".</p>");
        Windows windows = bins.windows();
        if (windows != null) {
            put("<p>In ", Integer.toString(windows.windows()), " windows of half an hour best-level flow explains ");
            put(Figures.percent(windows.meanR2Ofi1()), " on average, trade imbalance ");
            put(Figures.percent(windows.meanR2Ti()), "; White’s t of flow is above 1.96 in ");
            put(Figures.percent(windows.shareSignificant()), " of them. Impact falls with depth to the power ");
            put(Figures.fixed(windows.lambda(), 2), ".</p>");
        }
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
        put("<div class=\"wide\"><table><tr><th>what foretells the mid after the bin: R² out of sample<br>");
        put("<small>ticks for one standard deviation, Newey and West’s t</small></th>");
        for (long millis : predictions.horizonMillis()) {
            put("<th>", Double.toString(millis / 1000.0), " s</th>");
        }
        put("</tr>");
        for (Predictions.Signal signal : predictions.signals()) {
            put("<tr><td>", signal.name(), "</td>");
            for (int i = 0; i < predictions.horizonMillis().size(); i++) {
                double r2 = signal.outOfSampleR2().get(i);
                put(r2 > 0 ? "<td>" : "<td class=\"no\">", Figures.percent(r2), "<br><small>");
                put(
                        Figures.fixed(signal.response().get(i), 3),
                        ", ",
                        Figures.fixed(signal.t().get(i), 1),
                        "</small></td>");
            }
            put("</tr>");
        }
        put("</table></div>");
    }

    private static String response(BinStudy bins) {
        Plot plot = new Plot(
                        "Change of the mid by tenth of best-level flow",
                        "tenth, from most selling to most buying",
                        "ticks")
                .places(IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).toList());
        List<double[]> points = new ArrayList<>();
        for (BinStudy.Decile decile : bins.deciles()) {
            points.add(new double[] {decile.tenth() - 1.0, decile.meanChange()});
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
        put(
                "<h2>Micro-price minus mid, ticks</h2><div class=\"wide\"><table><tr><th>imbalance bid/(bid+ask) up to</th>");
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
        put("</table></div>");
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
