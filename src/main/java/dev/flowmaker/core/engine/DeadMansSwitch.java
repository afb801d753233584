package dev.flowmaker.core.engine;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.command.RefreshDeadMansSwitch;

/**
 * Keeps a venue's dead man's switch armed in every market while the session lives: refreshed three times in each
 * countdown, so that one lost request does not fire it, and called off at the end.
 */
final class DeadMansSwitch {
    private static final int REFRESHES = 3;

    private final Desk desk;
    private final VenueState venue;
    private final RefreshDeadMansSwitch refresh = new RefreshDeadMansSwitch();
    private long nextNanos = Long.MAX_VALUE;
    private boolean calledOff;

    DeadMansSwitch(Desk desk, VenueState venue) {
        this.desk = desk;
        this.venue = venue;
    }

    long nextDeadlineNanos() {
        return nextNanos;
    }

    /** The way for requests is open: armed at once, before any order leaves. */
    void connected() {
        if (venue.terms().switchNanos() > 0 && !calledOff) {
            send(venue.terms().switchNanos());
        }
    }

    void onTimer() {
        if (desk.nowNanos >= nextNanos) {
            connected();
        }
    }

    /** No order is open any more and none will be. */
    void callOff() {
        if (nextNanos != Long.MAX_VALUE) {
            calledOff = true;
            send(0);
            nextNanos = Long.MAX_VALUE;
        }
    }

    /** The venue did not take it, or nobody knows whether it did. */
    void failed(int market) {
        if (!calledOff) {
            desk.notice(NoticeCode.SWITCH_NOT_ARMED, market, 0, venue.terms().switchNanos(), 0);
        }
    }

    private void send(long countdownNanos) {
        refresh.countdownNanos = countdownNanos;
        for (MarketMaker market : venue.markets) {
            desk.emit(refresh, market.market());
        }
        nextNanos = desk.nowNanos + venue.terms().switchNanos() / REFRESHES;
    }

    void visitState(StateVisitor v) {
        v.begin("deadMansSwitch");
        nextNanos = v.int64("nextNanos", nextNanos);
        calledOff = v.flag("calledOff", calledOff);
        v.end();
    }
}
