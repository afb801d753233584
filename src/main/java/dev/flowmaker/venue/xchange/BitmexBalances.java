package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.market.Instrument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of BitMEX's tables {@code position} and {@code margin} as balances: contracts held and what they cost, and the wallets. */
final class BitmexBalances {
    private final Session session;
    private final BitmexMoney.All money;

    BitmexBalances(Session session, BitmexMoney.All money) {
        this.session = session;
        this.money = money;
    }

    /** A position in a market of the session, or null when it is none, or the row does not say how large it is. */
    @Nullable
    Balance position(JsonNode row, Source source) {
        Session.Market market = session.market(BitmexJson.text(row, "symbol"));
        if (market == null || !BitmexJson.has(row, "currentQty")) {
            return null;
        }
        Instrument instrument = market.instrument();
        BigDecimal contracts = BitmexJson.number(row, "currentQty");
        Balance balance = new Balance();
        balance.exchangeTimeNanos = BitmexJson.optionalNanos(row, "timestamp");
        balance.asset = instrument.baseAsset();
        balance.freeQuanta = Units.quanta(instrument.base(), contracts);
        // One that was never opened has no cost; one that is open must name it.
        long cost = contracts.signum() == 0 ? 0 : BitmexJson.whole(row, "unrealisedCost");
        balance.costQuanta = BitmexExecutions.quanta(money, instrument, cost);
        balance.source = source;
        return balance;
    }

    /** What the account has of a settlement asset of the session, open positions' profit not counted, or null. */
    @Nullable
    Balance wallet(JsonNode row, Source source) {
        BitmexMoney unit = money.of(BitmexJson.text(row, "currency"));
        if (unit == null || !BitmexJson.has(row, "walletBalance")) {
            return null;
        }
        int asset = session.assetIndex(unit.asset());
        Balance balance = new Balance();
        balance.exchangeTimeNanos = BitmexJson.optionalNanos(row, "timestamp");
        balance.asset = asset;
        balance.freeQuanta = Units.quanta(
                session.asset(asset), BigDecimal.valueOf(BitmexJson.whole(row, "walletBalance"), unit.scale()));
        balance.source = source;
        return balance;
    }

    /** What a query says of each of the session's assets; nothing where the venue has no row. */
    List<Balance> all(JsonNode positions, JsonNode margins) {
        Map<Integer, Balance> byAsset = new HashMap<>();
        for (JsonNode row : positions) {
            put(byAsset, position(row, Source.QUERY));
        }
        for (JsonNode row : margins) {
            put(byAsset, wallet(row, Source.QUERY));
        }
        List<Balance> all = new ArrayList<>();
        for (int asset = 0; asset < session.assets().size(); asset++) {
            Balance none = new Balance();
            none.asset = asset;
            none.source = Source.QUERY;
            all.add(byAsset.getOrDefault(asset, none));
        }
        return all;
    }

    private static void put(Map<Integer, Balance> byAsset, @Nullable Balance balance) {
        if (balance != null && byAsset.put(balance.asset, balance) != null) {
            throw new IllegalArgumentException("two balances of one asset");
        }
    }
}
