package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.JsonNode;

/** Some columns of a row as one text. */
final class BitmexWords {
    private BitmexWords() {}

    static String of(JsonNode row, String columns) {
        StringBuilder words = new StringBuilder();
        for (String column : columns.split(" ", -1)) {
            JsonNode value = row.path(column);
            words.append(words.length() == 0 ? "" : " ")
                    .append(value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
        }
        return words.toString();
    }
}
