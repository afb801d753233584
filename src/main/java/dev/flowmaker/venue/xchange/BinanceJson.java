package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/**
 * The fields of Binance's messages, taken as its documentation has them or not at all: a field that is missing, of another
 * type or out of all bounds is never read as 0, false or empty. What throws here is told as an answer or event that was not
 * understood, and then the venue is asked again.
 */
final class BinanceJson {
    private static final ObjectMapper STRICT = strict(new JsonMapper());
    /** The longest decimal that a venue writes has fewer letters. */
    private static final int MOST_LETTERS = 48;
    /** The year 2200. */
    private static final long LAST_MILLIS = 7_258_118_400_000L;

    private BinanceJson() {}

    /** Makes a mapper refuse a name that comes twice and anything behind the end. */
    static ObjectMapper strict(ObjectMapper mapper) {
        return mapper.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** @throws IllegalArgumentException when it is no JSON, or not only */
    static JsonNode parse(String text) {
        try {
            return STRICT.readTree(text);
        } catch (java.io.IOException broken) {
            throw new IllegalArgumentException("no JSON: " + broken.getMessage(), broken);
        }
    }

    private static IllegalArgumentException not(String what, String field, JsonNode in) {
        JsonNode value = in.path(field);
        String shown = value.isMissingNode() ? "missing" : value.toString();
        return new IllegalArgumentException(
                field + " is no " + what + ": " + shown.substring(0, Math.min(MOST_LETTERS, shown.length())));
    }

    /** A number that names something, 0 or larger. */
    static long id(JsonNode in, String field) {
        JsonNode value = in.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            throw not("number", field, in);
        }
        return value.asLong();
    }

    /** Milliseconds as nanoseconds, UTC. */
    static long nanos(JsonNode in, String field) {
        long millis = id(in, field);
        if (millis > LAST_MILLIS) {
            throw not("time", field, in);
        }
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    static boolean flag(JsonNode in, String field) {
        if (!in.path(field).isBoolean()) {
            throw not("boolean", field, in);
        }
        return in.path(field).asBoolean();
    }

    static String text(JsonNode in, String field) {
        if (!in.path(field).isTextual()) {
            throw not("text", field, in);
        }
        return in.path(field).asText();
    }

    /** A text that must say just this. */
    static void require(JsonNode in, String field, String wanted) {
        if (!text(in, field).equals(wanted)) {
            throw new IllegalArgumentException(field + " is not " + wanted);
        }
    }

    /** A decimal in a text, without an exponent. */
    static BigDecimal decimal(JsonNode in, String field) {
        if (!plain(text(in, field))) {
            throw not("decimal", field, in);
        }
        return new BigDecimal(in.path(field).asText());
    }

    /** A decimal that is 0 or larger. */
    static BigDecimal amount(JsonNode in, String field) {
        BigDecimal amount = decimal(in, field);
        if (amount.signum() < 0) {
            throw not("amount", field, in);
        }
        return amount;
    }

    /** A decimal that is larger than 0. */
    static BigDecimal positive(JsonNode in, String field) {
        BigDecimal amount = decimal(in, field);
        if (amount.signum() <= 0) {
            throw not("positive amount", field, in);
        }
        return amount;
    }

    /** Whether a text is digits, with at most one point between them and one sign before. */
    static boolean plain(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int points = 0;
        for (int i = from; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean point = letter == '.' && i > from && i + 1 < text.length() && points++ == 0;
            if (!point && (letter < '0' || letter > '9')) {
                return false;
            }
        }
        return text.length() > from && text.length() <= MOST_LETTERS;
    }
}
