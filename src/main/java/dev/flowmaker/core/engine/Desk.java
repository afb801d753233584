package dev.flowmaker.core.engine;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.inventory.Ledger;
import dev.flowmaker.core.risk.Breaker;
import dev.flowmaker.core.risk.Breakers;
import dev.flowmaker.core.risk.CheckListener;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.RequestMeter;
import dev.flowmaker.core.risk.SharedGuard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all markets of one engine share: the input in hand, the way out, the ledger, and what stops quoting everywhere. */
final class Desk {
    EngineSettings settings;
    final Ledger ledger;
    final SharedGuard guard;
    /** Placements and cancels of all markets. */
    final RequestMeter requests;
    /** The shared breakers, then those of each market. */
    private final List<Breakers> breakers = new ArrayList<>();

    final @Nullable CheckListener checks;
    private final Sink out;
    private final Notice notice = new Notice();
    private final boolean[] up = new boolean[Channel.values().length];

    long nowNanos;
    long inputSequence;
    boolean halted;
    boolean stopping;
    /** Whether the final look at the venue's open orders, after a stop or a halt, was begun. */
    boolean sweepBegun;

    long stopDeadlineNanos = Long.MAX_VALUE;
    long rateLimitedUntilNanos;
    private long orderNumber;
    /** Trades told, each once. */
    long fills;
    /** Whether breakers that an earlier session left tripped are still to be told. */
    private boolean untold;
    /** Whether a reaction began or ended during this input. */
    private boolean breakersChanged;

    /** @param checks hears of each risk check; null for nobody */
    Desk(EngineSettings settings, Sink out, @Nullable CheckListener checks) {
        this.settings = settings;
        this.checks = checks;
        this.out = out;
        this.ledger = new Ledger(settings.assets().size());
        settings.markets().forEach(market -> ledger.know(market.instrument()));
        this.guard = new SharedGuard(
                settings.risk(),
                settings.assets().size(),
                settings.markets().size(),
                breakerListener(Message.NO_MARKET));
        this.requests = new RequestMeter(settings.risk().requests());
    }

    /** Sends a decision, notice or command out, stamped with the input that caused it. */
    void emit(Message message, int market) {
        message.timeNanos = nowNanos;
        message.causeSequence = inputSequence;
        message.market = market;
        out.accept(message);
    }

    void notice(NoticeCode code, int market, long orderId, long first, long second) {
        notice(code, market, orderId, first, second, "");
    }

    void notice(NoticeCode code, int market, long orderId, long first, long second, String text) {
        notice.code = code;
        notice.orderId = orderId;
        notice.first = first;
        notice.second = second;
        notice.text = text;
        emit(notice, market);
    }

    /** Tells of a market's breakers, or of the shared ones. */
    Breakers.Listener breakerListener(int market) {
        return new Breakers.Listener() {
            @Override
            public void tripped(Breaker breaker) {
                breakersChanged = true;
                notice(NoticeCode.BREAKER_TRIPPED, market, breaker);
            }

            @Override
            public void resumed(Breaker breaker) {
                breakersChanged = true;
                notice(NoticeCode.BREAKER_RESUMED, market, breaker);
            }
        };
    }

    private void notice(NoticeCode code, int market, Breaker breaker) {
        notice(
                code,
                market,
                0,
                breaker.observed(),
                breaker.limit(),
                breaker.kind().text());
    }

    /** What is owned is no more known in this market: every market is halted at once. */
    void broken(int market, long partsQuanta, long wholeQuanta) {
        notice(NoticeCode.INVARIANT, market, 0, partsQuanta, wholeQuanta, "profit and loss");
        halted = true;
        breakersChanged = true;
    }

    /** The markets are built anew, and their breakers with them. */
    void forgetMarkets() {
        breakers.clear();
        breakers.add(guard.breakers());
    }

    /** Makes a market's breakers known. */
    void watch(Breakers more) {
        breakers.add(more);
    }

