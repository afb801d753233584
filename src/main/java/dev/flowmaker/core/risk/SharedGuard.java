package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateVisitor;
import java.util.List;

/**
 * Watches what all markets share: the feed, the inbox, the clocks, and what the account lost. Told of what happens, in
 * event time; asks nobody.
 */
public final class SharedGuard {
    private final long[] maxDayLossQuanta;
    private final long[] maxDrawdownQuanta;
    private final Breakers breakers;
    private final Breaker feedSilence;
    private final Breaker inboxLag;
    private final Breaker clockSkew;
    private final Breaker dayLoss;
    private final Breaker drawdown;

    /** By asset; of those that no market is quoted in nothing is ever told. */
    private final LossWatch[] losses;

    private final long[] marketProfits;
    private final long[] assetProfits;
    private boolean feedUp;
    private long lastDataNanos;
    private int laggingInRow;
    private int skewedInRow;

    public SharedGuard(SharedRiskSettings settings, int assets, int markets, Breakers.Listener listener) {
        maxDayLossQuanta = array(settings.maxDayLossQuanta());
        maxDrawdownQuanta = array(settings.maxDrawdownQuanta());
        breakers = new Breakers(BreakerKind.Scope.SHARED, settings.breakers(), listener);
        feedSilence = breakers.of(BreakerKind.FEED_SILENCE);
        inboxLag = breakers.of(BreakerKind.INBOX_LAG);
        clockSkew = breakers.of(BreakerKind.CLOCK_SKEW);
        dayLoss = breakers.of(BreakerKind.ACCOUNT_DAY_LOSS);
        drawdown = breakers.of(BreakerKind.ACCOUNT_DRAWDOWN);
        losses = new LossWatch[assets];
        for (int i = 0; i < assets; i++) {
            losses[i] = new LossWatch(settings.dayStartNanos());
        }
        assetProfits = new long[assets];
        marketProfits = new long[markets];
    }

    private static long[] array(List<Long> limits) {
        long[] array = new long[limits.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = limits.get(i);
        }
        return array;
    }

    public Breakers breakers() {
        return breakers;
    }

    /** What the markets of a quote asset made and lost together. */
    public LossWatch losses(int asset) {
        return losses[asset];
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

    /** A book frame of any market passed. */
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

    /** The profit or loss of a market's session is this now, quanta of its quote asset. */
    public void onProfit(long nowNanos, int market, int quoteAsset, long sessionQuanta) {
        assetProfits[quoteAsset] += sessionQuanta - marketProfits[market];
        marketProfits[market] = sessionQuanta;
        losses[quoteAsset].mark(nowNanos, assetProfits[quoteAsset]);
        if (dayLoss.watched()) {
            int worst = exceeding(maxDayLossQuanta, true);
            int shown = worst < 0 ? quoteAsset : worst;
            dayLoss.hold(worst >= 0, nowNanos, losses[shown].dayLossQuanta(), maxDayLossQuanta[shown]);
        }
        if (drawdown.watched()) {
            int worst = exceeding(maxDrawdownQuanta, false);
            int shown = worst < 0 ? quoteAsset : worst;
            drawdown.hold(worst >= 0, nowNanos, losses[shown].drawdownQuanta(), maxDrawdownQuanta[shown]);
        }
    }

    /** The first asset that lost more than its limit, or -1. */
    private int exceeding(long[] limits, boolean ofDay) {
        for (int asset = 0; asset < limits.length; asset++) {
            LossWatch watch = losses[asset];
            if ((ofDay ? watch.dayLossQuanta() : watch.drawdownQuanta()) > limits[asset]) {
                return asset;
            }
        }
        return -1;
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

    /** An operator resumes: every breaker is armed, and losses count anew from here where they had tripped one. */
    public void resume() {
        for (int i = 0; i < losses.length; i++) {
            if (dayLoss.state() != BreakerState.ARMED) {
                losses[i].forgiveDay();
            }
            if (drawdown.state() != BreakerState.ARMED) {
                losses[i].forgiveDrawdown();
            }
        }
        laggingInRow = 0;
        skewedInRow = 0;
        breakers.resume();
    }

    /** Goes on where an earlier session's ended: the breakers that wait for an operator. */
    public void takeOver(SharedGuard earlier) {
        breakers.takeOver(earlier.breakers);
    }

    /** A market's profit goes on from an earlier session: of what was taken over this much is in it. */
    public void goesOn(int market, int quoteAsset, long sessionQuanta) {
        marketProfits[market] = sessionQuanta;
        assetProfits[quoteAsset] += sessionQuanta;
        losses[quoteAsset].alreadyIn(sessionQuanta);
    }

    /** Shows what outlives a session, under the names that it has in the whole state. */
    public void visitMemory(StateVisitor v) {
        v.begin("sharedGuard");
        breakers.visitState(v);
        for (LossWatch each : losses) {
            each.visitState(v);
        }
        v.end();
    }

    public void visitState(StateVisitor v) {
        v.begin("sharedGuard");
        breakers.visitState(v);
        for (int i = 0; i < losses.length; i++) {
            losses[i].visitState(v);
        }
        for (int i = 0; i < marketProfits.length; i++) {
            marketProfits[i] = v.int64("marketProfit", marketProfits[i]);
        }
        for (int i = 0; i < assetProfits.length; i++) {
            assetProfits[i] = v.int64("assetProfit", assetProfits[i]);
        }
        feedUp = v.flag("feedUp", feedUp);
        lastDataNanos = v.int64("lastDataNanos", lastDataNanos);
        laggingInRow = v.int32("laggingInRow", laggingInRow);
        skewedInRow = v.int32("skewedInRow", skewedInRow);
        v.end();
    }
}
