package dev.flowmaker.research.study;

import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.signal.FlowSettings;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tape says about the numbers a quote needs, each with how well it is known, and where not to trust it.
 *
 * @param sigma standard deviation of the mid's 100 ms changes, ticks/√s
 * @param intensity null when there were too few trades
 * @param markouts by horizon
 */
public record Calibration(
        InstrumentRow instrument,
        long firstNanos,
        long lastNanos,
        double sigma,
        @Nullable IntensityFit intensity,
        List<Markout> markouts,
        FlowFit flow,
        List<String> warnings) {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final double GOOD_R2 = 0.9;
    private static final long SHORT_NANOS = 3_600L * SECOND_NANOS;
    private static final long FEW_TRADES = 1_000;

    /** The engine's half-lives for which the weight of flow is fitted. */
    static final FlowSettings FLOW = new FlowSettings(2 * SECOND_NANOS, 60 * SECOND_NANOS, 5);

    private static final int[] HORIZON_SECONDS = {1, 10};
    private static final int FEWEST_SAMPLES = 100;

    /**
     * Adverse selection.
     *
     * @param earned mean distance of a trade from the mid before it, ticks
     * @param against mean move of the mid against whoever was hit, ticks
     * @param standardError of the latter, as if trades were independent
     */
    public record Markout(int seconds, double earned, double against, double standardError, long trades) {}

    /**
     * The weight of the engine's own flow signal.
     *
     * @param ticksPerUnit from the first half of the tape
     * @param r2 on that half
     * @param outOfSampleR2 on the second half
     */
    public record FlowFit(double ticksPerUnit, double tWhite, double r2, double outOfSampleR2, int samples) {
        /** Whether it foretells anything it was not fitted on. */
        public boolean predicts() {
            return outOfSampleR2 > 0 && ticksPerUnit > 0;
        }
    }

    /** Reads the tape once. */
    public static Calibration of(Path tape, @Nullable String market) {
        IntensityCounter intensity = new IntensityCounter();
        FlowCalibration flow = new FlowCalibration(FLOW);
        List<MarkoutCounter> counters = new ArrayList<>();
        List<TapeScan.Listener> listeners = new ArrayList<>(List.of(intensity, flow));
        for (int seconds : HORIZON_SECONDS) {
            counters.add(new MarkoutCounter(seconds * SECOND_NANOS));
        }
        listeners.addAll(counters);
        TapeScan scan = new TapeScan(market, 1, listeners);
        try (Records records = JournalReader.open(tape)) {
            scan.read(records);
        }
        if (flow.samples() < FEWEST_SAMPLES) {
            throw new StudyException(
                    "the tape holds " + flow.samples() + " whole seconds; at least " + FEWEST_SAMPLES + " are needed");
        }
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
        IntensityFit fit = IntensityFit.of(intensity);
        FlowFit flowFit = fit(flow);
        return new Calibration(
                scan.instrument(),
                scan.firstNanos(),
                scan.lastNanos(),
                intensity.sigma(),
                fit,
                markouts,
                flowFit,
                warnings(scan, fit, flowFit));
    }

    private static FlowFit fit(FlowCalibration flow) {
        Ols.Sample all = new Ols.Sample() {
            @Override
            public int rows() {
                return flow.samples();
            }

            @Override
            public int columns() {
                return 1;
            }

            @Override
            public double read(int row, double[] x) {
                x[0] = flow.signal(row);
                return flow.change(row);
            }
        };
        int half = all.rows() / 2;
        // The first half's last response is known when the second half begins.
        Ols.Fit past = Ols.fit(all.slice(0, half));
        double ahead = Ols.r2(past, all.slice(half, all.rows()));
        return new FlowFit(past.beta(1), past.tWhite(1), past.r2(), ahead, all.rows());
    }

    private static List<String> warnings(TapeScan scan, @Nullable IntensityFit fit, FlowFit flow) {
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
        if (!flow.predicts()) {
            warnings.add("order flow foretold nothing on the second half: its weight is set to 0");
        }
        if (scan.resets() > 0) {
            warnings.add("the tape has " + scan.resets() + " gaps, which were left out");
        }
        return warnings;
    }
}
