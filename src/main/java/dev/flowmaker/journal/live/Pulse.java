package dev.flowmaker.journal.live;

/**
 * Whether a daemon lives, judged by its heartbeat and the watcher's own monotonic clock: whatever the system clocks say, a
 * beat that grows is a daemon that lives.
 */
public final class Pulse {
    /** What can be said. */
    public enum Sign {
        /** Its event loop turns. */
        BEATS,
        /** Its process is there, and its event loop or all of it stands still. */
        FROZEN,
        /** Its process is not there, and it left without a word. */
        GONE,
        /** The session ended and said so. */
        ENDED
    }

    private final long patienceNanos;
    private boolean seen;
    private int epoch;
    private long beat;
    private long grewNanos;

    /** @param patienceNanos without a beat for longer the daemon is frozen or gone */
    public Pulse(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** Judges a picture; at first sight a daemon is given its patience whatever its heartbeat's age. */
    public Sign judge(LiveState state, long nowNanos) {
        LiveState.Daemon daemon = state.daemon();
        if (!seen || daemon.epoch() != epoch || daemon.beat() != beat) {
            seen = true;
            epoch = daemon.epoch();
            beat = daemon.beat();
            grewNanos = nowNanos;
        }
        if (daemon.ended() != null) {
            return Sign.ENDED;
        }
        if (silentNanos(nowNanos) <= patienceNanos) {
            return Sign.BEATS;
        }
        return isThere(daemon.pid()) ? Sign.FROZEN : Sign.GONE;
    }

    /** How long the beat has not grown, as far as we saw. */
    public long silentNanos(long nowNanos) {
        return nowNanos - grewNanos;
    }

    /** Whether there is such a process. Another may have its number by now: that is taken for it. */
    public static boolean isThere(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
