package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.event.TimerFired;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.TouchFeed;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.RequestLimits;
import dev.flowmaker.exchange.virtual.Timeline.Arrival;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.Snapshots;
import dev.flowmaker.venue.ClientOrderIds;
import java.util.Objects;

/**
 * One engine trading at one exchange, as fast as the machine can and always the same. Time is the exchange's; it jumps
 * from one thing to the next: an event of a market source, a message arriving, a deadline of the engine, in this order
 * where times are equal. Every input is appended to the journal before the engine sees it, every output before it acts.
 *
 * <p>The frames of a capture or tape become book updates one by one; other markets are told every 100 ms. In between, best
 * prices that moved are told at once where the engine merges them.
 */
public final class VirtualSession implements AutoCloseable {
    private static final long GRID_NANOS = 100_000_000;
    private static final int MAX_TIMERS_AT_ONCE = 1_000;
    /** So that no place of a long journal is far from a state to start from. */
    private static final long RECORDS_A_SNAPSHOT = 50_000;

    private final EngineSettings settings;
    private final ExchangeSettings exchangeSettings;
    private final Lines lines;
    private final Journal journal;
    private final SessionStarted started;
    private final Timeline timeline = new Timeline();
    private final VenueEvents events;
    private final Exchange exchange;
    private final VenueDesk desk;
    private final Engine engine;
    private final TimerFired timer = new TimerFired();
    private long nowNanos;
    private long gridNanos;
    private int timersAtOnce;
    private long nextSnapshot = RECORDS_A_SNAPSHOT;
    /** Whether the session's header is on record; a journal's file may have another session's before it. */
    private boolean headed;

    /** The same at a venue that never has too many requests. */
    public VirtualSession(
            EngineSettings settings,
            ExchangeSettings exchangeSettings,
            int account,
            VirtualLatency latency,
            Journal journal,
            SessionStarted started,
            ExchangeListener observer) {
        this(settings, exchangeSettings, account, latency, RequestLimits.NONE, journal, started, observer);
    }

    /**
     * Opens the exchange and the session: its header, the connections, and a first book are on record or under way when
     * this returns.
     *
     * @param settings of the engine; assets and markets are the exchange's, in the same order
     * @param account the engine's account at the exchange
     * @param started header of the session, complete but for its time; its name makes the client order ids
     * @param limits of the account's requests
     * @param observer hears all the exchange does, before it is sent on its way
     */
    public VirtualSession(
            EngineSettings settings,
            ExchangeSettings exchangeSettings,
            int account,
            VirtualLatency latency,
            RequestLimits limits,
            Journal journal,
            SessionStarted started,
            ExchangeListener observer) {
        requireSameMarkets(settings, exchangeSettings);
        this.settings = settings;
        this.exchangeSettings = exchangeSettings;
        this.lines = new Lines(latency);
        this.journal = journal;
        this.started = started;
        ClientOrderIds ids = new ClientOrderIds(started.name);
        RequestGate gate = new RequestGate(limits);
        this.events = new VenueEvents(timeline, lines, gate, ids, account, observer);
        this.exchange = new Exchange(exchangeSettings, events);
        this.desk = new VenueDesk(exchange, events, timeline, lines, gate, ids, account);
        this.engine = new Engine(settings, this::onOutput);
        this.nowNanos = exchangeSettings.startNanos();
        this.gridNanos = onGrid() ? nowNanos + GRID_NANOS : Long.MAX_VALUE;
        begin();
    }

    private static void requireSameMarkets(EngineSettings settings, ExchangeSettings exchange) {
        boolean same = settings.assets().equals(exchange.assets())
                && settings.markets().size() == exchange.markets().size();
        for (int i = 0; same && i < settings.markets().size(); i++) {
            same = settings.markets()
                    .get(i)
                    .instrument()
                    .equals(exchange.markets().get(i).instrument());
        }
        if (!same) {
            throw new IllegalArgumentException("the engine and the exchange must have the same assets and instruments");
        }
    }

    private boolean framed(int market) {
        MarketSource source = exchangeSettings.markets().get(market).source();
        return source instanceof MarketSource.Capture || source instanceof MarketSource.Tape;
    }

    private boolean onGrid() {
        for (int i = 0; i < exchangeSettings.markets().size(); i++) {
            if (!framed(i)) {
                return true;
            }
        }
        return false;
    }

    private void begin() {
        for (Channel channel : new Channel[] {Channel.MARKET_DATA, Channel.REQUESTS, Channel.USER}) {
            ConnectionChanged up = new ConnectionChanged();
            up.channel = channel;
            up.up = true;
            deliver(up);
        }
        for (int market = 0; market < settings.markets().size(); market++) {
            BookSettings book = settings.markets().get(market).book();
            events.follow(exchange, market, book.depth(), book.touch() == TouchFeed.MERGED);
            events.sendBook(market, nowNanos, ResetReason.SNAPSHOT);
        }
    }

