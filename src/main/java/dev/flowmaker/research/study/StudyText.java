package dev.flowmaker.research.study;

import dev.flowmaker.research.study.Ols.Fit;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The study as text for a terminal. */
public final class StudyText {
    private final PrintWriter out;

    private StudyText(PrintWriter out) {
        this.out = out;
    }

    public static void print(Study study, PrintWriter out) {
        new StudyText(out).print(study);
    }

    /** What the engine's signals foretell. */
    public static void print(Foretelling foretelling, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%nThe engine's own signals, %,d seconds: R2 out of sample, ticks per standard deviation, Newey-West t%n",
                foretelling.samples());
        out.printf("  %-15s", "horizon");
        foretelling.horizonMillis().forEach(millis -> out.printf("%30s", millis / 1000.0 + " s"));
        out.println();
        for (Foretelling.Signal signal : foretelling.signals()) {
            out.printf("  %-15s", signal.name());
            for (int i = 0; i < foretelling.horizonMillis().size(); i++) {
                out.printf(
                        "%12s%11s%7s",
                        Figures.percent(signal.outOfSampleR2().get(i)),
                        Figures.fixed(signal.response().get(i), 4),
                        Figures.fixed(signal.t().get(i), 1));
            }
            out.println();
        }
        Foretelling.Signal alpha =
                foretelling.signals().get(foretelling.signals().size() - 1);
        out.printf("  %-15s", "alpha counts in");
        alpha.active().forEach(share -> out.printf("%30s", Figures.percent(share)));
        out.println();
        out.flush();
    }

    private void print(Study study) {
        out.printf(
                Locale.ROOT,
                "%s  tick %s  lot %s%n%s to %s%n%,d states, %,d trades; dropped as crossed or one-sided %,d; restarts %,d%n",
                study.instrument().symbol(),
                study.instrument().tick(),
                study.instrument().lot(),
                instant(study.firstNanos()),
                instant(study.lastNanos()),
                study.states(),
                study.trades(),
                study.dropped(),
                study.resets());
        if (study.ownUncertain() > 0) {
            out.printf(
                    Locale.ROOT,
                    "levels in which our own orders could not be told from others': %,d%n",
                    study.ownUncertain());
        }
        study.bins().forEach(this::print);
        microPrice(study.microPrice());
        out.flush();
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private void print(BinStudy bins) {
        out.printf(
                Locale.ROOT,
                "%nBins of %d ms: %,d, of them %,d empty; %,d left out because of gaps%n"
                        + "%,d events; the mid did not move in %,d; its change has sd %s and sum %s ticks%n"
                        + "sum of flow %,d lots, of trade imbalance %,d lots%n%n",
                bins.binMillis(),
                bins.k(),
                bins.emptyBins(),
                bins.brokenBins(),
                bins.events(),
                bins.unchanged(),
                Figures.fixed(bins.deviation(), 4),
                Figures.figure(bins.sumChange()),
                bins.sumOfi1(),
                bins.sumTi());
        if (bins.few()) {
            out.println("These are too few bins to believe what follows");
        }
        out.println("Change of the mid in the same bin, ticks per base unit (t classical, tW White HC0)");
        line("OFI1", bins.ofi1());
        line("TI", bins.ti());
        line("OFI1 + TI", bins.both());
        for (int ranks : new int[] {5, 10}) {
            if (bins.sums().size() >= ranks) {
                line("sum OFI1.." + ranks, bins.sums().get(ranks - 1));
                shares("vector " + ranks, bins.vectors().get(ranks - 1));
            }
        }
        out.println("the same in basis points per unit of flow over depth");
        line("OFI1 / depth", bins.normalised());
        line("integrated", bins.integrated());
        StringBuilder weights = new StringBuilder();
        for (double weight : bins.component().weights()) {
            weights.append(' ').append(Figures.fixed(weight, 4));
        }
        out.println("  first component has " + Figures.percent(bins.component().share()) + "; weights" + weights);
        outOfSample(bins.outOfSample());
        lagged(bins.lagged());
        windows(bins);
        predictions(bins);
    }

    private void line(String name, Fit fit) {
        out.printf(
                Locale.ROOT,
                "  %-14s R2 %10s  adjusted %10s",
                name,
                Figures.percent(fit.r2()),
                Figures.percent(fit.adjustedR2()));
        for (int i = 0; i < fit.coefficients(); i++) {
            out.printf(
                    Locale.ROOT,
                    "  b%d %s t %s tW %s",
                    i,
                    Figures.figure(fit.beta(i)),
                    Figures.fixed(fit.t(i), 3),
                    Figures.fixed(fit.tWhite(i), 3));
        }
        out.println();
    }

    private void shares(String name, Fit fit) {
        out.printf(
                Locale.ROOT,
                "  %-14s R2 %10s  adjusted %10s%n",
                name,
                Figures.percent(fit.r2()),
                Figures.percent(fit.adjustedR2()));
    }

    private void outOfSample(BinStudy.OutOfSample ahead) {
        List<Double> vectors = ahead.vectors();
        out.printf(
                "Out of sample, first half to second: OFI1 %s  TI %s%s%s  OFI1/depth %s  integrated %s%n",
                Figures.percent(ahead.ofi1()),
                Figures.percent(ahead.ti()),
                vectors.size() < 5 ? "" : "  vector 5 " + Figures.percent(vectors.get(4)),
                vectors.size() < 10 ? "" : "  vector 10 " + Figures.percent(vectors.get(9)),
                Figures.percent(ahead.normalised()),
                Figures.percent(ahead.integrated()));
    }

    private void lagged(BinStudy.Lagged lagged) {
        out.printf(
                "One bin ahead: OFI1 R2 %s tW %s  TI R2 %s tW %s  queue imbalance R2 %s slope %s tW %s%n",
                Figures.percent(lagged.ofi1().r2()),
                Figures.fixed(lagged.ofi1().tWhite(1), 2),
                Figures.percent(lagged.ti().r2()),
                Figures.fixed(lagged.ti().tWhite(1), 2),
                Figures.percent(lagged.queueImbalance().r2()),
                Figures.figure(lagged.queueImbalance().beta(1)),
                Figures.fixed(lagged.queueImbalance().tWhite(1), 2));
    }

    private void windows(BinStudy bins) {
        Windows windows = bins.windows();
        if (windows != null) {
            out.printf(
                    Locale.ROOT,
                    "%d half-hour windows: mean slope %s, tW %s, R2 of OFI1 %s, of TI %s; tW above 1.96 in %s%n"
                            + "  impact falls with depth to the power %s (R2 %s); mean slope times depth %s ticks%n",
                    windows.windows(),
                    Figures.figure(windows.meanSlope()),
                    Figures.fixed(windows.meanTWhite(), 2),
                    Figures.percent(windows.meanR2Ofi1()),
                    Figures.percent(windows.meanR2Ti()),
                    Figures.percent(windows.shareSignificant()),
                    Figures.fixed(windows.lambda(), 3),
                    Figures.percent(windows.lambdaR2()),
                    Figures.figure(windows.meanSlopeTimesDepth()));
        }
    }

    private void predictions(BinStudy bins) {
        Predictions predictions = bins.predictions();
        out.println(
                "Prediction: R2 out of sample (0 or less is nothing), ticks per standard deviation of the signal, Newey-West t");
        out.printf("  %-15s", "horizon");
        predictions.horizonMillis().forEach(millis -> out.printf("%30s", millis / 1000.0 + " s"));
        out.println();
        for (Predictions.Signal signal : predictions.signals()) {
            out.printf("  %-15s", signal.name());
            for (int i = 0; i < predictions.horizonMillis().size(); i++) {
                out.printf(
                        "%12s%11s%7s",
                        Figures.percent(signal.outOfSampleR2().get(i)),
                        Figures.fixed(signal.response().get(i), 4),
                        Figures.fixed(signal.t().get(i), 1));
            }
            out.println();
        }
    }

    private void microPrice(@org.jspecify.annotations.Nullable MicroPriceFit fit) {
        if (fit == null) {
            return;
        }
        out.println();
        out.println("Micro-price minus mid, ticks, by imbalance bid/(bid+ask) in "
                + fit.grid().buckets() + " equal parts");
        for (int spread = 1; spread <= fit.grid().spreads(); spread++) {
            out.printf("  spread %2d", spread);
            for (double adjustment : fit.ofSpread(spread)) {
                out.printf("%10s", Figures.fixed(adjustment, 5));
            }
            out.println();
        }
    }
}
