package dev.flowmaker.replay;

import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.SettingsInForce;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.VenueMessage;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.RiskMemory;
import dev.flowmaker.core.engine.Sink;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.KnownFields;
import dev.flowmaker.journal.Records;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The engine of the last session as it was when its process ended, however that was: its last snapshot, and every input
 * after it once more, each decision and command held against the journal's.
 */
public final class Recovery {
    /**
     * What was found.
     *
     * @param epoch the session's number
     * @param engine as it was, never to be given another input
     * @param neverSent orders it had decided on that did not come into the journal and so never left
     * @param inputs played again
     * @param clean whether the session ended by itself
     * @param configuration in force at its end, with what operators had set
     * @param sent its last commands, in their order
     */
    public record Recovered(
            int epoch,
            Engine engine,
            List<Long> neverSent,
            long inputs,
            boolean clean,
            String configuration,
            List<Sent> sent) {}

    /** A command, when it was recorded, UTC nanoseconds, and which market it is of, or else which venue. */
    public record Sent(MessageKind kind, long timeNanos, int market, int venue) {}

    /** There is a session, and its state cannot be had again. The message says why. */
    public static final class RecoveryException extends Exception {
        private static final long serialVersionUID = 1L;

        RecoveryException(String why) {
            super(why);
        }
    }

    /** More than any venue takes in the time it counts. */
    private static final int MOST_SENT = 10_000;

    private final Function<SessionStarted, EngineSettings> settings;
    private final String version;
    private @Nullable Engine engine;
    private @Nullable SettingsInForce inForce;
    private final Deque<Sent> sent = new ArrayDeque<>();

    /**
     * @param settings how a session's first record becomes the engine's settings
     * @param version of this build
     */
    public Recovery(Function<SessionStarted, EngineSettings> settings, String version) {
        this.settings = settings;
        this.version = version;
    }

    /** Where the last session and its last snapshot are. */
    private record Place(long header, long snapshot) {}

    /**
     * Recovers the last session.
     *
     * @param files opens the journal's files: 0 the newest, 1 the one before it, null when there is none
     * @return null when the journal has no session
     * @throws RecoveryException when the engine does not answer as it did,
     */
    public @Nullable Recovered run(IntFunction<@Nullable Records> files) throws RecoveryException {
        // A process that died while it began a file may have left one without a snapshot, and the next one another.
        for (int back = 0; ; back++) {
            Place place;
            try (Records records = files.apply(back)) {
                if (records == null) {
                    return null;
                }
                place = lastSnapshot(records);
            }
            if (place != null) {
                try (Records records = files.apply(back)) {
                    return records == null ? null : play(records, place);
                }
            }
        }
    }

    /**
     * What risk must not forget of the last session, when {@link #run} cannot have it again: from its last snapshot that can
     * be read, also of another build, and what is told after it; up to where the journal is damaged, if it is.
     *
     * @param files as for {@link #run}; may be those of a journal that was moved aside
     * @return null when nothing can be read
     */
    public @Nullable RiskMemory remember(IntFunction<@Nullable Records> files) {
        try {
            for (int age = 0; ; age++) {
                long snapshot;
                try (Records records = files.apply(age)) {
                    if (records == null) {
                        return null;
                    }
                    snapshot = lastReadable(records);
                }
                try (Records records = files.apply(age)) {
                    if (snapshot > 0 && records != null) {
                        return remember(records, snapshot);
                    }
                }
            }
        } catch (JournalException | ConfigurationException | ArrayIndexOutOfBoundsException | NumberFormatException e) {
            return null;
        }
    }

    /** Sequence of the last snapshot before the records end or are damaged; 0 for none. */
    private static long lastReadable(Records records) {
        long last = 0;
        boolean header = false;
        try {
            while (records.advance()) {
                header |= records.kind() == MessageKind.SESSION_STARTED;
                if (header && records.kind() == MessageKind.SNAPSHOT) {
                    last = records.sequence();
                }
            }
        } catch (JournalException damaged) {
            // What precedes it is whole.
        }
        return last;
    }