    public Engine engine() {
        return engine;
    }

    public Exchange exchange() {
        return exchange;
    }

    /** Virtual time, UTC nanoseconds. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Runs until that time, or until every recording has ended if that is earlier; what happens at it has happened. */
    public void runUntil(long untilNanos) {
        while (!exchange.ended() && nextNanos() <= untilNanos) {
            step();
        }
        if (!exchange.ended()) {
            nowNanos = Math.max(nowNanos, untilNanos);
        }
    }

    /**
     * What an operator would ask, now.
     *
     * @param why in words
     */
    public void ask(OperatorAction action, String why) {
        OperatorRequest request = new OperatorRequest();
        request.action = action;
        request.text = why;
        deliver(request);
    }

    /** Lets what is under way arrive, asks the engine to stop, waits until it has, and ends the session. */
    public void stop(StopReason reason) {
        long lastArrival = timeline.lastArrivalNanos();
        while (nextNanos() <= lastArrival) {
            step();
        }
        ask(OperatorAction.STOP, reason.name());
        while (!engine.stopped()) {
            step();
        }
        SessionStopped stopped = new SessionStopped();
        stopped.timeNanos = nowNanos;
        stopped.reason = engine.stopConfirmed() ? reason : StopReason.UNCONFIRMED;
        stopped.openOrders = engine.openOrders();
        journal.append(stopped);
    }

    private long venueNanos() {
        return Math.min(exchange.nextEventNanos(), gridNanos);
    }

    /** When the next thing happens, UTC nanoseconds; Long.MAX_VALUE for never. */
    public long nextNanos() {
        return Math.min(venueNanos(), Math.min(timeline.nextNanos(), engineNanos()));
    }

    private long engineNanos() {
        return Math.max(engine.nextDeadlineNanos(), nowNanos);
    }

    /** Makes the next thing happen. */
    public void step() {
        nowNanos = nextNanos();
        if (nowNanos == Long.MAX_VALUE) {
            throw new IllegalStateException("nothing is left to happen");
        }
        if (venueNanos() == nowNanos) {
            exchange.advanceTo(nowNanos);
            if (gridNanos == nowNanos) {
                sendGrid();
            }
            events.settle(nowNanos);
        } else if (timeline.nextNanos() == nowNanos) {
            arrive(Objects.requireNonNull(timeline.poll()));
        } else {
            fireTimer();
        }
    }

    private void sendGrid() {
        gridNanos += GRID_NANOS;
        for (int market = 0; market < settings.markets().size(); market++) {
            if (!framed(market)) {
                events.sendBook(market, nowNanos, ResetReason.NONE);
            }
        }
    }

    private void arrive(Arrival arrival) {
        if (arrival.atVenue()) {
            desk.execute(arrival.message(), arrival.sentNanos(), nowNanos);
            events.settle(nowNanos);
        } else {
            deliver(arrival.message());
        }
    }

    private void fireTimer() {
        timersAtOnce = timer.timeNanos == nowNanos ? timersAtOnce + 1 : 0;
        if (timersAtOnce > MAX_TIMERS_AT_ONCE) {
            throw new IllegalStateException("the engine's deadline does not move from " + engine.nextDeadlineNanos());
        }
        timer.deadlineNanos = engine.nextDeadlineNanos();
        deliver(timer);
    }

    private void deliver(Message message) {
        message.timeNanos = nowNanos;
        if (!headed || journal.startsFile(nowNanos)) {
            headed = true;
            Snapshots.begin(journal, started, engine::visitState, nowNanos);
            nextSnapshot = journal.lastSequence() + RECORDS_A_SNAPSHOT;
        } else if (journal.lastSequence() >= nextSnapshot) {
            Snapshot snapshot = Snapshots.take(started, engine::visitState);
            snapshot.timeNanos = nowNanos;
            nextSnapshot = journal.append(snapshot) + RECORDS_A_SNAPSHOT;
        }
        journal.append(message);
        engine.onInput(message);
        journal.afterEvent();
    }

    private void onOutput(Message output) {
        journal.append(output);
        // Nothing here dies, so the venue's switch never fires.
        if (output.kind().family() == MessageKind.Family.COMMAND
                && output.kind() != MessageKind.REFRESH_DEAD_MANS_SWITCH) {
            send(Commands.copy(output));
        }
    }

    private void send(Message command) {
        boolean refused = lines.orderEntry.refuses(nowNanos);
        long arrival = lines.orderEntry.arrivalNanos(nowNanos);
        if (refused) {
            Message refusal = VenueDesk.refusal(command, RejectReason.OTHER, "the venue had too much to do");
            timeline.toEngine(refusal, nowNanos, arrival);
        } else {
            timeline.toVenue(command, nowNanos, arrival);
        }
    }

    /** Closes the exchange; the journal is its owner's to close. */
    @Override
    public void close() {
        exchange.close();
    }
}
