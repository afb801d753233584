package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flowmaker.core.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;

/** Our requests to BitMEX, signed where they must be. Safe for use by several threads: they share no lock and no state. */
final class BitmexCalls {
    /** The most that BitMEX gives at once. */
    static final int PAGE = 500;

    private static final String POST_ONLY = "ParticipateDoNotInitiate";
    private static final long SECOND_MILLIS = 1_000;
    /** No list that we ask for is longer than fits on these. */
    private static final int MAX_PAGES = 20;

    private final BitmexRest rest;
    private final BitmexTimeRest time;
    private final Secrets secrets;
    private final Hmac hmac;
    private final VenueClock clock;
    private final long windowMillis;

    /** @param windowMillis how old a request may be when the venue looks at it */
    BitmexCalls(ExchangeSpecification specification, long windowMillis, Secrets secrets, VenueClock clock) {
        rest = proxy(BitmexRest.class, specification);
        time = proxy(BitmexTimeRest.class, specification);
        this.secrets = secrets;
        this.clock = clock;
        this.windowMillis = windowMillis;
        hmac = new Hmac(secrets);
    }

    @SuppressWarnings("deprecation") // there is no other way to say how answers are parsed
    private static <T> T proxy(Class<T> calls, ExchangeSpecification specification) {
        return ExchangeRestProxyBuilder.forInterface(calls, specification)
                .clientConfigCustomizer(config -> config.setJacksonConfigureListener(BitmexJson::exact))
                .build();
    }

    /** When a request of this moment stops being valid, UTC seconds. Not a counter: two requests of a second share it. */
    static long expires(VenueClock clock, long windowMillis) {
        return (clock.venueMillis() + windowMillis + SECOND_MILLIS - 1) / SECOND_MILLIS;
    }

    /** A request that is signed now. */
    private record Signed(String key, long expires, BitmexSignature signature) {}

    private Signed signed() {
        long expires = expires(clock, windowMillis);
        return new Signed(secrets.apiKey(), expires, new BitmexSignature(hmac, expires));
    }

    /** The venue's time, UTC milliseconds. */
    long timeMillis() throws IOException {
        return BitmexJson.whole(object(time.about()), "timestamp");
    }

    /** Every market that trades, or did so a day ago. */
    JsonNode instruments() throws IOException {
        return array(rest.instruments());
    }

    /** One market, whatever its state; none when the venue does not know it. */
    JsonNode instrument(String symbol) throws IOException {
        return array(rest.instrument(symbol));
    }

    /** The best levels of a book. */
    JsonNode book(String symbol, int depth) throws IOException {
        return array(rest.book(symbol, depth));
    }

    JsonNode place(String symbol, Side side, BigDecimal contracts, BigDecimal price, String clientId, boolean postOnly)
            throws IOException {
        Signed by = signed();
        return object(rest.place(
                by.key,
                by.expires,
                by.signature,
                symbol,
                side == Side.BUY ? "Buy" : "Sell",
                contracts.toPlainString(),
                price.toPlainString(),
                "Limit",
                clientId,
                postOnly ? POST_ONLY : null));
    }

    /** One row for the order, with an {@code error} when it could not be canceled. */
    JsonNode cancel(String clientId) throws IOException {
        Signed by = signed();
        return array(rest.cancel(by.key, by.expires, by.signature, clientId));
    }

    JsonNode cancelAll(String symbol) throws IOException {
        Signed by = signed();
        return array(rest.cancelAll(by.key, by.expires, by.signature, symbol));
    }

    /** Of the whole account; 0 calls it off. */
    JsonNode cancelAllAfter(long timeoutMillis) throws IOException {
        Signed by = signed();
        return object(rest.cancelAllAfter(by.key, by.expires, by.signature, timeoutMillis));
    }

    /** The orders of that id, newest last; none when there is none. */
    JsonNode order(String symbol, String clientId) throws IOException {
        Signed by = signed();
        return array(rest.orders(by.key, by.expires, by.signature, symbol, filter("clOrdID", clientId), PAGE, 0));
    }

    JsonNode openOrders(String symbol) throws IOException {
        return all(
                (start, by) -> rest.orders(by.key, by.expires, by.signature, symbol, "{\"open\":true}", PAGE, start));
    }

    /** Everything that moved money in a market from a time on, oldest first, a page of it. */
    JsonNode trades(String symbol, long fromNanos) throws IOException {
        Signed by = signed();
        return array(rest.trades(
                by.key,
                by.expires,
                by.signature,
                symbol,
                null,
                PAGE,
                0,
                Instant.ofEpochSecond(0, fromNanos).toString()));
    }

    /** Every trade of an order. */
    JsonNode tradesOfOrder(String symbol, String venueOrderId) throws IOException {
        return all((start, by) -> rest.trades(
                by.key, by.expires, by.signature, symbol, filter("orderID", venueOrderId), PAGE, start, null));
    }

    JsonNode positions() throws IOException {
        Signed by = signed();
        return array(rest.positions(by.key, by.expires, by.signature));
    }

    /** The account's money in every currency. */
    JsonNode margins() throws IOException {
        Signed by = signed();
        return array(rest.margins(by.key, by.expires, by.signature, "all"));
    }

    /** The account's commission rates, by market. */
    JsonNode commissions() throws IOException {
        Signed by = signed();
        return object(rest.commissions(by.key, by.expires, by.signature));
    }

    /** The account's keys and what they may do. */
    JsonNode keys() throws IOException {
        Signed by = signed();
        return array(rest.keys(by.key, by.expires, by.signature));
    }

    private static String filter(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value).toString();
    }

    /** One page of a list. */
    @FunctionalInterface
    private interface Page {
        @Nullable
        JsonNode from(int start, Signed by) throws IOException;
    }

    private JsonNode all(Page list) throws IOException {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode rows = array(list.from(page * PAGE, signed()));
            rows.forEach(all::add);
            if (rows.size() < PAGE) {
                return all;
            }
        }
        throw new IOException("a list of more than " + all.size() + " rows");
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
