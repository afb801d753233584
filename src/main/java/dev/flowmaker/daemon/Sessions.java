package dev.flowmaker.daemon;

import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.venue.VenueException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one process, one after another. A session that ended because the venue changed a market's rules, with
 * every order confirmed canceled, is followed by one under the new rules; any other end is the last. Both are bounded: how
 * often rules may change, and how long a venue is waited for that does not answer then.
 */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    /** So many changes in an hour are no change of rules but a fault. */
    private static final int MOST_IN_AN_HOUR = 5;

    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
    /** A venue changes rules in maintenance, and may take its time. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(30);

    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** Makes a session ready. */
    @FunctionalInterface
    public interface Opener {
        /** Takes the journal and asks the venue for its rules, as {@link Daemon#prepare} does. */
        Daemon open() throws VenueException;
    }

    private final Opener opener;
    private final long firstPauseMillis;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final Deque<Long> changes = new ArrayDeque<>();
    private volatile @Nullable Daemon current;

    public Sessions(Opener opener) {
        this(opener, 1_000);
    }

    /** @param firstPauseMillis before a venue that did not answer is asked again; doubles */
    Sessions(Opener opener, long firstPauseMillis) {
        this.opener = opener;
        this.firstPauseMillis = firstPauseMillis;
    }

    /**
     * Runs sessions until one ends for good; returns how that one did.
     *
     * @param begun told of each session that trades
     * @throws VenueException when the venue refuses the first, or for too long a later one
     * @throws dev.flowmaker.config.ConfigurationException when the venue's rules forbid what is configured
     */
    public StopReason run(Consumer<Daemon> begun) throws VenueException {
        Daemon daemon = begin(opener.open());
        while (true) {
            begun.accept(daemon);
            StopReason reason = daemon.await();
            if (reason != StopReason.RULES_CHANGED) {
                return reason;
            }
            if (stopAsked.getCount() == 0) {
                return StopReason.REQUESTED;
            }
            if (tooOften(System.nanoTime())) {
                return reason;
            }
            LOG.warn("session {} ended because rules changed; the next begins under the new ones", daemon.epoch());
            Daemon next = follow();
            if (next == null) {
                return StopReason.REQUESTED;
            }
            daemon = next;
        }
    }

    private Daemon begin(Daemon daemon) throws VenueException {
        current = daemon;
        if (stopAsked.getCount() == 0) {
            daemon.requestStop(StopReason.REQUESTED, "a signal");
        }
        daemon.start();
        return daemon;
    }

    private boolean tooOften(long nowNanos) {
        changes.addLast(nowNanos);
        while (nowNanos - changes.getFirst() > HOUR_NANOS) {
            changes.removeFirst();
        }
        return changes.size() > MOST_IN_AN_HOUR;
    }

    /** The next session, trading; null when the end was asked for meanwhile. */
    private @Nullable Daemon follow() throws VenueException {
        long begunNanos = System.nanoTime();
        long pauseMillis = firstPauseMillis;
        while (true) {
            try {
                return begin(opener.open());
            } catch (VenueException notNow) {
                if (System.nanoTime() - begunNanos > LONGEST_WAIT_NANOS) {
                    throw notNow;
                }
                LOG.warn("the next session cannot begin yet: {}", notNow.getMessage());
            }
            try {
                if (stopAsked.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                    return null;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
        }
    }

    /** Asks for the clean end of the session there is, and for no other. From any thread. */
    public void requestStop(String text) {
        stopAsked.countDown();
        Daemon running = current;
        if (running != null) {
            running.requestStop(StopReason.REQUESTED, text);
        }
    }
}
