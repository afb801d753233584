package dev.flowmaker.core.signal;

import java.util.List;

/**
 * How signals become a shift of the fair value.
 *
 * @param horizonNanos how far ahead the mid is foretold, a multiple of {@code sampleNanos}
 * @param sampleNanos grid of event time on which the fit takes samples
 * @param halfLifeNanos time after which a sample counts half
 * @param ridge added to each signal's variance, as a share of it
 * @param winsor where signals and returns are cut, root mean squares
 * @param leastSamples scored before a weight may count
 * @param capMicroTicks largest shift either way, millionths of a tick
 * @param bounds largest weight either way by entry of the vector, millionths of a tick per unit
 * @param weights fixed or calibrated by entry of the vector, millionths of a tick per unit
 * @param calibrated R² found by the calibration by signal; NaN where there was none
 * @param drift how far a fitted weight may be from its calibrated one, as a share of it
 */
public record AlphaSettings(
        Mode mode,
        long horizonNanos,
        long sampleNanos,
        long halfLifeNanos,
        double ridge,
        double winsor,
        int leastSamples,
        long capMicroTicks,
        List<Double> bounds,
        List<Double> weights,
        List<Double> calibrated,
        double drift) {
    /** Where the weights come from. */
    public enum Mode {
        /** Nowhere: signals are measured and move nothing. */
        OFF,
        /** From the configuration. */
        FIXED,
        /** From the fit, while it foretells. */
        FITTED
    }
}
