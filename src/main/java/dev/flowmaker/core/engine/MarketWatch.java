package dev.flowmaker.core.engine;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.command.QueryMarket;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Whether one market trades, by the venue's word, and by which rules: asks for it at a bounded pace, tells what changed,
 * and says what of it keeps the market from being quoted. A market that trades again is quoted when a book came after that.
 */
final class MarketWatch {
    /** Between two questions, whatever calls for one. */
    private static final long LEAST_PAUSE_NANOS = 1_000_000_000L;

    private final Instrument instrument;
    private final PolicySettings policy;
    private final Desk desk;
    private final QueryMarket query = new QueryMarket();

    private TradingStatus status = TradingStatus.TRADING;
    private long haltedNanos;
    /** Whether the market trades again and no book came since; {@link #status} is what it was until then. */
    private boolean awaitsBook;

    private boolean rulesChanged;
    /** When the market is to end, 0 when nobody said so. */
    private long endsNanos;
    /** Whether the market is left for good. */
    private boolean leaving;
    /** Whether the venue said twice that it does not know the market. */
    private boolean gone;

    private long askedNanos = Long.MIN_VALUE;
    private long nextAskNanos = Long.MAX_VALUE;
    private long pauseNanos;

    MarketWatch(Instrument instrument, PolicySettings policy, Desk desk) {
        this.instrument = instrument;
        this.policy = policy;
        this.desk = desk;
        pauseNanos = policy.askFirstNanos();
    }

    /** Requests are answered, or the market data came back: much may have happened meanwhile. */
    void connected() {
        soon();
    }

    /** A refusal may hint at a halt or at other rules. */
    void onReject(RejectReason reason) {
        if (policy.askEveryNanos() == 0) {
            return;
        }
        if (reason == RejectReason.MARKET_CLOSED && status == TradingStatus.TRADING) {
            halted(TradingStatus.HALTED, "an order was refused");
            soon();
        } else if (reason == RejectReason.FILTER) {
            soon();
        }
    }

    /** Takes in the venue's word; returns whether the market just became one to be left. */
    boolean onStatus(MarketStatus event) {
        if (event.endsNanos != 0 && event.endsNanos != endsNanos) {
            endsNanos = event.endsNanos;
            desk.notice(
                    NoticeCode.DELISTING, market(), 0, endsNanos, endsNanos - policy.leaveBeforeNanos(), event.text);
        }
        if (event.status == TradingStatus.TRADING) {
            trades();
        } else {
            gone |= status == TradingStatus.DELISTED && !awaitsBook && event.status == TradingStatus.DELISTED;
            halted(event.status, event.text);
        }
        if (event.hasRules) {
            compare(event);
        }
        if (!blocked()) {
            pauseNanos = policy.askFirstNanos();
        } else if (policy.askEveryNanos() > 0) {
            nextAskNanos = StrictMath.min(nextAskNanos, desk.nowNanos + pauseNanos);
        }
        if (event.source != Source.QUERY) {
            soon();
        }
        return leavesNow();
    }

    private void halted(TradingStatus now, String text) {
        if (status == TradingStatus.TRADING) {
            haltedNanos = desk.nowNanos;
        }
        if (status != now || awaitsBook) {
            int stays = policy.keepWhenHalted() ? 1 : 0;
            desk.notice(
                    NoticeCode.MARKET_HALTED,
                    market(),
                    0,
                    now.ordinal(),
                    stays,
                    now + (text.isEmpty() ? "" : ": " + text));
        }
        status = now;
        awaitsBook = false;
    }

    private void trades() {
        if (status != TradingStatus.TRADING && !awaitsBook && !gone) {
            awaitsBook = true;
            desk.notice(NoticeCode.MARKET_RESUMED, market(), 0, desk.nowNanos - haltedNanos, status.ordinal());
        }
    }

    /** A book came: what it shows is of after the halt. */
    void onBook() {
        if (awaitsBook) {
            awaitsBook = false;
            status = TradingStatus.TRADING;
        }
    }

