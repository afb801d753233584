package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelCause;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.Pulse;
import dev.flowmaker.journal.live.Pulse.Sign;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches a daemon's heartbeat from another process, and cancels its orders at the venue when it stops. On a dedicated
 * account everything in the daemon's markets; on a shared one the orders that carry its tag, and of those only the ones
 * of the session that stopped or earlier. It looks at the heartbeat again before every request, and as soon as that beats
 * it does nothing more.
 *
 * <p>Once the venue lists no order of the daemon's that is told, and the venue is asked again now and then as long as the
 * daemon is silent: a placement may have been on its way.
 */
public final class Guard implements Inbox {
    /** Begins every line that somebody should be woken for. */
    public static final String ALARM = "ALARM: ";

    private static final long FIRST_PAUSE_NANOS = 250_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 10_000_000_000L;

    private final Supplier<@Nullable LiveState> states;
    private final Gateway gateway;
    private final boolean dedicated;
    private final int markets;
    private final Pulse pulse;
    private final LongSupplier nanoTime;
    private final Consumer<String> says;

    private String told = "";
    private boolean acting;
    private boolean flat;
    private long pauseNanos;
    private long nextNanos;
    private @Nullable OpenOrders answer;

    /**
     * @param states reads the live state; null while there is none
     * @param gateway ready for requests, delivering to this guard
     * @param dedicated whether everything in the markets may be canceled
     * @param patienceNanos without a heartbeat for longer the orders are canceled
     * @param nanoTime monotonic
     * @param says what happens, a line each
     */
    public Guard(
            Supplier<@Nullable LiveState> states,
            Gateway gateway,
            boolean dedicated,
            int markets,
            long patienceNanos,
            LongSupplier nanoTime,
            Consumer<String> says) {
        this.states = states;
        this.gateway = gateway;
        this.dedicated = dedicated;
        this.markets = markets;
        this.pulse = new Pulse(patienceNanos);
        this.nanoTime = nanoTime;
        this.says = says;
    }

    /** Takes the answers to our own questions; the rest is of no interest here. */
    @Override
    public synchronized void offer(Message event) {
        if (event instanceof OpenOrders list) {
            OpenOrders copy = new OpenOrders();
            copy.market = list.market;
            for (int i = 0; i < list.orders.count(); i++) {
                OpenOrder order = list.orders.get(i);
                copy.orders.add(order);
            }
            answer = copy;
        }
    }

    /** Looks once, and does what is needed. */
    public void look() {
        long nowNanos = nanoTime.getAsLong();
        LiveState state = states.get();
        if (state == null) {
            tell("none", "waits for a daemon");
            return;
        }
        Sign sign = pulse.judge(state, nowNanos);
        tellOf(state, sign, nowNanos);
        if (!mustAct(state, sign)) {
            acting = false;
            return;
        }
        if (!acting) {
            acting = true;
            flat = false;
            pauseNanos = FIRST_PAUSE_NANOS;
            nextNanos = nowNanos;
        }
        if (nowNanos - nextNanos >= 0) {
            act(state);
            nextNanos = nowNanos + pauseNanos;
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        }
    }

    private static boolean mustAct(LiveState state, Sign sign) {
        StopReason ended = state.daemon().ended();
        boolean left = ended == StopReason.UNCONFIRMED || ended == StopReason.FAILED;
        return sign == Sign.FROZEN || sign == Sign.GONE || (sign == Sign.ENDED && left);
    }

    private void tellOf(LiveState state, Sign sign, long nowNanos) {
        LiveState.Daemon d = state.daemon();
        String who = d.name() + ", session " + d.epoch() + ", process " + d.pid();
        tell(
                sign + " " + d.epoch(),
                switch (sign) {
                    case BEATS -> who + " lives";
                    case FROZEN ->
                        ALARM + who + " is FROZEN, no heartbeat for " + pulse.silentNanos(nowNanos) / 1_000_000
                                + " ms: its orders are canceled";
                    case GONE -> ALARM + who + " is GONE without a clean end: its orders are canceled";
                    case ENDED -> who + " ended as " + d.ended();
                });
    }

    /** Says it once, until something else is so. */
    private void tell(String what, String text) {
        if (!what.equals(told)) {
            told = what;
            says.accept(text);
        }
    }

    /** Asks for the open orders of every market, cancels ours, and asks again. */
    private void act(LiveState state) {
        boolean none = true;
        for (int market = 0; market < markets; market++) {
            List<Long> before = open(market, state.daemon().epoch());
            if (before == null) {
                none = false;
                says.accept("the venue did not say what is open in market " + market + "; asking again");
                continue;
            }
            if (before.isEmpty()) {
                continue;
            }
            flat = false;
            if (!cancel(market, before)) {
                return;
            }
            List<Long> after = open(market, state.daemon().epoch());
            none &= after != null && after.isEmpty();
            says.accept("market " + market + ": " + before.size() + " orders were open, "
                    + (after == null ? "unknown how many" : after.size()) + " are left");
        }
        if (none && !flat) {
            flat = true;
            says.accept(
                    "confirmed: the venue lists no order of " + state.daemon().name());
        }
    }

    /** Returns false when the daemon lives after all. */
    private boolean cancel(int market, List<Long> orders) {
        if (beatsAgain()) {
            return false;
        }
        if (dedicated) {
            CancelAll all = new CancelAll();
            all.market = market;
            all.cause = CancelCause.UNWANTED;
            gateway.execute(all);
            return true;
        }
        for (long id : orders) {
            if (beatsAgain()) {
                return false;
            }
            CancelOrder one = new CancelOrder();
            one.market = market;
            one.orderId = id;
            one.cause = CancelCause.UNWANTED;
            gateway.execute(one);
        }
        return true;
    }

    private boolean beatsAgain() {
        LiveState state = states.get();
        return state != null && !mustAct(state, pulse.judge(state, nanoTime.getAsLong()));
    }

    /** Ids of the orders that are the daemon's to be canceled; null when the venue did not say. */
    private @Nullable List<Long> open(int market, int epoch) {
        synchronized (this) {
            answer = null;
        }
        QueryOpenOrders query = new QueryOpenOrders();
        query.market = market;
        gateway.execute(query);
        OpenOrders list;
        synchronized (this) {
            list = answer;
        }
        if (list == null || list.market != market) {
            return null;
        }
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < list.orders.count(); i++) {
            long id = list.orders.get(i).orderId();
            boolean ours = id != 0 && (id >>> 32) <= epoch;
            if (ours || (dedicated && id == 0)) {
                ids.add(id);
            }
        }
        return ids;
    }
}
