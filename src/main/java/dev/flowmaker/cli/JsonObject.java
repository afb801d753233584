package dev.flowmaker.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An object of JSON, put together field by field. */
final class JsonObject {
    private final StringBuilder text = new StringBuilder("{");

    JsonObject put(String name, @Nullable String value) {
        return raw(name, value == null ? "null" : Json.text(value));
    }

    JsonObject put(String name, long value) {
        return raw(name, Long.toString(value));
    }

    JsonObject put(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    /** Null when it is no number. */
    JsonObject put(String name, double value) {
        return raw(name, Double.isFinite(value) ? Double.toString(value) : "null");
    }

    JsonObject put(String name, JsonObject value) {
        return raw(name, value.toString());
    }

    JsonObject put(String name, List<JsonObject> values) {
        return raw(name, values.stream().map(JsonObject::toString).collect(Collectors.joining(",", "[", "]")));
    }

    JsonObject raw(String name, String json) {
        text.append(text.length() > 1 ? "," : "")
                .append(Json.text(name))
                .append(':')
                .append(json);
        return this;
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
