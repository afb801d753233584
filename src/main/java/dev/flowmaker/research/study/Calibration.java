package dev.flowmaker.research.study;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a tape says about the numbers a quote needs, each with how well it is known, and where not to trust it.
 *
 * @param sigma standard deviation of the mid's 100 ms changes, ticks/√s
 * @param sigmaError its standard error, as if steps were independent
 * @param sigmaSteps changes it is of
 * @param intensity null when there were too few trades
 * @param markouts by horizon
 * @param alpha weights of the engine's own signals
 * @param microPrice the table that the engine's micro-price is to use; null when that signal is not used
 */
public record Calibration(
        InstrumentRow instrument,
        long firstNanos,
        long lastNanos,
        double sigma,
        double sigmaError,
        long sigmaSteps,
        @Nullable IntensityFit intensity,
        List<Markout> markouts,
        AlphaFit alpha,
        @Nullable MicroPriceFit microPrice,
        List<String> warnings) {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double GOOD_R2 = 0.9;
    private static final long SHORT_NANOS = 3_600L * SECOND_NANOS;
    private static final long FEW_TRADES = 1_000;
    private static final long STEP_NANOS = 100_000_000;

    /** What a market's {@code alpha.horizon} takes, milliseconds. */
    private static final long LONGEST_HORIZON = 3_600_000;

    private static final int[] HORIZON_SECONDS = {1, 10};
    private static final int FEWEST_SAMPLES = 100;

    /** What alpha's vector is chosen from; levels by themselves are too many to be known apart. */
    private static final List<SignalKind> CANDIDATES = List.of(
            SignalKind.ORDER_FLOW_IMBALANCE,
            SignalKind.BEST_LEVEL_FLOW,
            SignalKind.INTEGRATED_FLOW,
            SignalKind.TRADE_IMBALANCE,
            SignalKind.QUEUE_IMBALANCE,
            SignalKind.MICRO_PRICE);

    /**
     * Adverse selection.
     *
     * @param earned mean distance of a trade from the mid before it, ticks
     * @param against mean move of the mid against whoever was hit, ticks
     * @param standardError of the latter, as if trades were independent
     */
    public record Markout(int seconds, double earned, double against, double standardError, long trades) {}

    /**
     * Reads the tape three times.
     *
     * @param horizonMillis how far ahead alpha is to foretell, a multiple of 100 ms, an hour at most
     */
    public static Calibration of(Path tape, @Nullable String market, long horizonMillis) {
        return of(() -> JournalReader.open(tape), market, horizonMillis);
    }

    static Calibration of(Supplier<Records> tape, @Nullable String market, long horizonMillis) {
        return of(tape, market, horizonMillis, Long.MAX_VALUE);
    }

    /**
     * The same of a tape's beginning.
     *
     * @param untilNanos nothing later is looked at
     */
    public static Calibration of(Supplier<Records> tape, @Nullable String market, long horizonMillis, long untilNanos) {
        if (horizonMillis < 100 || horizonMillis > LONGEST_HORIZON || horizonMillis % 100 != 0) {
            throw new StudyException(
                    "alpha's horizon must be a multiple of 100 ms of at most an hour, was " + horizonMillis + " ms");
        }
        IntensityCounter intensity = new IntensityCounter();
        MicroPriceEstimator microPrices = new MicroPriceEstimator();
        List<MarkoutCounter> counters = new ArrayList<>();
        List<TapeScan.Listener> listeners = new ArrayList<>(List.of(intensity, microPrices));
        for (int seconds : HORIZON_SECONDS) {
            counters.add(new MarkoutCounter(seconds * SECOND_NANOS));
        }
        listeners.addAll(counters);
        TapeScan scan = scan(tape, market, listeners, untilNanos);
        List<Markout> markouts = new ArrayList<>();
        for (int i = 0; i < HORIZON_SECONDS.length; i++) {
            MarkoutCounter counter = counters.get(i);
            markouts.add(new Markout(
                    HORIZON_SECONDS[i],
                    counter.earnedTicks(),
                    counter.againstTicks(),
                    counter.standardError(),
                    counter.trades()));
        }
        MicroPriceEstimator past = new MicroPriceEstimator();
        TapeScan unused =
                scan(tape, market, List.of(past), scan.firstNanos() + (scan.lastNanos() - scan.firstNanos()) / 2);
        AlphaFit alpha = alpha(tape, market, MicroPriceFit.of(past, past.usualSpreads()), horizonMillis, untilNanos);
        boolean table = alpha.used().stream().anyMatch(fit -> fit.kind() == SignalKind.MICRO_PRICE);
        IntensityFit fit = IntensityFit.of(intensity);
        return new Calibration(
                scan.instrument(),
                scan.firstNanos(),
                scan.lastNanos(),
                intensity.sigma(),
                intensity.sigmaError(),
                intensity.steps(),
                fit,
                markouts,
                alpha,
                table ? MicroPriceFit.of(microPrices, past.usualSpreads()) : null,
                warnings(scan, fit, markouts, alpha));
    }

    private static TapeScan scan(
            Supplier<Records> tape, @Nullable String market, List<TapeScan.Listener> listeners, long untilNanos) {
        TapeScan scan = new TapeScan(market, 1, listeners);
        scan.stopAfter(untilNanos);
        try (Records records = tape.get()) {
            scan.read(records);
        }
        return scan;
    }

    /** The micro-price's table is of the first half: what judges it must not be in it. */
    private static AlphaFit alpha(
            Supplier<Records> tape,
            @Nullable String market,
            @Nullable MicroPriceFit past,
            long horizonMillis,
            long untilNanos) {
        List<SignalKind> candidates = past == null ? CANDIDATES.subList(0, CANDIDATES.size() - 1) : CANDIDATES;
        SignalSettings usual = EngineSettingsFactory.defaultSignals(candidates);
        SignalSettings settings = past == null ? usual : usual.withMicroPrice(past.table());
        EngineSamples samples = samples(tape, market, settings, untilNanos);
        AlphaSettings alpha = EngineSettingsFactory.defaultAlpha();
        return AlphaFit.of(samples, settings, horizonMillis, alpha.ridge(), alpha.winsor());
    }

    /**
     * Weights of all signals together, none of them chosen or left out, on a tape's beginning.
     *
     * @param settings of the signals, which are those in use
     * @param alpha of which horizon, ridge and winsor are taken
     * @param untilNanos nothing later is looked at
     */
    public static AlphaFit weights(
            Supplier<Records> tape,
            @Nullable String market,
            SignalSettings settings,
            AlphaSettings alpha,
            long untilNanos) {
        EngineSamples samples = samples(tape, market, settings, untilNanos);
        return AlphaFit.ofAll(samples, settings, alpha.horizonNanos() / NANOS_PER_MILLI, alpha.ridge(), alpha.winsor());
    }

    private static EngineSamples samples(
            Supplier<Records> tape, @Nullable String market, SignalSettings settings, long untilNanos) {
        EngineSamples samples = new EngineSamples(STEP_NANOS);
        try (Records records = tape.get()) {
            new EngineSignals(market, settings, List.of(), SECOND_NANOS, samples).read(records, untilNanos);
        }
        if (samples.size() < FEWEST_SAMPLES) {
            throw new StudyException(
                    "the tape holds " + samples.size() + " good seconds; at least " + FEWEST_SAMPLES + " are needed");
        }
        return samples;
    }

    /** Worst mean move of the mid against whoever was hit, ticks, at least 0. */
    public double expectedAgainst() {
        double worst = 0;
        for (Markout markout : markouts) {
            worst = Math.max(worst, markout.against());
        }
        return worst;
    }

    /** Whether A and k may be quoted by. */
    boolean intensityTrusted() {
        IntensityFit fit = intensity;
        return fit != null && fit.r2() >= GOOD_R2 && fit.k() > 0 && sigma > 0;
    }

    private static List<String> warnings(
            TapeScan scan, @Nullable IntensityFit fit, List<Markout> markouts, AlphaFit alpha) {
        List<String> warnings = new ArrayList<>();
        if (scan.lastNanos() - scan.firstNanos() < SHORT_NANOS) {
            warnings.add("the tape is shorter than an hour: everything here may be of its moment");
        }
        if (scan.trades() < FEW_TRADES) {
            warnings.add("fewer than " + FEW_TRADES + " trades: do not trust intensity and markouts");
        }
        if (fit == null) {
            warnings.add("trades reach too few ticks for an intensity: no spread is suggested");
        } else if (fit.r2() < GOOD_R2) {
            warnings.add("the intensity is not exponential here (R2 " + Figures.fixed(fit.r2(), 2)
                    + "): do not trust A, k and the spread");
        } else if (!(fit.k() > 0)) {
            warnings.add("the intensity does not fall with distance: do not trust A and k");
        }
        for (Markout markout : markouts) {
            if (Math.abs(markout.against()) < 2 * markout.standardError()) {
                warnings.add("adverse selection in " + markout.seconds() + " s is not told from 0");
            }
        }
        if (!alpha.predicts()) {
            warnings.add("no signal foretold the second half: every weight is 0");
        }
        if (scan.uncertain() > 0) {
            warnings.add("our own orders could not be told from others' in " + scan.uncertain() + " levels");
        }
        if (scan.resets() > 0) {
            warnings.add("the tape has " + scan.resets() + " gaps, which were left out");
        }
        return warnings;
    }
}
