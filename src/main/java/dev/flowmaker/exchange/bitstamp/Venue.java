package dev.flowmaker.exchange.bitstamp;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.Relay;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.RealTime;
import dev.flowmaker.exchange.door.WallClock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The exchange at its place in real time, and its feeds: a book after each event that changed it. On one thread. */
final class Venue implements RealTime.Alarms, ExchangeServer.Served {
    private final Exchange exchange;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Feed> books = new ArrayList<>();
    private final List<Feed> trades = new ArrayList<>();
    private final Map<String, Feed> byChannel = new LinkedHashMap<>();
    private final BitSet changed = new BitSet();
    private final RealTime time;

    Venue(ExchangeSettings settings, WallClock clock, ExchangeListener tap, ScheduledExecutorService thread) {
        for (MarketSetup market : settings.markets()) {
            Pair pair = new Pair(market.instrument());
            pairs.add(pair);
            books.add(added("order_book_" + pair.name(), "data"));
            trades.add(added("live_trades_" + pair.name(), "trade"));
        }
        exchange = new Exchange(settings, new Ears(tap));
        time = new RealTime(exchange, clock, this, thread);
    }

    private Feed added(String channel, String event) {
        Feed feed = new Feed(channel, event);
        if (byChannel.put(channel, feed) != null) {
            throw new IllegalArgumentException("two markets have the channel " + channel);
        }
        return feed;
    }

    List<Pair> pairs() {
        return pairs;
    }

    @Nullable
    Feed feed(String channel) {
        return byChannel.get(channel);
    }

    void leave(FeedSession session) {
        byChannel.values().forEach(feed -> feed.leave(session));
    }

    @Override
    public long advance() {
        return time.advance();
    }

    @Override
    public void onTime(long nowNanos) {
        settle();
    }

    @Override
    public long dueNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void settle() {
        for (int market = changed.nextSetBit(0); market >= 0; market = changed.nextSetBit(market + 1)) {
            if (books.get(market).followed()) {
                books.get(market)
                        .publish(pairs.get(market).book(exchange.depth(market), Pair.LEVELS, exchange.nowNanos()));
            }
        }
        changed.clear();
        time.schedule();
    }

    @Override
    public void answered() {}

    @Override
    public void schedule() {
        time.schedule();
    }

    @Override
    public CompletableFuture<Void> ended() {
        return time.ended();
    }

    @Override
    public Exchange exchange() {
        return exchange;
    }

    @Override
    public long nowNanos() {
        return time.nowNanos();
    }

    @Override
    public void close() {
        time.close();
    }

    /** Passes on what the exchange does; to the tap last. While the exchange is made it says nothing. */
    private final class Ears extends Relay {
        Ears(ExchangeListener tap) {
            super(tap);
        }

        @Override
        public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {
            changed.set(market);
            super.onLevel(market, timeNanos, updateId, side, priceTicks, displayedLots);
        }

        @Override
        public void onTrade(
                int market,
                long timeNanos,
                long tradeId,
                long priceTicks,
                long lots,
                boolean buyerIsMaker,
                long buyerVenueOrderId,
                long sellerVenueOrderId) {
            trades.get(market)
                    .publish(pairs.get(market)
                            .trade(
                                    timeNanos,
                                    tradeId,
                                    priceTicks,
                                    lots,
                                    buyerIsMaker,
                                    buyerVenueOrderId,
                                    sellerVenueOrderId));
            super.onTrade(
                    market, timeNanos, tradeId, priceTicks, lots, buyerIsMaker, buyerVenueOrderId, sellerVenueOrderId);
        }
    }
}
