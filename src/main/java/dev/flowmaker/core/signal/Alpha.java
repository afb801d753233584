package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * The shift of the fair value: fair = mid + clip(Σ weight·signal, ±cap). On a fixed grid of event time a sample of all
 * signals is kept until the horizon is over; then the mid's change is known, what was foretold from the sample is scored,
 * and only then the fit learns it. A weight is never made of anything later than itself.
 *
 * <p>A fitted weight counts while its signal by itself and the whole both foretell better than 0, which is what is quoted
 * without them: rolling out-of-sample R² above 0. A signal whose fit has learned too few samples foretells nothing, and one
 * that was scored on too few counts for nothing.
 */
public final class Alpha {
    private static final double MICRO = 1e6;
    /** Samples other than 0 after which a signal's usual size is known well enough to begin its fit. */
    private static final int LEAST_SEEN = 20;
    /** Sum of squared signals, in their usual sizes, below which there is nothing to learn from. */
    private static final double NOTHING = 1e-6;
    /** Steps of the grid in one silence, beyond which what is pending is dropped. */
    private static final long MOST_STEPS = 100_000;

    private final AlphaSettings settings;
    private final int size;
    /** Number of the signal that an entry of the vector belongs to. */
    private final int[] signalOf;
    /** First entry of each signal, and one past the last. */
    private final int[] firstOf;

    private final double forgetting;
    /** Penalty of a coefficient in units of its signal's variance, once old samples are forgotten as fast as new ones come. */
    private final double standingRidge;

    /** All signals together: what is weighed. */
    private final RecursiveLeastSquares fit;
    /** Each signal by itself: whether it is trusted. */
    private final RecursiveLeastSquares[] alone;

    private final RunningScale[] scales;
    private final RunningScale returns;
    private final Score whole;
    private final Score[] scores;
    private final Drift[] drifts;
    private final PendingSamples pending;

    /** Usual sizes of the signals, for the fit. */
    private final double[] sizes;
    /** By signal, its entries of a sample and their sizes. */
    private final double[][] ownX;

    private final double[][] ownSizes;
    /** What {@link #evaluate} found. */
    private final double[] values;

    private final double[] weights;
    private final long[] contributions;
    private long microTicks;
    private long sumMicroTicks;

    private boolean following;
    private long nextNanos;
    private long mid2;
    private int pulled;
    /** Samples that each signal's own fit has learned. */
    private final long[] learned;

    /**
     * Of these signals.
     *
     * @param signals what the vector is made of; its entries are those of the settings' weights
     */
    public Alpha(AlphaSettings settings, SignalSettings signals) {
        this.settings = settings;
        size = signals.width();
        int count = signals.use().size();
        if (settings.weights().size() != size
                || settings.bounds().size() != size
                || settings.calibrated().size() != count) {
            throw new IllegalArgumentException("weights, bounds or calibration are not of " + size + " entries");
        }
        if (settings.horizonNanos() <= 0 || settings.horizonNanos() % settings.sampleNanos() != 0) {
            throw new IllegalArgumentException("the horizon is no multiple of the sample");
        }
        signalOf = new int[size];
        firstOf = new int[count + 1];
        alone = new RecursiveLeastSquares[count];
        learned = new long[count];
        ownX = new double[count][];
        ownSizes = new double[count][];
        for (int signal = 0; signal < count; signal++) {
            int width = signals.width(signals.use().get(signal));
            firstOf[signal + 1] = firstOf[signal] + width;
            for (int i = firstOf[signal]; i < firstOf[signal + 1]; i++) {
                signalOf[i] = signal;
            }
            alone[signal] = new RecursiveLeastSquares(width);
            ownX[signal] = new double[width];
            ownSizes[signal] = new double[width];
        }
        forgetting = Fading.kept(settings.sampleNanos(), settings.halfLifeNanos());
        standingRidge = settings.ridge() / (1 - forgetting);
        fit = new RecursiveLeastSquares(size);
        scales = new RunningScale[size];
        for (int i = 0; i < size; i++) {
            scales[i] = new RunningScale(forgetting, settings.winsor());
        }
        returns = new RunningScale(forgetting, settings.winsor());
        whole = new Score(forgetting);
        scores = new Score[count];
        drifts = new Drift[count];
        for (int signal = 0; signal < count; signal++) {
            scores[signal] = new Score(forgetting);
            drifts[signal] = new Drift(settings.calibrated().get(signal), settings.drift());
        }
        int steps = (int) (settings.horizonNanos() / settings.sampleNanos());
        pending = new PendingSamples(steps + 1, size, count);
        sizes = new double[size];
        values = new double[size];
        weights = new double[size];
        contributions = new long[size];
    }

