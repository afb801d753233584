package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.door.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be asked for.
 *
 * @param right what a key must be good for; null when any is
 * @param cost what it adds to the counter of calls
 */
record Method(Access access, ApiKey.@Nullable Right right, int cost, Handler handler) {
    /** Who may ask. */
    enum Access {
        PUBLIC,
        /** Whoever has a key. */
        PRIVATE
    }

    interface Handler {
        JsonNode answer(Call call);
    }

    static Method open(Handler handler) {
        return new Method(Access.PUBLIC, null, 1, handler);
    }

    static Method read(int cost, Handler handler) {
        return new Method(Access.PRIVATE, ApiKey.Right.READ, cost, handler);
    }

    static Method trade(int cost, Handler handler) {
        return new Method(Access.PRIVATE, ApiKey.Right.TRADE, cost, handler);
    }

    /** For any key. */
    static Method any(int cost, Handler handler) {
        return new Method(Access.PRIVATE, null, cost, handler);
    }
}
