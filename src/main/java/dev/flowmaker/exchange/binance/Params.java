package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request's parameters, and the protocol's rules for reading one. */
final class Params {
    private static final String INTEGER_RANGE = "^[0-9]{1,20}$";
    private static final String DECIMAL_RANGE = "^([0-9]{1,20})(\\.[0-9]{1,20})?$";
    private static final Pattern INTEGER = Pattern.compile(INTEGER_RANGE);
    private static final Pattern DECIMAL = Pattern.compile(DECIMAL_RANGE);

    private static final int MOST_PLACES = 100;

    private final Map<String, String> values;

    private Params(Map<String, String> values) {
        this.values = values;
    }

    /** From a query and a form body; what is in both counts as the query has it. */
    static Params ofHttp(String query, String body) {
        Map<String, String> values = new LinkedHashMap<>();
        parse(body, values);
        Map<String, String> inQuery = new LinkedHashMap<>();
        parse(query, inQuery);
        values.putAll(inQuery);
        return new Params(values);
    }

    /** From the {@code params} of a WebSocket request: each value as the text the client would sign. */
    static Params ofJson(@Nullable JsonNode params) {
        Map<String, String> values = new LinkedHashMap<>();
        if (params != null && params.isObject()) {
            params.properties().forEach(entry -> {
                values.put(entry.getKey(), text(entry.getValue()));
            });
        }
        return new Params(values);
    }

    private static String text(JsonNode value) {
        if (value.isContainerNode()) {
            return value.toString();
        }
        // A number like 1e999999999 would be as long, written out.
        boolean plain =
                value.isBigDecimal() && Math.abs((long) value.decimalValue().scale()) <= MOST_PLACES;
        return plain ? value.decimalValue().toPlainString() : value.asText();
    }

    private static void parse(String form, Map<String, String> into) {
        int start = 0;
        while (start < form.length()) {
            int end = form.indexOf('&', start);
            end = end < 0 ? form.length() : end;
            int equals = form.indexOf('=', start);
            if (end > start) {
                boolean named = equals >= 0 && equals < end;
                String name = decode(form.substring(start, named ? equals : end));
                String value = named ? decode(form.substring(equals + 1, end)) : "";
                if (into.put(name, value) != null) {
                    throw ApiException.bad(-1101, "Duplicate values for a parameter detected.");
                }
            }
            start = end + 1;
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw ApiException.bad(-1100, "Illegal characters found in a parameter.");
        }
    }

    /** The parameters but the signature, sorted by name and joined as a WebSocket request is signed. */
    String signedText() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values).forEach((name, value) -> {
            if (!name.equals("signature")) {
                text.append(text.length() == 0 ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return text.toString();
    }

    /** Refuses parameters that are not among {@code known}. */
    void allowOnly(Set<String> known) {
        long read = values.keySet().stream().filter(known::contains).count();
        if (read < values.size()) {
            throw known.isEmpty()
                    ? ApiException.bad(-1101, "Too many parameters; expected '0' and received '" + values.size() + "'.")
                    : ApiException.bad(
                            -1104,
                            "Not all sent parameters were read; read '" + read + "' parameter(s) but was sent '"
                                    + values.size() + "'.");
        }
    }

    void remove(String name) {
        values.remove(name);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value, or null when it was not sent. Sent but empty is refused. */
    @Nullable
    String optional(String name) {
        String value = values.get(name);
        if (value != null && value.isEmpty()) {
            throw ApiException.bad(-1105, "Parameter '" + name + "' was empty.");
        }
        return value;
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw ApiException.mandatory(name);
        }
        return value;
    }

    long integer(String name) {
        return integer(name, text(name));
    }

    long integer(String name, long otherwise) {
        String value = optional(name);
        return value == null ? otherwise : integer(name, value);
    }

    private static long integer(String name, String value) {
        if (!INTEGER.matcher(value).matches()) {
            throw ApiException.illegal(name, INTEGER_RANGE);
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException tooLarge) {
            throw ApiException.bad(-1108, "Parameter '" + name + "' overflowed.");
        }
    }

    BigDecimal decimal(String name) {
        return decimal(name, text(name));
    }

    BigDecimal decimal(String name, BigDecimal otherwise) {
        String value = optional(name);
        return value == null ? otherwise : decimal(name, value);
    }

    private static BigDecimal decimal(String name, String value) {
        if (!DECIMAL.matcher(value).matches()) {
            throw ApiException.illegal(name, DECIMAL_RANGE);
        }
        return new BigDecimal(value);
    }

    boolean flag(String name, boolean otherwise) {
        String value = optional(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw ApiException.mandatory(name);
        }
        return value.equalsIgnoreCase("true");
    }

    /** How many rows are wanted: {@code otherwise} when not said, at most {@code most}. */
    int limit(int otherwise, int most) {
        long limit = integer("limit", otherwise);
        if (limit == 0) {
            throw ApiException.bad(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        return (int) Math.min(limit, most);
    }

    /** A time in milliseconds or, when it is too large for that, microseconds; as nanoseconds. */
    long timeNanos(String name) {
        return nanos(integer(name));
    }

    long timeNanos(String name, long otherwise) {
        return has(name) ? timeNanos(name) : otherwise;
    }

    private static long nanos(long millisOrMicros) {
        // 1e13 ms is the year 2286; 1e13 µs is April 1970.
        long unit = millisOrMicros < 10_000_000_000_000L ? 1_000_000 : 1_000;
        return millisOrMicros > Long.MAX_VALUE / unit ? Long.MAX_VALUE : millisOrMicros * unit;
    }
}
