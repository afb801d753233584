package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.door.Json;

/** A pair's ticker, as the feed and the answers to requests show it. */
final class Ticker {
    private Ticker() {}

    /** @param single whether the opening price stands alone, as in answers to requests */
    static ObjectNode describe(Pair pair, Depth book, DayStatistics day, boolean single) {
        ObjectNode node = Json.object();
        node.set("a", best(pair, book, Side.SELL));
        node.set("b", best(pair, book, Side.BUY));
        node.putArray("c").add(pair.price(day.lastTicks())).add(pair.volume(day.lastLots()));
        twice(node, "v", pair.volume(day.lots()));
        twice(node, "p", pair.price(day.averageTicks()));
        node.putArray("t").add(day.trades()).add(day.trades());
        twice(node, "l", pair.price(day.lowTicks()));
        twice(node, "h", pair.price(day.highTicks()));
        if (single) {
            node.put("o", pair.price(day.openTicks()));
        } else {
            twice(node, "o", pair.price(day.openTicks()));
        }
        return node;
    }

    private static void twice(ObjectNode node, String name, String value) {
        node.putArray(name).add(value).add(value);
    }

    /** Price, whole units and quantity; zeros when the side is empty. */
    private static ArrayNode best(Pair pair, Depth book, Side side) {
        boolean empty = book.levels(side) == 0;
        String volume = pair.volume(empty ? 0 : book.lots(side, 0));
        return Json.array()
                .add(pair.price(empty ? 0 : book.priceTicks(side, 0)))
                .add(volume.substring(0, volume.indexOf('.')))
                .add(volume);
    }
}
