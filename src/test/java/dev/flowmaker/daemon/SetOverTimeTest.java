package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.daemon.control.ControlClient;
import dev.flowmaker.daemon.control.ControlRequest;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.Rolls;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.LiveStateReader;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long what an operator has set holds: into the next day's file, and to the end of the session. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SetOverTimeTest extends DaemonWorld {
    private final AtomicBoolean midnight = new AtomicBoolean();

    /** Begins the next day's file when it is told that it is midnight. */
    private Journal rolling(Journal journal) {
        return new Journal() {
            @Override
            public long append(Message message) {
                return journal.append(message);
            }

            @Override
            public long lastSequence() {
                return journal.lastSequence();
            }

            @Override
            public boolean startsFile(long timeNanos) {
                if (midnight.getAndSet(false)) {
                    Rolls.next(journal);
                }
                return journal.startsFile(timeNanos);
            }

            @Override
            public void afterEvent() {
                journal.afterEvent();
            }

            @Override
            public void close() {
                journal.close();
            }
        };
    }

    private void set(String setting) {
        assertEquals(
                List.of(),
                ControlClient.ask(
                                journal(),
                                new ControlRequest(OperatorAction.SET, "", "", "", List.of(setting), "test", 20))
                        .reasons());
    }

    @Test
    void shouldHoldInTheNextDaysFileWhichReplaysAlone() throws Exception {
        Daemon daemon = Daemon.prepare(settings(""), List.of(clock -> venue), null, this::rolling);
        daemon.start();
        awaitOrders(2);
        set("quote.half-spread=9 ticks");
        midnight.set(true);
        for (int i = 1; i <= 20; i++) {
            venue.book(Objects.requireNonNull(venue.inbox), ResetReason.NONE, 5_000_000 - 3L * i);
        }
        set("quote.half-spread=11 ticks");
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, daemon.await());

        assertEquals(2, Rolls.files(journal()));
        List<String> spreads = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal())) {
            reader.fromLastFile();
            ReplayResult alone = new Replayer(EngineSettingsFactory::from, "development").run(reader, done -> {});
            assertNull(alone.divergence());
            assertTrue(alone.commands() > 2, alone.commands() + " commands");
            reader.fromLastFile();
            for (Message each = reader.next(); each != null; each = reader.next()) {
                if (each instanceof SessionStarted header) {
                    spreads.add(header.configuration.replaceAll(".*\"half-spread\":\"([^\"]*)\".*", "$1"));
                }
            }
        }
        assertEquals("9 ticks", spreads.get(0), "the day's header has what was set the day before");
        assertEquals("11 ticks", spreads.get(spreads.size() - 1));
    }

    @Test
    void shouldBeGoneAtTheNextStartAndSaySo() throws Exception {
        Daemon first = start(settings(""), clock -> venue);
        awaitOrders(2);
        set("risk.max-long=0.5 BTC");
        first.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, first.await());

        Daemon second = start(settings(""), clock -> venue);
        awaitOrders(2);
        LiveState state = new LiveStateReader(journal()).read();
        List<String> told = state.daemon().alerts().stream()
                .filter(alert -> alert.code().equals("settings-differ"))
                .map(LiveState.Alert::text)
                .toList();
        assertEquals(1, told.size(), state.daemon().alerts().toString());
        assertTrue(told.get(0).contains("BTC/USDT risk.max-long is 1 BTC and was 0.5 BTC"), told.get(0));
        second.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, second.await());

        Daemon third = start(settings(""), clock -> venue);
        assertTrue(
                new LiveStateReader(journal())
                        .read().daemon().alerts().stream()
                                .noneMatch(alert -> alert.code().equals("settings-differ")),
                "told once");
        third.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, third.await());
    }
}
