package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.MarketMaker;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.risk.Breaker;
import dev.flowmaker.core.risk.BreakerState;
import dev.flowmaker.core.risk.Breakers;
import dev.flowmaker.core.risk.ResumeRule;
import dev.flowmaker.journal.live.SessionView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the engine's state and the tally into a view. On the event loop's thread. */
final class ViewMaker {
    private final Engine engine;
    private final Tally tally;
    private final List<String> venueNames;
    private long records;

    /** @param venueNames by venue; empty for one without a name */
    ViewMaker(Engine engine, List<String> venueNames, Tally tally) {
        this.engine = engine;
        this.venueNames = venueNames;
        this.tally = tally;
    }

    /** Sees every message that goes into the journal. */
    void onRecord(Message message) {
        records++;
        tally.count(message);
    }

    /** Whether any order was ever placed. */
    boolean placedAny() {
        return tally.of(MessageKind.PLACE_ORDER) > 0;
    }

    /** @param sequence of the journal's last record */
    SessionView make(long timeNanos, long sequence, boolean stopping, InboxQueue inbox, Outboxes outbox) {
        List<SessionView.Market> markets = new ArrayList<>();
        boolean books = true;
        for (int i = 0; i < engine.markets(); i++) {
            MarketMaker market = engine.market(i);
            markets.add(market(i, market));
            books &= market.book().status() == BookStatus.OK;
        }
        Set<Channel> up = EnumSet.allOf(Channel.class);
        List<SessionView.Venue> venues = new ArrayList<>();
        for (int i = 0; i < engine.venues(); i++) {
            venues.add(venue(i));
            up.retainAll(venues.get(i).up());
        }
        boolean connected = up.size() == Channel.values().length;
        boolean quoting = connected && books && engine.reconciled() && !engine.halted() && !stopping;
        Map<Action, Long> actions = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            actions.put(action, tally.of(action));
        }
        return new SessionView(
                timeNanos,
                sequence,
                List.copyOf(up),
                quoting,
                engine.halted(),
                engine.haltConfirmed(),
                engine.flattening(),
                stopping,
                engine.reconciled(),
                records,
                tally.of(MessageKind.DECISION),
                actions,
                tally.of(MessageKind.PLACE_ORDER),
                tally.of(MessageKind.CANCEL_ORDER) + tally.of(MessageKind.CANCEL_ALL),
                inbox.dropped(),
                inbox.waitingBytes(),
                outbox.lanes(),
                engine.openOrders(),
                tripped(engine.guard().breakers()),
                List.copyOf(venues),
                List.copyOf(markets));
    }

    private SessionView.Venue venue(int index) {
        List<Channel> up = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            if (engine.up(index, channel)) {
                up.add(channel);
            }
        }
        return new SessionView.Venue(
                index < venueNames.size() ? venueNames.get(index) : "",
                List.copyOf(up),
                engine.reconciled(index),
                engine.rateLimitedUntilNanos(index),
                engine.openOrders(index),
                tripped(engine.guard(index).breakers()));
    }

    private SessionView.Market market(int index, MarketMaker market) {
        Instrument instrument = market.instrument();
        ProfitAndLoss profit = market.profitAndLoss();
        List<SessionView.Quote> quotes = new ArrayList<>();
        for (int i = 0; i < market.orders().openCount(); i++) {
            Order order = market.orders().open(i);
            quotes.add(new SessionView.Quote(
                    order.side(), order.level(), order.priceTicks(), order.openLots(), order.state()));
        }
        return new SessionView.Market(
                instrument,
                market.book().status(),
                engine.obstacle(index),
                market.book().bidTicks(),
                market.book().bidLots(),
                market.book().askTicks(),
                market.book().askLots(),
                market.flowImbalance(),
                tally.fairMicroTicks(index),
                tally.decisionSequence(index),
                market.inventoryQuanta(),
                new SessionView.ProfitParts(
                        profit.spreadQuanta(),
                        profit.inventoryQuanta(),
                        profit.feesQuanta(),
                        profit.fundingQuanta(),
                        profit.totalQuanta(),
                        profit.equityChangeQuanta(),
                        profit.identityHolds()),
                engine.margin(index),
                fills(index, Side.BUY),
                fills(index, Side.SELL),
                tripped(market.guard().breakers()),
                List.copyOf(quotes));
    }

    private static List<SessionView.Tripped> tripped(Breakers breakers) {
        List<SessionView.Tripped> tripped = new ArrayList<>();
        for (int i = 0; i < breakers.count(); i++) {
            Breaker breaker = breakers.get(i);
            if (breaker.state() == BreakerState.ARMED) {
                continue;
            }
            long armsNanos = breaker.deadlineNanos();
            boolean clean = breaker.resume().kind() == ResumeRule.Kind.AFTER_CLEAN;
            tripped.add(new SessionView.Tripped(
                    breaker.kind(),
                    breaker.state(),
                    breaker.reaction(),
                    breaker.trippedNanos(),
                    breaker.observed(),
                    breaker.limit(),
                    breaker.needsOperator(),
                    breaker.resume().nanos(),
                    armsNanos == Long.MAX_VALUE ? 0 : armsNanos,
                    clean ? breaker.cleanFramesLeft() : 0));
        }
        return List.copyOf(tripped);
    }

    private SessionView.SideFills fills(int market, Side side) {
        Tally.Fills fills = tally.fills(market, side);
        return new SessionView.SideFills(fills.count, fills.lots, fills.notionalQuanta);
    }
}
