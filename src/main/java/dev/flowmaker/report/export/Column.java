package dev.flowmaker.report.export;

/**
 * A column of a table.
 *
 * @param about what it says, with its unit
 * @param nullable whether a row may have no value here
 */
public record Column(String name, Type type, boolean nullable, String about) {
    /** What its values are. */
    public enum Type {
        /** A whole number of 64 bits. */
        INT64,
        DOUBLE,
        BOOLEAN,
        /** Text in UTF-8. */
        STRING,
        /** UTC, to the microsecond: the finest that every reader of Parquet takes. Given in nanoseconds. */
        TIME
    }
}
