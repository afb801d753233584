package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.TradeInfo;
import dev.flowmaker.exchange.door.Json;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One market's trades: rows of the table {@code trade}, and what the instrument says of them. */
final class TradeRows {
    private static final int KEPT = 1_000;

    private final Listing listing;
    private final Deque<RowQuery.Row> kept = new ArrayDeque<>();
    private long lastTicks;
    private String direction = "ZeroPlusTick";
    private long highTicks;
    private long lowTicks = Long.MAX_VALUE;
    private long contracts;
    private long turnoverQuanta;

    TradeRows(Listing listing) {
        this.listing = listing;
    }

    /** A trade; returns its row. The side is the taker's. */
    ObjectNode add(TradeInfo trade) {
        Side taker = trade.buyerIsMaker() ? Side.SELL : Side.BUY;
        long ticks = trade.priceTicks();
        direction = direction(ticks);
        lastTicks = ticks;
        highTicks = Math.max(highTicks, ticks);
        lowTicks = Math.min(lowTicks, ticks);
        long quanta = listing.instrument().notionalQuanta(ticks, trade.lots());
        contracts += listing.contracts(trade.lots());
        turnoverQuanta += quanta;
        ObjectNode row = Json.object()
                .put("timestamp", Iso.text(trade.timeNanos()))
                .put("symbol", listing.symbol())
                .put("side", OrderWords.side(taker))
                .put("size", listing.contracts(trade.lots()))
                .put("price", listing.price(ticks))
                .put("tickDirection", direction)
                .put("trdMatchID", Ids.trade(trade.market(), trade.tradeId()))
                .put("grossValue", quanta)
                .put("homeNotional", listing.homeNotional(Side.BUY, ticks, trade.lots()))
                .put("foreignNotional", listing.foreignNotional(Side.SELL, ticks, trade.lots()))
                .put("trdType", "Regular");
        kept.addLast(new RowQuery.Row(trade.timeNanos(), row));
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        return row;
    }

    private String direction(long ticks) {
        if (ticks == lastTicks || lastTicks == 0) {
            return direction.equals("MinusTick") || direction.equals("ZeroMinusTick")
                    ? "ZeroMinusTick"
                    : "ZeroPlusTick";
        }
        return ticks > lastTicks ? "PlusTick" : "MinusTick";
    }

    /** The latest, the oldest first. */
    List<RowQuery.Row> kept() {
        return List.copyOf(kept);
    }

    @Nullable
    ObjectNode last() {
        return kept.isEmpty() ? null : kept.getLast().node();
    }

    /** What the instrument says of its trades, since the exchange opened. */
    void figures(ObjectNode row) {
        boolean any = lastTicks > 0;
        BigDecimal average = listing.average(contracts, turnoverQuanta);
        row.put("lastPrice", any ? listing.price(lastTicks) : null)
                .put("lastTickDirection", direction)
                .put("highPrice", any ? listing.price(highTicks) : null)
                .put("lowPrice", any ? listing.price(lowTicks) : null)
                .put("vwap", average == null ? BigDecimal.ZERO : average)
                .put("volume", contracts)
                .put("volume24h", contracts)
                .put("totalVolume", contracts)
                .put("turnover", turnoverQuanta)
                .put("turnover24h", turnoverQuanta)
                .put("totalTurnover", turnoverQuanta);
    }
}