    private void compare(MarketStatus event) {
        String changes = RuleChanges.text(instrument, event);
        if (changes.isEmpty()) {
            rulesChanged = false;
        } else if (!rulesChanged) {
            rulesChanged = true;
            desk.notice(NoticeCode.RULES_CHANGED, market(), 0, policy.restartOnRules() ? 1 : 0, 0, changes);
        }
    }

    /** Whether the time to leave the market has just come. */
    boolean leavesNow() {
        boolean now = !leaving && endsNanos != 0 && desk.nowNanos >= endsNanos - policy.leaveBeforeNanos();
        leaving |= now;
        return now;
    }

    /** Whether a position of a market that is left is to be closed. */
    boolean closes() {
        return leaving && policy.flattenOnLeaving();
    }

    /** Farthest from the mid a position is closed at, billionths. */
    long slippagePpb() {
        return policy.slippagePpb();
    }

    /** Whether the market is not there any more: nothing can be asked or canceled in it. */
    boolean gone() {
        return gone;
    }

    /** Why nothing may be quoted, or null. */
    @Nullable
    Reason obstacle() {
        Reason reason = obstacleToClosing();
        return reason == null && leaving ? Reason.DELISTED : reason;
    }

    /** Why nothing may be sent even to close the position, or null. */
    @Nullable
    Reason obstacleToClosing() {
        if (gone) {
            return Reason.DELISTED;
        }
        if (rulesChanged) {
            return Reason.RULES_CHANGED;
        }
        return switch (status) {
            case TRADING -> null;
            case CANCEL_ONLY, HALTED -> Reason.MARKET_HALTED;
            case MAINTENANCE -> Reason.MAINTENANCE;
            case DELISTED -> Reason.DELISTED;
        };
    }

    /** Whether orders stay on the book in spite of this obstacle. */
    boolean keeps(Reason obstacle) {
        return policy.keepWhenHalted() && (obstacle == Reason.MARKET_HALTED || obstacle == Reason.MAINTENANCE);
    }

    private boolean blocked() {
        return rulesChanged || status != TradingStatus.TRADING;
    }

    private void soon() {
        if (policy.askEveryNanos() == 0) {
            return;
        }
        long earliest = askedNanos == Long.MIN_VALUE ? desk.nowNanos : askedNanos + LEAST_PAUSE_NANOS;
        nextAskNanos = StrictMath.min(nextAskNanos, StrictMath.max(desk.nowNanos, earliest));
        askIfDue();
    }

    /** Asks when it is time to. */
    void askIfDue() {
        if (desk.nowNanos < nextAskNanos) {
            return;
        }
        askedNanos = desk.nowNanos;
        if (blocked()) {
            nextAskNanos = desk.nowNanos + pauseNanos;
            pauseNanos = StrictMath.min(2 * pauseNanos, policy.askEveryNanos());
        } else {
            nextAskNanos = desk.nowNanos + policy.askEveryNanos();
        }
        // A stop waits for the venue's word on open orders, which it has not on a market that is gone.
        if (!desk.stopping || status == TradingStatus.DELISTED) {
            desk.emit(query, market());
        }
    }

    long nextDeadlineNanos() {
        return leaving || endsNanos == 0
                ? nextAskNanos
                : StrictMath.min(nextAskNanos, endsNanos - policy.leaveBeforeNanos());
    }

    /** Event time was moved forward: no question is nearer for it. */
    void clockStepped(long stepNanos) {
        nextAskNanos = desk.later(nextAskNanos, stepNanos);
    }

    private int market() {
        return instrument.market();
    }

    void visitState(StateVisitor v) {
        v.begin("watch");
        status = v.symbol("status", status, TradingStatus.values());
        haltedNanos = v.int64("haltedNanos", haltedNanos);
        awaitsBook = v.flag("awaitsBook", awaitsBook);
        rulesChanged = v.flag("rulesChanged", rulesChanged);
        endsNanos = v.int64("endsNanos", endsNanos);
        leaving = v.flag("leaving", leaving);
        gone = v.flag("gone", gone);
        askedNanos = v.int64("askedNanos", askedNanos);
        nextAskNanos = v.int64("nextAskNanos", nextAskNanos);
        pauseNanos = v.int64("pauseNanos", pauseNanos);
        v.end();
    }
}
