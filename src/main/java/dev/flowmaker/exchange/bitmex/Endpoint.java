package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.JsonNode;

/** Something that can be asked for over REST. */
record Endpoint(Access access, Handler handler) {
    enum Access {
        PUBLIC,
        /** Signed, and about an account. */
        ACCOUNT,
        /** Signed, and does something about orders. */
        TRADE,
        /** The same, and counted by the second. */
        ORDER;

        boolean signed() {
            return this != PUBLIC;
        }

        boolean trades() {
            return this == TRADE || this == ORDER;
        }
    }

    interface Handler {
        JsonNode answer(Call call);
    }
}
