package dev.flowmaker.exchange.binance;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;

/** The public streams of all markets. */
final class MarketFeeds {
    private static final long FAST_NANOS = 100_000_000L;
    private static final long SLOW_NANOS = 1_000_000_000L;

    private static final class Feeds {
        private final DepthFeed fast;
        private final DepthFeed slow;
        private final TradeFeed trades;
        private final TickerFeed ticker;

        Feeds(Symbol symbol, long updateId, StreamHub hub) {
            fast = new DepthFeed(symbol, FAST_NANOS, symbol.recorded(), List.of("@100ms"), updateId, hub);
            slow = new DepthFeed(symbol, SLOW_NANOS, false, List.of("", "@1000ms"), updateId, hub);
            trades = new TradeFeed(symbol, hub);
            ticker = new TickerFeed(symbol, hub);
        }
    }

    private final Exchange exchange;
    private final List<Feeds> byMarket = new ArrayList<>();

    MarketFeeds(Exchange exchange, Symbols symbols, StreamHub hub) {
        this.exchange = exchange;
        for (Symbol symbol : symbols.all()) {
            byMarket.add(new Feeds(symbol, exchange.lastUpdateId(symbol.market()), hub));
        }
    }

    void level(int market, long timeNanos, long updateId, Side side, long priceTicks, long lots) {
        Feeds feeds = byMarket.get(market);
        feeds.fast.level(timeNanos, updateId, side, priceTicks, lots);
        feeds.slow.level(timeNanos, updateId, side, priceTicks, lots);
        feeds.ticker.touch();
    }

    void trade(
            int market,
            long timeNanos,
            long tradeId,
            long priceTicks,
            long lots,
            boolean buyerIsMaker,
            long takerOrderId) {
        byMarket.get(market).trades.trade(timeNanos, tradeId, priceTicks, lots, buyerIsMaker, takerOrderId);
    }

    void frame(int market, long timeNanos) {
        byMarket.get(market).fast.frame(timeNanos, exchange.depth(market));
    }

    /** When the next depth frame must go out by the clock. */
    long dueNanos() {
        long due = DepthFeed.NEVER;
        for (Feeds feeds : byMarket) {
            due = Math.min(due, Math.min(feeds.fast.dueNanos(), feeds.slow.dueNanos()));
        }
        return due;
    }

    /** Sends the depth frames due at or before the time the exchange has reached. */
    void flushDue(long nowNanos) {
        for (int market = 0; market < byMarket.size(); market++) {
            Feeds feeds = byMarket.get(market);
            if (feeds.fast.dueNanos() <= nowNanos) {
                feeds.fast.flush(nowNanos, exchange.depth(market));
            }
            if (feeds.slow.dueNanos() <= nowNanos) {
                feeds.slow.flush(nowNanos, exchange.depth(market));
            }
        }
    }

    /** The exchange is between two events: tells what is only true then. */
    void settle() {
        for (int market = 0; market < byMarket.size(); market++) {
            Feeds feeds = byMarket.get(market);
            feeds.trades.settle();
            feeds.ticker.settle(exchange.depth(market), exchange.lastUpdateId(market));
        }
    }

    List<TradeFeed.Aggregate> aggregates(int market) {
        return byMarket.get(market).trades.kept();
    }
}
