package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table are asked for: {@code filter}, {@code startTime} and {@code endTime}, {@code reverse}, {@code start}
 * and {@code count}, {@code columns}, in this order.
 */
final class RowQuery {
    private static final Set<String> OPEN = Set.of("New", "PartiallyFilled");
    private static final Set<String> ALWAYS = Set.of("symbol", "timestamp");

    private final @Nullable JsonNode filter;
    private final long fromNanos;
    private final long untilNanos;
    private final boolean reverse;
    private final long start;
    private final long count;
    private final List<String> columns;

    /** @param most rows of one answer */
    RowQuery(Params params, int otherwise, int most) {
        filter = params.object("filter");
        String from = params.optional("startTime");
        String until = params.optional("endTime");
        fromNanos = from == null ? Long.MIN_VALUE : Iso.parse("startTime", from);
        untilNanos = until == null ? Long.MAX_VALUE : Iso.parse("endTime", until);
        reverse = params.flag("reverse");
        start = params.whole("start", 0, Integer.MAX_VALUE);
        count = params.whole("count", otherwise, most);
        columns = params.list("columns");
    }

    /** A row with its time. */
    record Row(long timeNanos, ObjectNode node) {}

    /** @param rows the oldest first */
    ArrayNode answer(List<Row> rows) {
        List<Row> chosen = new ArrayList<>();
        for (Row row : rows) {
            if (row.timeNanos >= fromNanos && row.timeNanos <= untilNanos && matches(row.node)) {
                chosen.add(row);
            }
        }
        if (reverse) {
            Collections.reverse(chosen);
        }
        ArrayNode answer = Json.array();
        chosen.stream().skip(start).limit(count).forEach(row -> answer.add(shown(row.node)));
        return answer;
    }

    private boolean matches(ObjectNode row) {
        return filter == null || matches(filter, row);
    }

    /** Whether a row has everything a filter asks for: values, or lists of values one of which it has. */
    static boolean matches(JsonNode filter, ObjectNode row) {
        for (Map.Entry<String, JsonNode> wanted : filter.properties()) {
            if (!matches(wanted.getKey(), wanted.getValue(), row)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String column, JsonNode wanted, ObjectNode row) {
        if (column.equals("open")) {
            return wanted.asBoolean() == OPEN.contains(row.path("ordStatus").asText());
        }
        JsonNode value = row.get(column);
        if (value == null) {
            throw ApiException.bad("filter columns are not valid");
        }
        if (!wanted.isArray()) {
            return value.asText().equals(wanted.asText());
        }
        for (JsonNode each : wanted) {
            if (value.asText().equals(each.asText())) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode shown(ObjectNode row) {
        if (columns.isEmpty()) {
            return row;
        }
        for (String column : columns) {
            if (!row.has(column)) {
                throw ApiException.bad("columns are not valid");
            }
        }
        ObjectNode shown = Json.object();
        row.properties().forEach(entry -> {
            if (ALWAYS.contains(entry.getKey()) || columns.contains(entry.getKey())) {
                shown.set(entry.getKey(), entry.getValue());
            }
        });
        return shown;
    }
}
