package dev.flowmaker.research.study;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's own signals say about the mid some time later, once a second. Each signal by itself, and all together,
 * are fitted on the first half and judged on the second, around its mean; the micro-price's table is of the first half too,
 * and beside it stands the weighted mid, which needs none and is not among all together. Alpha is the engine's: weights
 * fitted as it goes, a forecast before what it foretells is known, 0 while it does not trust itself; R² is against no
 * change at all, over all of the tape.
 *
 * @param signals in the table's order; alpha last
 */
public record Foretelling(List<Long> horizonMillis, List<Signal> signals, int samples) {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long GRID_NANOS = 1_000 * NANOS_PER_MILLI;
    private static final long STEP_MILLIS = 100;
    private static final int FEWEST = 60;

    private static final List<SignalKind> ALL = List.of(
            SignalKind.ORDER_FLOW_IMBALANCE,
            SignalKind.BEST_LEVEL_FLOW,
            SignalKind.LEVEL_FLOW,
            SignalKind.INTEGRATED_FLOW,
            SignalKind.TRADE_IMBALANCE,
            SignalKind.QUEUE_IMBALANCE,
            SignalKind.MICRO_PRICE);

    /** Those that need no table. */
    private static final List<SignalKind> USUAL = ALL.subList(0, ALL.size() - 1);

    /**
     * One signal's by horizon; what is not known is no number.
     *
     * @param outOfSampleR2 0 or less is nothing
     * @param response ticks for one standard deviation of the signal
     * @param t of the response, by Newey and West (1987)
     * @param active share of the time in which it is not 0
     */
    public record Signal(
            String name, List<Double> outOfSampleR2, List<Double> response, List<Double> t, List<Double> active) {}

    /** Reads the tape four times, once only its first half. Horizons are multiples of 100 ms. */
    public static Foretelling of(Path tape, @Nullable String market, List<Long> horizonMillis) {
        return of(() -> JournalReader.open(tape), market, horizonMillis);
    }

    static Foretelling of(Supplier<Records> tape, @Nullable String market, List<Long> horizonMillis) {
        for (long millis : horizonMillis) {
            if (millis < STEP_MILLIS || millis % STEP_MILLIS != 0 || (millis > 1_000 && millis % 1_000 != 0)) {
                throw new StudyException(
                        "a horizon must be a multiple of 100 ms, above 1 s of whole seconds, was " + millis + " ms");
            }
        }
        EngineSamples weighted =
                read(tape, market, EngineSettingsFactory.defaultSignals(List.of(SignalKind.MICRO_PRICE)), List.of());
        MicroPriceFit past = microPrice(tape, market, weighted);
        SignalSettings untabled = EngineSettingsFactory.defaultSignals(past == null ? USUAL : ALL);
        SignalSettings all = past == null ? untabled : untabled.withMicroPrice(past.table());
        EngineSamples samples = read(tape, market, all, List.of());
        SignalSettings usual = EngineSettingsFactory.defaultSignals();
        List<AlphaSettings> alphas = horizonMillis.stream()
                .map(millis -> alpha(usual, millis * NANOS_PER_MILLI))
                .toList();
        EngineSamples alpha = read(tape, market, usual, alphas);
        return of(samples, all, weighted, alpha, horizonMillis);
    }

    /** The table is of the first half: what judges it must not be in it. Null when the half determines none. */
    private static @Nullable MicroPriceFit microPrice(
            Supplier<Records> tape, @Nullable String market, EngineSamples samples) {
        if (samples.size() == 0) {
            return null;
        }
        MicroPriceEstimator states = new MicroPriceEstimator();
        TapeScan scan = new TapeScan(market, 1, List.of(states));
        scan.stopAfter(samples.splitNanos());
        try (Records records = tape.get()) {
            scan.read(records);
        }
        return MicroPriceFit.of(states, states.usualSpreads());
    }

    private static EngineSamples read(
            Supplier<Records> tape, @Nullable String market, SignalSettings settings, List<AlphaSettings> alphas) {
        EngineSamples samples = new EngineSamples(STEP_MILLIS * NANOS_PER_MILLI);
        try (Records records = tape.get()) {
            new EngineSignals(market, settings, alphas, GRID_NANOS, samples).read(records);
        }
        return samples;
    }

