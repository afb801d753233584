package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.Checkup.Answer;
import dev.flowmaker.venue.Checkup.Held;
import dev.flowmaker.venue.Checkup.MarketNow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Rights, balances and orders of a Kraken account, and the best prices of its markets, all by REST. */
final class KrakenCheckup {
    private final KrakenCalls calls;
    private final KrakenRest open;

    KrakenCheckup(KrakenCalls calls, KrakenRest open) {
        this.calls = calls;
        this.open = open;
    }

    Checkup of(Session session) throws IOException {
        JsonNode key = calls.keyInfo();
        Set<String> rights = new HashSet<>();
        key.path("permissions").forEach(right -> rights.add(right.asText()));
        JsonNode addresses = key.path("ipAllowlist");
        return new Checkup(
                Answer.of(rights.contains("modify-trades") && rights.contains("close-trades")),
                Answer.of(rights.contains("withdraw-funds")),
                addresses.isArray() ? Answer.of(addresses.isEmpty()) : Answer.UNKNOWN,
                balances(session.assets()),
                markets(session));
    }

    private List<Held> balances(List<Asset> assets) throws IOException {
        Map<String, TradingCalls.Held> rows = new HashMap<>();
        calls.balances().forEach(row -> rows.put(row.asset(), row));
        return assets.stream()
                .map(asset -> {
                    TradingCalls.Held row = rows.get(asset.code());
                    return row == null
                            ? new Held(0, 0)
                            : new Held(Units.quanta(asset, row.free()), Units.quanta(asset, row.locked()));
                })
                .toList();
    }

    private List<MarketNow> markets(Session session) throws IOException {
        List<MarketNow> all = new ArrayList<>();
        for (Instrument instrument : session.instruments()) {
            int ours = 0;
            int others = 0;
            for (VenueOrder order : calls.openOrders(session.market(instrument.market()))) {
                if (session.orderId(Objects.requireNonNullElse(order.clientId(), "")) == 0) {
                    others++;
                } else {
                    ours++;
                }
            }
            JsonNode sides = KrakenRefusal.result(open.depth(instrument.venueSymbol(), 1))
                    .elements()
                    .next();
            all.add(new MarketNow(
                    best(instrument, sides.path("bids")), best(instrument, sides.path("asks")), ours, others));
        }
        return all;
    }

    private static long best(Instrument instrument, JsonNode levels) {
        return levels.isEmpty()
                ? Instrument.NO_PRICE
                : Units.rounded(
                        instrument.tick(), new BigDecimal(levels.path(0).path(0).asText()), RoundingMode.HALF_EVEN);
    }
}
