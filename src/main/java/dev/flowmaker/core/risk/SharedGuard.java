package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateVisitor;
import java.util.List;

/**
 * Watches what the markets of all venues share: what was lost in them together. Told of what happens, in event time; asks
 * nobody. An asset that is held at several venues is known here as one of them.
 */
public final class SharedGuard {
    private final long[] maxDayLossQuanta;
    private final long[] maxDrawdownQuanta;
    private final Breakers breakers;
    private final Breaker dayLoss;
    private final Breaker drawdown;

    /** By asset; of those that no market is quoted in nothing is ever told. */
    private final LossWatch[] losses;

    private final long[] marketProfits;
    private final long[] assetProfits;

    public SharedGuard(SharedRiskSettings settings, int assets, int markets, Breakers.Listener listener) {
        maxDayLossQuanta = array(settings.maxDayLossQuanta());
        maxDrawdownQuanta = array(settings.maxDrawdownQuanta());
        breakers = new Breakers(BreakerKind.Scope.SHARED, settings.breakers(), listener);
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

    /** A book frame of any market passed. */
    public void onFrame(boolean clean) {
        breakers.onFrame(clean);
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
        breakers.onTimer(nowNanos);
    }

    public long nextDeadlineNanos() {
        return breakers.nextDeadlineNanos();
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

    /** A market's profit begins at 0 again, and was this; what is lost over all goes on counting. */
    public void beginsAnew(int market, int quoteAsset, long sessionQuanta) {
        marketProfits[market] = 0;
        assetProfits[quoteAsset] -= sessionQuanta;
        losses[quoteAsset].alreadyIn(-sessionQuanta);
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
        v.end();
    }
}
