package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.market.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Kraken's orders and trades in our terms. Requests and streams write them alike, but for numbers and texts. */
final class KrakenJson {
    /** Digits after the point of a second, of a nanosecond. */
    private static final int NANO_DIGITS = 9;

    private static final int PPB_DIGITS = 9;
    /** The year 2200. */
    private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(7_258_118_400L);

    private KrakenJson() {}

    /** Seconds, a number or a text, as nanoseconds UTC; 0 when there is no such field. */
    static long nanos(JsonNode in, String field) {
        JsonNode value = in.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        return nanos(value.asText(), field);
    }

    static long nanos(String seconds, String field) {
        BigDecimal time;
        try {
            time = new BigDecimal(seconds);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(field + " is no time", malformed);
        }
        if (time.signum() < 0 || time.compareTo(LAST_SECOND) > 0) {
            throw new IllegalArgumentException(field + " is no time: " + seconds);
        }
        return time.movePointRight(NANO_DIGITS).setScale(0, RoundingMode.DOWN).longValueExact();
    }

    static Side side(JsonNode in) {
        String type = BinanceJson.text(in, "type");
        return switch (type) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw new IllegalArgumentException("a side called " + type);
        };
    }

    private static @Nullable BigDecimal amountIfAny(JsonNode in, String field) {
        return in.path(field).isMissingNode() || in.path(field).isNull() ? null : BinanceJson.amount(in, field);
    }

    /** An order, or what a stream says has changed of it. */
    static VenueOrder order(String id, JsonNode order, KrakenNames names) {
        JsonNode description = order.path("descr");
        boolean described = description.isObject();
        OrderStatus status = status(order.path("status").asText(""));
        long endNanos = nanos(order, "closetm");
        long changedNanos = endNanos != 0 ? endNanos : nanos(order, "lastupdated");
        String reason = order.path("cancel_reason").asText(order.path("reason").asText(""));
        return new VenueOrder(
                id,
                order.path("userref").isIntegralNumber() ? order.path("userref").asText() : described ? "" : null,
                described ? names.pair(BinanceJson.text(description, "pair")) : null,
                described ? side(description) : null,
                described ? amountIfAny(description, "price") : null,
                amountIfAny(order, "vol"),
                amountIfAny(order, "vol_exec"),
                status,
                reason.equals("null") ? "" : reason,
                changedNanos != 0 ? changedNanos : nanos(order, "opentm"));
    }

    /** Null of an order that is on its way in. */
    private static @Nullable OrderStatus status(String text) {
        return switch (text) {
            case "", "pending" -> null;
            case "open" -> OrderStatus.WORKING;
            case "closed" -> OrderStatus.FILLED;
            case "canceled" -> OrderStatus.CANCELED;
            case "expired" -> OrderStatus.EXPIRED;
            default -> throw new IllegalArgumentException("an order of unknown status " + text);
        };
    }

    /**
     * A trade. Kraken rounds what it costs to the decimals of the quote asset; what that makes of the exact value is part of
     * the commission here, so that the books agree with the balance. Our orders ask for it in the quote asset.
     */
    static VenueTrade trade(String id, JsonNode trade, Session.Market market, KrakenNames names) {
        Side side = side(trade);
        BigDecimal price = BinanceJson.positive(trade, "price");
        BigDecimal quantity = BinanceJson.positive(trade, "vol");
        BigDecimal rounding = BinanceJson.amount(trade, "cost").subtract(price.multiply(quantity));
        BigDecimal fee = BinanceJson.decimal(trade, "fee").add(side == Side.BUY ? rounding : rounding.negate());
        return new VenueTrade(
                id,
                BinanceJson.text(trade, "ordertxid"),
                trade.path("userref").isIntegralNumber() ? trade.path("userref").asText() : null,
                names.pair(BinanceJson.text(trade, "pair")),
                side,
                price,
                quantity,
                fee,
                market.instrument().quote().code(),
                liquidity(trade, market.instrument()),
                nanos(trade, "time"));
    }

    /** As the venue says it, which streams do not; otherwise by which of the account's two rates the commission is nearer to. */
    private static Liquidity liquidity(JsonNode trade, Instrument instrument) {
        if (trade.path("maker").isBoolean()) {
            return trade.path("maker").asBoolean() ? Liquidity.MAKER : Liquidity.TAKER;
        }
        BigDecimal cost = BinanceJson.amount(trade, "cost");
        BigDecimal fee = BinanceJson.decimal(trade, "fee");
        BigDecimal fromMaker = cost.multiply(BigDecimal.valueOf(instrument.makerFeePpb(), PPB_DIGITS))
                .subtract(fee)
                .abs();
        BigDecimal fromTaker = cost.multiply(BigDecimal.valueOf(instrument.takerFeePpb(), PPB_DIGITS))
                .subtract(fee)
                .abs();
        int nearer = fromMaker.compareTo(fromTaker);
        return nearer == 0 ? Liquidity.UNKNOWN : nearer < 0 ? Liquidity.MAKER : Liquidity.TAKER;
    }
}
