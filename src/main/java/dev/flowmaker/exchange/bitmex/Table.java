package dev.flowmaker.exchange.bitmex;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of rows that can be followed. */
enum Table {
    INSTRUMENT("instrument", false, "symbol"),
    BOOK("orderBookL2", false, "symbol,id,side"),
    BOOK_25("orderBookL2_25", false, "symbol,id,side"),
    BOOK_10("orderBook10", false, "symbol"),
    TRADE("trade", false, ""),
    QUOTE("quote", false, ""),
    FUNDING("funding", false, "timestamp,symbol"),
    EXECUTION("execution", true, "execID"),
    ORDER("order", true, "orderID"),
    POSITION("position", true, "account,symbol"),
    MARGIN("margin", true, "account,currency"),
    WALLET("wallet", true, "account,currency");

    private final String title;
    private final boolean ofAccounts;
    private final String keys;

    Table(String title, boolean ofAccounts, String keys) {
        this.title = title;
        this.ofAccounts = ofAccounts;
        this.keys = keys;
    }

    String title() {
        return title;
    }

    /** Whether each account sees only its own rows. */
    boolean ofAccounts() {
        return ofAccounts;
    }

    /** The columns that tell its rows apart. */
    List<String> keys() {
        return keys.isEmpty() ? List.of() : List.of(keys.split(",", -1));
    }

    static @Nullable Table named(String title) {
        return Arrays.stream(values())
                .filter(table -> table.title.equals(title))
                .findFirst()
                .orElse(null);
    }
}
