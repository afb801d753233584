package dev.flowmaker.venue.xchange;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one line to the venue alive. XChange reconnects a dropped socket by itself, but a line can be dead while it says
 * it is alive: then it is thrown away and a new one is opened, after a pause that doubles until one lives for long.
 */
final class Watchdog {
    /** One line, from opening to its end. */
    interface Line extends AutoCloseable {
        /** Why it must be replaced, or null while it may be trusted. Asked several times a second. */
        @Nullable
        String deadBecause(long nanoTime);

        /** Lets go of it at once; its threads end soon after. */
        @Override
        void close();
    }

    private final Supplier<Line> opener;
    private final ChannelState channel;
    private final long firstPauseNanos;
    private final long longestPauseNanos;
    private @Nullable Line line;
    private long pauseNanos;
    private long openAtNanos;
    private long openedAtNanos;
    private boolean closed;

    Watchdog(Supplier<Line> opener, ChannelState channel, Duration firstPause, Duration longestPause) {
        this.opener = opener;
        this.channel = channel;
        firstPauseNanos = firstPause.toNanos();
        longestPauseNanos = longestPause.toNanos();
    }

    synchronized void open(long nanoTime) {
        openedAtNanos = nanoTime;
        line = opener.get();
    }

    /** Looks once; called at short intervals. */
    synchronized void look(long nanoTime) {
        if (closed) {
            return;
        }
        if (line == null) {
            if (nanoTime - openAtNanos >= 0) {
                open(nanoTime);
            }
            return;
        }
        String reason = line.deadBecause(nanoTime);
        if (reason != null) {
            channel.down(reason);
            line.close();
            line = null;
            openAtNanos = nanoTime + pauseNanos;
            pauseNanos = Math.min(longestPauseNanos, Math.max(firstPauseNanos, 2 * pauseNanos));
        } else if (nanoTime - openedAtNanos > longestPauseNanos) {
            pauseNanos = 0;
        }
    }

    synchronized void close() {
        closed = true;
        if (line != null) {
            line.close();
            line = null;
        }
    }
}
