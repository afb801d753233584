package dev.flowmaker.exchange.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A book kept as the protocol's document says: a snapshot, and every frame after it, none missing. */
final class RebuiltBook {
    private final TestClient client;
    private final TestClient.Socket frames;
    private final NavigableMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, String> asks = new TreeMap<>();
    private long updateId;
    private long lastFrameId;

    /** @param frames follows one raw depth stream */
    RebuiltBook(TestClient client, TestClient.Socket frames) {
        this.client = client;
        this.frames = frames;
        JsonNode first = frames.next();
        JsonNode snapshot = snapshot();
        updateId = snapshot.path("lastUpdateId").asLong();
        put(bids, snapshot.path("bids"));
        put(asks, snapshot.path("asks"));
        assertTrue(first.path("U").asLong() <= updateId + 1, "the snapshot is older than the first frame");
        apply(first);
    }

    JsonNode snapshot() {
        return client.get("/api/v3/depth?symbol=BTCUSDT&limit=5000").ok();
    }

    /** Applies the next frame that the snapshot has not got yet: the book is then as some frame left it. */
    void follow() {
        do {
            apply(frames.next());
        } while (lastFrameId < updateId);
    }

    /** Applies frames until the book has reached an update. */
    void followTo(long id) {
        while (updateId < id) {
            follow();
        }
    }

    private void apply(JsonNode frame) {
        long first = frame.path("U").asLong();
        long last = frame.path("u").asLong();
        assertTrue(lastFrameId == 0 || first == lastFrameId + 1, () -> "a gap before " + frame);
        assertTrue(first <= last, frame::toString);
        lastFrameId = last;
        if (last <= updateId) {
            return;
        }
        assertTrue(first <= updateId + 1, () -> "a gap after the snapshot " + frame);
        put(bids, frame.path("b"));
        put(asks, frame.path("a"));
        updateId = last;
    }

    private static void put(NavigableMap<BigDecimal, String> side, JsonNode levels) {
        for (JsonNode level : levels) {
            BigDecimal price = new BigDecimal(level.path(0).asText());
            if (new BigDecimal(level.path(1).asText()).signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, level.path(1).asText());
            }
        }
    }

    long updateId() {
        return updateId;
    }

    /** Fails unless the book is what a snapshot says, level by level; both must be of the same update. */
    void compareWith(JsonNode snapshot) {
        assertEquals(snapshot.path("lastUpdateId").asLong(), updateId);
        assertEquals(text(snapshot.path("bids")), bids.toString());
        assertEquals(text(snapshot.path("asks")), asks.toString());
    }

    /** The same for the best levels that a partial book shows. */
    void compareBestWith(JsonNode partial) {
        assertEquals(partial.path("lastUpdateId").asLong(), updateId);
        assertEquals(text(partial.path("bids")), best(bids, partial.path("bids").size()));
        assertEquals(text(partial.path("asks")), best(asks, partial.path("asks").size()));
    }

    private static String best(NavigableMap<BigDecimal, String> side, int count) {
        return side.entrySet().stream().limit(count).map(Object::toString).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String text(JsonNode levels) {
        StringBuilder text = new StringBuilder("{");
        for (JsonNode level : levels) {
            text.append(text.length() == 1 ? "" : ", ")
                    .append(level.path(0).asText())
                    .append('=')
                    .append(level.path(1).asText());
        }
        return text.append('}').toString();
    }
}
