package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.market.Instrument;

/**
 * A mid that follows slowly: an exponential average in event time, kept in integers. One step is the implicit Euler step
 * of dR/dt = (mid − R) / τ, which is R += (mid − R)·dt / (τ + dt) and stable for any dt.
 */
public final class SlowReference {
    /** Parts of a half tick that are kept. */
    private static final long SCALE = 1_000_000L;

    private final long tauNanos;
    private long scaled = Instrument.NO_PRICE;
    private long lastNanos;

    /** @param tauNanos time constant τ */
    public SlowReference(long tauNanos) {
        this.tauNanos = tauNanos;
    }

    public void add(long nowNanos, long mid2Ticks) {
        if (scaled == Instrument.NO_PRICE) {
            scaled = mid2Ticks * SCALE;
        } else {
            long elapsed = nowNanos - lastNanos;
            scaled += Wide.multiplyDivideFloor(mid2Ticks * SCALE - scaled, elapsed, tauNanos + elapsed);
        }
        lastNanos = nowNanos;
    }

    /** Half ticks, rounded down; {@link Instrument#NO_PRICE} before the first mid. */
    public long mid2Ticks() {
        return scaled == Instrument.NO_PRICE ? Instrument.NO_PRICE : StrictMath.floorDiv(scaled, SCALE);
    }

    public void visitState(StateVisitor v) {
        v.begin("slowReference");
        scaled = v.int64("scaled", scaled);
        lastNanos = v.int64("lastNanos", lastNanos);
        v.end();
    }
}
