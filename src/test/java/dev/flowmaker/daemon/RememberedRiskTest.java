package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must not be forgotten over a restart, although the last session's state cannot be had again. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RememberedRiskTest extends DaemonWorld {
    private static final String WAITS =
            "market-defaults.risk.breakers.volatility { move = 10 bps, reaction = cancel, resume = operator }";
    /** Nothing is on its way to this venue for long. */
    private static final String QUICK =
            "\nvenue.receive-window = 500 ms\nmarket-defaults.order { ack-timeout = 150 ms, settled-after = 1 s }";

    /** A session in which the breaker trips. */
    private void trip(DaemonSettings settings) throws Exception {
        Daemon first = start(settings, clock -> venue);
        awaitOrders(2);
        venue.book(Objects.requireNonNull(venue.inbox), ResetReason.RESYNC, 5_020_000);
        awaitObstacle(first);
        first.requestStop(StopReason.REQUESTED, "a word at the end");
        assertEquals(StopReason.REQUESTED, first.await());
    }

    /** Flips a bit in the journal where this is written. */
    private void flip(String text, boolean last) throws IOException {
        Path file;
        try (var files = Files.list(journal().resolve("records"))) {
            file = files.filter(each -> each.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] head = new byte[1 << 20];
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            int length = bytes.read(head);
            String all = new String(head, 0, length, StandardCharsets.ISO_8859_1);
            int at = last ? all.lastIndexOf(text) : all.indexOf(text);
            assertTrue(at > 0, text);
            bytes.seek(at);
            bytes.write(head[at] ^ 1);
        }
    }

    private void resume() {
        OperatorRequest resume = new OperatorRequest();
        resume.action = OperatorAction.RESUME;
        Objects.requireNonNull(venue.inbox).offer(resume);
    }

    private static void awaitHalt(Daemon daemon) {
        SessionView view = daemon.view();
        while (view == null || view.markets().get(0).obstacle() != Reason.HALTED) {
            Thread.onSpinWait();
            view = daemon.view();
        }
    }

    private void assertQuotesWhenResumed(Daemon daemon) throws Exception {
        assertEquals(List.of(), List.copyOf(venue.open), "before an operator resumed it");
        resume();
        // The book grows old while orders of the lost session are waited for.
        while (venue.open.size() < 2) {
            venue.book(Objects.requireNonNull(venue.inbox), ResetReason.NONE, 5_000_000);
            Thread.sleep(1);
        }
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, daemon.await());
        try (JournalReader reader = JournalReader.open(journal())) {
            ReplayResult result = new Replayer(EngineSettingsFactory::from, "development").run(reader, done -> {});
            assertNull(result.divergence());
        }
    }

    @Test
    void shouldStayTrippedWhenTheJournalsTailIsDamaged() throws Exception {
        DaemonSettings settings = settings(WAITS + QUICK);
        trip(settings);
        flip("a word at the end", true);
        Daemon second = start(settings, clock -> venue);
        awaitObstacle(second);
        assertTrue(told(NoticeCode.BREAKER_STILL_TRIPPED, "volatility").contains(" of 1000000"));
        assertQuotesWhenResumed(second);
    }

    @Test
    void shouldStayHaltedWhenTheJournalsTailIsDamaged() throws Exception {
        Daemon first = start(settings(QUICK), clock -> venue);
        awaitOrders(2);
        OperatorRequest halt = new OperatorRequest();
        halt.action = OperatorAction.HALT;
        Objects.requireNonNull(venue.inbox).offer(halt);
        awaitHalt(first);
        first.requestStop(StopReason.REQUESTED, "a word at the end");
        assertEquals(StopReason.REQUESTED, first.await());
        flip("a word at the end", true);
        Daemon second = start(settings(QUICK), clock -> venue);
        awaitHalt(second);
        assertQuotesWhenResumed(second);
    }

    /** As another build's would: there is an output that this engine does not give. */
    @Test
    void shouldStayTrippedWhenTheEngineDoesNotAnswerAsItDid() throws Exception {
        DaemonSettings settings = settings(WAITS + QUICK);
        trip(settings);
        try (JournalWriter writer = JournalWriter.open(journal())) {
            Notice notice = new Notice();
            notice.text = "never told";
            notice.timeNanos = 1;
            writer.append(notice);
        }
        Daemon second = start(settings, clock -> venue);
        awaitObstacle(second);
        assertTrue(told(NoticeCode.BREAKER_STILL_TRIPPED, "volatility").contains(" of 1000000"));
        assertEquals(List.of(), List.copyOf(venue.open));
        resume();
        second.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, second.await());
    }

    @Test
    void shouldHaltUntilResumedWhenNothingCanBeRead() throws Exception {
        DaemonSettings settings = settings(QUICK);
        trip(settings(WAITS + QUICK));
        flip("symbol", false);
        Daemon second = start(settings, clock -> venue);
        awaitHalt(second);
        List<String> halts = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal())) {
            for (Message each = reader.next(); each != null; each = reader.next()) {
                if (each instanceof OperatorRequest request) {
                    halts.add(request.action + " " + request.text);
                }
            }
        }
        assertEquals(1, halts.size(), halts.toString());
        assertTrue(halts.get(0).contains("cannot be read (the journal was damaged)"), halts.get(0));
        assertQuotesWhenResumed(second);
    }

    private String told(NoticeCode code, String text) {
        try (JournalReader reader = JournalReader.open(journal())) {
            for (Message each = reader.next(); each != null; each = reader.next()) {
                if (each instanceof Notice notice && notice.code == code && notice.text.equals(text)) {
                    return notice.first + " of " + notice.second;
                }
            }
        }
        throw new AssertionError(code + " was not told");
    }
}
