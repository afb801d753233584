package dev.flowmaker.daemon;

import dev.flowmaker.Version;
import dev.flowmaker.config.AlertSettings;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.Differences;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.config.SettingsInForce;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.RiskMemory;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.daemon.alert.Alerts;
import dev.flowmaker.daemon.control.Control;
import dev.flowmaker.daemon.control.ControlSocket;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.live.LiveStateWriter;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.Recovery;
import dev.flowmaker.replay.Recovery.Recovered;
import dev.flowmaker.replay.Recovery.RecoveryException;
import dev.flowmaker.venue.ClientOrderIds;
import dev.flowmaker.venue.VenueException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of market making, from taking the journal to giving it back: puts the parts together, starts them in the
 * order in which each may rely on those before, and ends them in the opposite one.
 */
public final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    /** Defects in the loop after which not even cancels are waited for. */
    private static final int MOST_DEFECTS = 3;

    /** How long trading waits for the live state. */
    private static final long SHOWN_MILLIS = 5_000;

    private final DaemonSettings settings;
    private final JournalWriter journal;
    private final Venues venues;
    private final InboxQueue inbox;
    private final Outboxes outbox;
    private final EventLoop loop;
    private final EmergencyLog emergency;
    private final Housekeeper housekeeper;
    private final Alerts alerts;
    private final LivePublisher live;
    private final Control control;
    private @Nullable ControlSocket socket;
    private final SessionStarted started;
    private final Past past;
    private final StartGuard starts;
    private final Thread thread;
    private final CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean closed;

    private Daemon(
            DaemonSettings settings,
            JournalWriter journal,
            Venues venues,
            EventClock clock,
            SessionStarted started,
            Past past,
            StartGuard starts,
            CompletableFuture<LiveStateWriter> making,
            @Nullable URI webhook,
            UnaryOperator<Journal> around) {
        this.past = past;
        this.starts = starts;
        this.settings = settings;
        this.journal = journal;
        this.venues = venues;
        this.started = started;
        EngineSettings engine = settings.resolve(started);
        if (!engine.equals(EngineSettingsFactory.from(started))) {
            throw new IllegalStateException("a replay would have other settings than this session");
        }
        inbox = new InboxQueue(settings.loop().inboxBytes(), engine.markets().size());
        outbox = venues.outboxes(inbox);
        emergency = new EmergencyLog(settings.journal().dir(), new ClientOrderIds(settings.name()));
        alerts = new Alerts(
                settings.name(),
                started.epoch,
                settings.alerts(),
                webhook,
                settings.secretVariables(),
                clock::readNanos);
        AlertRules rules = new AlertRules(alerts, started.venues, EngineSettingsFactory.instruments(started));
        loop = new EventLoop(around.apply(journal), started, engine, inbox, outbox, clock, emergency, rules);
        control = new Control(
                EngineSettingsFactory.instruments(started),
                new SettingsInForce(started, engine, EngineSettingsFactory::from),
                inbox,
                loop::view);
        loop.onOperator(control::onRecorded);
        if (past.before() != null) {
            outbox.recall(past.before().sent(), clock.readNanos());
            tellDifferences(past.before());
        }
        live = new LivePublisher(
                settings, started, loop::view, loop::ended, journal::usableSpace, clock::readNanos, making, alerts);
        housekeeper = new Housekeeper(
                settings.journal(),
                loop::cycles,
                journal::usableSpace,
                () -> journal.reserve(settings.journal().preallocateBytes()),
                inbox);
        thread = new Thread(this::turn, "event-loop");
    }

    /**
     * Takes the journal, asks every venue for its rules, and opens the session on record. Nothing is traded yet.
     *
     * @throws JournalException when the journal is another daemon's, damaged, or cannot be written
     * @param gateways by venue
     * @throws VenueException when a venue is unreachable, refuses us, lacks a market, or has another time
     * @throws dev.flowmaker.config.ConfigurationException when the venue's rules forbid what is configured
     */
    public static Daemon prepare(DaemonSettings settings, List<GatewayFactory> gateways) throws VenueException {
        return prepare(settings, gateways, null);
    }

    /** The same at one venue. */
    public static Daemon prepare(DaemonSettings settings, GatewayFactory gateway) throws VenueException {
        return prepare(settings, List.of(gateway), null);
    }

    /**
     * The same.
     *
     * @param webhook where alerts are posted, null for nowhere; a secret
     */
    public static Daemon prepare(DaemonSettings settings, List<GatewayFactory> gateways, @Nullable URI webhook)
            throws VenueException {
        return prepare(settings, gateways, webhook, journal -> journal);
    }

    /** The same, with something between the event loop and its journal. */
    static Daemon prepare(
            DaemonSettings settings,
            List<GatewayFactory> gateways,
            @Nullable URI webhook,
            UnaryOperator<Journal> around)
            throws VenueException {
        JournalWriter journal =
                JournalWriter.open(settings.journal().dir(), settings.journal().roll());
        CompletableFuture<LiveStateWriter> making = LivePublisher.make(settings);
        Venues venues = null;
        try {
            journal.warnings().forEach(LOG::warn);
            requireSpace(settings, journal);
            EventClock clock = EventClock.system(settings.loop().maxDriftNanos());
            venues = new Venues(settings, gateways, clock::readNanos);
            SessionStarted started = describe(settings, venues);
            StartGuard starts =
                    new StartGuard(settings.journal().dir(), settings.journal().maxStarts());
            starts.start(System.currentTimeMillis());
            Past past = recover(journal, started);
            if (past.before() != null) {
                venues.remind(past.before().engine());
            }
            started.epoch = journal.nextEpoch();
            Daemon daemon =
                    new Daemon(settings, journal, venues, clock, started, past, starts, making, webhook, around);
            daemon.begin();
            return daemon;
        } catch (VenueException | RuntimeException e) {
            if (venues != null) {
                venues.close();
            }
            var unused = making.thenAccept(LiveStateWriter::close);
            journal.close();
            throw e;
        }
    }

    private static void requireSpace(DaemonSettings settings, JournalWriter journal) {
        long space = journal.usableSpace();
        long alarm = settings.journal().freeSpaceAlarmBytes();
        if (space < alarm) {
            throw new JournalException(
                    "its disk has " + space / 1_000_000 + " MB left, and journal.free-space-alarm is "
                            + alarm / 1_000_000 + " MB",
                    settings.journal().dir().toString(),
                    "free some space or lower the alarm");
        }
    }

    /** What the last session left. */
    private static Past recover(JournalWriter journal, SessionStarted started) throws VenueException {
        Recovery recovery = new Recovery(EngineSettingsFactory::from, Version.text());
        if (journal.movedAside()) {
            return remember(recovery.remember(journal::readAside), "the journal was damaged");
        }
        Recovered before;
        try {
            before = recovery.run(journal::readFile);
        } catch (RecoveryException | JournalException e) {
            LOG.warn(
                    "the last session's state cannot be had again, the venue's word is taken instead: {}",
                    e.getMessage());
            return remember(recovery.remember(journal::readFile), String.valueOf(e.getMessage()));
        }
        if (before == null) {
            return Past.NONE;
        }
        List<String> left = new ArrayList<>(before.engine().marketsWithOrders());
        left.removeIf(symbol ->
                started.instruments.stream().anyMatch(row -> row.symbol().equals(symbol)));
        if (!left.isEmpty()) {
            throw new VenueException("session " + before.epoch() + " may have left orders in " + String.join(", ", left)
                    + ", which is not configured any more: start once more with it and stop cleanly, or look at the"
                    + " venue and move the journal aside");
        }
        boolean same = before.engine().assets().equals(EngineSettingsFactory.assets(started))
                && before.engine().venues() == started.venues.size();
        if (!same) {
            LOG.warn("session {} had other assets: the venue's word is taken instead of its state", before.epoch());
            return remember(recovery.remember(journal::readFile), "the last session had other assets");
        }
        LOG.info(
                "session {} {}: {} inputs played again, {} orders may be open",
                before.epoch(),
                before.clean() ? "ended" : "died",
                before.inputs(),
                before.engine().openOrders());
        return Past.of(before);
    }

    /** What an operator had set is gone, and somebody may count on it. */
    private void tellDifferences(Recovered before) {
        List<String> differences = Differences.between(before.configuration(), started.configuration);
        if (!differences.isEmpty()) {
            alerts.raise(
                    AlertSettings.Severity.WARNING,
                    "settings-differ",
                    "other settings than session " + before.epoch() + " ended with, what was `set` is gone: "
                            + String.join("; ", differences));
        }
    }

    private static Past remember(@Nullable RiskMemory risk, String why) {
        if (risk != null) {
            LOG.warn("halts, breakers and losses are taken from the last snapshot that can be read");
            return new Past(null, risk, "");
        }
        String forgotten =
                "whether the last session was halted, what it lost and which breakers had tripped cannot be read ("
                        + why + "): look at that, then resume";
        LOG.error("quoting is halted: {}", forgotten);
        return new Past(null, null, forgotten);
    }

    private static SessionStarted describe(DaemonSettings settings, Venues venues) throws VenueException {
        SessionStarted started = new SessionStarted();
        started.version = Version.text();
        started.jdk = Runtime.version().toString();
        started.name = settings.name();
        started.mode = settings.mode().text();
        started.configuration = settings.effective();
        venues.describe(started);
        return started;
    }

    /** Opens the session on record, on the thread that alone may write it, and waits for that. */
    private void begin() {
        emergency.reserve(journal);
        thread.start();
        try {
            begun.join();
            live.start();
        } catch (CompletionException e) {
            alerts.close();
            if (e.getCause() instanceof JournalException cannotBegin) {
                throw cannotBegin;
            }
            throw e;
        }
    }

    /**
     * Opens the venues' streams and trades; when this returns all are open. Nothing leaves before.
     *
     * @throws VenueException when one of them refuses; the session has then ended, and says so on record
     */
    public void start() throws VenueException {
        housekeeper.start();
        socket = ControlSocket.open(settings.journal().dir(), control);
        // A guard must see us before there is something to guard.
        live.awaitShown(SHOWN_MILLIS);
        try {
            venues.start(started, inbox);
            // Not before: the engine may have questions already, about orders of the last session.
            outbox.start();
        } catch (VenueException | RuntimeException e) {
            loop.requestStop(StopReason.FAILED, "a venue could not be opened: " + e.getMessage());
            StopReason unused = await();
            throw e;
        }
        LOG.info(
                "{} trades on {} ({}), session {}, journal {}",
                started.name,
                String.join(", ", settings.venueNames()),
                started.mode,
                started.epoch,
                settings.journal().dir());
    }

    /** The event loop's thread. */
    private void turn() {
        int defects = 0;
        long maxPark = settings.loop().maxParkNanos();
        try {
            loop.begin(past, journal.tailMayBeLost() || (past.before() == null && started.epoch > 1));
            begun.complete(null);
            while (loop.ended() == null && defects < MOST_DEFECTS) {
                try {
                    if (loop.doWork() == 0) {
                        inbox.await(Math.min(maxPark, loop.idleNanos()));
                    }
                } catch (InternalError e) {
                    // How the system tells of a write that found no room: late, and wherever we are by then.
                    defects++;
                    journal.failed(e);
                    loop.broke(e);
                } catch (RuntimeException | AssertionError e) {
                    defects++;
                    loop.broke(e);
                }
            }
        } catch (JournalException e) {
            begun.completeExceptionally(e);
        } finally {
            ended.countDown();
        }
    }

    /** Asks for the clean end: every order canceled, confirmed by the venue, on record. From any thread; does not wait. */
    public void requestStop(StopReason reason, String text) {
        loop.requestStop(reason, text);
    }

    /** Waits for the end, closes everything, and says how it ended. */
    public StopReason await() {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                requestStop(StopReason.REQUESTED, "interrupted");
            }
        }
        close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        StopReason reason = loop.ended();
        if (reason == null || reason == StopReason.FAILED) {
            return StopReason.FAILED;
        }
        starts.stoppedCleanly();
        return reason;
    }

    /** Whether the session has ended; {@link #await} then returns at once. */
    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    private synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (socket != null) {
            socket.close();
        }
        housekeeper.close();
        outbox.close();
        venues.close();
        live.close();
        alerts.close();
        emergency.close();
        journal.close();
    }

    /** What the session's first record says. */
    public int epoch() {
        return started.epoch;
    }

    /** The newest picture of the session; null before the first. */
    public @Nullable SessionView view() {
        return loop.view();
    }
}
