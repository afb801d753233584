package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.BinanceExchangeInfo;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;

/** Our own signed calls. Safe for use by several threads: they share no lock and no state. */
final class BinanceCalls {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final int TRADES_PER_PAGE = 1000;
    /** No order of ours has more trades than fit on these. */
    private static final int MAX_PAGES = 20;

    private final BinanceRest rest;
    private final BinanceKeyRest keys;
    private final Secrets secrets;
    private final Hmac hmac;
    private final VenueClock clock;
    private final long windowMillis;

    BinanceCalls(ExchangeSpecification specification, XchangeSettings settings, Secrets secrets, VenueClock clock) {
        rest = proxy(BinanceRest.class, specification);
        keys = proxy(BinanceKeyRest.class, specification);
        this.secrets = secrets;
        this.clock = clock;
        hmac = new Hmac(secrets);
        windowMillis = settings.recvWindow().toMillis();
    }

    @SuppressWarnings("deprecation") // there is no other way to say how answers are parsed
    private static <T> T proxy(Class<T> calls, ExchangeSpecification specification) {
        return ExchangeRestProxyBuilder.forInterface(calls, specification)
                .clientConfigCustomizer(config -> config.setJacksonConfigureListener(BinanceJson::strict))
                .build();
    }

    /** One market's rules; XChange's classes read them as they do those of all. */
    BinanceExchangeInfo exchangeInfo(String symbol) throws IOException {
        return MAPPER.treeToValue(object(rest.exchangeInfo(symbol)), BinanceExchangeInfo.class);
    }

    /** The markets that are to end, each list with its time. */
    JsonNode delistings() throws IOException {
        return array(keys.delistings(secrets.apiKey(), windowMillis, clock.venueMillis(), hmac));
    }

    JsonNode order(String symbol, String clientId) throws IOException {
        return object(rest.order(secrets.apiKey(), symbol, clientId, windowMillis, clock.venueMillis(), hmac));
    }

    JsonNode cancel(String symbol, String clientId, String cancelId) throws IOException {
        return object(
                rest.cancel(secrets.apiKey(), symbol, clientId, cancelId, windowMillis, clock.venueMillis(), hmac));
    }

    JsonNode cancelAll(String symbol) throws IOException {
        return array(rest.cancelAll(secrets.apiKey(), symbol, windowMillis, clock.venueMillis(), hmac));
    }

    /** The switch of Binance's futures, which spot has not; the local exchange has it at spot's address. */
    JsonNode countdownCancelAll(String symbol, long countdownMillis) throws IOException {
        return object(rest.countdownCancelAll(
                secrets.apiKey(), symbol, countdownMillis, windowMillis, clock.venueMillis(), hmac));
    }

    JsonNode openOrders(String symbol) throws IOException {
        return array(rest.openOrders(secrets.apiKey(), symbol, windowMillis, clock.venueMillis(), hmac));
    }

    JsonNode account() throws IOException {
        return object(rest.account(secrets.apiKey(), windowMillis, clock.venueMillis(), hmac));
    }

    /** What the key may do. The testnet does not tell. */
    JsonNode restrictions() throws IOException {
        return object(keys.restrictions(secrets.apiKey(), windowMillis, clock.venueMillis(), hmac));
    }

    /** Every trade of an order, oldest first. */
    JsonNode trades(String symbol, long venueOrderId) throws IOException {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Long fromId = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode trades = array(rest.trades(
                    secrets.apiKey(),
                    symbol,
                    venueOrderId,
                    fromId,
                    TRADES_PER_PAGE,
                    windowMillis,
                    clock.venueMillis(),
                    hmac));
            trades.forEach(all::add);
            if (trades.size() < TRADES_PER_PAGE) {
                return all;
            }
            fromId = BinanceJson.id(trades.get(trades.size() - 1), "id") + 1;
        }
        throw new IOException("an order of more than " + all.size() + " trades");
    }

    /** At most a page of the account's trades from an id on, oldest first. */
    JsonNode tradesFrom(String symbol, long fromTradeId) throws IOException {
        return trades(symbol, fromTradeId, TRADES_PER_PAGE);
    }

    /** The account's newest trade; none when it never traded there. */
    JsonNode newestTrade(String symbol) throws IOException {
        return trades(symbol, null, 1);
    }

    private JsonNode trades(String symbol, @Nullable Long fromTradeId, int limit) throws IOException {
        return array(rest.trades(
                secrets.apiKey(), symbol, null, fromTradeId, limit, windowMillis, clock.venueMillis(), hmac));
    }

    boolean fullPage(JsonNode trades) {
        return trades.size() >= TRADES_PER_PAGE;
    }

    JsonNode orderByNumber(String symbol, long venueOrderId) throws IOException {
        return object(
                rest.orderByNumber(secrets.apiKey(), symbol, venueOrderId, windowMillis, clock.venueMillis(), hmac));
    }

    private static JsonNode object(@Nullable JsonNode answer) throws IOException {
        if (answer == null || !answer.isObject()) {
            throw new IOException("the answer is no JSON object");
        }
        return answer;
    }

    private static JsonNode array(@Nullable JsonNode answer) throws IOException {
        if (answer == null || !answer.isArray()) {
            throw new IOException("the answer is no JSON array");
        }
        return answer;
    }
}
