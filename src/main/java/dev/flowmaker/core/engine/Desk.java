package dev.flowmaker.core.engine;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.VenueMessage;
import dev.flowmaker.core.inventory.Ledger;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.SameCode;
import dev.flowmaker.core.risk.Breaker;
import dev.flowmaker.core.risk.Breakers;
import dev.flowmaker.core.risk.CheckListener;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.SharedGuard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all markets of one engine share: the input in hand, the way out, the ledger, the venues, and what stops quoting everywhere. */
final class Desk {
    EngineSettings settings;
    final Ledger ledger;
    final SharedGuard guard;
    /** Which assets are the same at several venues. */
    final SameCode codes;

    final List<VenueState> venues = new ArrayList<>();
    /** The shared breakers, then those of each venue, then those of each market. */
    private final List<Watched> breakers = new ArrayList<>();

    /** Breakers, and what they are of: a market, a venue, or neither. */
    private record Watched(Breakers breakers, int market, int venue) {}

    final @Nullable CheckListener checks;
    private final Sink out;
    private final Notice notice = new Notice();

    long nowNanos;
    long inputSequence;
    boolean halted;
    boolean stopping;
    /** Whether the final look at the venue's open orders, after a stop or a halt, was begun. */
    boolean sweepBegun;

    long stopDeadlineNanos = Long.MAX_VALUE;
    private long orderNumber;
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
                settings.risk(), settings.assets().size(), settings.markets().size(), sharedListener());
        List<Instrument> instruments = new ArrayList<>();
        for (MarketSettings market : settings.markets()) {
            instruments.add(market.instrument());
        }
        this.codes = new SameCode(settings.assets(), instruments);
        for (int venue = 0; venue < settings.venues().size(); venue++) {
            venues.add(new VenueState(venue, this));
        }
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
        notice(code, market, market < 0 ? VenueMessage.NO_VENUE : 0, orderId, first, second, text);
    }

    /** Tells something of a venue that is of no single market. */
    void noticeOf(VenueState venue, NoticeCode code, long orderId, long first, long second) {
        notice(code, Message.NO_MARKET, venue.index, orderId, first, second, "");
    }

    private void notice(NoticeCode code, int market, int venue, long orderId, long first, long second, String text) {
        notice.venue = venue;
        notice.code = code;
        notice.orderId = orderId;
        notice.first = first;
        notice.second = second;
        notice.text = text;
        emit(notice, market);
    }

    /** Tells of a market's breakers. */
    Breakers.Listener marketListener(int market) {
        return listener(market, 0);
    }

    /** Tells of a venue's breakers. */
    Breakers.Listener venueListener(int venue) {
        return listener(Message.NO_MARKET, venue);
    }

    private Breakers.Listener sharedListener() {
        return listener(Message.NO_MARKET, VenueMessage.NO_VENUE);
    }

    private Breakers.Listener listener(int market, int venue) {
        return new Breakers.Listener() {
            @Override
            public void tripped(Breaker breaker) {
                breakersChanged = true;
                notice(NoticeCode.BREAKER_TRIPPED, market, venue, breaker);
            }

            @Override
            public void resumed(Breaker breaker) {
                breakersChanged = true;
                notice(NoticeCode.BREAKER_RESUMED, market, venue, breaker);
            }
        };
    }

    private void notice(NoticeCode code, int market, int venue, Breaker breaker) {
        notice(
                code,
                market,
                venue,
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
        breakers.add(new Watched(guard.breakers(), Message.NO_MARKET, VenueMessage.NO_VENUE));
        for (VenueState venue : venues) {
            venue.markets.clear();
            breakers.add(new Watched(venue.guard.breakers(), Message.NO_MARKET, venue.index));
        }
    }

    /** Makes a market's breakers known. */
    void watch(Breakers more, int market) {
        breakers.add(new Watched(more, market, 0));
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
            Breaker halting = breakers.get(i).breakers().asking(Reaction.HALT);
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
        for (int i = 0; i < venues.size() && venues.size() == earlier.venues.size(); i++) {
            venues.get(i).guard.takeOver(earlier.venues.get(i).guard);
        }
        for (int i = 0; i < settings.assets().size(); i++) {
            for (int j = 0; j < earlier.settings.assets().size(); j++) {
                Asset was = earlier.settings.assets().get(j);
                Asset is = settings.assets().get(i);
                boolean counted = codes.unit(i) == i && earlier.codes.unit(j) == j;
                if (counted && was.code().equals(is.code())) {
                    guard.losses(i).takeOver(earlier.guard.losses(j), is.scale() - was.scale());
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
            Watched watched = breakers.get(i);
            for (int j = 0; j < watched.breakers().count(); j++) {
                Breaker breaker = watched.breakers().get(j);
                if (breaker.needsOperator()) {
                    notice(NoticeCode.BREAKER_STILL_TRIPPED, watched.market(), watched.venue(), breaker);
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
        for (int venue = 0; venue < venues.size(); venue++) {
            venues.get(venue).inherit(before.venues.get(venue));
        }
    }

    /** Event time was moved forward: what is waited for is not nearer for it. */
    void clockStepped(long stepNanos) {
        for (VenueState venue : venues) {
            venue.clockStepped(stepNanos);
        }
        stopDeadlineNanos = later(stopDeadlineNanos, stepNanos);
    }

    /** A time that was still to come before event time was moved forward by a step, moved as far. */
    long later(long timeNanos, long stepNanos) {
        boolean toCome = timeNanos > nowNanos - stepNanos && timeNanos != Long.MAX_VALUE;
        return toCome ? timeNanos + stepNanos : timeNanos;
    }

    /** Shows what risk remembers over sessions, under the names that it has in the whole state. */
    void visitMemory(StateVisitor v) {
        v.begin("desk");
        halted = v.flag("halted", halted);
        guard.visitMemory(v);
        for (VenueState venue : venues) {
            venue.visitMemory(v);
        }
        v.end();
    }

    void visitState(StateVisitor v) {
        v.begin("desk");
        nowNanos = v.int64("nowNanos", nowNanos);
        inputSequence = v.int64("inputSequence", inputSequence);
        halted = v.flag("halted", halted);
        stopping = v.flag("stopping", stopping);
        stopDeadlineNanos = v.int64("stopDeadlineNanos", stopDeadlineNanos);
        orderNumber = v.int64("orderNumber", orderNumber);
        untold = v.flag("untold", untold);
        breakersChanged = v.flag("breakersChanged", breakersChanged);
        ledger.visitState(v);
        guard.visitState(v);
        for (VenueState venue : venues) {
            venue.visitState(v);
        }
        v.end();
    }
}
