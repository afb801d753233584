package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final long SECOND = 1_000_000_000L;

    private final RecordingInbox inbox = new RecordingInbox();
    private final ChannelState channel = new ChannelState(Channel.MARKET_DATA, inbox);
    private final List<FakeLine> lines = new ArrayList<>();
    private final Watchdog watchdog = new Watchdog(
            () -> {
                lines.add(new FakeLine());
                return lines.get(lines.size() - 1);
            },
            channel,
            Duration.ofSeconds(1),
            Duration.ofSeconds(8));

    private static final class FakeLine implements Watchdog.Line {
        @Nullable
        String trouble;

        boolean closed;

        @Override
        public @Nullable String deadBecause(long nanoTime) {
            return trouble;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private FakeLine last() {
        return lines.get(lines.size() - 1);
    }

    /** Kills the line, then looks every tenth of a second until there is another; returns how long that took. */
    private long nanosToReplace(long nanoTime) {
        int before = lines.size();
        FakeLine old = last();
        old.trouble = "dead";
        long now = nanoTime;
        watchdog.look(now);
        assertEquals(true, old.closed);
        while (lines.size() == before) {
            now += SECOND / 10;
            watchdog.look(now);
        }
        return now - nanoTime;
    }

    @Test
    void shouldReplaceADeadLineSoonAndThenLaterAndLater() {
        long now = System.nanoTime();
        watchdog.open(now);
        List<Long> tenths = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            long took = nanosToReplace(now);
            now += took;
            tenths.add(took * 10 / SECOND);
        }
        assertEquals(List.of(1L, 10L, 20L, 40L, 80L, 80L, 80L), tenths);
    }

    @Test
    void shouldStartOverWithShortPausesAfterALineThatLivedForLong() {
        long now = System.nanoTime();
        watchdog.open(now);
        for (int i = 0; i < 3; i++) {
            now += nanosToReplace(now);
        }
        now += 9 * SECOND;
        watchdog.look(now);
        assertEquals(SECOND / 10, nanosToReplace(now));
    }

    @Test
    void shouldTellOfTheEndOnce() {
        watchdog.open(0);
        channel.up("open");
        last().trouble = "dead";
        watchdog.look(1);
        watchdog.look(2);
        List<ConnectionChanged> told = inbox.all(ConnectionChanged.class);
        assertEquals(2, told.size());
        assertEquals("dead", told.get(1).text);
    }

    @Test
    void shouldOpenNothingAfterItsOwnEnd() {
        watchdog.open(0);
        last().trouble = "dead";
        watchdog.look(1);
        watchdog.close();
        watchdog.look(100 * SECOND);
        assertEquals(1, lines.size());
    }
}
