package dev.flowmaker.core.engine;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.risk.RequestMeter;
import dev.flowmaker.core.risk.VenueGuard;
import java.util.ArrayList;
import java.util.List;

/** What the markets at one venue share: the ways to it, its patience with us, and whether its books and ours agree. */
final class VenueState {
    private static final int CHANNELS = Channel.values().length;

    final int index;
    final VenueGuard guard;
    /** Placements and cancels of all its markets. */
    final RequestMeter requests;
    /** Its markets, in the session's order. */
    final List<MarketMaker> markets = new ArrayList<>();

    final Reconciler reconciler;
    final ResetWatch resets = new ResetWatch();
    final DeadMansSwitch deadMansSwitch;

    private final Desk desk;
    private final String section;
    private final boolean[] up = new boolean[CHANNELS];
    long rateLimitedUntilNanos;
    /** Trades told, each once. */
    long fills;

    VenueState(int index, Desk desk) {
        this.index = index;
        this.desk = desk;
        section = "venue" + index;
        guard = new VenueGuard(desk.settings.risk().breakers(), desk.venueListener(index));
        requests = new RequestMeter(desk.settings.risk().requests(index));
        reconciler = new Reconciler(desk, this);
        deadMansSwitch = new DeadMansSwitch(desk, this);
    }

    VenueTerms terms() {
        return desk.settings.venues().get(index);
    }

    boolean up(Channel channel) {
        return up[channel.ordinal()];
    }

    void setUp(Channel channel, boolean isUp) {
        up[channel.ordinal()] = isUp;
    }

    boolean connected() {
        return up(Channel.MARKET_DATA) && up(Channel.USER) && up(Channel.REQUESTS);
    }

    boolean rateLimited() {
        return desk.nowNanos < rateLimitedUntilNanos;
    }

    /** Orders at this venue not known to have ended. */
    int openOrders() {
        int open = 0;
        for (int i = 0; i < markets.size(); i++) {
            open += markets.get(i).orders.openCount();
        }
        return open;
    }

    void onTimer() {
        reconciler.onTimer();
        deadMansSwitch.onTimer();
        guard.onTimer(desk.nowNanos);
    }

    long nextDeadlineNanos() {
        long next = StrictMath.min(reconciler.nextDeadlineNanos(), deadMansSwitch.nextDeadlineNanos());
        return StrictMath.min(next, guard.nextDeadlineNanos());
    }

    /** What outlives a session. */
    void inherit(VenueState before) {
        requests.takeOver(before.requests);
    }

    /** Event time was moved forward: what is waited for is not nearer for it. */
    void clockStepped(long stepNanos) {
        for (MarketMaker market : markets) {
            market.orders.clockStepped(stepNanos);
            market.watch.clockStepped(stepNanos);
        }
        rateLimitedUntilNanos = desk.later(rateLimitedUntilNanos, stepNanos);
        reconciler.clockStepped(stepNanos);
    }

    /** Shows what risk remembers over sessions, under the names that it has in the whole state. */
    void visitMemory(StateVisitor v) {
        v.begin(section);
        guard.visitMemory(v);
        v.end();
    }

    void visitState(StateVisitor v) {
        v.begin(section);
        rateLimitedUntilNanos = v.int64("rateLimitedUntilNanos", rateLimitedUntilNanos);
        fills = v.int64("fills", fills);
        for (int i = 0; i < up.length; i++) {
            up[i] = v.flag("up", up[i]);
        }
        guard.visitState(v);
        requests.visitState(v);
        deadMansSwitch.visitState(v);
        reconciler.visitState(v);
        resets.visitState(v);
        v.end();
    }
}
