package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import info.bitrich.xchangestream.core.StreamingExchange;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.bitstamp.BitstampExchange;
import org.knowm.xchange.bitstamp.dto.marketdata.BitstampPairInfo;
import org.knowm.xchange.bitstamp.service.BitstampMarketDataServiceRaw;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;

/**
 * Bitstamp spot: looked at, recorded, and traded on paper. XChange cannot mark its orders post-only, so none is sent. Rules
 * are {@code trading-pairs-info} of Bitstamp's HTTP API v2.
 */
final class BitstampProfile extends StandardProfile {
    private static final String ENABLED = "Enabled";

    private final BitstampMarketDataServiceRaw requests;
    private final BitstampTimeRest times;
    private volatile @Nullable String anyPair;

    BitstampProfile(XchangeSettings settings, LongSupplier utcNanos) {
        super(settings, utcNanos);
        ExchangeSpecification specification = settings.specification(BitstampExchange.class);
        BitstampExchange exchange = new BitstampExchange();
        exchange.applySpecification(specification);
        requests = (BitstampMarketDataServiceRaw) exchange.getMarketDataService();
        times = ExchangeRestProxyBuilder.forInterface(BitstampTimeRest.class, specification)
                .build();
    }

    /** It tells no time of its own: that of a book, which is when the answer was made. */
    @Override
    long venueMillis() throws IOException {
        String pair = anyPair;
        if (pair == null) {
            pair = venueSymbol(settings().symbols().get(0));
            anyPair = pair;
        }
        JsonNode micros = times.book(pair).path("microtimestamp");
        if (!micros.asText().matches("\\d{15,17}")) {
            throw new IllegalArgumentException("a book without its time");
        }
        return TimeUnit.MICROSECONDS.toMillis(Long.parseLong(micros.asText()));
    }

    private static String venueSymbol(String symbol) {
        return symbol.replace("/", "").toLowerCase(Locale.ROOT);
    }

    /** A market whose trading is off is left out: to a running session that is its end. */
    @Override
    Map<String, MarketRules> rules() throws IOException {
        Map<String, MarketRules> rules = new TreeMap<>();
        for (BitstampPairInfo pair : requests.getTradingPairsInfo()) {
            String symbol = named(pair.getName(), "pair's name");
            if (ENABLED.equals(pair.getTrading())) {
                rules.put(symbol, rules(symbol, pair));
            }
        }
        return rules;
    }

    private static MarketRules rules(String symbol, BitstampPairInfo pair) {
        List<String> codes = List.of(symbol.split("/", -1));
        if (codes.size() != 2) {
            throw new IllegalArgumentException("a pair named " + symbol);
        }
        int baseScale = named(pair.getBaseDecimals(), "base_decimals");
        int quoteScale = named(pair.getCounterDecimals(), "counter_decimals");
        String least = named(pair.getMinimumOrder(), "minimum_order");
        return new MarketRules(
                symbol,
                named(pair.getUrlSymbol(), "url_symbol"),
                codes.get(0),
                baseScale,
                codes.get(1),
                quoteScale,
                new Decimal(1, quoteScale),
                new Decimal(1, baseScale),
                new BigDecimal(1).movePointLeft(baseScale),
                BigDecimal.ZERO,
                new BigDecimal(least.substring(0, (least + ' ').indexOf(' '))),
                0,
                0,
                Contract.SPOT);
    }

    @Override
    StreamingExchange streams() {
        return new BitstampStreams(settings());
    }
}
