package dev.flowmaker.exchange.matching;

import dev.flowmaker.core.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The overlay's rules once more with one token per lot: 0 for a recorded lot, else the order's id. A recorded trade moves
 * recorded tokens from the front of the queue to its end, since the quantity shown is not the trade's to change; recorded
 * lots that vanish are taken from the end.
 */
final class TokenBook {
    private final TreeMap<Long, List<Long>> bids = new TreeMap<>();
    private final TreeMap<Long, List<Long>> asks = new TreeMap<>();
    /** Everything that traded, one text a lot. */
    final List<String> traded = new ArrayList<>();

    long unrecorded;

    NavigableMap<Long, List<Long>> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private List<Long> queue(Side side, long price) {
        return Objects.requireNonNull(side(side).get(price));
    }

    void rest(Side side, long price, long id, long lots) {
        List<Long> queue = side(side).computeIfAbsent(price, p -> new ArrayList<>());
        for (long i = 0; i < lots; i++) {
            queue.add(id);
        }
    }

    void remove(Side side, long price, long id) {
        queue(side, price).removeIf(token -> token == id);
        clean();
    }

    void setRecorded(Side side, long price, long lots) {
        List<Long> queue = side(side).computeIfAbsent(price, p -> new ArrayList<>());
        long recorded = queue.stream().filter(token -> token == 0).count();
        for (; recorded < lots; recorded++) {
            queue.add(0L);
        }
        for (; recorded > lots; recorded--) {
            queue.remove(queue.lastIndexOf(0L));
        }
        clean();
    }

    /** Returns the lots not traded. */
    long take(Side side, long limit, long id, long lots) {
        long left = lots;
        NavigableMap<Long, List<Long>> opposite = side(side.opposite());
        while (left > 0 && !opposite.isEmpty()) {
            long price = side == Side.BUY ? opposite.firstKey() : opposite.lastKey();
            if (side.better(price, limit)) {
                break;
            }
            long token = queue(side.opposite(), price).remove(0);
            traded.add(side + " " + price + " maker " + token + " taker " + id);
            left--;
            clean();
        }
        return left;
    }

    void recordedTrade(Side aggressor, long price, long lots) {
        long left = lots;
        Side side = aggressor.opposite();
        left = fillBetter(side, price, left);
        List<Long> queue = side(side).getOrDefault(price, new ArrayList<>());
        for (; left > 0; left--) {
            boolean anyOrder = queue.stream().anyMatch(token -> token != 0);
            long token = anyOrder ? queue.remove(0) : 0;
            if (anyOrder && token == 0) {
                queue.add(0L);
            }
            traded.add(aggressor + " " + price + " maker " + token + " taker 0");
        }
        clean();
    }

    private long fillBetter(Side side, long price, long carve) {
        long left = carve;
        List<Long> prices = new ArrayList<>(side(side).keySet());
        prices.sort((a, b) -> side.better(a, b) ? -1 : 1);
        for (long level : prices) {
            if (side.better(level, price)) {
                List<Long> queue = queue(side, level);
                for (long token : queue) {
                    if (token != 0) {
                        traded.add(side.opposite() + " " + level + " maker " + token + " taker 0");
                        unrecorded += left > 0 ? 0 : 1;
                        left = Math.max(0, left - 1);
                    }
                }
                queue.removeIf(token -> token != 0);
            }
        }
        clean();
        return left;
    }

    void fillCrossed() {
        for (Side side : Side.values()) {
            side(side.opposite()).entrySet().stream()
                    .filter(level -> level.getValue().contains(0L))
                    .map(level -> level.getKey())
                    .reduce((a, b) -> side.opposite().better(a, b) ? a : b)
                    .ifPresent(best -> fillBetter(side, best - side.sign(), 0));
        }
    }

    /** Recorded lots before the first token of an order. */
    long ahead(Side side, long price, long id) {
        List<Long> queue = queue(side, price);
        return queue.subList(0, queue.indexOf(id)).stream()
                .filter(token -> token == 0)
                .count();
    }

    private void clean() {
        bids.values().removeIf(List::isEmpty);
        asks.values().removeIf(List::isEmpty);
    }
}