    private @Nullable RiskMemory remember(Records records, long snapshot) {
        SessionStarted started = null;
        RiskMemory memory = null;
        try {
            while (records.advance()) {
                switch (records.kind()) {
                    case SESSION_STARTED -> started = (SessionStarted) records.message();
                    case SNAPSHOT -> {
                        if (records.sequence() == snapshot && started != null) {
                            memory = new RiskMemory(settings.apply(started));
                            KnownFields fields = new KnownFields((Snapshot) records.message());
                            memory.visitState(fields);
                            if (fields.found() == 0) {
                                return null;
                            }
                        }
                    }
                    case NOTICE, OPERATOR_REQUEST -> {
                        if (memory != null) {
                            memory.onRecord(records.message());
                        }
                    }
                    default -> {
                        // Nothing that risk remembers.
                    }
                }
            }
        } catch (JournalException e) {
            if (memory == null) {
                throw e;
            }
        }
        return memory;
    }

    private static @Nullable Place lastSnapshot(Records records) {
        Place last = null;
        long header = 0;
        while (records.advance()) {
            if (records.kind() == MessageKind.SESSION_STARTED) {
                header = records.sequence();
            } else if (records.kind() == MessageKind.SNAPSHOT && header != 0) {
                last = new Place(header, records.sequence());
            }
        }
        return last;
    }

    private Recovered play(Records records, Place place) throws RecoveryException {
        try {
            return playOn(records, place);
        } catch (JournalException | ConfigurationException e) {
            throw new RecoveryException(String.valueOf(e.getMessage()));
        }
    }

    private Recovered playOn(Records records, Place place) throws RecoveryException {
        Replayer replayer = new Replayer(this::machine, version);
        boolean clean = false;
        int epoch = 0;
        Divergence divergence = null;
        while (divergence == null && records.advance()) {
            long sequence = records.sequence();
            if (records.kind().family() == MessageKind.Family.COMMAND) {
                noteSent(records);
            }
            if (sequence != place.header && sequence < place.snapshot) {
                continue;
            }
            MessageKind kind = records.kind();
            if (kind == MessageKind.SESSION_STARTED) {
                if (sequence > place.snapshot) {
                    break;
                }
                epoch = ((SessionStarted) records.message()).epoch;
            }
            clean = kind == MessageKind.SESSION_STOPPED;
            divergence = replayer.step(records);
        }
        if (divergence != null) {
            throw new RecoveryException("the engine does not answer as it did at record " + divergence.sequence() + ": "
                    + divergence.what());
        }
        Engine recovered = engine;
        if (recovered == null || inForce == null) {
            throw new IllegalStateException("a snapshot without a session");
        }
        return new Recovered(
                epoch,
                recovered,
                neverSent(replayer.unrecorded()),
                replayer.inputs(),
                clean,
                inForce.configuration(),
                List.copyOf(sent));
    }

    private void noteSent(Records records) {
        if (sent.size() == MOST_SENT) {
            sent.remove();
        }
        int venue = records.market() < 0 && records.message() instanceof VenueMessage ofVenue ? ofVenue.venue : 0;
        sent.add(new Sent(records.kind(), records.timeNanos(), records.market(), venue));
    }

    private Machine machine(SessionStarted started, Sink out) {
        EngineSettings first = settings.apply(started);
        SettingsInForce changes = new SettingsInForce(started, first, settings);
        Engine created = new Engine(first, out, changes);
        inForce = changes;
        engine = created;
        return Machine.of(created);
    }

    private static List<Long> neverSent(Outputs outputs) {
        List<Long> orders = new ArrayList<>();
        while (outputs.left() > 0) {
            Message output = outputs.next();
            if (output instanceof PlaceOrder place) {
                orders.add(place.orderId);
            }
            outputs.take();
        }
        return orders;
    }
}
