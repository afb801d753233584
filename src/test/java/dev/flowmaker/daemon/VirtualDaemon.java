package dev.flowmaker.daemon;

import dev.flowmaker.config.OutboxSettings;
import dev.flowmaker.config.Rate;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.replay.Recovery.Recovered;
import dev.flowmaker.venue.ClientOrderIds;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The daemon without its threads: event loop, inbox, outbox and clock as they are, turned by whoever owns it, in a time
 * that is an argument. One per life of the process.
 */
public final class VirtualDaemon {
    private static final long SECOND = 1_000_000_000L;
    private static final int INBOX_BYTES = 1 << 17;
    private static final OutboxSettings OUTBOX = new OutboxSettings(
            3, 50, 200, 50, SECOND / 2, new Rate(100, 10 * SECOND), new Rate(6_000, 60 * SECOND), 200_000);

    private final InboxQueue inbox;
    private final Outbox outbox;
    private final EventLoop loop;
    private final EventClock clock;
    private final List<RequestNotSent> dropped = new ArrayList<>();

    /** A command on its way to the venue; to be handed back by {@link #answered}. */
    public static final class Request {
        private final Outbox.Waiting waiting;

        private Request(Outbox.Waiting waiting) {
            this.waiting = waiting;
        }

        public Message command() {
            return waiting.command();
        }
    }

    /** Only its request weights are asked for. */
    private static final class Weights implements Gateway {
        @Override
        public Description describe() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void start(SessionStarted session, Inbox inbox) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void execute(Message command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int weight(MessageKind command) {
            return switch (command) {
                case QUERY_ORDER -> 9;
                case QUERY_OPEN_ORDERS -> 6;
                case QUERY_BALANCES -> 20;
                default -> 1;
            };
        }

        @Override
        public void close() {}
    }

    private static final class NoFile extends EmergencyLog {
        NoFile(ClientOrderIds ids) {
            super(Path.of("none"), ids);
        }

        @Override
        void note(String text) {
            // The simulation looks at what leaves, not at the log.
        }
    }

    /** Opens the session on record. */
    public VirtualDaemon(
            Journal journal,
            SessionStarted started,
            EngineSettings settings,
            LongSupplier utcNanos,
            LongSupplier monotonicNanos,
            @Nullable Recovered before,
            boolean distrust) {
        inbox = new InboxQueue(INBOX_BYTES, settings.markets().size());
        outbox = new Outbox(OUTBOX, SECOND, new Weights(), inbox, monotonicNanos);
        clock = new EventClock(utcNanos, monotonicNanos, 20_000_000L);
        loop = new EventLoop(
                journal,
                started,
                settings,
                inbox,
                Outboxes.of(outbox),
                clock,
                new NoFile(new ClientOrderIds(started.name)),
                TestAlerts.rules());
        loop.begin(Past.of(before), distrust);
    }

    /** Where the venue delivers. */
    public Inbox inbox() {
        return inbox;
    }

    /** One turn of the event loop; returns how many inputs were handled. */
    public int turn() {
        return loop.doWork();
    }

    /** A defect that a turn threw: as the daemon's own thread does. */
    public void broke(Throwable defect) {
        loop.broke(defect);
    }

    public long idleNanos() {
        return loop.idleNanos();
    }

    /** The daemon's own clock, UTC nanoseconds, as its gateways read it. */
    public long clockNanos() {
        return clock.readNanos();
    }

    /** The next command that may leave now, or null. */
    public @Nullable Request poll(boolean cancelsOnly) {
        while (true) {
            Outbox.Waiting next = outbox.poll(cancelsOnly, dropped);
            if (dropped.isEmpty()) {
                return next == null ? null : new Request(next);
            }
            dropped.forEach(inbox::offer);
            dropped.clear();
        }
    }

    public long pollAgainNanos() {
        return outbox.lookAgainNanos();
    }

    public void answered(Request request) {
        outbox.answered(request.waiting);
    }

    public Engine engine() {
        return loop.engine();
    }

    public void requestStop() {
        loop.requestStop(StopReason.REQUESTED, "the simulation ends");
    }

    /** Whether its journal cannot be written any more. */
    public boolean failing() {
        return loop.failing();
    }

    /** How the session ended, null while it has not. */
    public @Nullable StopReason ended() {
        return loop.ended();
    }
}
