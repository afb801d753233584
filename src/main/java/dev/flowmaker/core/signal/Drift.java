package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * Whether a signal is still what its calibration found. It drifts when it stops foretelling although it was calibrated to,
 * or its fitted weight is off by more than a share of the calibrated one; the episode ends when it foretells again and the
 * weight is off by no more than half of that. Told once an episode.
 */
final class Drift {
    private final double calibratedR2;
    private final double share;
    private boolean drifting;
    private boolean told = true;

    /**
     * Of one signal.
     *
     * @param calibratedR2 NaN when there was no calibration, so that nothing can drift
     * @param share how far the weight may be off
     */
    Drift(double calibratedR2, double share) {
        this.calibratedR2 = calibratedR2;
        this.share = share;
    }

    /**
     * Judges the signal anew.
     *
     * @param r2 rolling, out of sample
     * @param off sum of the distances of its weights from the calibrated ones
     * @param calibrated sum of the sizes of those
     */
    void judge(double r2, double off, double calibrated) {
        boolean silent = calibratedR2 > 0 && !(r2 > 0);
        boolean wrong = !Double.isNaN(calibratedR2) && calibrated > 0;
        if (!drifting && (silent || (wrong && off > share * calibrated))) {
            drifting = true;
            told = false;
        } else if (drifting && !silent && !(wrong && off > share * calibrated / 2)) {
            drifting = false;
        }
    }

    /** Whether an episode began that was not told yet; from now on it is. */
    boolean take() {
        boolean news = !told;
        told = true;
        return news;
    }

    void visitState(StateVisitor visitor) {
        drifting = visitor.flag("drifting", drifting);
        told = visitor.flag("told", told);
    }
}
