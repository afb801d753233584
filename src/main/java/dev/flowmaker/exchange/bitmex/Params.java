package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.door.Json;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request's parameters: of its query, and of its body, which is a form or a JSON object. Empty ones count as not sent. */
final class Params {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?");
    private static final int MOST_PARAMS = 64;
    private static final int MOST_PLACES = 64;

    private final Map<String, String> values = new LinkedHashMap<>();

    Params(String query, String body) {
        try {
            form(query);
            if (body.stripLeading().startsWith("{")) {
                json(body);
            } else {
                form(body);
            }
        } catch (IllegalArgumentException malformed) {
            throw ApiException.bad("Malformed request");
        }
    }

    private void form(String text) {
        new QueryStringDecoder(text, java.nio.charset.StandardCharsets.UTF_8, false, MOST_PARAMS)
                .parameters()
                .forEach((name, all) -> values.put(name, all.get(0)));
    }

    private void json(String body) {
        try {
            Json.parse(body).properties().forEach(entry -> {
                JsonNode value = entry.getValue();
                if (!value.isNull()) {
                    values.put(entry.getKey(), value.isContainerNode() ? value.toString() : value.asText());
                }
            });
        } catch (JsonProcessingException malformed) {
            throw ApiException.bad("Malformed JSON");
        }
    }

    @Nullable
    String optional(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    String text(String name, String otherwise) {
        String value = optional(name);
        return value == null ? otherwise : value;
    }

    boolean has(String name) {
        return optional(name) != null;
    }

    @Nullable
    BigDecimal decimal(String name) {
        String value = optional(name);
        if (value == null) {
            return null;
        }
        if (!NUMBER.matcher(value).matches()) {
            throw ApiException.bad(name + " is invalid");
        }
        BigDecimal decimal = new BigDecimal(value);
        if (Math.abs((long) decimal.scale()) > MOST_PLACES) {
            throw ApiException.bad(name + " is invalid");
        }
        return decimal;
    }

    /** A whole number from 0 to {@code most}. */
    long whole(String name, long otherwise, long most) {
        BigDecimal value = decimal(name);
        if (value == null) {
            return otherwise;
        }
        boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
        if (!whole || value.signum() < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw ApiException.bad(name + " is invalid");
        }
        return value.longValueExact();
    }

    boolean flag(String name) {
        String value = text(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw ApiException.bad(name + " is invalid");
        }
        return value.equals("true");
    }

    /** A JSON object, or null. */
    @Nullable
    JsonNode object(String name) {
        String value = optional(name);
        if (value == null) {
            return null;
        }
        try {
            JsonNode node = Json.parse(value);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException malformed) {
            // said below, in the same words
        }
        throw ApiException.bad(name + " values are not valid");
    }

    /** One text, several with commas between them, or a JSON array of texts; blank ones are left out. */
    List<String> list(String name) {
        String value = optional(name);
        List<String> list = new ArrayList<>();
        if (value == null) {
            return list;
        }
        if (value.startsWith("[")) {
            try {
                Json.parse(value).forEach(item -> list.add(item.asText()));
            } catch (JsonProcessingException malformed) {
                throw ApiException.bad(name + " are not valid");
            }
        } else {
            list.addAll(List.of(value.split(",", -1)));
        }
        list.replaceAll(String::strip);
        list.removeIf(String::isEmpty);
        return list;
    }
}
