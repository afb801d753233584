package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.door.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be asked for.
 *
 * @param right what a key must be good for; null for public ones
 * @param cost what it adds to the counter of calls
 */
record Method(ApiKey.@Nullable Right right, int cost, Handler handler) {
    interface Handler {
        JsonNode answer(Call call);
    }

    static Method open(Handler handler) {
        return new Method(null, 1, handler);
    }

    static Method read(int cost, Handler handler) {
        return new Method(ApiKey.Right.READ, cost, handler);
    }

    static Method trade(int cost, Handler handler) {
        return new Method(ApiKey.Right.TRADE, cost, handler);
    }
}
