package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One market's trades as they happen, one by one and by aggressor. */
final class TradeFeed {
    private static final int KEPT = 1_000;

    /** Trades of one incoming order at one price. */
    record Aggregate(
            long id,
            long priceTicks,
            long lots,
            long firstTradeId,
            long lastTradeId,
            long timeNanos,
            boolean buyerIsMaker,
            long takerOrderId) {

        boolean holds(long timeNanos, long priceTicks, boolean buyerIsMaker, long takerOrderId) {
            return this.timeNanos == timeNanos
                    && this.priceTicks == priceTicks
                    && this.buyerIsMaker == buyerIsMaker
                    && this.takerOrderId == takerOrderId;
        }
    }

    private final Symbol symbol;
    private final StreamHub hub;
    private final Deque<Aggregate> kept = new ArrayDeque<>();
    private @Nullable Aggregate growing;
    private long nextId = 1;

    TradeFeed(Symbol symbol, StreamHub hub) {
        this.symbol = symbol;
        this.hub = hub;
    }

    void trade(long timeNanos, long tradeId, long priceTicks, long lots, boolean buyerIsMaker, long takerOrderId) {
        hub.publish(
                symbol.streamName() + "@trade",
                scale -> Json.object()
                        .put("e", "trade")
                        .put("E", scale.of(timeNanos))
                        .put("s", symbol.name())
                        .put("t", tradeId)
                        .put("p", symbol.price(priceTicks))
                        .put("q", symbol.quantity(lots))
                        .put("T", scale.of(timeNanos))
                        .put("m", buyerIsMaker)
                        .put("M", true));
        Aggregate before = growing;
        if (before != null && before.holds(timeNanos, priceTicks, buyerIsMaker, takerOrderId)) {
            growing = new Aggregate(
                    before.id,
                    priceTicks,
                    before.lots + lots,
                    before.firstTradeId,
                    tradeId,
                    timeNanos,
                    buyerIsMaker,
                    takerOrderId);
            return;
        }
        settle();
        growing = new Aggregate(nextId++, priceTicks, lots, tradeId, tradeId, timeNanos, buyerIsMaker, takerOrderId);
    }

    /** Nothing more comes of the order that traded last. */
    void settle() {
        Aggregate done = growing;
        if (done == null) {
            return;
        }
        growing = null;
        kept.addLast(done);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        hub.publish(symbol.streamName() + "@aggTrade", scale -> {
            ObjectNode event = Json.object()
                    .put("e", "aggTrade")
                    .put("E", scale.of(done.timeNanos))
                    .put("s", symbol.name());
            return describe(event, symbol, done, scale);
        });
    }

    static ObjectNode describe(ObjectNode into, Symbol symbol, Aggregate trade, TimeScale scale) {
        return into.put("a", trade.id)
                .put("p", symbol.price(trade.priceTicks))
                .put("q", symbol.quantity(trade.lots))
                .put("f", trade.firstTradeId)
                .put("l", trade.lastTradeId)
                .put("T", scale.of(trade.timeNanos))
                .put("m", trade.buyerIsMaker)
                .put("M", true);
    }

    /** The latest, the oldest first. */
    List<Aggregate> kept() {
        return new ArrayList<>(kept);
    }
}
