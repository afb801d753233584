package dev.flowmaker.research.study;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A calibration in words, and as a configuration that says where its numbers come from. */
public final class CalibrationText {
    private CalibrationText() {}

    public static void print(Calibration fit, Suggestion suggestion, PrintWriter out) {
        lines(fit, suggestion).forEach(out::println);
        out.flush();
    }

    private static List<String> lines(Calibration fit, Suggestion suggestion) {
        List<String> lines = new ArrayList<>();
        lines.add(fit.instrument().symbol() + ", tick " + fit.instrument().tick() + ", from "
                + Instant.ofEpochSecond(0, fit.firstNanos()) + " to " + Instant.ofEpochSecond(0, fit.lastNanos()));
        lines.add("volatility: sigma " + Figures.figure(fit.sigma()) + " ticks per root second, of changes in 100 ms");
        IntensityFit intensity = fit.intensity();
        if (intensity != null) {
            lines.add("fill intensity: A " + Figures.figure(intensity.a()) + " /s, k " + Figures.figure(intensity.k())
                    + " /tick, R2 " + Figures.percent(intensity.r2()) + " over " + intensity.ticks()
                    + " distances, the farthest seen " + intensity.fewest() + " times");
        }
        for (Calibration.Markout markout : fit.markouts()) {
            lines.add("adverse selection in " + markout.seconds() + " s: " + Figures.fixed(markout.against(), 4)
                    + " ticks, standard error at least " + Figures.fixed(markout.standardError(), 4) + "; trades are "
                    + Figures.fixed(markout.earned(), 4) + " ticks from the mid; " + markout.trades() + " trades");
        }
        Calibration.FlowFit flow = fit.flow();
        lines.add("order flow over the next second: " + Figures.figure(flow.ticksPerUnit())
                + " ticks per average depth, White t " + Figures.fixed(flow.tWhite(), 2) + ", R2 "
                + Figures.percent(flow.r2()) + ", out of sample " + Figures.percent(flow.outOfSampleR2()) + ", "
                + flow.samples() + " seconds");
        if (suggestion.halfSpreadTicks() > 0) {
            lines.add("suggested at gamma " + Figures.figure(suggestion.gamma()) + ": half-spread "
                    + Figures.figure(suggestion.halfSpreadTicks()) + " ticks, skew "
                    + Figures.figure(suggestion.skewTicks()) + " ticks for each order held");
        }
        fit.warnings().forEach(warning -> lines.add("warning: " + warning));
        return lines;
    }

    /** Defaults for markets, to be included by a daemon's configuration. */
    public static void writeConf(Calibration fit, Suggestion suggestion, PrintWriter out) {
        out.println("# Fitted by flowmaker calibrate; a daemon's configuration can include it.");
        lines(fit, suggestion).forEach(line -> out.println("# " + line));
        out.println("flowmaker.market-defaults {");
        out.println("  signals {");
        out.println("    half-life = " + Calibration.FLOW.halfLifeNanos() / 1_000_000 + " ms");
        out.println("    depth-half-life = " + Calibration.FLOW.depthHalfLifeNanos() / 1_000_000 + " ms");
        out.println("    use = [ flow ]");
        out.println("  }");
        out.println("  alpha {");
        out.println(
                "    weights.flow = " + ticks(fit.flow().predicts() ? fit.flow().ticksPerUnit() : 0));
        out.println("    calibrated.flow = " + Figures.fixed(fit.flow().outOfSampleR2(), 6));
        out.println("  }");
        if (suggestion.halfSpreadTicks() > 0) {
            out.println("  quote {");
            out.println("    half-spread = " + ticks(suggestion.halfSpreadTicks()));
            out.println("    # For " + suggestion.orders() + " orders held.");
            out.println("    inventory.price-skew = " + ticks(suggestion.skewTicks() * suggestion.orders()));
            out.println("  }");
        }
        out.println("}");
        out.flush();
    }

    private static String ticks(double value) {
        return Figures.fixed(value, 6) + " ticks";
    }
}
