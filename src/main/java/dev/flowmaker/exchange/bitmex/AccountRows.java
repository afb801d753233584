package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.door.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of the tables {@code position}, {@code margin} and {@code wallet}: what an account has, as things stand. */
final class AccountRows {
    private static final BigDecimal MOST_LEVERAGE = BigDecimal.valueOf(1_000_000);

    private final Exchange exchange;
    private final Listings listings;

    AccountRows(Exchange exchange, Listings listings) {
        this.exchange = exchange;
        this.listings = listings;
    }

    /** What markets are settled in, by index of the asset. */
    List<Integer> settlements() {
        return listings.all().stream()
                .map(listing -> listing.instrument().quoteAsset())
                .distinct()
                .toList();
    }

    /** The asset that is settled in and has this unit, or null. */
    @Nullable
    Integer settlement(String currency) {
        return settlements().stream()
                .filter(asset -> Listing.currency(asset(asset)).equals(currency))
                .findFirst()
                .orElse(null);
    }

    private Asset asset(int asset) {
        return exchange.settings().assets().get(asset);
    }

    private BalanceInfo balance(int account, int asset) {
        return exchange.balances(account).get(asset);
    }

    /** Contracts held, with a sign. */
    long held(int account, int market) {
        return balance(account, listings.get(market).instrument().baseAsset()).freeQuanta();
    }

    /** The row of a position. */
    ObjectNode position(int account, int market, long nowNanos) {
        Listing listing = listings.get(market);
        Instrument instrument = listing.instrument();
        BalanceInfo held = balance(account, instrument.baseAsset());
        long quanta = held.freeQuanta();
        long cost = held.costQuanta();
        long mark2 = exchange.mark2Ticks(market);
        boolean marked = mark2 != Instrument.NO_PRICE;
        long markValue = marked ? instrument.markQuanta(quanta, mark2) : 0;
        long initialPpb = instrument.contract().initialMarginPpb();
        BigDecimal entry = listing.average(quanta, cost);
        return Json.object()
                .put("account", AccountNumbers.of(account))
                .put("symbol", listing.symbol())
                .put("currency", listing.settlement())
                .put("underlying", listing.root())
                .put("quoteCurrency", listing.quoteCurrency())
                .put("commission", Listing.rate(exchange.rules(market).takerFeePpb()))
                .put("initMarginReq", Listing.rate(initialPpb))
                .put("maintMarginReq", Listing.rate(instrument.contract().maintenanceMarginPpb()))
                .put(
                        "leverage",
                        BigDecimal.valueOf(1_000_000_000L)
                                .divide(BigDecimal.valueOf(initialPpb), MathContext.DECIMAL32))
                .put("crossMargin", true)
                .put("openOrderBuyQty", openContracts(account, listing, Side.BUY))
                .put("openOrderSellQty", openContracts(account, listing, Side.SELL))
                .put("currentTimestamp", Iso.text(nowNanos))
                .put("currentQty", quanta)
                .put("unrealisedCost", cost)
                .put("posCost", cost)
                .put("isOpen", quanta != 0)
                .put("markPrice", listing.price2(mark2))
                .put("markValue", markValue)
                .put("riskValue", Math.abs(markValue))
                .put("unrealisedPnl", marked ? markValue - cost : 0)
                .put("avgCostPrice", entry)
                .put("avgEntryPrice", entry)
                .put("timestamp", Iso.text(nowNanos));
    }

    private long openContracts(int account, Listing listing, Side side) {
        return listing.contracts(exchange.openOrders(account, listing.market()).stream()
                .filter(order -> order.side() == side)
                .mapToLong(OrderInfo::remainingLots)
                .sum());
    }

    /** The row of the margin of what is settled in an asset. */
    ObjectNode margin(int account, int asset, long nowNanos) {
        long wallet = wallet(account, asset);
        long equity = exchange.equityQuanta(account, asset);
        long bound = exchange.initialMarginQuanta(account, asset);
        long maintenance = exchange.maintenanceMarginQuanta(account, asset);
        long value = IntStream.range(0, listings.all().size())
                .filter(market -> listings.get(market).instrument().quoteAsset() == asset)
                .mapToLong(market -> value(account, market))
                .sum();
        return Json.object()
                .put("account", AccountNumbers.of(account))
                .put("currency", Listing.currency(asset(asset)))
                .put("amount", wallet)
                .put("grossMarkValue", value)
                .put("riskValue", value)
                .put("initMargin", bound - maintenance)
                .put("maintMargin", maintenance)
                .put("unrealisedPnl", equity - wallet)
                .put("walletBalance", wallet)
                .put("marginBalance", equity)
                .put("marginLeverage", ratio(value, equity))
                .put("marginUsedPcnt", ratio(bound, equity))
                .put("excessMargin", equity - bound)
                .put("availableMargin", equity - bound)
                .put("withdrawableMargin", Math.max(0, Math.min(wallet, equity - bound)))
                .put("timestamp", Iso.text(nowNanos));
    }

    private long value(int account, int market) {
        long mark2 = exchange.mark2Ticks(market);
        return mark2 == Instrument.NO_PRICE
                ? 0
                : listings.get(market).instrument().valueQuanta(Math.abs(held(account, market)), mark2);
    }

    private static BigDecimal ratio(long of, long equity) {
        return equity <= 0
                ? (of == 0 ? BigDecimal.ZERO : MOST_LEVERAGE)
                : BigDecimal.valueOf(of).divide(BigDecimal.valueOf(equity), MathContext.DECIMAL32);
    }

    private long wallet(int account, int asset) {
        BalanceInfo balance = balance(account, asset);
        return balance.freeQuanta() + balance.lockedQuanta();
    }

    /** The row of a wallet. */
    ObjectNode wallet(int account, int asset, long nowNanos) {
        return Json.object()
                .put("account", AccountNumbers.of(account))
                .put("currency", Listing.currency(asset(asset)))
                .put("amount", wallet(account, asset))
                .put("pendingCredit", 0)
                .put("pendingDebit", 0)
                .put("confirmedDebit", 0)
                .put("timestamp", Iso.text(nowNanos));
    }
}
