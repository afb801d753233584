package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.door.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One market's book at one pace: the changes since the last frame, and the frame made of them. Frames go out on the grid
 * of the pace. The fast feed of a recorded market goes out with each recorded frame instead; a change that is not of the
 * recording waits at most one interval for the next of them.
 */
final class DepthFeed {
    static final long NEVER = Long.MAX_VALUE;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int[] PARTIAL_LEVELS = {5, 10, 20};

    private final Symbol symbol;
    private final long intervalNanos;
    private final boolean withFrames;
    private final List<String> suffixes;
    private final StreamHub hub;
    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private long sentUpdateId;
    private long updateId;
    private long sentMillis = Long.MIN_VALUE;
    private long dueNanos = NEVER;

    /**
     * @param intervalNanos whole milliseconds between frames
     * @param withFrames whether recorded frames set the pace
     * @param suffixes what follows the stream's name, such as {@code @100ms}; the first may be empty
     * @param updateId of the book as it stands
     */
    DepthFeed(
            Symbol symbol,
            long intervalNanos,
            boolean withFrames,
            List<String> suffixes,
            long updateId,
            StreamHub hub) {
        this.symbol = symbol;
        this.intervalNanos = intervalNanos;
        this.withFrames = withFrames;
        this.suffixes = suffixes;
        this.sentUpdateId = updateId;
        this.updateId = updateId;
        this.hub = hub;
    }

    void level(long timeNanos, long id, Side side, long priceTicks, long lots) {
        (side == Side.BUY ? bids : asks).put(priceTicks, lots);
        updateId = id;
        if (dueNanos == NEVER) {
            dueNanos = withFrames
                    ? roundUp(timeNanos + intervalNanos, NANOS_PER_MILLI)
                    : roundUp(timeNanos, intervalNanos);
        }
    }

    private static long roundUp(long timeNanos, long unitNanos) {
        return -Math.floorDiv(-timeNanos, unitNanos) * unitNanos;
    }

    /** When the pending changes must go out, {@link #NEVER} when there are none. */
    long dueNanos() {
        return dueNanos;
    }

    /** A recorded frame is complete. */
    void frame(long timeNanos, Depth book) {
        if (withFrames) {
            flush(timeNanos, book);
        }
    }

    /** Sends the changes up to {@code timeNanos}, if there are any; in the next millisecond if this one has a frame. */
    void flush(long timeNanos, Depth book) {
        if (updateId == sentUpdateId) {
            return;
        }
        long millis = Math.floorDiv(timeNanos, NANOS_PER_MILLI);
        if (millis == sentMillis) {
            dueNanos = (millis + 1) * NANOS_PER_MILLI;
            return;
        }
        for (String suffix : suffixes) {
            hub.publish(symbol.streamName() + "@depth" + suffix, scale -> diff(scale.of(timeNanos)));
            for (int levels : PARTIAL_LEVELS) {
                hub.publish(
                        symbol.streamName() + "@depth" + levels + suffix,
                        scale -> snapshot(symbol, book, updateId, levels));
            }
        }
        bids.clear();
        asks.clear();
        sentUpdateId = updateId;
        sentMillis = millis;
        dueNanos = NEVER;
    }

    private ObjectNode diff(long eventTime) {
        ObjectNode event = Json.object()
                .put("e", "depthUpdate")
                .put("E", eventTime)
                .put("s", symbol.name())
                .put("U", sentUpdateId + 1)
                .put("u", updateId);
        event.set("b", changes(bids));
        event.set("a", changes(asks));
        return event;
    }

    private ArrayNode changes(Map<Long, Long> levels) {
        ArrayNode array = Json.array();
        levels.forEach(
                (ticks, lots) -> array.addArray().add(symbol.price(ticks)).add(symbol.quantity(lots)));
        return array;
    }

    /** The book's best levels, as snapshots over REST and the partial streams show them. */
    static ObjectNode snapshot(Symbol symbol, Depth book, long lastUpdateId, int levels) {
        ObjectNode snapshot = Json.object().put("lastUpdateId", lastUpdateId);
        for (Side side : Side.values()) {
            ArrayNode array = snapshot.putArray(side == Side.BUY ? "bids" : "asks");
            int count = Math.min(levels, book.levels(side));
            for (int rank = 0; rank < count; rank++) {
                array.addArray()
                        .add(symbol.price(book.priceTicks(side, rank)))
                        .add(symbol.quantity(book.lots(side, rank)));
            }
        }
        return snapshot;
    }
}
