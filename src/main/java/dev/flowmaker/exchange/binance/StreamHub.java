package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.door.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Who follows which market stream. A name nobody publishes to may be followed: nothing comes of it, as at Binance. */
final class StreamHub {
    private final Map<String, Set<StreamSession>> followers = new LinkedHashMap<>();

    void follow(String stream, StreamSession session) {
        followers.computeIfAbsent(stream, first -> new LinkedHashSet<>()).add(session);
    }

    void leave(String stream, StreamSession session) {
        Set<StreamSession> sessions = followers.get(stream);
        if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
            followers.remove(stream);
        }
    }

    boolean followed(String stream) {
        return followers.containsKey(stream);
    }

    /**
     * Sends one event to all who follow a stream. Each form of it — unit of time, wrapped or raw — is made once.
     *
     * @param payload makes the event with its times in a unit
     */
    void publish(String stream, Function<TimeScale, ObjectNode> payload) {
        Set<StreamSession> sessions = followers.get(stream);
        if (sessions == null) {
            return;
        }
        byte[][] forms = new byte[2 * TimeScale.values().length][];
        for (StreamSession session : sessions) {
            int form = 2 * session.scale().ordinal() + (session.combined() ? 1 : 0);
            if (forms[form] == null) {
                ObjectNode event = payload.apply(session.scale());
                forms[form] = Json.bytes(session.combined() ? combined(stream, event) : event);
            }
            session.send(forms[form]);
        }
    }

    static ObjectNode combined(String stream, ObjectNode event) {
        ObjectNode wrapped = Json.object().put("stream", stream);
        wrapped.set("data", event);
        return wrapped;
    }
}
