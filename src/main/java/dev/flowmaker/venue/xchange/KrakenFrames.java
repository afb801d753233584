package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Looks at market data before XChange does, which takes what is missing for empty. A frame that is not as documented may have
 * been one that a book needs.
 */
final class KrakenFrames {
    /** A channel's number, at least one payload, the channel's name and the market's. */
    private static final int LEAST_PARTS = 4;

    private KrakenFrames() {}

    /**
     * The latest time in a frame of market data, UTC nanoseconds; 0 of one that is about something else.
     *
     * @throws IllegalArgumentException when a frame is not as it should be
     */
    static long timeNanos(JsonNode message) {
        if (message.isObject()) {
            if (!message.path("event").isTextual()) {
                throw new IllegalArgumentException("a message that is neither an event nor data");
            }
            return 0;
        }
        int parts = message.size();
        if (!message.isArray()
                || parts < LEAST_PARTS
                || !message.path(parts - 2).isTextual()) {
            throw new IllegalArgumentException("data without its channel");
        }
        String channel = message.path(parts - 2).asText();
        long latest = 0;
        for (int i = 1; i < parts - 2; i++) {
            JsonNode payload = message.path(i);
            latest = Math.max(latest, channel.equals("trade") ? trades(payload) : book(payload, channel));
        }
        return latest;
    }

    private static long trades(JsonNode trades) {
        long latest = 0;
        if (!trades.isArray()) {
            throw new IllegalArgumentException("trades that are no list");
        }
        for (JsonNode trade : trades) {
            positive(trade.path(0), "price");
            positive(trade.path(1), "volume");
            String side = trade.path(3).asText();
            if (!side.equals("b") && !side.equals("s")) {
                throw new IllegalArgumentException("a trade's side called " + side);
            }
            latest = Math.max(latest, time(trade.path(2)));
        }
        return latest;
    }

    private static long book(JsonNode payload, String channel) {
        if (!channel.startsWith("book-") || !payload.isObject()) {
            throw new IllegalArgumentException("data of the channel " + channel);
        }
        long latest = 0;
        boolean snapshot = payload.has("as") || payload.has("bs");
        if (snapshot && !(payload.has("as") && payload.has("bs"))) {
            throw new IllegalArgumentException("half a book");
        }
        Iterator<String> fields = payload.fieldNames();
        while (fields.hasNext()) {
            String field = fields.next();
            switch (field) {
                case "as", "bs", "a", "b" -> latest = Math.max(latest, levels(payload.path(field)));
                case "c" -> {
                    if (!payload.path(field).asText().matches("\\d{1,10}")) {
                        throw new IllegalArgumentException("a checksum that is no number");
                    }
                }
                default -> throw new IllegalArgumentException("a book's field called " + field);
            }
        }
        return latest;
    }

    private static long levels(JsonNode levels) {
        if (!levels.isArray()) {
            throw new IllegalArgumentException("levels that are no list");
        }
        long latest = 0;
        for (JsonNode level : levels) {
            positive(level.path(0), "price");
            String volume = level.path(1).asText();
            if (!level.path(1).isTextual() || !BinanceJson.plain(volume) || volume.startsWith("-")) {
                throw new IllegalArgumentException("a level without a volume");
            }
            latest = Math.max(latest, time(level.path(2)));
        }
        return latest;
    }

    private static void positive(JsonNode value, String what) {
        String text = value.asText();
        boolean digits = value.isTextual() && BinanceJson.plain(text) && !text.startsWith("-");
        if (!digits || text.chars().noneMatch(letter -> letter >= '1' && letter <= '9')) {
            throw new IllegalArgumentException("a " + what + " that is none: " + value);
        }
    }

    private static long time(JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a time that is no text");
        }
        return KrakenJson.nanos(value.asText(), "time");
    }

    /** Whether a message about a book has the whole of it. */
    static boolean isWhole(JsonNode message) {
        return message.path(1).has("as");
    }

    /** What a refused subscription says; null of any other message. */
    static @Nullable String refusal(JsonNode message) {
        boolean refused = message.path("event").asText().equals("subscriptionStatus")
                && message.path("status").asText().equals("error");
        return refused
                ? "Kraken refuses a subscription: "
                        + message.path("errorMessage").asText()
                : null;
    }
}