    /** Whether a reaction began or ended since the last time this was asked. */
    boolean takeBreakersChanged() {
        boolean changed = breakersChanged;
        breakersChanged = false;
        return changed;
    }

    /** The breaker that stops every market, or null. */
    @Nullable
    Breaker halting() {
        for (int i = 0; i < breakers.size(); i++) {
            Breaker halting = breakers.get(i).asking(Reaction.HALT);
            if (halting != null) {
                return halting;
            }
        }
        return null;
    }

    /** Whether nothing may be placed in any market: a stop, an operator's halt or a breaker's. */
    boolean placesNothing() {
        return stopping || halted || halting() != null;
    }

    /** Takes over from an earlier session what watches all markets. */
    void takeOver(Desk earlier) {
        guard.takeOver(earlier.guard);
        for (int i = 0; i < settings.assets().size(); i++) {
            for (int j = 0; j < earlier.settings.assets().size(); j++) {
                String code = earlier.settings.assets().get(j).code();
                if (code.equals(settings.assets().get(i).code())) {
                    guard.losses(i).takeOver(earlier.guard.losses(j));
                }
            }
        }
        untold = true;
    }

    /** Tells, once, which breakers an earlier session left tripped. */
    void tellTakenOver() {
        if (!untold) {
            return;
        }
        untold = false;
        for (int i = 0; i < breakers.size(); i++) {
            for (int j = 0; j < breakers.get(i).count(); j++) {
                Breaker breaker = breakers.get(i).get(j);
                if (breaker.needsOperator()) {
                    notice(NoticeCode.BREAKER_STILL_TRIPPED, i == 0 ? Message.NO_MARKET : i - 1, breaker);
                }
            }
        }
    }

    long nextOrderId() {
        orderNumber++;
        return (long) settings.epoch() << 32 | orderNumber;
    }

    /** What outlives a session: what is owned, and a halt that nobody lifted. */
    void inherit(Desk before) {
        StateCopy.copy(before.ledger::visitState, ledger::visitState);
        halted = before.halted;
        requests.takeOver(before.requests);
    }

    /** Event time was moved forward: what is waited for is not nearer for it. */
    void clockStepped(long stepNanos) {
        rateLimitedUntilNanos = later(rateLimitedUntilNanos, stepNanos);
        stopDeadlineNanos = later(stopDeadlineNanos, stepNanos);
    }

    /** A time that was still to come before event time was moved forward by a step, moved as far. */
    long later(long timeNanos, long stepNanos) {
        boolean toCome = timeNanos > nowNanos - stepNanos && timeNanos != Long.MAX_VALUE;
        return toCome ? timeNanos + stepNanos : timeNanos;
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

    /** Shows what risk remembers over sessions, under the names that it has in the whole state. */
    void visitMemory(StateVisitor v) {
        v.begin("desk");
        halted = v.flag("halted", halted);
        guard.visitMemory(v);
        v.end();
    }

    void visitState(StateVisitor v) {
        v.begin("desk");
        nowNanos = v.int64("nowNanos", nowNanos);
        inputSequence = v.int64("inputSequence", inputSequence);
        halted = v.flag("halted", halted);
        stopping = v.flag("stopping", stopping);
        stopDeadlineNanos = v.int64("stopDeadlineNanos", stopDeadlineNanos);
        rateLimitedUntilNanos = v.int64("rateLimitedUntilNanos", rateLimitedUntilNanos);
        orderNumber = v.int64("orderNumber", orderNumber);
        fills = v.int64("fills", fills);
        for (int i = 0; i < up.length; i++) {
            up[i] = v.flag("up", up[i]);
        }
        untold = v.flag("untold", untold);
        breakersChanged = v.flag("breakersChanged", breakersChanged);
        ledger.visitState(v);
        guard.visitState(v);
        requests.visitState(v);
        v.end();
    }
}
