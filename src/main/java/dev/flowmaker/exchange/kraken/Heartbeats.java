package dev.flowmaker.exchange.kraken;

import dev.flowmaker.exchange.door.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells those who follow a feed and have heard nothing for a second that the venue is still there. */
final class Heartbeats {
    private static final long INTERVAL_NANOS = 1_000_000_000L;
    private static final byte[] HEARTBEAT = Json.bytes(Json.object().put("event", "heartbeat"));

    private final Set<FeedSession> sessions = new LinkedHashSet<>();
    private long dueNanos = Long.MAX_VALUE;

    void add(FeedSession session, long nowNanos) {
        sessions.add(session);
        dueNanos = Math.min(dueNanos, nowNanos + INTERVAL_NANOS);
    }

    void remove(FeedSession session) {
        sessions.remove(session);
        if (sessions.isEmpty()) {
            dueNanos = Long.MAX_VALUE;
        }
    }

    /** When to look next; Long.MAX_VALUE while nobody is connected. */
    long dueNanos() {
        return dueNanos;
    }

    void onTime(long nowNanos) {
        if (nowNanos < dueNanos) {
            return;
        }
        dueNanos = nowNanos + INTERVAL_NANOS;
        for (FeedSession session : List.copyOf(sessions)) {
            if (session.subscribed() && nowNanos - session.saidNanos() >= INTERVAL_NANOS) {
                session.send(HEARTBEAT);
            }
        }
    }
}
