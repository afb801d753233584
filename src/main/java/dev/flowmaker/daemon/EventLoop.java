package dev.flowmaker.daemon;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.config.SettingsInForce;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelCause;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketMaker;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.ClockAdjusted;
import dev.flowmaker.core.event.NotSentReason;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.event.TimerFired;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.Snapshots;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.Recovery.Recovered;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that touches the engine and the journal, as a duty cycle of one method. Every input is stamped, appended
 * and given to the engine; what comes out is appended, and commands go to the outbox after that.
 *
 * <p>When the journal cannot be written or the engine breaks, the loop fails: from there only cancels leave, each noted
 * in the emergency log, until no order of ours is open or the time for a stop is up.
 */
final class EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final int BATCH = 64;
    private static final long VIEW_NANOS = 200_000_000L;
    private static final long SNAPSHOT_NANOS = 60_000_000_000L;
    private static final long CLOCK_CHECK_NANOS = 1_000_000_000L;
    /** Pause before a deadline that the engine did not move is fired again. */
    private static final long SAME_DEADLINE_NANOS = 1_000_000L;

    private static final int MOST_LAST_INPUTS = 10_000;

    /** What the loop lets through. */
    private enum State {
        /** Everything, on record. Also while a stop is under way. */
        RUNNING,
        /** Cancels only, noted in the emergency log. */
        FAILING,
        /** Nothing any more. */
        ENDED
    }

    private final Journal journal;
    private final SessionStarted started;
    private final EngineSettings settings;
    private final SettingsInForce inForce;
    private final Engine engine;
    private final InboxQueue inbox;
    private final Outboxes outbox;
    private final EventClock clock;
    private final EmergencyLog emergency;
    private final ViewMaker views;
    private final AlertRules alerts;

    private final TimerFired timer = new TimerFired();
    private final ClockAdjusted clockAdjusted = new ClockAdjusted();
    /** Inputs the loop makes itself, such as commands that were not sent. */
    private final Deque<Message> own = new ArrayDeque<>();

    private State state = State.RUNNING;
    private volatile StopReason stopReason = StopReason.REQUESTED;
    private String stopText = "";
    private boolean stopping;
    private boolean engineBroken;
    private boolean journalBroken;
    private long failDeadlineNanos;
    private long firedNanos;
    private long nextViewNanos;
    private long nextSnapshotNanos;
    private long nextClockCheckNanos;
    private final AtomicLong cycles = new AtomicLong();
    private volatile Consumer<OperatorRequest> onOperator = request -> {};
    private volatile @Nullable SessionView view;
    private volatile @Nullable StopReason ended;

    EventLoop(
            Journal journal,
            SessionStarted started,
            EngineSettings settings,
            InboxQueue inbox,
            Outboxes outbox,
            EventClock clock,
            EmergencyLog emergency,
            AlertRules alerts) {
        this.journal = journal;
        this.started = started;
        this.settings = settings;
        this.inbox = inbox;
        this.outbox = outbox;
        this.clock = clock;
        this.emergency = emergency;
        this.alerts = alerts;
        inForce = new SettingsInForce(started, settings, EngineSettingsFactory::from);
        engine = new Engine(settings, this::onOutput, inForce);
        views = new ViewMaker(
                engine,
                started.venues,
                new Tally(settings.markets().stream()
                        .map(market -> market.instrument())
                        .toList()));
    }

    /** Opens the session on record, with nothing behind it. */
    void begin() {
        begin(Past.NONE, false);
    }

    /**
     * Opens the session on record.
     *
     * @param past the session before this one, whose state goes on in this
     * @param distrust whether orders may be under way to the venue that nobody here knows of
     */
    void begin(Past past, boolean distrust) {
        long now = clock.nowNanos();
        Recovered before = past.before();
        if (past.risk() != null) {
            engine.takeOver(past.risk());
        }
        if (before != null) {
            engine.inherit(before.engine(), before.neverSent(), now);
        }
        if (distrust) {
            engine.distrust(now);
        }
        Snapshots.begin(journal, started, engine::visitState, now);
        nextSnapshotNanos = now + SNAPSHOT_NANOS;
        if (!past.forgotten().isEmpty()) {
            OperatorRequest halt = new OperatorRequest();
            halt.action = OperatorAction.HALT;
            halt.text = past.forgotten();
            own.add(halt);
        }
    }

    /** One turn; returns how many inputs were handled. */
    int doWork() {
        cycles.setOpaque(cycles.getPlain() + 1);
        int work = inbox.drain(this::onInput, BATCH);
        while (!own.isEmpty()) {
            onInput(own.remove());
            work++;
        }
        long now = clock.nowNanos();
        work += fireTimer(now);
        if (now >= nextClockCheckNanos) {
            checkClock(now);
        }
        if (inbox.overrun() && !stopping) {
            stop(StopReason.FAILED, "the inbox was full for too long and an event was lost");
        }
        if (now >= nextSnapshotNanos && state == State.RUNNING) {
            snapshot(now);
        }
        checkEnd(now);
        if (now >= nextViewNanos || state == State.ENDED) {
            nextViewNanos = now + VIEW_NANOS;
            view = views.make(now, journal.lastSequence(), stopping, inbox, outbox);
        }
        return work;
    }

    /** How long there is nothing to do unless an event comes. */
    long idleNanos() {
        long now = clock.nowNanos();
        long next = Math.min(nextViewNanos, nextClockCheckNanos);
        return Math.max(0, Math.min(next, nextDeadlineNanos()) - now);
    }

    /** Begins the clean end of the session. From any thread. */
    void requestStop(StopReason reason, String text) {
        stopReason = reason;
        inbox.offer(stopRequest(text));
    }

    private static OperatorRequest stopRequest(String text) {
        OperatorRequest request = new OperatorRequest();
        request.action = OperatorAction.STOP;
        request.text = text;
        return request;
    }

    private void stop(StopReason reason, String text) {
        if (stopping) {
            return;
        }
        stopReason = reason;
        own.add(stopRequest(text));
        stopping = true;
    }

    private void onInput(Message input) {
        if (state == State.ENDED) {
            return;
        }
        input.timeNanos = clock.nowNanos();
        input.causeSequence = 0;
        if (journal.startsFile(input.timeNanos) && state == State.RUNNING) {
            header(input.timeNanos);
        }
        record(input);
        if (input instanceof OperatorRequest request && request.ticket != 0 && !journalBroken) {
            onOperator.accept(request);
        }
        beforeEngine(input);
        if (engineBroken) {
            return;
        }
        try {
            engine.onInput(input);
        } catch (RuntimeException e) {
            engineBroken = true;
            fail("the engine failed on " + input.kind() + " " + input.sequence, e);
        }
        if (input.kind() == MessageKind.OPERATOR_REQUEST && state == State.RUNNING) {
            headerAfterSetting(input.timeNanos);
        }
        if (!journalBroken) {
            journal.afterEvent();
        }
    }

    /** A snapshot is read with its session's header: once settings changed, those after it need a header that has them. */
    private void headerAfterSetting(long timeNanos) {
        if (!started.configuration.equals(inForce.configuration())) {
            header(timeNanos);
        }
    }

    /** So that a restart has few inputs to play again. */
    private void snapshot(long now) {
        nextSnapshotNanos = now + SNAPSHOT_NANOS;
        if (!journal.startsFile(now)) {
            Snapshot snapshot = Snapshots.take(started, engine::visitState);
            snapshot.timeNanos = now;
            record(snapshot);
        }
    }

    private void header(long timeNanos) {
        try {
            // The file is replayed alone too: its header says what operators have set.
            started.configuration = inForce.configuration();
            Snapshots.begin(journal, started, engine::visitState, timeNanos);
        } catch (JournalException e) {
            journalBroken = true;
            fail("the journal failed", e);
        }
    }

    /** What the outbox must know before the engine acts on it. */
    private void beforeEngine(Message input) {
        if (input instanceof RateLimited limited) {
            outbox.hold(limited.venue, Math.max(0, limited.retryAtNanos - input.timeNanos), limited.banned);
        } else if (input instanceof OperatorRequest request) {
            switch (request.action) {
                case STOP -> {
                    stopping = true;
                    stopText = stopText.isEmpty() ? request.text : stopText;
                    own.addAll(outbox.halt(NotSentReason.STOPPING));
                }
                case HALT -> own.addAll(outbox.halt(NotSentReason.HALTED));
                case RESUME -> outbox.resume();
                case FLATTEN -> {
                    // What waits is dropped; the orders that close are taken.
                    own.addAll(outbox.halt(NotSentReason.HALTED));
                    outbox.resume();
                }
                case SET -> {
                    // For the engine alone.
                }
            }
        }
    }

    /** The engine's sink. */
    private void onOutput(Message output) {
        boolean command = output.kind().family() == MessageKind.Family.COMMAND;
        if (state == State.RUNNING) {
            record(output);
        }
        // The record may have failed just now.
        if (!command) {
            return;
        }
        boolean cancel = output.kind() == MessageKind.CANCEL_ORDER || output.kind() == MessageKind.CANCEL_ALL;
        if (state == State.RUNNING || (state == State.FAILING && cancel)) {
            send(output);
        } else {
            own.add(Requests.notSent(output, NotSentReason.HALTED));
        }
    }

    private void send(Message command) {
        if (state == State.FAILING) {
            emergency.note(command);
        }
        NotSentReason reason = outbox.send(command);
        if (reason != null) {
            own.add(Requests.notSent(command, reason));
        }
    }

    private void record(Message message) {
        if (journalBroken) {
            return;
        }
        try {
            journal.append(message);
            views.onRecord(message);
            alerts.onRecord(message);
            if (message instanceof Notice notice && notice.code == NoticeCode.RULES_CHANGED && notice.first == 1) {
                stop(StopReason.RULES_CHANGED, "the rules of market " + notice.market + " changed: " + notice.text);
            }
        } catch (JournalException e) {
            journalBroken = true;
            fail("the journal failed", e);
        }
    }

    private void fail(String text, RuntimeException cause) {
        LOG.error("{}: only cancels leave from here", text, cause);
        emergency.note(text + ": " + cause.getMessage());
        alerts.failed(text + ": " + cause.getMessage());
        stopReason = StopReason.FAILED;
        stopText = text + ": " + cause.getMessage();
        if (state != State.RUNNING) {
            return;
        }
        state = State.FAILING;
        stopping = true;
        failDeadlineNanos = clock.nowNanos() + settings.stopTimeoutNanos();
        own.addAll(outbox.halt(NotSentReason.HALTED));
        if (engineBroken) {
            cancelEverything();
        } else {
            own.add(stopRequest(text));
        }
    }

    /** Without an engine that could say which: all orders there may be. */
    private void cancelEverything() {
        for (int i = 0; i < engine.markets(); i++) {
            MarketMaker market = engine.market(i);
            if (settings.dedicatedAccount(market.instrument().venue())) {
                CancelAll all = new CancelAll();
                all.market = i;
                all.cause = CancelCause.HALT;
                send(all);
                continue;
            }
            for (int j = 0; j < market.orders().openCount(); j++) {
                CancelOrder cancel = new CancelOrder();
                cancel.market = i;
                cancel.orderId = market.orders().open(j).id();
                cancel.cause = CancelCause.HALT;
                send(cancel);
            }
        }
    }

    private long nextDeadlineNanos() {
        if (engineBroken) {
            return failDeadlineNanos;
        }
        long deadline = engine.nextDeadlineNanos();
        return deadline == timer.deadlineNanos ? Math.max(deadline, firedNanos + SAME_DEADLINE_NANOS) : deadline;
    }

    private int fireTimer(long now) {
        if (engineBroken || state == State.ENDED || nextDeadlineNanos() > now) {
            return 0;
        }
        timer.deadlineNanos = engine.nextDeadlineNanos();
        firedNanos = now;
        onInput(timer);
        return 1;
    }

    private void checkClock(long now) {
        nextClockCheckNanos = now + CLOCK_CHECK_NANOS;
        long step = clock.adjust();
        if (step != 0) {
            LOG.warn("the system clock was stepped by {} ns", step);
            clockAdjusted.stepNanos = step;
            onInput(clockAdjusted);
        }
    }

    private void checkEnd(long now) {
        if (state == State.RUNNING && stopping && stopReason == StopReason.FAILED && !views.placedAny()) {
            // A session that never came to life has nothing to wait for.
            end(StopReason.FAILED);
        } else if (state == State.RUNNING && engine.stopped()) {
            end(
                    engine.stopConfirmed()
                            ? stopReason
                            : stopReason == StopReason.FAILED ? stopReason : StopReason.UNCONFIRMED);
        } else if (state == State.FAILING) {
            boolean done = engineBroken ? outbox.idle() : engine.openOrders() == 0;
            if (done || now >= failDeadlineNanos) {
                end(StopReason.FAILED);
            }
        }
    }

    private void end(StopReason reason) {
        outbox.stop().forEach(this::onInput);
        for (int i = 0; i < MOST_LAST_INPUTS && !own.isEmpty(); i++) {
            onInput(own.remove());
        }
        SessionStopped stopped = new SessionStopped();
        stopped.timeNanos = clock.nowNanos();
        stopped.reason = reason;
        stopped.openOrders = engine.openOrders();
        stopped.text = stopText;
        record(stopped);
        state = State.ENDED;
        inbox.close();
        ended = reason;
    }

    /** A turn that failed where nothing may fail: a defect. The session ends as well as it can. */
    void broke(Throwable defect) {
        engineBroken = true;
        fail("the event loop failed", defect instanceof RuntimeException e ? e : new IllegalStateException(defect));
    }

    /** How the session ended, null while it has not. */
    @Nullable
    StopReason ended() {
        return ended;
    }

    /** Whether inputs do not all come into the journal any more. For the loop's own thread. */
    boolean failing() {
        return journalBroken || engineBroken;
    }

    /** For the loop's own thread. */
    Engine engine() {
        return engine;
    }

    /** Who is told of operators' requests once they are on record; on the loop's thread. */
    void onOperator(Consumer<OperatorRequest> listener) {
        onOperator = listener;
    }

    /** Grows while the loop turns. */
    long cycles() {
        return cycles.getOpaque();
    }

    @Nullable
    SessionView view() {
        return view;
    }
}
