package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.door.Json;
import java.util.Arrays;

/** One market's best bid and ask, told whenever a price or a quantity of them has changed. */
final class TickerFeed {
    private final Symbol symbol;
    private final StreamHub hub;
    private long[] told = {};
    private boolean touched;

    TickerFeed(Symbol symbol, StreamHub hub) {
        this.symbol = symbol;
        this.hub = hub;
    }

    /** Some level changed; the book may be half-way through something. */
    void touch() {
        touched = true;
    }

    void settle(Depth book, long updateId) {
        if (!touched) {
            return;
        }
        touched = false;
        long[] best = {price(book, Side.BUY), lots(book, Side.BUY), price(book, Side.SELL), lots(book, Side.SELL)};
        if (Arrays.equals(best, told)) {
            return;
        }
        told = best;
        hub.publish(symbol.streamName() + "@bookTicker", scale -> {
            ObjectNode event = Json.object().put("u", updateId).put("s", symbol.name());
            return describe(event, "b", "B", "a", "A", symbol, book);
        });
    }

    static ObjectNode describe(
            ObjectNode into, String bid, String bidLots, String ask, String askLots, Symbol symbol, Depth book) {
        return into.put(bid, symbol.price(price(book, Side.BUY)))
                .put(bidLots, symbol.quantity(lots(book, Side.BUY)))
                .put(ask, symbol.price(price(book, Side.SELL)))
                .put(askLots, symbol.quantity(lots(book, Side.SELL)));
    }

    /** 0 when the side is empty, as the protocol shows it. */
    private static long price(Depth book, Side side) {
        return book.levels(side) == 0 ? 0 : book.priceTicks(side, 0);
    }

    private static long lots(Depth book, Side side) {
        return book.levels(side) == 0 ? 0 : book.lots(side, 0);
    }
}
