package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * Looks at market data before XChange does, which reads a field that is missing as 0 and leaves out what it cannot parse. A
 * frame that is not as documented may have been one that a book needs.
 */
final class BinanceFrames {
    private BinanceFrames() {}

    /**
     * Returns a message that is as it should be, or one that is about no stream at all.
     *
     * @throws IllegalArgumentException when it is not
     */
    static JsonNode parse(String text) {
        JsonNode message = BinanceJson.parse(text);
        if (!message.has("stream") && !message.has("data")) {
            return message;
        }
        String stream = BinanceJson.text(message, "stream");
        JsonNode data = message.path("data");
        String symbol = BinanceJson.text(data, "s").toLowerCase(Locale.ROOT);
        if (stream.startsWith(symbol + "@depth")) {
            requireDepth(data);
        } else if (stream.equals(symbol + "@trade")) {
            requireTrade(data);
        } else if (stream.equals(symbol + "@bookTicker")) {
            requireTouch(data);
        } else {
            throw new IllegalArgumentException("a message of the stream " + stream + " about " + symbol);
        }
        return message;
    }

    private static void requireDepth(JsonNode data) {
        BinanceJson.require(data, "e", "depthUpdate");
        BinanceJson.nanos(data, "E");
        if (BinanceJson.id(data, "u") < BinanceJson.id(data, "U")) {
            throw new IllegalArgumentException("a frame that ends before it begins");
        }
        requireLevels(data.path("b"));
        requireLevels(data.path("a"));
    }

    private static void requireLevels(JsonNode levels) {
        if (!levels.isArray()) {
            throw new IllegalArgumentException("levels that are no list");
        }
        for (JsonNode level : levels) {
            boolean whole = level.isArray() && level.size() == 2 && amount(level.path(0)) && amount(level.path(1));
            if (!whole) {
                throw new IllegalArgumentException("a level that is no price and quantity");
            }
        }
    }

    private static boolean amount(JsonNode value) {
        String text = value.asText();
        return value.isTextual() && BinanceJson.plain(text) && !text.startsWith("-");
    }

    private static void requireTrade(JsonNode data) {
        BinanceJson.require(data, "e", "trade");
        BinanceJson.id(data, "t");
        BinanceJson.nanos(data, "T");
        BinanceJson.positive(data, "p");
        BinanceJson.positive(data, "q");
        BinanceJson.flag(data, "m");
    }

    private static void requireTouch(JsonNode data) {
        BinanceJson.id(data, "u");
        for (String field : new String[] {"b", "B", "a", "A"}) {
            BinanceJson.amount(data, field);
        }
    }
}
