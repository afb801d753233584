package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.market.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of BitMEX's table {@code execution} as our events: the same rows whether the stream tells them or a query. What BitMEX
 * rounds in its own way, a price to a whole unit for each contract, is put into a fill's commission, so that cash is
 * BitMEX's to the last unit.
 */
final class BitmexExecutions {
    private static final Logger LOG = LoggerFactory.getLogger(BitmexExecutions.class);

    private final Session session;
    private final BitmexMoney.All money;
    private final BitmexOrders orders;
    private final Secrets secrets;

    BitmexExecutions(Session session, BitmexMoney.All money, BitmexOrders orders, Secrets secrets) {
        this.session = session;
        this.money = money;
        this.orders = orders;
        this.secrets = secrets;
    }

    /**
     * What a row says, or null when it is nothing to us: another market, another's order that did not trade, a state that
     * changes nothing.
     *
     * @throws IllegalArgumentException when it is not understood and may matter
     * @throws ArithmeticException when a price or quantity is no multiple of the market's steps
     */
    @Nullable
    Message event(JsonNode row, Source source) {
        // The refusal of a cancel names nothing but the order's number.
        Session.Market market = session.market(BitmexJson.optionalText(row, "symbol"));
        if (market == null) {
            return null;
        }
        long orderId = session.orderId(BitmexJson.optionalText(row, "clOrdID"));
        String type = BitmexJson.text(row, "execType");
        return switch (type) {
            case "Trade" -> fill(row, market, orderId, source, false);
            case "Liquidation", "Bankruptcy", "Settlement" -> moved(row) ? fill(row, market, 0, source, true) : null;
            case "Funding" -> funding(row, market, source);
            case "New" ->
                orderId == 0 || !orders.opened(orderId) ? null : orders.hold(accepted(row, market, orderId, source));
            case "Canceled", "Expired" -> orderId == 0 ? null : ended(row, market, orderId, source);
            case "Rejected" -> orderId == 0 ? null : refused(row, market, orderId, source);
            case "Replaced" -> {
                if (orderId != 0) {
                    throw new IllegalArgumentException("an order of ours was changed by somebody else");
                }
                yield null;
            }
            default -> {
                if (moved(row)) {
                    throw new IllegalArgumentException(
                            "an execution of unknown kind " + type + " that moved something");
                }
                LOG.info("an execution of kind {} is passed over", secrets.scrub(type));
                yield null;
            }
        };
    }

    private static boolean moved(JsonNode row) {
        return BitmexJson.has(row, "lastPx") && BitmexJson.optionalWhole(row, "lastQty") != 0;
    }

    private static OrderAccepted accepted(JsonNode row, Session.Market market, long orderId, Source source) {
        OrderAccepted accepted = new OrderAccepted();
        accepted.market = market.index();
        accepted.orderId = orderId;
        accepted.exchangeTimeNanos = BitmexJson.nanos(row, "transactTime");
        accepted.venueOrderRef = BitmexJson.text(row, "orderID");
        accepted.source = source;
        return accepted;
    }

    private Fill fill(JsonNode row, Session.Market market, long orderId, Source source, boolean forced) {
        Instrument instrument = market.instrument();
        Fill fill = new Fill();
        fill.market = market.index();
        fill.orderId = orderId;
        fill.exchangeTimeNanos = BitmexJson.nanos(row, "transactTime");
        // By the time that lists of executions are asked for.
        fill.tradeId = BitmexTradeIds.of(BitmexJson.nanos(row, "timestamp"), BitmexJson.text(row, "execID"));
        fill.side = side(row);
        BigDecimal price = BitmexJson.positive(row, "lastPx");
        BigDecimal quantity = BitmexJson.positive(row, "lastQty");
        if (orderId == 0) {
            // Others' orders may follow rules of another day; what rounding leaves out, the balances will tell.
            fill.priceTicks = Units.rounded(instrument.tick(), price, RoundingMode.HALF_EVEN);
            fill.lots = Units.rounded(instrument.lot(), quantity, RoundingMode.HALF_EVEN);
        } else {
            fill.priceTicks = market.units().ticks(price);
            fill.lots = market.units().lots(quantity);
        }
        fill.liquidity = liquidity(row, orderId, forced);
        fill.feeAsset = instrument.quoteAsset();
        fill.feeQuanta = quanta(money, instrument, BitmexJson.whole(row, "execComm"))
                + quanta(money, instrument, BitmexJson.whole(row, "execCost"))
                + instrument.cashQuanta(fill.side, fill.priceTicks, fill.lots);
        fill.source = source;
        return fill;
    }

