package dev.flowmaker.report.export;

import java.util.List;
import java.util.Locale;

/**
 * A table's name and columns.
 *
 * @param about what a row is
 */
public record Table(String name, String about, List<Column> columns) {
    public Table {
        columns = List.copyOf(columns);
    }

    /** Its section of the documentation. */
    String markdown() {
        StringBuilder text =
                new StringBuilder("### `" + name + "`\n\n" + about + "\n\n| column | type | |\n|---|---|---|\n");
        for (Column column : columns) {
            text.append("| `")
                    .append(column.name())
                    .append("` | ")
                    .append(column.type().name().toLowerCase(Locale.ROOT))
                    .append(column.nullable() ? ", may be null" : "")
                    .append(" | ")
                    .append(column.about())
                    .append(" |\n");
        }
        return text.toString();
    }
}