    /** The defaults for another horizon, and without bounds on weights and shift. */
    private static AlphaSettings alpha(SignalSettings vector, long horizonNanos) {
        AlphaSettings usual = EngineSettingsFactory.defaultAlpha();
        return new AlphaSettings(
                AlphaSettings.Mode.FITTED,
                horizonNanos,
                Math.min(horizonNanos, usual.sampleNanos()),
                usual.halfLifeNanos(),
                usual.ridge(),
                usual.winsor(),
                usual.leastSamples(),
                Long.MAX_VALUE / 4,
                Collections.nCopies(vector.width(), 1e15),
                usual.weights(),
                usual.calibrated(),
                usual.drift());
    }

    private static Foretelling of(
            EngineSamples samples,
            SignalSettings settings,
            EngineSamples weighted,
            EngineSamples alpha,
            List<Long> horizonMillis) {
        List<Signal> signals = new ArrayList<>();
        int column = 0;
        List<Integer> whole = new ArrayList<>();
        for (SignalKind kind : settings.use()) {
            int width = settings.width(kind);
            int[] columns = IntStream.range(column, column + width).toArray();
            if (width == 1) {
                whole.add(column);
            }
            signals.add(signal(EngineSettingsFactory.signalName(kind), samples, horizonMillis, columns));
            column += width;
        }
        signals.add(signal("weighted mid", weighted, horizonMillis, 0));
        signals.add(signal(
                "all but levels",
                samples,
                horizonMillis,
                whole.stream().mapToInt(Integer::intValue).toArray()));
        signals.add(alpha(alpha, horizonMillis, alpha.signals()));
        return new Foretelling(horizonMillis, signals, samples.size());
    }

    private static Signal signal(String name, EngineSamples samples, List<Long> horizonMillis, int... columns) {
        List<Double> r2 = new ArrayList<>();
        List<Double> response = new ArrayList<>();
        List<Double> t = new ArrayList<>();
        List<Double> active = new ArrayList<>();
        for (long millis : horizonMillis) {
            EngineSamples.Selection at = samples.at(millis * NANOS_PER_MILLI);
            boolean few = at.past() < FEWEST || at.size() - at.half() < FEWEST;
            Ols.Sample sample = at.of(columns);
            r2.add(few ? Double.NaN : Ols.r2(Ols.fit(sample.slice(0, at.past())), sample.slice(at.half(), at.size())));
            boolean single = columns.length == 1 && !few;
            Response of = single ? Response.of(sample, overlap(millis)) : null;
            response.add(of == null ? Double.NaN : of.perDeviation());
            t.add(of == null ? Double.NaN : of.t());
            active.add(single ? active(at, columns[0]) : Double.NaN);
        }
        return new Signal(name, r2, response, t, active);
    }

    private static int overlap(long horizonMillis) {
        return (int) ((horizonMillis * NANOS_PER_MILLI - 1) / GRID_NANOS);
    }

    /** Each horizon has an alpha of its own, column after column. */
    private static Signal alpha(EngineSamples samples, List<Long> horizonMillis, int firstColumn) {
        List<Double> r2 = new ArrayList<>();
        List<Double> response = new ArrayList<>();
        List<Double> t = new ArrayList<>();
        List<Double> active = new ArrayList<>();
        for (int i = 0; i < horizonMillis.size(); i++) {
            long millis = horizonMillis.get(i);
            EngineSamples.Selection at = samples.at(millis * NANOS_PER_MILLI);
            int column = firstColumn + i;
            double errors = 0;
            double total = 0;
            for (int row = 0; row < at.size(); row++) {
                double change = at.change(row);
                double error = change - at.value(row, column);
                errors += error * error;
                total += change * change;
            }
            double share = at.size() == 0 ? Double.NaN : active(at, column);
            Response of = share > 0 ? Response.of(at.of(column), overlap(millis)) : null;
            r2.add(at.size() < FEWEST ? Double.NaN : 1 - errors / total);
            response.add(of == null ? Double.NaN : of.perDeviation());
            t.add(of == null ? Double.NaN : of.t());
            active.add(share);
        }
        return new Signal("alpha", r2, response, t, active);
    }

    private static double active(EngineSamples.Selection at, int column) {
        int count = 0;
        for (int row = 0; row < at.size(); row++) {
            count += at.value(row, column) == 0 ? 0 : 1;
        }
        return (double) count / at.size();
    }
}
