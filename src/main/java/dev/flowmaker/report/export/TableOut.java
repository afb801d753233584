package dev.flowmaker.report.export;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes a table's rows, cell by cell in the order of its columns. */
abstract class TableOut implements Closeable {
    private final Table table;
    private int next;
    private long rows;

    TableOut(Table table) {
        this.table = table;
    }

    final Table table() {
        return table;
    }

    /** Rows that were ended. */
    final long rows() {
        return rows;
    }

    final TableOut add(long value) throws IOException {
        Column.Type type = table.columns().get(next).type();
        if (type != Column.Type.INT64 && type != Column.Type.TIME) {
            throw wrong("a whole number");
        }
        int64(next++, value);
        return this;
    }

    final TableOut add(double value) throws IOException {
        require(Column.Type.DOUBLE);
        real(next++, value);
        return this;
    }

    final TableOut add(boolean value) throws IOException {
        require(Column.Type.BOOLEAN);
        flag(next++, value);
        return this;
    }

    final TableOut add(String value) throws IOException {
        require(Column.Type.STRING);
        text(next++, value);
        return this;
    }

    /** No value, of any type. */
    final TableOut none() throws IOException {
        if (!table.columns().get(next).nullable()) {
            throw wrong("nothing");
        }
        nothing(next++);
        return this;
    }

    /** A value, or none when this number stands for none. */
    final TableOut unless(long none, long value) throws IOException {
        return value == none ? none() : add(value);
    }

    /** A text, or none when it is empty. */
    final TableOut unlessEmpty(@Nullable String value) throws IOException {
        return value == null || value.isEmpty() ? none() : add(value);
    }

    final void end() throws IOException {
        if (next != table.columns().size()) {
            throw wrong("the row's end");
        }
        next = 0;
        rows++;
        endRow();
    }

    private void require(Column.Type type) {
        if (table.columns().get(next).type() != type) {
            throw wrong("a " + type);
        }
    }

    private IllegalStateException wrong(String what) {
        String place = next < table.columns().size() ? table.columns().get(next).name() : "the end";
        return new IllegalStateException(table.name() + ": " + what + " at " + place);
    }

    abstract void int64(int column, long value) throws IOException;

    abstract void real(int column, double value) throws IOException;

    abstract void flag(int column, boolean value) throws IOException;

    abstract void text(int column, String value) throws IOException;

    abstract void nothing(int column) throws IOException;

    abstract void endRow() throws IOException;
}
