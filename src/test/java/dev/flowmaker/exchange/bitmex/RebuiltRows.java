package dev.flowmaker.exchange.bitmex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A table put together as the protocol's documentation says, without looking at anything else: rows by their keys. */
final class RebuiltRows {
    private final JsonNode keys;
    private final Map<String, ObjectNode> rows = new LinkedHashMap<>();

    RebuiltRows(JsonNode partial) {
        assertEquals("partial", partial.path("action").asText(), partial::toString);
        keys = partial.path("keys");
        partial.path("data").forEach(row -> rows.put(key(row), row.deepCopy()));
    }

    private String key(JsonNode row) {
        StringBuilder key = new StringBuilder();
        keys.forEach(name -> key.append(row.path(name.asText()).asText()).append('|'));
        return key.toString();
    }

    void apply(JsonNode message) {
        for (JsonNode row : message.path("data")) {
            switch (message.path("action").asText()) {
                case "insert" -> assertNull(rows.put(key(row), row.deepCopy()), () -> "was there: " + row);
                case "update" -> {
                    ObjectNode known = rows.get(key(row));
                    assertNotNull(known, () -> "not there: " + row);
                    known.setAll((ObjectNode) row);
                }
                case "delete" -> assertNotNull(rows.remove(key(row)), () -> "not there: " + row);
                default -> throw new AssertionError(message.toString());
            }
        }
    }

    Iterable<ObjectNode> rows() {
        return rows.values();
    }

    /** Side and price to size, of a book. */
    Map<String, Long> book() {
        return book(rows.values());
    }

    static Map<String, Long> book(Iterable<? extends JsonNode> rows) {
        Map<String, Long> book = new TreeMap<>();
        for (JsonNode row : rows) {
            String level = row.path("side").asText() + " "
                    + row.path("price").decimalValue().toPlainString();
            assertNull(book.put(level, row.path("size").asLong()), () -> "twice: " + level);
        }
        return book;
    }
}