    /** The chain of states broke: nothing is learned across the break. What was learned stays. */
    public void restart() {
        following = false;
        pending.clear();
    }

    /** Takes the mid from now on; the caller has called {@link #advance} for the time before. */
    public void onState(long timeNanos, long newMid2, boolean good) {
        mid2 = newMid2;
        if (good && !following && settings.mode() != AlphaSettings.Mode.OFF) {
            following = true;
            long sample = settings.sampleNanos();
            nextNanos = (StrictMath.floorDiv(timeNanos - 1, sample) + 1) * sample;
        }
    }

    /** Passes the steps of the grid before this time, with the signals as they are before whatever happens then. */
    public void advance(long timeNanos, SignalVector signals) {
        if (!following || timeNanos <= nextNanos) {
            return;
        }
        long skipped = (timeNanos - nextNanos) / settings.sampleNanos() - MOST_STEPS;
        if (skipped > 0) {
            pending.clear();
            nextNanos += skipped * settings.sampleNanos();
        }
        while (nextNanos < timeNanos) {
            step(nextNanos, signals);
            nextNanos += settings.sampleNanos();
        }
    }

    private void step(long timeNanos, SignalVector signals) {
        while (!pending.isEmpty() && pending.oldest().timeNanos + settings.horizonNanos() <= timeNanos) {
            PendingSamples.Sample sample = pending.oldest();
            score(sample, (mid2 - sample.mid2Ticks) / 2.0);
            pending.removeOldest();
        }
        PendingSamples.Sample sample = pending.add();
        sample.timeNanos = timeNanos;
        sample.mid2Ticks = mid2;
        double foretold = 0;
        boolean anything = false;
        for (int signal = 0; signal < scores.length; signal++) {
            boolean ready = learned[signal] >= settings.leastSamples();
            anything |= ready;
            double part = 0;
            for (int i = firstOf[signal]; i < firstOf[signal + 1]; i++) {
                double value = signals.valueAt(i, timeNanos);
                foretold += !ready || distrusted(signal) ? 0 : weight(i) * used(value, i) / MICRO;
                sample.x[i] = scales[i].take(value);
                part += alone[signal].beta(i - firstOf[signal]) * sample.x[i];
            }
            sample.parts[signal] = ready ? part : Double.NaN;
        }
        double cap = settings.capMicroTicks() / MICRO;
        sample.foretold = anything ? StrictMath.max(-cap, StrictMath.min(cap, foretold)) : Double.NaN;
    }

    /** Scores what was foretold, then learns. */
    private void score(PendingSamples.Sample sample, double change) {
        double y = returns.take(change);
        whole.add(y, sample.foretold);
        for (int signal = 0; signal < scores.length; signal++) {
            scores[signal].add(y, sample.parts[signal]);
        }
        learn(sample.x, y);
        for (int signal = 0; signal < scores.length; signal++) {
            if (enough(scores[signal])) {
                judge(signal);
            }
        }
    }

    private void learn(double[] x, double y) {
        boolean anything = false;
        pulled = (pulled + 1) % StrictMath.max(1, size);
        for (int signal = 0; signal < scores.length; signal++) {
            int first = firstOf[signal];
            int width = ownX[signal].length;
            double squares = 0;
            for (int i = first; i < first + width; i++) {
                sizes[i] = scales[i].value();
                ownX[signal][i - first] = x[i];
                ownSizes[signal][i - first] = sizes[i];
                squares += sizes[i] > 0 ? x[i] * x[i] / (sizes[i] * sizes[i]) : 0;
            }
            if (squares >= NOTHING) {
                anything = true;
                learn(alone[signal], first, ownX[signal], y, ownSizes[signal], pulled % width);
                learned[signal] += alone[signal].begun(0) ? 1 : 0;
            }
        }
        if (anything) {
            learn(fit, 0, x, y, sizes, pulled);
        }
    }

    private void learn(RecursiveLeastSquares into, int first, double[] x, double y, double[] usual, int axis) {
        for (int i = 0; i < x.length; i++) {
            if (!into.begun(i) && scales[first + i].samples() >= LEAST_SEEN) {
                into.begin(i, standingRidge * usual[i] * usual[i]);
            }
        }
        into.add(x, y, forgetting);
        into.pull(axis, settings.ridge() * x.length * usual[axis] * usual[axis]);
        into.limitTrace(2 * x.length / standingRidge, usual);
    }

