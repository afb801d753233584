package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.daemon.control.ControlAnswer;
import dev.flowmaker.daemon.control.ControlClient;
import dev.flowmaker.daemon.control.ControlRequest;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.LiveStateReader;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.venue.VenueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DaemonTest extends DaemonWorld {
    @Test
    void shouldQuoteStopCleanlyAndReplayIdentically() throws Exception {
        Daemon daemon = start(settings(""), clock -> venue);
        awaitOrders(2);
        for (int i = 1; i <= 50; i++) {
            venue.book(Objects.requireNonNull(venue.inbox), ResetReason.NONE, 5_000_000 + 3L * i);
        }
        awaitCommand(MessageKind.CANCEL_ORDER);
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, daemon.await());

        assertEquals(List.of(), List.copyOf(venue.open), "nothing is left");
        assertTrue(venue.closed);
        assertTrue(Files.exists(journal().resolve("heartbeat")));
        SessionView view = Objects.requireNonNull(daemon.view());
        assertEquals(0, view.openOrders());
        assertTrue(view.markets().get(0).profit().exact());

        List<MessageKind> kinds = kinds();
        assertEquals(List.of(MessageKind.SESSION_STARTED, MessageKind.SNAPSHOT), kinds.subList(0, 2));
        assertEquals(MessageKind.SESSION_STOPPED, kinds.get(kinds.size() - 1));
        assertEquals(view.records() + 2, kinds.size(), "the view counts all but the header");
        try (JournalReader reader = JournalReader.open(journal())) {
            ReplayResult result = new Replayer(EngineSettingsFactory::from, "development").run(reader, done -> {});
            assertNull(result.divergence());
            assertTrue(result.commands() > 4, result.commands() + " commands");
        }
    }

    @Test
    void shouldShowItsLiveStateUntilTheEnd() throws Exception {
        Daemon daemon = start(settings(""), clock -> venue);
        awaitOrders(2);
        LiveStateReader reader = new LiveStateReader(journal());
        while (!LiveStateReader.exists(journal()) || reader.read().view().openOrders() < 2) {
            Thread.onSpinWait();
        }
        LiveState running = reader.read();
        assertEquals(1, running.daemon().epoch());
        assertEquals(ProcessHandle.current().pid(), running.daemon().pid());
        assertNull(running.daemon().ended());
        assertTrue(running.view().quoting());
        assertNull(running.view().markets().get(0).obstacle());
        assertEquals(2, running.view().markets().get(0).quotes().size());
        long beat = running.daemon().beat();
        while (reader.read().daemon().beat() < beat + 2) {
            Thread.onSpinWait();
        }
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, daemon.await());
        LiveState last = reader.read();
        assertEquals(StopReason.REQUESTED, last.daemon().ended());
        assertEquals(0, last.view().openOrders());
        assertTrue(last.view().stopping());
    }

    private ControlAnswer ask(OperatorAction action, String... settings) {
        return ControlClient.ask(journal(), new ControlRequest(action, "", "", "", List.of(settings), "test", 20));
    }

    @Test
    void shouldDoWhatItsOwnerAsksAndReplayIt() throws Exception {
        Daemon daemon = start(settings(""), clock -> venue);
        awaitOrders(2);
        ControlAnswer set = ask(OperatorAction.SET, "quote.half-spread=9 ticks");
        assertEquals(List.of(), set.reasons());
        assertTrue(set.sequence() > 0);
        assertEquals(
                List.of("limits can only be tightened"),
                ask(OperatorAction.SET, "risk.max-long=2 BTC").reasons().stream()
                        .map(reason -> reason.replaceAll(".*(limits can only be tightened).*", "$1"))
                        .toList());
        ControlAnswer halt = ask(OperatorAction.HALT);
        assertEquals(true, halt.confirmed(), halt.text());
        assertEquals(List.of(), List.copyOf(venue.open));
        assertTrue(ask(OperatorAction.RESUME).sequence() > halt.sequence());
        awaitOrders(2);
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, daemon.await());

        List<String> asked = new ArrayList<>();
        List<Boolean> headersHaveIt = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal())) {
            for (Message each = reader.next(); each != null; each = reader.next()) {
                if (each instanceof SessionStarted header) {
                    headersHaveIt.add(header.configuration.contains("9 ticks"));
                } else if (each instanceof OperatorRequest request) {
                    asked.add(request.action + " " + request.parameters);
                    assertTrue(request.ticket == 0 || request.text.endsWith(": test"), request.text);
                }
            }
        }
        assertEquals(List.of("SET quote.half-spread=9 ticks", "HALT ", "RESUME ", "STOP "), asked);
        assertEquals(List.of(false, true), headersHaveIt, "snapshots after it are restored with what was set");
        try (JournalReader reader = JournalReader.open(journal())) {
            assertNull(new Replayer(EngineSettingsFactory::from, "development")
                    .run(reader, done -> {})
                    .divergence());
        }
    }

    @Test
    void shouldTradeOnWhenItsLiveStateCannotBeWritten() throws Exception {
        Files.createDirectories(journal().resolve("live").resolve("state"));
        Files.writeString(journal().resolve("live").resolve("state").resolve("file"), "in the way");
        Path told = folder.resolve("told");
        Daemon daemon = start(settings("alerts.command = [ /bin/sh, -c, \"cat >> '" + told + "'\" ]"), clock -> venue);
        awaitOrders(2);
        while (!Files.exists(told) || !Files.readString(told).contains("the live state cannot be")) {
            Thread.onSpinWait();
        }
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, daemon.await());
    }

    @Test
    void shouldSayWhenTheVenueDidNotConfirmTheEnd() throws Exception {
        venue.deafToCancels = true;
        Daemon daemon = start(settings("stop-timeout = 500 ms"), clock -> venue);
        awaitOrders(2);
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.UNCONFIRMED, daemon.await());
        try (JournalReader reader = JournalReader.open(journal())) {
            SessionStopped stopped = new SessionStopped();
            for (Message each = reader.next(); each != null; each = reader.next()) {
                if (each instanceof SessionStopped last) {
                    stopped = last;
                }
            }
            assertEquals(StopReason.UNCONFIRMED, stopped.reason);
            assertEquals(2, stopped.openOrders);
        }
    }

    @Test
    void shouldRefuseAJournalThatIsInUseAndLeaveItsOwnerAlone() throws Exception {
        Daemon daemon = start(settings(""), clock -> venue);
        JournalException e =
                assertThrows(JournalException.class, () -> start(settings(""), clock -> new ObedientVenue()));
        assertTrue(e.getMessage().contains("in use"), e.getMessage());
        awaitOrders(2);
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, daemon.await());
    }

    @Test
    void shouldRefuseAVenueWithAnotherTimeAndGiveTheJournalBack() throws Exception {
        venue.clockOffsetNanos = -1_500_000_000L;
        VenueException e = assertThrows(VenueException.class, () -> start(settings(""), clock -> venue));
        assertTrue(e.getMessage().contains("-1500 ms"), e.getMessage());
        assertTrue(venue.closed);

        venue.clockOffsetNanos = 900_000_000L;
        Daemon daemon = start(settings(""), clock -> venue);
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, daemon.await());
        assertEquals(MessageKind.SESSION_STARTED, kinds().get(0));
    }

    @Test
    void shouldPutOnRecordThatTheVenueCouldNotBeOpened() throws Exception {
        venue.startRefusal = new VenueException("the venue refuses us: check the key");
        VenueException e = assertThrows(VenueException.class, () -> start(settings(""), clock -> venue));
        assertTrue(e.getMessage().contains("check the key"));
        List<MessageKind> kinds = kinds();
        assertEquals(MessageKind.SESSION_STOPPED, kinds.get(kinds.size() - 1));
    }

    @Test
    void shouldStayTrippedOverARestartUntilAnOperatorResumes() throws Exception {
        DaemonSettings settings = settings(
                "market-defaults.risk.breakers.volatility { move = 10 bps, reaction = cancel, resume = operator }");
        Daemon first = start(settings, clock -> venue);
        awaitOrders(2);
        venue.book(Objects.requireNonNull(venue.inbox), ResetReason.RESYNC, 5_020_000);
        awaitObstacle(first);
        first.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, first.await());

        Daemon second = start(settings, clock -> venue);
        awaitObstacle(second);
        assertEquals(List.of(), List.copyOf(venue.open));
        OperatorRequest resume = new OperatorRequest();
        resume.action = OperatorAction.RESUME;
        Objects.requireNonNull(venue.inbox).offer(resume);
        awaitOrders(2);
        second.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, second.await());

        List<NoticeCode> told = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal())) {
            while (reader.advance()) {
                if (reader.kind() == MessageKind.NOTICE && ((Notice) reader.message()).text.equals("volatility")) {
                    told.add(((Notice) reader.message()).code);
                }
            }
        }
        assertEquals(
                List.of(NoticeCode.BREAKER_TRIPPED, NoticeCode.BREAKER_STILL_TRIPPED, NoticeCode.BREAKER_RESUMED),
                told);
        try (JournalReader reader = JournalReader.open(journal())) {
            ReplayResult result = new Replayer(EngineSettingsFactory::from, "development").run(reader, done -> {});
            assertNull(result.divergence());
            assertEquals(2, result.sessions());
        }
    }

    @Test
    void shouldGiveEverySessionALargerEpoch() throws Exception {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Daemon daemon = start(settings(""), clock -> venue);
            awaitOrders(2);
            ids.add(venue.open.iterator().next() >>> 32);
            daemon.requestStop(StopReason.REQUESTED, "test");
            assertEquals(StopReason.REQUESTED, daemon.await());
        }
        assertEquals(List.of(1L, 2L), ids);
        assertFalse(venue.open.iterator().hasNext());
    }
}
