package dev.flowmaker.research.study;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.signal.SignalSettings;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A calibration in words, and as a configuration that says where its numbers come from. */
public final class CalibrationText {
    private static final double ROOM = 3;
    private static final long USUAL_SAMPLE = 1_000;
    /** Horizons are multiples of this, in milliseconds. */
    private static final long STEP = 100;
    /** In one horizon. */
    private static final long MOST_SAMPLES = 1_000;

    private CalibrationText() {}

    public static void print(Calibration fit, Suggestion suggestion, PrintWriter out) {
        lines(fit, suggestion).forEach(out::println);
        out.flush();
    }

    private static List<String> lines(Calibration fit, Suggestion suggestion) {
        List<String> lines = new ArrayList<>();
        lines.add(fit.instrument().symbol() + ", tick " + fit.instrument().tick() + ", from "
                + Instant.ofEpochSecond(0, fit.firstNanos()) + " to " + Instant.ofEpochSecond(0, fit.lastNanos()));
        lines.add("volatility: sigma " + Figures.figure(fit.sigma())
                + " ticks per root second, standard error at least " + Figures.figure(fit.sigmaError()) + ", of "
                + fit.sigmaSteps() + " changes in 100 ms");
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
        AlphaFit alpha = fit.alpha();
        lines.add("alpha over " + alpha.horizonMillis() / 1000.0 + " s: R2 out of sample "
                + Figures.percent(alpha.outOfSampleR2()) + ", in sample " + Figures.percent(alpha.r2()) + ", "
                + alpha.samples() + " seconds");
        for (AlphaFit.SignalFit signal : alpha.all()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-12s R2 out of sample alone %10s, adds %10s: %s",
                    EngineSettingsFactory.signalName(signal.kind()),
                    Figures.percent(signal.alone()),
                    Figures.percent(signal.adds()),
                    signal.used() ? Figures.figure(signal.ticksPerUnit()) + " ticks per unit" : "not used"));
        }
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
        signals(fit, out);
        alpha(fit.alpha(), out);
        quote(fit, suggestion, out);
        out.println("}");
        out.flush();
    }

    private static void signals(Calibration fit, PrintWriter out) {
        MicroPriceFit microPrice = fit.microPrice();
        if (!fit.alpha().predicts()) {
            return;
        }
        out.println("  signals {");
        out.println("    use = [ "
                + fit.alpha().used().stream()
                        .map(signal -> EngineSettingsFactory.signalName(signal.kind()))
                        .collect(Collectors.joining(", "))
                + " ]");
        if (microPrice != null) {
            SignalSettings.MicroPriceTable table = microPrice.table();
            out.println("    micro-price { buckets = " + table.buckets() + ", spreads = " + table.spreads());
            out.println("      table = ["
                    + table.ticks().stream()
                            .map(ticks -> Figures.fixed(ticks, 6))
                            .collect(Collectors.joining(", "))
                    + "] }");
        }
        out.println("  }");
    }

    private static void alpha(AlphaFit fit, PrintWriter out) {
        out.println("  alpha {");
        out.println("    horizon = " + fit.horizonMillis() + " ms");
        out.println("    sample = " + sampleMillis(fit.horizonMillis()) + " ms");
        if (fit.predicts()) {
            out.println("    # Room for what was found: three times the usual shift, and three times each weight.");
            out.println("    cap = " + ticks(ROOM * fit.usualShift()));
            out.println("    bounds {");
            fit.used()
                    .forEach(signal -> out.println("      " + EngineSettingsFactory.signalName(signal.kind()) + " = "
                            + ticks(ROOM * Math.abs(signal.ticksPerUnit()))));
            out.println("    }");
            out.println("    # With mode = fixed these move the fair value; with fitted their drift is told.");
            out.println("    weights {");
            fit.used()
                    .forEach(signal -> out.println("      " + EngineSettingsFactory.signalName(signal.kind()) + " = "
                            + ticks(signal.ticksPerUnit())));
            out.println("    }");
            out.println("    calibrated {");
            fit.used()
                    .forEach(signal -> out.println("      " + EngineSettingsFactory.signalName(signal.kind()) + " = "
                            + Figures.fixed(signal.alone(), 6)));
            out.println("    }");
        } else {
            out.println("    # Nothing was foretold: signals are measured and journaled, and move nothing.");
            out.println("    mode = off");
        }
        out.println("  }");
    }

    /** The longest up to 1 s that divides the horizon; longer when a configuration would refuse so many samples. */
    private static long sampleMillis(long horizonMillis) {
        for (long millis = Math.min(USUAL_SAMPLE, horizonMillis); millis >= STEP; millis -= STEP) {
            if (horizonMillis % millis == 0 && horizonMillis / millis <= MOST_SAMPLES) {
                return millis;
            }
        }
        long longer = USUAL_SAMPLE + STEP;
        while (horizonMillis % longer != 0 || horizonMillis / longer > MOST_SAMPLES) {
            longer += STEP;
        }
        return longer;
    }

    private static void quote(Calibration fit, Suggestion suggestion, PrintWriter out) {
        IntensityFit intensity = fit.intensity();
        out.println("  quote {");
        if (intensity != null && fit.intensityTrusted() && suggestion.halfSpreadTicks() > 0) {
            out.println("    model = glft");
            out.println("    gamma = " + plain(suggestion.gamma()));
            out.println("    intensity = \"" + plain(intensity.a()) + " per s\"");
            out.println("    intensity-decay = \"" + plain(intensity.k()) + " per tick\"");
            out.println("    # With model = fixed: half-spread = " + ticks(suggestion.halfSpreadTicks())
                    + ", inventory.price-skew = " + ticks(suggestion.skewTicks() * suggestion.orders())
                    + ", the latter for "
                    + suggestion.orders() + " orders held.");
        }
        if (fit.sigma() > 0) {
            out.println("    volatility = \"" + plain(fit.sigma()) + " ticks/sqrt(s)\"");
        }
        out.println("    adverse-selection.prior = " + ticks(fit.expectedAgainst()));
        out.println("  }");
    }

    private static String ticks(double value) {
        return Figures.fixed(value, 6) + " ticks";
    }

    /** Six digits without an exponent. */
    private static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
