package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The best levels of one pair's book as the followers of one depth know them. They keep no more levels than they asked for,
 * so a level that falls out of reach is forgotten without a word and told again when it comes back.
 */
final class BookFeed {
    /** The levels of one side that were told, the best first. */
    private static final class Told {
        private long[] ticks = {};
        private long[] lots = {};
    }

    private final Channel channel;
    private final LevelTimes times;
    private final Told bids = new Told();
    private final Told asks = new Told();

    BookFeed(Channel channel, LevelTimes times) {
        this.channel = channel;
        this.times = times;
    }

    Channel channel() {
        return channel;
    }

    /** The whole of it for a new follower; everything before was sent to the others. */
    ArrayNode snapshot(Depth book) {
        ObjectNode contents = Json.object();
        contents.set("as", levels(book, Side.SELL, asks));
        contents.set("bs", levels(book, Side.BUY, bids));
        return channel.message(contents);
    }

    private ArrayNode levels(Depth book, Side side, Told told) {
        remember(book, side, told);
        ArrayNode array = Json.array();
        for (int i = 0; i < told.ticks.length; i++) {
            array.add(level(told.ticks[i], told.lots[i], times.nanos(side, told.ticks[i])));
        }
        return array;
    }

    private void remember(Depth book, Side side, Told told) {
        int count = Math.min(channel.kind().depth(), book.levels(side));
        told.ticks = new long[count];
        told.lots = new long[count];
        for (int rank = 0; rank < count; rank++) {
            told.ticks[rank] = book.priceTicks(side, rank);
            told.lots[rank] = book.lots(side, rank);
        }
    }

    private ArrayNode level(long ticks, long lots, long timeNanos) {
        Pair pair = channel.pair();
        return Json.array().add(pair.price(ticks)).add(pair.volume(lots)).add(Stamp.text(timeNanos));
    }

    /** Sends what has changed within reach. */
    void update(Depth book, long nowNanos) {
        List<JsonNode> contents = new ArrayList<>();
        ArrayNode askChanges = changes(book, Side.SELL, asks, nowNanos);
        ArrayNode bidChanges = changes(book, Side.BUY, bids, nowNanos);
        if (!askChanges.isEmpty()) {
            contents.add(Json.object().set("a", askChanges));
        }
        if (!bidChanges.isEmpty()) {
            contents.add(Json.object().set("b", bidChanges));
        }
        if (contents.isEmpty()) {
            return;
        }
        if (contents.get(contents.size() - 1) instanceof ObjectNode last) {
            last.put("c", Long.toString(Checksum.of(channel.pair(), book)));
        }
        channel.publish(contents.toArray(JsonNode[]::new));
    }

    /** Levels that are gone first: who cuts the book after each change then never cuts one that is to stay. */
    private ArrayNode changes(Depth book, Side side, Told told, long nowNanos) {
        long[] oldTicks = told.ticks;
        long[] oldLots = told.lots;
        remember(book, side, told);
        ArrayNode array = Json.array();
        TreeSet<Long> now = new TreeSet<>();
        Arrays.stream(told.ticks).forEach(now::add);
        for (long ticks : oldTicks) {
            if (!now.contains(ticks) && book.lotsAt(side, ticks) == 0) {
                array.add(level(ticks, 0, nowNanos));
            }
        }
        int old = 0;
        for (int i = 0; i < told.ticks.length; i++) {
            long ticks = told.ticks[i];
            while (old < oldTicks.length && side.sign() * (oldTicks[old] - ticks) > 0) {
                old++;
            }
            boolean known = old < oldTicks.length && oldTicks[old] == ticks;
            if (known && oldLots[old] == told.lots[i]) {
                continue;
            }
            ArrayNode level = level(ticks, told.lots[i], times.nanos(side, ticks));
            array.add(known || times.hasChanged(side, ticks) ? level : level.add("r"));
        }
        return array;
    }
}
