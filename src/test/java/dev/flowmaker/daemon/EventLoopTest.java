package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.OutboxSettings;
import dev.flowmaker.config.Rate;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.venue.ClientOrderIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventLoopTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    @TempDir
    Path folder;

    private final ObedientVenue venue = new ObedientVenue();
    private final BreakableJournal journal = new BreakableJournal();
    private final InboxQueue inbox = new InboxQueue(1 << 20, 1);
    private final Rate plenty = new Rate(10_000, SECOND);
    private final Outbox outbox = new Outbox(
            new OutboxSettings(2, 100, 100, 100, SECOND, plenty, plenty, 0), SECOND, venue, inbox, System::nanoTime);

    /** The test's own clock; the system's may be stepped. */
    private long monotonic;

    private long stepped;
    private final EventClock clock = new EventClock(() -> START + monotonic + stepped, () -> monotonic, 20_000_000L);

    @AfterEach
    void close() {
        outbox.close();
    }

    /** Keeps records in memory, until it breaks; can say that a new file begins. */
    private static final class BreakableJournal implements Journal {
        private final MemoryJournal kept = new MemoryJournal();
        private long breaksAt = Long.MAX_VALUE;
        private boolean newFile = true;

        @Override
        public long append(Message message) {
            if (kept.lastSequence() + 1 >= breaksAt) {
                throw new JournalException("the disk is full", "test", "make room");
            }
            newFile = false;
            return kept.append(message);
        }

        @Override
        public long lastSequence() {
            return kept.lastSequence();
        }

        @Override
        public boolean startsFile(long timeNanos) {
            return newFile;
        }

        @Override
        public void close() {}

        List<MessageKind> kinds() {
            List<MessageKind> kinds = new ArrayList<>();
            Records records = kept.read();
            while (records.advance()) {
                kinds.add(records.kind());
            }
            return kinds;
        }

        SessionStopped last() {
            SessionStopped last = new SessionStopped();
            Records records = kept.read();
            for (Message each = records.next(); each != null; each = records.next()) {
                if (each instanceof SessionStopped stopped) {
                    last = stopped;
                }
            }
            return last;
        }
    }

    private EventLoop quoting(boolean dedicated) throws Exception {
        SessionStarted started = new SessionStarted();
        started.epoch = 3;
        EngineSettings settings = new EngineSettings(
                3,
                dedicated,
                5 * SECOND,
                List.of(ScriptedGateway.BTC, ScriptedGateway.USDT),
                List.of(new MarketSettings(
                        ScriptedGateway.BTC_USDT,
                        new BookSettings(20, 3600 * SECOND, 0),
                        TestMarket.SIGNALS,
                        TestMarket.NO_ALPHA,
                        new QuoteSettings(
                                new Distance(5_000_000, 0),
                                false,
                                Distance.ZERO,
                                1,
                                Distance.ZERO,
                                List.of(200L),
                                true,
                                0,
                                0,
                                0,
                                1,
                                100_000_000,
                                0),
                        new RiskSettings(
                                1_000_000, Long.MAX_VALUE / 4, 100_000_000, 100_000_000, 100_000_000, 1000, SECOND, 10),
                        new OrderSettings(1_000_000, 0, 0, SECOND, SECOND, 3600 * SECOND, SECOND, 0, SECOND))));
        EmergencyLog emergency = new EmergencyLog(folder, new ClientOrderIds("test"));
        EventLoop loop = new EventLoop(
                journal, started, settings, inbox, Outboxes.of(outbox), clock, emergency, TestAlerts.rules());
        loop.begin();
        outbox.start();
        venue.start(started, inbox);
        while (venue.open.size() < 2) {
            turn(loop);
        }
        return loop;
    }

    private void turn(EventLoop loop) {
        monotonic += 100_000;
        loop.doWork();
    }

    /** The outbox has threads of its own: here time passes no faster than they run. */
    private StopReason awaitEnd(EventLoop loop) {
        StopReason ended = loop.ended();
        long last = System.nanoTime();
        while (ended == null) {
            long now = System.nanoTime();
            monotonic += now - last;
            last = now;
            loop.doWork();
            Thread.onSpinWait();
            ended = loop.ended();
        }
        return ended;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldLetOnlyCancelsLeaveWhenTheJournalBreaks(int recordsLater) throws Exception {
        EventLoop loop = quoting(true);
        drainArrived();
        journal.breaksAt = journal.lastSequence() + 1 + recordsLater;
        for (int i = 0; i < 20; i++) {
            venue.book(inbox, ResetReason.NONE, 5_000_100 + 50L * i);
            turn(loop);
        }
        assertEquals(StopReason.FAILED, awaitEnd(loop));
        assertEquals(List.of(), List.copyOf(venue.open), "all are canceled at the venue");
        String noted = Files.readString(folder.resolve("emergency.log"));
        assertTrue(noted.contains("the disk is full"), noted);
        List<Message> sent = drainArrived();
        for (Message command : sent) {
            boolean cancel = command.kind() == MessageKind.CANCEL_ORDER || command.kind() == MessageKind.CANCEL_ALL;
            boolean recorded = command.sequence < journal.breaksAt && command.sequence > 0;
            assertTrue(cancel || recorded, command.kind() + " left without a record");
        }
        assertTrue(
                noted.contains(new ClientOrderIds("test").text((3L << 32) | 1)) || noted.contains("CANCEL_ALL"), noted);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCancelEverythingWhenTheEngineBreaks(boolean dedicated) throws Exception {
        EventLoop loop = quoting(dedicated);
        drainArrived();
        OrderAccepted impossible = new OrderAccepted();
        impossible.market = 7;
        inbox.offer(impossible);
        assertEquals(StopReason.FAILED, awaitEnd(loop));
        assertEquals(List.of(), List.copyOf(venue.open));
        List<MessageKind> sent = drainArrived().stream().map(Message::kind).toList();
        assertEquals(
                dedicated
                        ? List.of(MessageKind.CANCEL_ALL)
                        : List.of(MessageKind.CANCEL_ORDER, MessageKind.CANCEL_ORDER),
                sent);
        SessionStopped last = journal.last();
        assertEquals(StopReason.FAILED, last.reason);
        assertTrue(last.text.contains("engine failed"), last.text);
    }

    @Test
    void shouldStopAndSaySoWhenAnEventOfOursWasLost() throws Exception {
        EventLoop loop = quoting(true);
        while (!inbox.overrun()) {
            inbox.offer(new Balance());
        }
        assertEquals(StopReason.FAILED, awaitEnd(loop));
        assertEquals(List.of(), List.copyOf(venue.open));
        assertTrue(journal.last().text.contains("inbox"), journal.last().text);
    }

    @Test
    void shouldBeginEachFileWithTheSessionAndItsState() throws Exception {
        EventLoop loop = quoting(true);
        int before = journal.kinds().size();
        journal.newFile = true;
        venue.book(inbox, ResetReason.NONE, 5_000_000);
        turn(loop);
        List<MessageKind> kinds = journal.kinds();
        assertEquals(List.of(MessageKind.SESSION_STARTED, MessageKind.SNAPSHOT), kinds.subList(before, before + 2));
        assertEquals(MessageKind.Family.INPUT, kinds.get(before + 2).family());
        assertEquals(
                2, kinds.stream().filter(kind -> kind == MessageKind.SNAPSHOT).count());
    }

    @Test
    void shouldPutAStepOfTheSystemClockOnRecord() throws Exception {
        EventLoop loop = quoting(true);
        stepped = 30_000_000;
        monotonic += 2 * SECOND;
        turn(loop);
        assertTrue(journal.kinds().contains(MessageKind.CLOCK_ADJUSTED));
        loop.requestStop(StopReason.END_OF_DATA, "played");
        assertEquals(StopReason.END_OF_DATA, awaitEnd(loop));
        assertFalse(Files.exists(folder.resolve("emergency.log")));
    }

    @Test
    void shouldNotWaitForAnythingInASessionThatNeverLived() throws IOException {
        SessionStarted started = new SessionStarted();
        EngineSettings settings = new EngineSettings(1, true, 3600 * SECOND, List.of(ScriptedGateway.BTC), List.of());
        EmergencyLog emergency = new EmergencyLog(folder, new ClientOrderIds("test"));
        EventLoop loop = new EventLoop(
                journal, started, settings, inbox, Outboxes.of(outbox), clock, emergency, TestAlerts.rules());
        loop.begin();
        loop.requestStop(StopReason.FAILED, "no venue");
        turn(loop);
        assertEquals(StopReason.FAILED, loop.ended());
    }

    private List<Message> drainArrived() throws InterruptedException {
        List<Message> arrived = new ArrayList<>();
        while (!venue.isIdle()) {
            arrived.add(venue.next());
        }
        return arrived;
    }
}
