package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateVisitor;
import java.util.List;

/** Watches what the markets of one venue share: its feed, how long it waits in the inbox, and its clock. Told of what happens, in event time; asks nobody. */
public final class VenueGuard {
    private final Breakers breakers;
    private final Breaker feedSilence;
    private final Breaker inboxLag;
    private final Breaker clockSkew;
    private boolean feedUp;
    private long lastDataNanos;
    private int laggingInRow;
    private int skewedInRow;

    /** @param settings of every kind of breaker, by its code */
    public VenueGuard(List<BreakerSettings> settings, Breakers.Listener listener) {
        breakers = new Breakers(BreakerKind.Scope.VENUE, settings, listener);
        feedSilence = breakers.of(BreakerKind.FEED_SILENCE);
        inboxLag = breakers.of(BreakerKind.INBOX_LAG);
        clockSkew = breakers.of(BreakerKind.CLOCK_SKEW);
    }

    public Breakers breakers() {
        return breakers;
    }

    /** The market data connection opened or was lost. Silence is counted from its opening. */
    public void onFeed(long nowNanos, boolean up) {
        feedUp = up;
        lastDataNanos = nowNanos;
    }

    /**
     * Market data came.
     *
     * @param exchangeNanos the venue's time of it; 0 when it gave none
     * @param receiveNanos when it reached this process; 0 when that is not known
     */
    public void onData(long nowNanos, long exchangeNanos, long receiveNanos) {
        lastDataNanos = nowNanos;
        feedSilence.hold(false, nowNanos, 0, 0);
        if (receiveNanos == 0) {
            return;
        }
        if (inboxLag.watched()) {
            long lag = nowNanos - receiveNanos;
            laggingInRow = lag > inboxLag.settings().limit() ? laggingInRow + 1 : 0;
            inboxLag.hold(
                    laggingInRow >= inboxLag.settings().count(),
                    nowNanos,
                    lag,
                    inboxLag.settings().limit());
        }
        if (clockSkew.watched() && exchangeNanos != 0) {
            long skew = StrictMath.abs(receiveNanos - exchangeNanos);
            skewedInRow = skew > clockSkew.settings().limit() ? skewedInRow + 1 : 0;
            clockSkew.hold(
                    skewedInRow >= clockSkew.settings().count(),
                    nowNanos,
                    skew,
                    clockSkew.settings().limit());
        }
    }

    /** A book frame of any of its markets passed. */
    public void onFrame(boolean clean) {
        breakers.onFrame(clean);
    }

    /** Our own clock was stepped. */
    public void onClockStep(long nowNanos, long stepNanos) {
        long step = StrictMath.abs(stepNanos);
        if (clockSkew.watched() && step > clockSkew.settings().limit()) {
            clockSkew.hit(nowNanos, step, clockSkew.settings().limit());
        }
    }

    public void onTimer(long nowNanos) {
        if (nowNanos >= silenceDeadlineNanos()) {
            feedSilence.hold(
                    true,
                    nowNanos,
                    nowNanos - lastDataNanos,
                    feedSilence.settings().limit());
        }
        breakers.onTimer(nowNanos);
    }

    public long nextDeadlineNanos() {
        return StrictMath.min(silenceDeadlineNanos(), breakers.nextDeadlineNanos());
    }

    private long silenceDeadlineNanos() {
        return feedUp && feedSilence.watched() && feedSilence.state() != BreakerState.TRIPPED
                ? lastDataNanos + feedSilence.settings().limit() + 1
                : Long.MAX_VALUE;
    }

    /** An operator resumes: every breaker is armed. */
    public void resume() {
        laggingInRow = 0;
        skewedInRow = 0;
        breakers.resume();
    }

    /** Goes on where an earlier session's ended: the breakers that wait for an operator. */
    public void takeOver(VenueGuard earlier) {
        breakers.takeOver(earlier.breakers);
    }

    /** Shows what outlives a session, under the names that it has in the whole state. */
    public void visitMemory(StateVisitor v) {
        v.begin("venueGuard");
        breakers.visitState(v);
        v.end();
    }

    public void visitState(StateVisitor v) {
        v.begin("venueGuard");
        breakers.visitState(v);
        feedUp = v.flag("feedUp", feedUp);
        lastDataNanos = v.int64("lastDataNanos", lastDataNanos);
        laggingInRow = v.int32("laggingInRow", laggingInRow);
        skewedInRow = v.int32("skewedInRow", skewedInRow);
        v.end();
    }
}
