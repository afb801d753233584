package dev.flowmaker.exchange.kraken;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.Relay;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.RealTime;
import dev.flowmaker.exchange.door.WallClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The exchange at its place in real time: keeps it at the venue's clock, wakes up for its next event, and passes what it
 * does to the feeds. Everything here runs on one thread.
 */
final class Venue implements RealTime.Alarms, ExchangeServer.Served {
    private final Exchange exchange;
    private final Pairs pairs;
    private final List<PairFeeds> feeds = new ArrayList<>();
    private final Heartbeats heartbeats = new Heartbeats();
    private final RealTime time;
    private final KrakenLimits limits;
    private long lastConnectionId;

    Venue(
            ExchangeSettings settings,
            KrakenServerSettings door,
            WallClock clock,
            ExchangeListener tap,
            ScheduledExecutorService thread) {
        limits = door.limits();
        pairs = new Pairs(settings);
        exchange = new Exchange(settings, new Ears(tap));
        for (Pair pair : pairs.all()) {
            feeds.add(new PairFeeds(pair, exchange.depth(pair.market()), settings.startNanos()));
        }
        time = new RealTime(exchange, clock, this, thread);
    }

    @Override
    public long advance() {
        return time.advance();
    }

    @Override
    public void onTime(long nowNanos) {
        feeds.forEach(each -> each.settle(nowNanos));
        heartbeats.onTime(nowNanos);
    }

    @Override
    public long dueNanos() {
        return heartbeats.dueNanos();
    }

    @Override
    public void settle() {
        long nowNanos = exchange.nowNanos();
        feeds.forEach(each -> each.settle(nowNanos));
        schedule();
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

    Pairs pairs() {
        return pairs;
    }

    PairFeeds feeds(int market) {
        return feeds.get(market);
    }

    Heartbeats heartbeats() {
        return heartbeats;
    }

    /** A new counter of calls, of a key or an address. */
    Counter callCounter() {
        return new Counter(limits.calls(), limits.callsPerSecond());
    }

    long nextConnectionId() {
        return ++lastConnectionId;
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
            feeds.get(market).level(timeNanos, side, priceTicks, displayedLots);
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
            feeds.get(market).trade(timeNanos, priceTicks, lots, buyerIsMaker);
            super.onTrade(
                    market, timeNanos, tradeId, priceTicks, lots, buyerIsMaker, buyerVenueOrderId, sellerVenueOrderId);
        }
    }
}
