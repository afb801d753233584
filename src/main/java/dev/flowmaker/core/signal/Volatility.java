package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/** How much the mid moves, ticks per square root of a second. Fed with the mid, sampled on a fixed grid of event time. */
public interface Volatility {
    /** The mid from now on, half ticks. */
    void onMid(long timeNanos, long mid2Ticks);

    /** The chain of states broke: no change across the break counts, what was learned stays. */
    void reset();

    /** Ends the steps that were over before this time. */
    void advance(long timeNanos);

    /** Ticks per square root of a second; 0 while too few steps were seen. */
    double value();

    void visitState(StateVisitor visitor);

    static Volatility of(SignalSettings.Volatility settings) {
        return switch (settings.method()) {
            case EWMA -> new EwmaVolatility(settings.stepNanos(), settings.halfLifeNanos());
            case TWO_SCALE ->
                new TwoScaleVolatility(settings.stepNanos(), settings.halfLifeNanos(), settings.slowSteps());
        };
    }
}
