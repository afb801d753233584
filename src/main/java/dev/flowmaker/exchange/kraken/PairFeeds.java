package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The public feeds of one pair. Each tells what an event did when the event is over. */
final class PairFeeds {
    private final Pair pair;
    private final Depth book;
    private final LevelTimes times;
    private final DayStatistics day = new DayStatistics();
    private final List<Channel> channels = new ArrayList<>();
    private final List<BookFeed> books = new ArrayList<>();
    private ArrayNode trades = Json.array();
    private long[] best = {};

    PairFeeds(Pair pair, Depth book, long openedNanos) {
        this.pair = pair;
        this.book = book;
        times = new LevelTimes(openedNanos);
        for (Channel.Kind kind : Channel.Kind.values()) {
            Channel channel = new Channel(kind, pair);
            channels.add(channel);
            if (kind.depth() > 0) {
                books.add(new BookFeed(channel, times));
            }
        }
        best = best();
    }

    void level(long timeNanos, Side side, long priceTicks, long lots) {
        times.level(timeNanos, side, priceTicks, lots);
    }

    void trade(long timeNanos, long priceTicks, long lots, boolean buyerIsMaker) {
        day.trade(priceTicks, lots);
        trades.addArray()
                .add(pair.price(priceTicks))
                .add(pair.volume(lots))
                .add(Stamp.text(timeNanos))
                .add(buyerIsMaker ? "s" : "b")
                .add("l")
                .add("");
    }

    /** An event of the exchange is over: tells what it did. */
    void settle(long nowNanos) {
        boolean traded = !trades.isEmpty();
        if (traded) {
            channel(Channel.Kind.TRADE).publish(trades);
            trades = Json.array();
        }
        if (times.anyChanged()) {
            for (BookFeed feed : books) {
                if (feed.channel().followed()) {
                    feed.update(book, nowNanos);
                }
            }
            times.sent();
            spread(nowNanos);
        }
        if (traded) {
            channel(Channel.Kind.TICKER).publish(Ticker.describe(pair, book, day, false));
        }
    }

    private void spread(long nowNanos) {
        long[] now = best();
        if (Arrays.equals(now, best)) {
            return;
        }
        best = now;
        channel(Channel.Kind.SPREAD).publish(spreadLevels(nowNanos));
    }

    private ArrayNode spreadLevels(long nowNanos) {
        return Json.array()
                .add(pair.price(best[0]))
                .add(pair.price(best[2]))
                .add(Stamp.text(nowNanos))
                .add(pair.volume(best[1]))
                .add(pair.volume(best[3]));
    }

    /** Best bid and its lots, best ask and its lots; zeros for an empty side. */
    private long[] best() {
        long[] values = new long[4];
        for (Side side : Side.values()) {
            if (book.levels(side) > 0) {
                int at = side == Side.BUY ? 0 : 2;
                values[at] = book.priceTicks(side, 0);
                values[at + 1] = book.lots(side, 0);
            }
        }
        return values;
    }

    DayStatistics day() {
        return day;
    }

    LevelTimes times() {
        return times;
    }

    private Channel channel(Channel.Kind kind) {
        return channels.get(kind.ordinal());
    }

    List<Channel> channels() {
        return channels;
    }

    /** Whether a new follower is told first how things stand. */
    static boolean beginsWithAll(Channel channel) {
        return channel.kind() != Channel.Kind.TRADE;
    }

    /** What a new follower is told first of a feed that begins with all there is. */
    ArrayNode first(Channel channel, long nowNanos) {
        for (BookFeed feed : books) {
            if (feed.channel().equals(channel)) {
                return feed.snapshot(book);
            }
        }
        return channel.kind() == Channel.Kind.SPREAD
                ? channel.message(spreadLevels(nowNanos))
                : channel.message(Ticker.describe(pair, book, day, false));
    }
}
