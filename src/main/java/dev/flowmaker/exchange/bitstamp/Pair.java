package dev.flowmaker.exchange.bitstamp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.door.Json;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One market in the protocol's words. */
final class Pair {
    /** Levels of each side that a feed tells. */
    static final int LEVELS = 100;

    private final Instrument instrument;

    Pair(Instrument instrument) {
        this.instrument = instrument;
        if (instrument.isPerpetual()
                || instrument.tick().mantissa() != 1
                || instrument.lot().mantissa() != 1) {
            throw new IllegalArgumentException(instrument.symbol()
                    + ": Bitstamp's pairs are spot, with prices and amounts of whole decimals: tick and lot must be powers"
                    + " of ten");
        }
    }

    int market() {
        return instrument.market();
    }

    /** As in addresses and channels, such as btcusd. */
    String name() {
        return (instrument.base().code() + instrument.quote().code()).toLowerCase(Locale.ROOT);
    }

    /** As {@code trading-pairs-info} has it. */
    ObjectNode rules() {
        String least =
                Decimal.text(instrument.minNotionalQuanta(), instrument.quote().scale());
        return Json.object()
                .put("name", instrument.symbol())
                .put("url_symbol", name())
                .put("base_decimals", instrument.lot().scale())
                .put("counter_decimals", instrument.tick().scale())
                .put("minimum_order", least + " " + instrument.quote().code())
                .put("trading", "Enabled")
                .put("instant_and_market_orders", "Disabled")
                .put(
                        "description",
                        instrument.base().code() + " / " + instrument.quote().code());
    }

    /** The book's best levels, the best first. */
    ObjectNode book(Depth book, int levels, long nowNanos) {
        ObjectNode node = stamped(Json.object(), nowNanos);
        node.set("bids", levels(book, Side.BUY, levels));
        node.set("asks", levels(book, Side.SELL, levels));
        return node;
    }

    private ArrayNode levels(Depth book, Side side, int levels) {
        ArrayNode array = Json.array();
        for (int rank = 0; rank < Math.min(levels, book.levels(side)); rank++) {
            array.addArray().add(price(book.priceTicks(side, rank))).add(amount(book.lots(side, rank)));
        }
        return array;
    }

    ObjectNode trade(
            long timeNanos,
            long tradeId,
            long priceTicks,
            long lots,
            boolean buyerIsMaker,
            long buyerId,
            long sellerId) {
        return stamped(Json.object().put("id", tradeId), timeNanos)
                .put("amount", Double.parseDouble(amount(lots)))
                .put("amount_str", amount(lots))
                .put("price", Double.parseDouble(price(priceTicks)))
                .put("price_str", price(priceTicks))
                .put("type", buyerIsMaker ? 1 : 0)
                .put("buy_order_id", buyerId)
                .put("sell_order_id", sellerId);
    }

    private static ObjectNode stamped(ObjectNode node, long nanos) {
        return node.put("timestamp", Long.toString(TimeUnit.NANOSECONDS.toSeconds(nanos)))
                .put("microtimestamp", Long.toString(TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    private String price(long ticks) {
        return Decimal.text(ticks, instrument.tick().scale());
    }

    private String amount(long lots) {
        return Decimal.text(lots, instrument.lot().scale());
    }
}
