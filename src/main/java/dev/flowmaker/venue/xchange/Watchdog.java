package dev.flowmaker.venue.xchange;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one line to the venue alive. XChange reconnects a dropped socket by itself, but a line can be dead while it says
 * it is alive: then it is thrown away and a new one is opened, after a pause that doubles until one lives for long.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    /** One line, from opening to its end. */
    interface Line extends AutoCloseable {
        /** Why it must be replaced, or null while it may be trusted. Asked several times a second. */
        @Nullable
        String deadBecause(long nanoTime);

        /** Whether it would serve in another's place now; of one that waits for that. */
        default boolean serves() {
            return false;
        }

        /** It waits no more: the one before is closed. */
        default void takeOver() {}

        /** Lets go of it at once; its threads end soon after. */
        @Override
        void close();
    }

    /** Both lines are heard for so long, so that nothing that is under way on the one is lost. */
    private static final long OVERLAP_NANOS = 2_000_000_000L;
    /** How long a line that waits may take until it serves, and how long after that fails another is tried. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Supplier<Line> opener;
    private final @Nullable Supplier<Line> waitingOpener;
    private final long replaceNanos;
    private final ChannelState channel;
    private final long firstPauseNanos;
    private final long longestPauseNanos;
    private @Nullable Line line;
    private long pauseNanos;
    private long openAtNanos;
    private long openedAtNanos;
    private boolean closed;
    /** The line that is to come, and since when it is there and since when it would serve. */
    private @Nullable Line next;

    private long nextOpenedNanos;
    private long servesSinceNanos;
    private boolean served;
    private long replaceAtNanos;

    Watchdog(Supplier<Line> opener, ChannelState channel, Duration firstPause, Duration longestPause) {
        this(opener, channel, firstPause, longestPause, null, Duration.ZERO);
    }

    /**
     * @param waitingOpener opens a line that says nothing until it takes over; null where lines are not replaced while they live
     * @param replaceAfter age at which a line is replaced, before its venue ends it; 0 for never
     */
    Watchdog(
            Supplier<Line> opener,
            ChannelState channel,
            Duration firstPause,
            Duration longestPause,
            @Nullable Supplier<Line> waitingOpener,
            Duration replaceAfter) {
        this.opener = opener;
        this.channel = channel;
        this.waitingOpener = replaceAfter.isZero() ? null : waitingOpener;
        replaceNanos = replaceAfter.toNanos();
        firstPauseNanos = firstPause.toNanos();
        longestPauseNanos = longestPause.toNanos();
    }

    synchronized void open(long nanoTime) {
        openedAtNanos = nanoTime;
        replaceAtNanos = nanoTime + replaceNanos;
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
            dropNext(nanoTime);
            openAtNanos = nanoTime + pauseNanos;
            pauseNanos = Math.min(longestPauseNanos, Math.max(firstPauseNanos, 2 * pauseNanos));
        } else if (nanoTime - openedAtNanos > longestPauseNanos) {
            pauseNanos = 0;
        }
        if (line != null && waitingOpener != null) {
            replace(line, waitingOpener, nanoTime);
        }
    }

    /** Makes before it breaks: the line that is to come is heard for a while before the old one is closed. */
    private void replace(Line old, Supplier<Line> waiting, long nanoTime) {
        Line coming = next;
        if (coming == null) {
            if (nanoTime - replaceAtNanos >= 0) {
                next = waiting.get();
                nextOpenedNanos = nanoTime;
                served = false;
            }
            return;
        }
        boolean late = nanoTime - nextOpenedNanos > PATIENCE_NANOS;
        if (coming.deadBecause(nanoTime) != null || (late && !coming.serves())) {
            dropNext(nanoTime);
        } else if (coming.serves() && !served) {
            served = true;
            servesSinceNanos = nanoTime;
        } else if (served && nanoTime - servesSinceNanos >= OVERLAP_NANOS) {
            old.close();
            coming.takeOver();
            line = coming;
            next = null;
            openedAtNanos = nanoTime;
            replaceAtNanos = nanoTime + replaceNanos;
            LOG.info("a line was replaced before its venue ends it");
        }
    }

    private void dropNext(long nanoTime) {
        if (next != null) {
            next.close();
            next = null;
            replaceAtNanos = nanoTime + PATIENCE_NANOS;
        }
    }

    synchronized void close() {
        closed = true;
        dropNext(0);
        if (line != null) {
            line.close();
            line = null;
        }
    }
}
