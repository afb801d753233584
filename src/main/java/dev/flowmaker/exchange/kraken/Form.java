package dev.flowmaker.exchange.kraken;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request's parameters, and the protocol's rules for reading one. What is not known is ignored. */
final class Form {
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SIGNED = Pattern.compile("-?[0-9]{1,10}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}(\\.[0-9]{0,20})?");
    private static final int MOST_PARAMETERS = 100;

    private final Map<String, String> values;

    private Form(Map<String, String> values) {
        this.values = values;
    }

    /** From a query and a form body; what is in both counts as the body has it. */
    static Form of(String query, String body) {
        Map<String, String> values = new LinkedHashMap<>();
        parse(query, values);
        parse(body, values);
        return new Form(values);
    }

    private static void parse(String form, Map<String, String> into) {
        Map<String, List<String>> parsed;
        try {
            parsed = new QueryStringDecoder(form, StandardCharsets.UTF_8, false, MOST_PARAMETERS).parameters();
        } catch (IllegalArgumentException malformed) {
            throw KrakenException.of("EGeneral:Invalid arguments");
        }
        parsed.forEach((name, given) -> into.put(name, given.get(given.size() - 1)));
    }

    /** The value, or null when it was not sent or is empty. */
    @Nullable
    String optional(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    String text(String name) {
        String value = optional(name);
        if (value == null) {
            throw KrakenException.invalid(name);
        }
        return value;
    }

    String text(String name, String otherwise) {
        String value = optional(name);
        return value == null ? otherwise : value;
    }

    long integer(String name, long otherwise) {
        String value = optional(name);
        if (value == null) {
            return otherwise;
        }
        if (!INTEGER.matcher(value).matches()) {
            throw KrakenException.invalid(name);
        }
        return Long.parseLong(value);
    }

    /** A number of 32 bits with a sign, or {@code otherwise} when it was not sent. */
    int signed(String name, int otherwise) {
        String value = optional(name);
        if (value == null) {
            return otherwise;
        }
        long number = SIGNED.matcher(value).matches() ? Long.parseLong(value) : Long.MAX_VALUE;
        if (number != (int) number) {
            throw KrakenException.invalid(name);
        }
        return (int) number;
    }

    BigDecimal decimal(String name) {
        String value = text(name);
        if (!DECIMAL.matcher(value).matches()) {
            throw KrakenException.invalid(name);
        }
        return new BigDecimal(value);
    }

    boolean flag(String name) {
        return "true".equals(optional(name));
    }

    /** How many rows are wanted: {@code otherwise} when not said, at most {@code most}. */
    int count(int otherwise, int most) {
        return (int) Math.min(Math.max(1, integer("count", otherwise)), most);
    }
}
