package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.trade.LimitOrder;

/**
 * One market's book out of the table {@code orderBookL2}, whose levels are named by ids. XChange's own builds every level of
 * the book anew for each message, fails with a null pointer when a side is empty, and goes on with the book of before a
 * reconnect; this one changes one book in place, and begins another one with each whole table.
 */
final class BitmexBook {
    /** Not looked at: the market is known. */
    private static final CurrencyPair ANY = CurrencyPair.BTC_USD;

    private final Map<Long, LimitOrder> levels = new HashMap<>();
    private @Nullable OrderBook book;
    private long timeNanos;

    /** Waits for the next whole: what comes before it belongs to nothing. */
    void forget() {
        book = null;
        levels.clear();
    }

    /** The venue's time of the last message, UTC nanoseconds; 0 when it gave none. */
    long timeNanos() {
        return timeNanos;
    }

    /**
     * The book after a message; null while the whole did not come yet.
     *
     * @throws IllegalArgumentException when the message does not fit the book
     */
    @Nullable
    OrderBook apply(String action, JsonNode rows) {
        if (action.equals("partial")) {
            whole(rows);
            return book;
        }
        if (book == null) {
            return null;
        }
        long latest = 0;
        for (JsonNode row : rows) {
            switch (action) {
                case "insert" -> insert(row, book);
                case "update" -> update(row, book);
                case "delete" -> delete(row, book);
                default -> throw new IllegalArgumentException("an unknown change of a book: " + action);
            }
            latest = Math.max(latest, time(row));
        }
        timeNanos = latest;
        return book;
    }

    private void whole(JsonNode rows) {
        forget();
        List<LimitOrder> bids = new ArrayList<>();
        List<LimitOrder> asks = new ArrayList<>();
        long latest = 0;
        for (JsonNode row : rows) {
            LimitOrder level = level(row);
            if (levels.put(BitmexJson.whole(row, "id"), level) != null) {
                throw new IllegalArgumentException("a level that comes twice");
            }
            (level.getType() == OrderType.BID ? bids : asks).add(level);
            latest = Math.max(latest, time(row));
        }
        timeNanos = latest;
        book = new OrderBook(null, asks, bids, true);
    }

    /** When the market changed so, or else when the row was made. */
    private static long time(JsonNode row) {
        long changed = BitmexJson.optionalNanos(row, "transactTime");
        return changed == 0 ? BitmexJson.optionalNanos(row, "timestamp") : changed;
    }

    private static LimitOrder level(JsonNode row) {
        return level(
                BitmexExecutions.side(row) == Side.BUY ? OrderType.BID : OrderType.ASK,
                BitmexJson.positive(row, "size"),
                BitmexJson.positive(row, "price"));
    }

    private static LimitOrder level(OrderType side, BigDecimal size, BigDecimal price) {
        return new LimitOrder(side, size, ANY, null, null, price);
    }

    private void insert(JsonNode row, OrderBook into) {
        LimitOrder level = level(row);
        boolean free = Collections.binarySearch(into.getOrders(level.getType()), level) < 0;
        if (levels.put(BitmexJson.whole(row, "id"), level) != null || !free) {
            throw new IllegalArgumentException("a new level that was there: something was missed");
        }
        into.update(level);
    }

    /** A level's size, or its side: an id is a price's. */
    private void update(JsonNode row, OrderBook in) {
        long id = BitmexJson.whole(row, "id");
        LimitOrder before = known(levels.get(id));
        OrderType side = BitmexExecutions.side(row) == Side.BUY ? OrderType.BID : OrderType.ASK;
        if (side != before.getType()) {
            in.update(level(before.getType(), BigDecimal.ZERO, before.getLimitPrice()));
        }
        BigDecimal size = BitmexJson.has(row, "size") ? BitmexJson.positive(row, "size") : before.getOriginalAmount();
        LimitOrder after = level(side, size, before.getLimitPrice());
        levels.put(id, after);
        in.update(after);
    }

    private void delete(JsonNode row, OrderBook from) {
        LimitOrder gone = known(levels.remove(BitmexJson.whole(row, "id")));
        from.update(level(gone.getType(), BigDecimal.ZERO, gone.getLimitPrice()));
    }

    private static LimitOrder known(@Nullable LimitOrder level) {
        if (level == null) {
            throw new IllegalArgumentException("a change of a level that was never told: something was missed");
        }
        return level;
    }
}
