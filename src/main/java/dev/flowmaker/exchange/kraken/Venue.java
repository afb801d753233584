package dev.flowmaker.exchange.kraken;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.MarketState;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange at its place in real time: keeps it at the venue's clock, wakes up for its next event, and passes what it
 * does to the feeds. Everything here runs on one thread.
 */
final class Venue implements RealTime.Alarms, ExchangeServer.Served {
    private static final Logger LOG = LoggerFactory.getLogger(Venue.class);

    private final Exchange exchange;
    private final Pairs pairs;
    private final List<PairFeeds> feeds = new ArrayList<>();
    private final Heartbeats heartbeats = new Heartbeats();
    private final FirstWords firstWords = new FirstWords();
    private final RealTime time;
    private final KrakenLimits limits;
    private final boolean reportsBeforeAnswers;
    private final Security security;
    private final Tokens tokens = new Tokens();
    private final OrderLimits orderLimits;
    private final FillNotes notes;
    private final OrderWords words;
    private final OrderHistory history;
    private final UserFeeds users;
    private final Countdowns countdowns = new Countdowns();
    private long lastConnectionId;

    Venue(
            ExchangeSettings settings,
            KrakenServerSettings door,
            WallClock clock,
            ExchangeListener tap,
            ScheduledExecutorService thread) {
        check(settings, door);
        limits = door.limits();
        reportsBeforeAnswers = door.reportsBeforeAnswers();
        security = new Security(door.keys(), this::callCounter);
        orderLimits = new OrderLimits(limits);
        pairs = new Pairs(settings);
        notes = new FillNotes(settings.historyLimit() * settings.markets().size());
        words = new OrderWords(pairs, notes);
        users = new UserFeeds(words);
        exchange = new Exchange(settings, new Ears(tap));
        pairs.without(market -> exchange.state(market) == MarketState.GONE);
        history = new OrderHistory(exchange, pairs);
        for (Pair pair : pairs.all()) {
            feeds.add(new PairFeeds(pair, exchange.depth(pair.market()), settings.startNanos()));
        }
        time = new RealTime(exchange, clock, this, thread);
    }

    private static void check(ExchangeSettings settings, KrakenServerSettings door) {
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
            var unused = cancelAll(due.account(), nowNanos);
        }
        feeds.forEach(each -> each.settle(nowNanos));
        users.flush();
        firstWords.onTime(nowNanos);
        heartbeats.onTime(nowNanos);
    }

    /** Cancels every open order of an account; returns how many. */
    int cancelAll(int account, long nowNanos) {
        int count = 0;
        for (Pair pair : pairs.all()) {
            count += exchange.cancelAll(account, pair.market(), nowNanos).size();
        }
        return count;
    }

    @Override
    public long dueNanos() {
        return Math.min(firstWords.dueNanos(), Math.min(heartbeats.dueNanos(), countdowns.dueNanos()));
    }

    @Override
    public void settle() {
        long nowNanos = exchange.nowNanos();
        feeds.forEach(each -> each.settle(nowNanos));
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

    Pairs pairs() {
        return pairs;
    }

    PairFeeds feeds(int market) {
        return feeds.get(market);
    }

    Security security() {
        return security;
    }

    Tokens tokens() {
        return tokens;
    }

    OrderLimits orderLimits() {
        return orderLimits;
    }

    OrderHistory history() {
        return history;
    }

    OrderWords words() {
        return words;
    }

    UserFeeds users() {
        return users;
    }

    Countdowns countdowns() {
        return countdowns;
    }

    FirstWords firstWords() {
        return firstWords;
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

        @Override
        public void onExecution(ExecutionReport report) {
            notes.onExecution(report);
            users.onExecution(report);
            super.onExecution(report);
        }
    }
}
