package dev.flowmaker.daemon;

import dev.flowmaker.Version;
import dev.flowmaker.config.RecordSettings;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ClockAdjusted;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.Snapshots;
import dev.flowmaker.venue.MarketData;
import dev.flowmaker.venue.VenueException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what a venue says of its markets as a tape: books, trades and best prices as they come, and the gaps, losses of the
 * connection and steps of the clock between them. One thread writes; each file begins with the books as they are.
 */
public final class Recorder {
    /** The session's mode. */
    public static final String MODE = "record";

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final int BATCH = 256;
    private static final long CLOCK_CHECK_NANOS = 1_000_000_000L;
    private static final long VIEW_NANOS = 200_000_000L;

    private final RecordSettings settings;
    private final JournalWriter journal;
    private final AllMarketData data;
    private final EventClock clock;
    private final SessionStarted started;
    private final InboxQueue inbox;
    private final RecordedBooks books;
    private final Housekeeper housekeeper;
    private final ClockAdjusted clockAdjusted = new ClockAdjusted();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private volatile long cycles;
    private volatile boolean stopping;
    private volatile String stopText = "";
    private volatile StopReason reason = StopReason.FAILED;
    private volatile RecordingView view;
    private long nextClockCheckNanos;
    private long nextViewNanos;

    private Recorder(
            RecordSettings settings,
            JournalWriter journal,
            AllMarketData data,
            EventClock clock,
            SessionStarted started) {
        this.settings = settings;
        this.journal = journal;
        this.data = data;
        this.clock = clock;
        this.started = started;
        inbox = new InboxQueue(settings.loop().inboxBytes(), settings.symbols().size());
        books = new RecordedBooks(settings.marketNames());
        view = books.view(0, 0);
        housekeeper = new Housekeeper(
                settings.journal(),
                () -> cycles,
                journal::usableSpace,
                () -> journal.reserve(settings.journal().preallocateBytes()),
                inbox);
    }

    /** The same, from the venues that are configured. */
    public static Recorder start(RecordSettings settings) throws VenueException {
        return start(
                settings,
                (ofVenue, utcNanos) -> VenueGateways.marketData(
                        ofVenue.name(),
                        ofVenue.venues().get(0),
                        ofVenue.symbols(),
                        ofVenue.touchSymbols(),
                        ofVenue.depth(),
                        utcNanos));
    }

    /**
     * Takes the journal, opens the venue's streams and records until it is asked to stop.
     *
     * @param venue makes a venue's market data, of the settings of it alone and with our clock in UTC nanoseconds
     * @throws JournalException when the journal is a daemon's or another recording's, damaged, or cannot be written
     * @throws VenueException when the venue is unreachable or lacks a market
     */
    static Recorder start(RecordSettings settings, BiFunction<RecordSettings, LongSupplier, MarketData> venue)
            throws VenueException {
        JournalWriter journal =
                JournalWriter.open(settings.journal().dir(), settings.journal().roll());
        AllMarketData data = null;
        try {
            journal.warnings().forEach(LOG::warn);
            requireRecording(settings, journal);
            EventClock clock = EventClock.system(settings.loop().maxDriftNanos());
            List<MarketData> venues = new ArrayList<>();
            for (int i = 0; i < settings.venues().size(); i++) {
                venues.add(venue.apply(settings.of(i), clock::readNanos));
            }
            data = new AllMarketData(venues, settings.venueNames(), settings.venueOfMarkets());
            Recorder recorder = new Recorder(settings, journal, data, clock, describe(settings, data, journal));
            recorder.begin();
            return recorder;
        } catch (VenueException | RuntimeException e) {
            if (data != null) {
                data.close();
            }
            journal.close();
            throw e;
        }
    }

    /** A daemon finds its own last session in its journal, and must not find ours there. */
    private static void requireRecording(RecordSettings settings, JournalWriter journal) {
        if (journal.lastSequence() == 0) {
            return;
        }
        try (JournalReader last = JournalReader.open(settings.journal().dir()).fromLastFile()) {
            if (last.next() instanceof SessionStarted session && !session.mode.equals(MODE)) {
                throw new JournalException(
                        "holds sessions of mode " + session.mode,
                        settings.journal().dir().toString(),
                        "give the recording a name of its own");
            }
        }
    }

    private static SessionStarted describe(RecordSettings settings, AllMarketData data, JournalWriter journal)
            throws VenueException {
        SessionStarted started = new SessionStarted();
        started.version = Version.text();
        started.jdk = Runtime.version().toString();
        started.name = settings.name();
        started.mode = MODE;
        started.configuration = settings.effective();
        started.epoch = journal.nextEpoch();
        data.describe(started);
        return started;
    }

    private void begin() throws VenueException {
        Thread thread = new Thread(this::turn, "recorder");
        thread.start();
        begun.join();
        housekeeper.start();
        try {
            data.start(inbox);
        } catch (VenueException | RuntimeException e) {
            requestStop("the venue could not be opened: " + e.getMessage());
            var unused = await();
            throw e;
        }
        LOG.info(
                "records {} of {} into {}",
                settings.symbols(),
                String.join(" and ", settings.venueNames()),
                settings.journal().dir());
    }

    private void turn() {
        try {
            Snapshots.begin(journal, started, books::visitState, clock.nowNanos());
            begun.complete(null);
            while (!stopping) {
                doWork();
            }
            while (inbox.drain(this::record, BATCH) > 0) {
                // What came before the stop is recorded.
            }
            SessionStopped stopped = new SessionStopped();
            stopped.timeNanos = clock.nowNanos();
            stopped.reason = StopReason.REQUESTED;
            stopped.text = stopText;
            journal.append(stopped);
            reason = StopReason.REQUESTED;
        } catch (RuntimeException e) {
            LOG.error("the recording ends", e);
            begun.completeExceptionally(e);
        } finally {
            view = books.view(journal.lastSequence(), inbox.dropped());
            ended.countDown();
        }
    }

    private void doWork() {
        // Written by this thread only.
        long cycle = cycles;
        cycles = cycle + 1;
        int work = inbox.drain(this::record, BATCH);
        long now = clock.nowNanos();
        if (now >= nextClockCheckNanos) {
            nextClockCheckNanos = now + CLOCK_CHECK_NANOS;
            clockAdjusted.stepNanos = clock.adjust();
            if (clockAdjusted.stepNanos != 0) {
                record(clockAdjusted);
            }
        }
        if (now >= nextViewNanos) {
            nextViewNanos = now + VIEW_NANOS;
            view = books.view(journal.lastSequence(), inbox.dropped());
        }
        if (work == 0) {
            inbox.await(settings.loop().maxParkNanos());
        }
    }

    private void record(Message message) {
        if (message instanceof OperatorRequest full) {
            throw new JournalException(full.text, settings.journal().dir().toString(), "free some space");
        }
        long now = clock.nowNanos();
        if (journal.startsFile(now)) {
            Snapshots.begin(journal, started, books::visitState, now);
            for (BookUpdate whole : books.whole(now)) {
                whole.timeNanos = now;
                journal.append(whole);
            }
        }
        message.timeNanos = now;
        message.causeSequence = 0;
        journal.append(message);
        books.onRecord(message);
        journal.afterEvent();
    }

    /** Asks for the end, after what has come so far. From any thread; does not wait. */
    public void requestStop(String text) {
        stopText = text;
        stopping = true;
    }

    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    public RecordingView view() {
        return view;
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
                requestStop("interrupted");
            }
        }
        inbox.close();
        housekeeper.close();
        data.close();
        journal.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return reason;
    }
}
