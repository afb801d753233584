package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The rules of Kraken's markets: XChange leaves out the tick, the least cost and whether a market trades at all. */
final class KrakenRules {
    private static final int PERCENT_TO_PPB = 7;

    private KrakenRules() {}

    /** Of all markets that have a stream and trade, by our symbols. */
    static Map<String, MarketRules> of(JsonNode pairs, KrakenNames names) {
        Map<String, MarketRules> all = new TreeMap<>();
        for (JsonNode pair : pairs) {
            String symbol = KrakenNames.symbol(pair.path("wsname").asText());
            // What was not there when the field came trades.
            String status = pair.path("status").asText("online");
            if (!symbol.isEmpty() && (status.equals("online") || status.equals("post_only"))) {
                all.put(symbol, rules(symbol, pair, names));
            }
        }
        return all;
    }

    /** Of one market, without fees. */
    static MarketRules rules(String symbol, JsonNode pair, KrakenNames names) {
        String base = asset(pair, "base", names);
        String quote = asset(pair, "quote", names);
        Decimal tick = pair.has("tick_size")
                ? Units.decimal(BinanceJson.positive(pair, "tick_size"))
                : new Decimal(1, Math.toIntExact(BinanceJson.id(pair, "pair_decimals")));
        return new MarketRules(
                symbol,
                BinanceJson.text(pair, "altname"),
                base,
                names.decimals(base),
                quote,
                names.decimals(quote),
                tick,
                new Decimal(1, Math.toIntExact(BinanceJson.id(pair, "lot_decimals"))),
                pair.has("ordermin") ? BinanceJson.positive(pair, "ordermin") : BigDecimal.ZERO,
                BigDecimal.ZERO,
                pair.has("costmin") ? BinanceJson.amount(pair, "costmin") : BigDecimal.ZERO,
                0,
                0,
                Contract.SPOT);
    }

    private static String asset(JsonNode pair, String field, KrakenNames names) {
        String name = BinanceJson.text(pair, field);
        return Objects.requireNonNullElse(names.asset(name), name);
    }

    /**
     * The same with the account's fees.
     *
     * @param volume Kraken's answer about the fees of these markets
     */
    static List<MarketRules> withFees(List<MarketRules> rules, JsonNode volume, KrakenNames names) {
        Map<String, Long> taker = fees(volume.path("fees"), names);
        // A market where makers pay what takers do is in one list only.
        Map<String, Long> maker = fees(volume.path("fees_maker"), names);
        List<MarketRules> all = new ArrayList<>();
        for (MarketRules market : rules) {
            long takerPpb = StandardProfile.named(taker.get(market.venueSymbol()), "fee of " + market.symbol());
            all.add(market.withFees(maker.getOrDefault(market.venueSymbol(), takerPpb), takerPpb));
        }
        return all;
    }

    private static Map<String, Long> fees(JsonNode list, KrakenNames names) {
        Map<String, Long> all = new TreeMap<>();
        list.properties()
                .forEach(fee -> all.put(
                        names.pair(fee.getKey()),
                        BinanceJson.decimal(fee.getValue(), "fee")
                                .movePointRight(PERCENT_TO_PPB)
                                .longValueExact()));
        return all;
    }
}