    private void judge(int signal) {
        double off = 0;
        double calibrated = 0;
        for (int i = firstOf[signal]; i < firstOf[signal + 1]; i++) {
            off += StrictMath.abs(fitted(i) - settings.weights().get(i));
            calibrated += StrictMath.abs(settings.weights().get(i));
        }
        drifts[signal].judge(scores[signal].r2(), off, calibrated);
    }

    /** The fit's weight within its bound, millionths of a tick per unit. */
    public double fitted(int index) {
        double bound = settings.bounds().get(index);
        return StrictMath.max(-bound, StrictMath.min(bound, fit.beta(index) * MICRO));
    }

    /** The weight that counts if it is trusted. */
    private double weight(int index) {
        return settings.mode() == AlphaSettings.Mode.FIXED ? settings.weights().get(index) : fitted(index);
    }

    private double used(double value, int index) {
        return settings.mode() == AlphaSettings.Mode.FITTED ? scales[index].cut(value) : value;
    }

    private boolean enough(Score score) {
        return score.samples() >= settings.leastSamples();
    }

    private boolean distrusted(int signal) {
        return settings.mode() == AlphaSettings.Mode.FITTED && enough(scores[signal]) && !(scores[signal].r2() > 0);
    }

    /** Whether an entry's weight counts now. */
    private boolean counts(int signal) {
        return switch (settings.mode()) {
            case OFF -> false;
            case FIXED -> true;
            case FITTED -> enough(whole) && whole.r2() > 0 && enough(scores[signal]) && scores[signal].r2() > 0;
        };
    }

    /** Weighs the signals as they are now; returns the shift, whole millionths of a tick within the cap. */
    public long evaluate(long timeNanos, SignalVector signals) {
        sumMicroTicks = 0;
        for (int i = 0; i < size; i++) {
            values[i] = used(signals.valueAt(i, timeNanos), i);
            weights[i] = counts(signalOf[i]) ? weight(i) : 0;
            contributions[i] = (long) StrictMath.rint(values[i] * weights[i]);
            sumMicroTicks += contributions[i];
        }
        long cap = settings.capMicroTicks();
        microTicks = StrictMath.max(-cap, StrictMath.min(cap, sumMicroTicks));
        return microTicks;
    }

    /** The shift last evaluated. */
    public long microTicks() {
        return microTicks;
    }

    /** The same before the cap. */
    public long uncappedMicroTicks() {
        return sumMicroTicks;
    }

    /** A signal as it was weighed: in mode fitted cut to a number of its usual sizes. */
    public double value(int index) {
        return values[index];
    }

    /** Millionths of a tick per unit. */
    public double weightUsed(int index) {
        return weights[index];
    }

    /** Millionths of a tick; these add up to {@link #uncappedMicroTicks}. */
    public long contribution(int index) {
        return contributions[index];
    }

    /** Out-of-sample R² of an entry's signal by itself; 0 while too few samples are scored. */
    public double confidence(int index) {
        Score score = scores[signalOf[index]];
        return enough(score) ? score.r2() : 0;
    }

    /** Out-of-sample R² of the whole; 0 while too few samples are scored. */
    public double confidence() {
        return enough(whole) ? whole.r2() : 0;
    }

    public long horizonNanos() {
        return settings.horizonNanos();
    }

    /** Index of the first entry of a signal that drifted from its calibration and was not told yet; -1 when none is. */
    public int takeDrifted() {
        for (int i = 0; i < size; i++) {
            if (drifts[signalOf[i]].take()) {
                return i;
            }
        }
        return -1;
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("alpha");
        following = visitor.flag("following", following);
        nextNanos = visitor.int64("nextNanos", nextNanos);
        mid2 = visitor.int64("mid2", mid2);
        pulled = visitor.int32("pulled", pulled);
        fit.visitState(visitor);
        for (RunningScale scale : scales) {
            scale.visitState(visitor);
        }
        returns.visitState(visitor);
        whole.visitState(visitor);
        for (int signal = 0; signal < scores.length; signal++) {
            learned[signal] = visitor.int64("learned", learned[signal]);
            alone[signal].visitState(visitor);
            scores[signal].visitState(visitor);
            drifts[signal].visitState(visitor);
        }
        pending.visitState(visitor);
        visitor.end();
    }
}