    private static Liquidity liquidity(JsonNode row, long orderId, boolean forced) {
        if (forced || (orderId == 0 && BitmexJson.optionalText(row, "text").startsWith("Liquidation"))) {
            return Liquidity.LIQUIDATION;
        }
        return switch (BitmexJson.optionalText(row, "lastLiquidityInd")) {
            case "AddedLiquidity", "Added" -> Liquidity.MAKER;
            case "RemovedLiquidity", "Removed" -> Liquidity.TAKER;
            default -> Liquidity.UNKNOWN;
        };
    }

    private Funding funding(JsonNode row, Session.Market market, Source source) {
        Instrument instrument = market.instrument();
        Funding funding = new Funding();
        funding.market = market.index();
        funding.exchangeTimeNanos = BitmexJson.nanos(row, "timestamp");
        funding.fundingTimeNanos = BitmexJson.nanos(row, "transactTime");
        funding.ratePpb = rate(row, instrument);
        funding.mark2Ticks = market.units().halfTicks(BitmexJson.positive(row, "lastPx"));
        funding.quanta = -quanta(money, instrument, BitmexJson.whole(row, "execComm"));
        funding.source = source;
        return funding;
    }

    /** BitMEX names the rate as the position had it; longs pay what is positive here. */
    private static long rate(JsonNode row, Instrument instrument) {
        boolean isLong =
                BitmexJson.whole(row, "execCost") * instrument.contract().direction() > 0;
        boolean paid = BitmexJson.whole(row, "execComm") > 0;
        BigDecimal size = BitmexJson.number(row, "commission").abs();
        return Units.ppb(isLong == paid ? size : size.negate());
    }

    private Message ended(JsonNode row, Session.Market market, long orderId, Source source) {
        String text = BitmexJson.optionalText(row, "text");
        long filledLots = market.units().lots(BitmexJson.number(row, "cumQty"));
        if (filledLots == 0 && neverRested(text)) {
            return refused(row, market, orderId, source);
        }
        CancelReason reason = orders.askedFor(market, orderId) ? CancelReason.REQUESTED : CancelReason.VENUE;
        return canceled(row, market, orderId, reason, source);
    }

    /** An order off the book, by any row that says how much of it was filled. */
    static OrderCanceled canceled(
            JsonNode row, Session.Market market, long orderId, CancelReason reason, Source source) {
        OrderCanceled canceled = new OrderCanceled();
        canceled.market = market.index();
        canceled.orderId = orderId;
        canceled.exchangeTimeNanos = BitmexJson.nanos(row, "transactTime");
        canceled.reason = reason;
        canceled.filledLots = market.units().lots(BitmexJson.number(row, "cumQty"));
        canceled.source = source;
        return canceled;
    }

    /** BitMEX takes a post-only order that would cross, and cancels it as it comes. */
    static boolean neverRested(String text) {
        return text.contains("ParticipateDoNotInitiate");
    }

    /** An order that never rested; one that was told to be open is ended instead. */
    Message refused(JsonNode row, Session.Market market, long orderId, Source source) {
        orders.forget(orderId);
        if (!orders.refused(orderId)) {
            return canceled(row, market, orderId, CancelReason.EXPIRED, source);
        }
        String reason = BitmexJson.optionalText(row, "ordRejReason");
        String text = reason.isEmpty() ? BitmexJson.optionalText(row, "text") : reason;
        OrderRejected rejected = new OrderRejected();
        rejected.market = market.index();
        rejected.orderId = orderId;
        rejected.exchangeTimeNanos = BitmexJson.nanos(row, "transactTime");
        rejected.reason = BitmexErrors.ofOrder(text);
        rejected.text = secrets.scrub(text);
        return rejected;
    }

    static Side side(JsonNode row) {
        return switch (BitmexJson.text(row, "side")) {
            case "Buy" -> Side.BUY;
            case "Sell" -> Side.SELL;
            default -> throw new IllegalArgumentException("a side that is neither Buy nor Sell");
        };
    }

    /** BitMEX's whole units as quanta of what the market is settled in, which may be finer. */
    static long quanta(BitmexMoney.All money, Instrument instrument, long units) {
        int finer = instrument.quote().scale()
                - money.ofAsset(instrument.quote().code()).scale();
        return Math.multiplyExact(units, Decimal.powerOfTen(finer));
    }
}
