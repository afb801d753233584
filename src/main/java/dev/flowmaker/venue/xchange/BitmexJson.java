package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The fields of BitMEX's messages. Numbers are JSON numbers, with an exponent now and then ({@code 6E+4}), times are ISO 8601
 * texts. A field that must be there and is not, or is of another type, is never read as 0 or empty; one that BitMEX leaves
 * out or writes as null where it has nothing to say is asked for by the methods that say so.
 */
final class BitmexJson {
    private static final ObjectMapper STRICT = exact(new JsonMapper());
    private static final int MOST_LETTERS = 48;

    private BitmexJson() {}

    /** Makes a mapper keep every digit, and refuse a name that comes twice and anything behind the end. */
    static ObjectMapper exact(ObjectMapper mapper) {
        return BinanceJson.strict(mapper).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
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

    static boolean has(JsonNode in, String field) {
        return in.hasNonNull(field);
    }

    static BigDecimal number(JsonNode in, String field) {
        if (!in.path(field).isNumber()) {
            throw not("number", field, in);
        }
        return in.path(field).decimalValue();
    }

    /** Null where there is none. */
    static @Nullable BigDecimal optionalNumber(JsonNode in, String field) {
        return has(in, field) ? number(in, field) : null;
    }

    /** A number that is larger than 0. */
    static BigDecimal positive(JsonNode in, String field) {
        BigDecimal value = number(in, field);
        if (value.signum() <= 0) {
            throw not("positive number", field, in);
        }
        return value;
    }

    /** A whole number, with a sign. */
    static long whole(JsonNode in, String field) {
        BigDecimal value = number(in, field);
        if (Math.abs((long) value.scale()) > MOST_LETTERS) {
            throw not("whole number", field, in);
        }
        try {
            return value.longValueExact();
        } catch (ArithmeticException fraction) {
            throw new IllegalArgumentException(field + " is no whole number", fraction);
        }
    }

    /** The same, 0 where there is none. */
    static long optionalWhole(JsonNode in, String field) {
        return has(in, field) ? whole(in, field) : 0;
    }

    static String text(JsonNode in, String field) {
        return BinanceJson.text(in, field);
    }

    /** Empty where there is none. */
    static String optionalText(JsonNode in, String field) {
        return has(in, field) ? BinanceJson.text(in, field) : "";
    }

    static boolean flag(JsonNode in, String field) {
        return BinanceJson.flag(in, field);
    }

    /** UTC nanoseconds. */
    static long nanos(JsonNode in, String field) {
        try {
            Instant time = Instant.parse(text(in, field));
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), time.getNano());
        } catch (DateTimeParseException | ArithmeticException broken) {
            throw new IllegalArgumentException(field + " is no time", broken);
        }
    }

    /** The same, 0 where there is none. */
    static long optionalNanos(JsonNode in, String field) {
        return has(in, field) ? nanos(in, field) : 0;
    }

    /** Takes another text than the one that must be there for a message about something else. */
    static void require(JsonNode in, String field, String wanted) {
        BinanceJson.require(in, field, wanted);
    }
}
