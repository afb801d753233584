package dev.flowmaker.cli;

import dev.flowmaker.journal.FieldPrinter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The little JSON that commands write. */
final class Json {
    private Json() {}

    static String text(String value) {
        return FieldPrinter.quoted(value);
    }

    static String texts(List<String> values) {
        return values.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
    }

    static String texts(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
