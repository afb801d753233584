package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import info.bitrich.xchangestream.kraken.KrakenStreamingAdapters;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.trade.LimitOrder;

/**
 * One market's book, rebuilt and held against its checksums by XChange's adapter. XChange's own service around it tells
 * nothing of a book one side of which is empty, and takes no change for what it is while both are.
 */
final class KrakenBook {
    private final CurrencyPair pair;
    private final int depth;
    private final TreeSet<LimitOrder> bids = new TreeSet<>();
    private final TreeSet<LimitOrder> asks = new TreeSet<>();
    private Object lineage = new Object();
    private boolean waiting = true;

    KrakenBook(CurrencyPair pair, int depth) {
        this.pair = pair;
        this.depth = depth;
    }

    /** Applies a frame. Returns the book after it; null while a whole one is waited for. */
    @Nullable
    OrderBook apply(ArrayNode frame) {
        boolean whole = KrakenFrames.isWhole(frame);
        if (whole) {
            bids.clear();
            asks.clear();
        } else if (waiting) {
            return null;
        }
        boolean changed = !whole && bids.isEmpty() && asks.isEmpty();
        try {
            OrderBook book = KrakenStreamingAdapters.adaptOrderbookMessage(
                    depth, bids, asks, pair, changed ? asWhole(frame) : frame);
            waiting = false;
            return book;
        } catch (IllegalStateException wrongChecksum) {
            bids.clear();
            asks.clear();
            waiting = true;
            lineage = new Object();
            return null;
        }
    }

    /** A change of an empty book is the whole of it. */
    private static ArrayNode asWhole(ArrayNode frame) {
        ObjectNode book = JsonNodeFactory.instance.objectNode();
        ArrayNode sellers = book.putArray("as");
        ArrayNode buyers = book.putArray("bs");
        for (JsonNode payload : frame) {
            payload.path("a").forEach(sellers::add);
            payload.path("b").forEach(buyers::add);
        }
        ArrayNode made = JsonNodeFactory.instance.arrayNode();
        made.add(book);
        return made;
    }

    /** Whether a whole book is waited for: at the beginning, and after one that failed its checksum. */
    boolean isWaiting() {
        return waiting;
    }

    /** What stays the same while each book follows from the one before. */
    Object lineage() {
        return lineage;
    }
}
