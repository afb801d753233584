package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Something that can be asked for, over REST and over the WebSocket API alike.
 *
 * @param access who may ask
 * @param weight what asking costs, by its parameters
 * @param params the parameters it knows, those of signed requests included
 */
record Endpoint(Access access, ToIntFunction<Params> weight, Set<String> params, Handler handler) {
    enum Access {
        PUBLIC,
        /** Signed, and about an account. */
        ACCOUNT,
        /** Signed, and does something about orders. */
        TRADE,
        /** The same, and counted as an order. */
        ORDER
    }

    interface Handler {
        JsonNode answer(Call call);
    }

    private static final Set<String> SIGNED = Set.of("timestamp", "recvWindow", "signature", "apiKey");

    static Endpoint open(int weight, Handler handler, String... params) {
        return new Endpoint(Access.PUBLIC, any -> weight, Set.of(params), handler);
    }

    static Endpoint open(ToIntFunction<Params> weight, Handler handler, String... params) {
        return new Endpoint(Access.PUBLIC, weight, Set.of(params), handler);
    }

    static Endpoint account(int weight, Handler handler, String... params) {
        return account(any -> weight, handler, params);
    }

    static Endpoint account(ToIntFunction<Params> weight, Handler handler, String... params) {
        return new Endpoint(Access.ACCOUNT, weight, signed(params), handler);
    }

    static Endpoint trade(int weight, Handler handler, String... params) {
        return new Endpoint(Access.TRADE, any -> weight, signed(params), handler);
    }

    static Endpoint order(int weight, Handler handler, String... params) {
        return new Endpoint(Access.ORDER, any -> weight, signed(params), handler);
    }

    private static Set<String> signed(String... params) {
        Set<String> all = new LinkedHashSet<>(Arrays.asList(params));
        all.addAll(SIGNED);
        return all;
    }
}
