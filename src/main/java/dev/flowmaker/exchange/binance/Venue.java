package dev.flowmaker.exchange.binance;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.MarketState;
import dev.flowmaker.exchange.OrderQuota;
import dev.flowmaker.exchange.Relay;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Countdowns;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.RealTime;
import dev.flowmaker.exchange.door.WallClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange at its place in real time: keeps it at the venue's clock, wakes up for its next event, and passes what it
 * does to the streams. Everything here runs on one thread.
 */
final class Venue implements RealTime.Alarms, ExchangeServer.Served {
    private static final Logger LOG = LoggerFactory.getLogger(Venue.class);

    private final boolean reportsBeforeAnswers;
    private final Exchange exchange;
    private final Symbols symbols;
    private final Orders orders;
    private final Security security;
    private final RequestWeights weights;
    private final List<OrderQuota> counts = new ArrayList<>();
    private final StreamHub hub = new StreamHub();
    private final MarketFeeds markets;
    private final UserFeeds users;
    private final Countdowns countdowns = new Countdowns();
    private final RealTime time;

    Venue(
            ExchangeSettings settings,
            BinanceServerSettings door,
            WallClock clock,
            ExchangeListener tap,
            ScheduledExecutorService thread) {
        check(settings, door);
        reportsBeforeAnswers = door.reportsBeforeAnswers();
        symbols = new Symbols(settings);
        orders = new Orders(settings.assets());
        security = new Security(door.keys());
        weights = new RequestWeights(door.limits());
        for (int i = 0; i < settings.accounts().size(); i++) {
            counts.add(new OrderQuota(door.limits().requests()));
        }
        users = new UserFeeds(settings.assets(), settings.accounts().size(), symbols, orders);
        Ears ears = new Ears(tap);
        exchange = new Exchange(settings, ears);
        symbols.without(market -> exchange.state(market) == MarketState.GONE);
        markets = new MarketFeeds(exchange, symbols, hub);
        ears.markets = markets;
        time = new RealTime(exchange, clock, this, thread);
    }

    private static void check(ExchangeSettings settings, BinanceServerSettings door) {
        for (ApiKey key : door.keys()) {
            if (key.account() < 0 || key.account() >= settings.accounts().size()) {
                throw new IllegalArgumentException(key + " is to an account that is not there");
            }
        }
    }

    @Override
    public long advance() {
        return time.advance();
    }

    @Override
    public void onTime(long nowNanos) {
        for (Countdowns.Key due : countdowns.takeDue(nowNanos)) {
            LOG.warn("nothing was heard from account {} in time: its orders are canceled", due.account());
            var unused = exchange.cancelAll(due.account(), due.market(), nowNanos);
        }
        markets.flushDue(nowNanos);
        markets.settle();
        users.flush();
    }

    @Override
    public long dueNanos() {
        return Math.min(markets.dueNanos(), countdowns.dueNanos());
    }

    @Override
    public void settle() {
        markets.settle();
        if (reportsBeforeAnswers) {
            users.flush();
        }
        schedule();
    }

    @Override
    public void answered() {
        users.flush();
    }

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

    Symbols symbols() {
        return symbols;
    }

    Orders orders() {
        return orders;
    }

    Security security() {
        return security;
    }

    RequestWeights weights() {
        return weights;
    }

    OrderQuota counts(int account) {
        return counts.get(account);
    }

    Countdowns countdowns() {
        return countdowns;
    }

    StreamHub hub() {
        return hub;
    }

    MarketFeeds markets() {
        return markets;
    }

    UserFeeds users() {
        return users;
    }

    @Override
    public long nowNanos() {
        return time.nowNanos();
    }

    @Override
    public void close() {
        time.close();
    }

    /** Passes on what the exchange does; to the tap last. */
    private final class Ears extends Relay {
        /** Null while the exchange is made: it says nothing then. */
        private @Nullable MarketFeeds markets;

        Ears(ExchangeListener tap) {
            super(tap);
        }

        @Override
        public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {
            if (markets != null) {
                markets.level(market, timeNanos, updateId, side, priceTicks, displayedLots);
            }
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
            if (markets != null) {
                long taker = buyerIsMaker ? sellerVenueOrderId : buyerVenueOrderId;
                markets.trade(market, timeNanos, tradeId, priceTicks, lots, buyerIsMaker, taker);
            }
            super.onTrade(
                    market, timeNanos, tradeId, priceTicks, lots, buyerIsMaker, buyerVenueOrderId, sellerVenueOrderId);
        }

        @Override
        public void onExecution(ExecutionReport report) {
            FillInfo fill = report.fill();
            if (fill != null && fill.lots() == report.order().executedLots()) {
                counts.get(report.order().account()).returned(report.timeNanos());
            }
            users.execution(report);
            super.onExecution(report);
        }

        @Override
        public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {
            users.balance(account, timeNanos, asset, freeQuanta, lockedQuanta);
            super.onBalance(account, timeNanos, asset, freeQuanta, lockedQuanta);
        }

        @Override
        public void onFrame(int market, long timeNanos) {
            if (markets != null) {
                markets.frame(market, timeNanos);
            }
            super.onFrame(market, timeNanos);
        }
    }
}
