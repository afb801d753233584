package dev.flowmaker.exchange.capture;

import java.nio.file.Path;

/**
 * One line of a capture. Prices and quantities are exact, in units of 10^-8. Times in milliseconds are the exchange's.
 */
public sealed interface CaptureRecord {
    /** Digits after the decimal point that prices and quantities are read with. */
    int SCALE = 8;
    /** The line has no such number. */
    long NONE = -1;

    Place place();

    /**
     * Where it stands.
     *
     * @param line from 1
     * @param receiveNanos when the capturing machine received it, its UTC nanoseconds
     */
    record Place(Path file, long line, long receiveNanos) {
        public CaptureException error(String what) {
            return new CaptureException(file, line, what);
        }
    }

    /** A depth snapshot by REST: the book after update {@code lastUpdateId}. */
    record Snapshot(Place place, long lastUpdateId, Levels bids, Levels asks) implements CaptureRecord {}

    /**
     * Changed levels, quantity 0 for gone ones.
     *
     * @param eventMillis {@code E}
     * @param transactionMillis {@code T}, futures only
     * @param firstUpdateId {@code U}
     * @param lastUpdateId {@code u}
     * @param previousUpdateId {@code pu}, futures only
     */
    record DepthDiff(
            Place place,
            String symbol,
            long eventMillis,
            long transactionMillis,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            Levels bids,
            Levels asks)
            implements CaptureRecord {
        public boolean futures() {
            return previousUpdateId != NONE || transactionMillis != NONE;
        }
    }

    /**
     * A trade.
     *
     * @param eventMillis {@code E}
     * @param tradeMillis {@code T}
     * @param buyerIsMaker {@code m}: a seller took
     * @param orderType {@code X}, futures only, else empty
     */
    record TradePrint(
            Place place,
            String symbol,
            long eventMillis,
            long tradeMillis,
            long tradeId,
            long priceE8,
            long quantityE8,
            boolean buyerIsMaker,
            String orderType)
            implements CaptureRecord {}

    /**
     * The best prices.
     *
     * @param eventMillis {@code E}, futures only
     * @param transactionMillis {@code T}, futures only
     */
    record BookTicker(
            Place place,
            String symbol,
            long updateId,
            long eventMillis,
            long transactionMillis,
            long bidPriceE8,
            long bidQuantityE8,
            long askPriceE8,
            long askQuantityE8)
            implements CaptureRecord {}
}
