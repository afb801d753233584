package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.FundingInfo;
import dev.flowmaker.exchange.MarketState;
import dev.flowmaker.exchange.Relay;
import dev.flowmaker.exchange.TradeInfo;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Countdowns;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.Json;
import dev.flowmaker.exchange.door.RealTime;
import dev.flowmaker.exchange.door.WallClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange at its place in real time: keeps it at the venue's clock, wakes up for its next event, and passes what it
 * does to the tables. Everything here runs on one thread.
 */
final class BitmexVenue implements RealTime.Alarms, ExchangeServer.Served {
    private static final Logger LOG = LoggerFactory.getLogger(BitmexVenue.class);
    private static final long MILLI_NANOS = 1_000_000;
    private static final long LONGEST_COUNTDOWN_MILLIS = 86_400_000;

    private final Exchange exchange;
    private final Listings listings;
    private final Security security;
    private final Allowances allowances;
    private final TableHub hub = new TableHub();
    private final boolean reportsBeforeAnswers;
    private final MarketTables markets;
    private final AccountTables accounts;
    private final Countdowns countdowns = new Countdowns();
    private final RealTime time;

    BitmexVenue(
            ExchangeSettings settings,
            BitmexServerSettings door,
            WallClock clock,
            ExchangeListener tap,
            ScheduledExecutorService thread) {
        for (ApiKey key : door.keys()) {
            if (key.account() < 0 || key.account() >= settings.accounts().size()) {
                throw new IllegalArgumentException(key + " is to an account that is not there");
            }
        }
        reportsBeforeAnswers = door.reportsBeforeAnswers();
        listings = new Listings(settings);
        security = new Security(door.keys());
        allowances = new Allowances(door.limits());
        Ears ears = new Ears(tap);
        exchange = new Exchange(settings, ears);
        markets = new MarketTables(exchange, listings, hub);
        accounts = new AccountTables(exchange, listings, hub);
        ears.markets = markets;
        ears.accounts = accounts;
        time = new RealTime(exchange, clock, this, thread);
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
        markets.flush(nowNanos);
        accounts.flush(nowNanos);
    }

    @Override
    public long dueNanos() {
        return countdowns.dueNanos();
    }

    @Override
    public void settle() {
        markets.flush(exchange.nowNanos());
        if (reportsBeforeAnswers) {
            accounts.flush(exchange.nowNanos());
        }
        schedule();
    }

    @Override
    public void answered() {
        accounts.flush(exchange.nowNanos());
    }

    @Override
    public void schedule() {
        time.schedule();
    }

    /** Sets the account's dead man's switch anew, or calls it off with 0; returns what the protocol says to that. */
    ObjectNode cancelAllAfter(int account, long timeoutMillis, long nowNanos) {
        if (timeoutMillis < 0 || timeoutMillis > LONGEST_COUNTDOWN_MILLIS) {
            throw ApiException.bad("timeout is invalid");
        }
        for (Listing listing : listings.all()) {
            countdowns.set(account, listing.market(), timeoutMillis * MILLI_NANOS, nowNanos);
        }
        ObjectNode said = Json.object().put("now", Iso.text(nowNanos));
        return timeoutMillis == 0
                ? said.put("cancelTime", 0)
                : said.put("cancelTime", Iso.text(nowNanos + timeoutMillis * MILLI_NANOS));
    }

    @Override
    public CompletableFuture<Void> ended() {
        return time.ended();
    }

    @Override
    public Exchange exchange() {
        return exchange;
    }

    /** Whether a market has ended. */
    boolean gone(int market) {
        return exchange.state(market) == MarketState.GONE;
    }

    Listings listings() {
        return listings;
    }

    Security security() {
        return security;
    }

    Allowances allowances() {
        return allowances;
    }

    TableHub hub() {
        return hub;
    }

    MarketTables markets() {
        return markets;
    }

    AccountTables accounts() {
        return accounts;
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
    private static final class Ears extends Relay {
        /** Null while the exchange is made: it says nothing then. */
        private @Nullable MarketTables markets;

        private @Nullable AccountTables accounts;

        Ears(ExchangeListener tap) {
            super(tap);
        }

        @Override
        public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {
            if (markets != null) {
                markets.level(market, side, priceTicks);
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
                markets.trade(new TradeInfo(
                        market,
                        timeNanos,
                        tradeId,
                        priceTicks,
                        lots,
                        buyerIsMaker,
                        buyerVenueOrderId,
                        sellerVenueOrderId));
            }
            super.onTrade(
                    market, timeNanos, tradeId, priceTicks, lots, buyerIsMaker, buyerVenueOrderId, sellerVenueOrderId);
        }

        @Override
        public void onExecution(ExecutionReport report) {
            if (accounts != null) {
                accounts.execution(report);
            }
            super.onExecution(report);
        }

        @Override
        public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {
            if (accounts != null) {
                accounts.balance(account, asset);
            }
            super.onBalance(account, timeNanos, asset, freeQuanta, lockedQuanta);
        }

        @Override
        public void onPosition(int account, long timeNanos, int asset, long quanta, long costQuanta) {
            if (accounts != null) {
                accounts.position(account, asset);
            }
            super.onPosition(account, timeNanos, asset, quanta, costQuanta);
        }

        @Override
        public void onFunding(FundingInfo funding) {
            if (accounts != null) {
                accounts.funding(funding);
            }
            super.onFunding(funding);
        }

        @Override
        public void onMark(
                int market, long timeNanos, long mark2Ticks, long index2Ticks, long ratePpb, long fundingNanos) {
            if (markets != null) {
                markets.marked(market, mark2Ticks, index2Ticks, ratePpb, fundingNanos);
            }
            if (accounts != null) {
                accounts.marked(market);
            }
            super.onMark(market, timeNanos, mark2Ticks, index2Ticks, ratePpb, fundingNanos);
        }
    }
}
