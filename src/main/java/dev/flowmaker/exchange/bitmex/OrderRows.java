package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.FundingInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderType;
import dev.flowmaker.exchange.door.Json;

/** Rows of the tables {@code order} and {@code execution}. */
final class OrderRows {
    private OrderRows() {}

    /** An order as it stands. */
    static ObjectNode order(Listing listing, OrderInfo order) {
        ObjectNode row = Json.object()
                .put("orderID", Ids.order(order.market(), order.venueOrderId()))
                .put("clOrdID", ClientIds.shown(order.clientId()));
        head(row, listing, order.account());
        boolean open = order.status().open();
        return row.put("side", OrderWords.side(order.side()))
                .putNull("simpleOrderQty")
                .put("orderQty", listing.contracts(order.lots()))
                .put("price", order.type() == OrderType.MARKET ? null : listing.price(order.priceTicks()))
                .putNull("displayQty")
                .putNull("stopPx")
                .putNull("pegOffsetValue")
                .put("pegPriceType", "")
                .put("currency", listing.quoteCurrency())
                .put("settlCurrency", listing.settlement())
                .put("ordType", OrderWords.type(order.type()))
                .put("timeInForce", OrderWords.timeInForce(order))
                .put("execInst", OrderWords.instructions(order))
                .put("contingencyType", "")
                .put("exDestination", "XBME")
                .put("ordStatus", OrderWords.status(order.status()))
                .put("triggered", "")
                .put("workingIndicator", open)
                .put("ordRejReason", "")
                .putNull("simpleLeavesQty")
                .put("leavesQty", open ? listing.contracts(order.remainingLots()) : 0)
                .putNull("simpleCumQty")
                .put("cumQty", listing.contracts(order.executedLots()))
                .put("avgPx", listing.average(listing.contracts(order.executedLots()), order.executedQuoteQuanta()))
                .put("multiLegReportingType", "SingleSecurity")
                .put("text", OrderWords.text(order))
                .put("transactTime", Iso.text(order.updatedNanos()))
                .put("timestamp", Iso.text(order.updatedNanos()));
    }

    private static void head(ObjectNode row, Listing listing, int account) {
        row.put("clOrdLinkID", "").put("account", AccountNumbers.of(account)).put("symbol", listing.symbol());
    }

    /** What of an order changes while it lives, and what tells it apart. */
    static ObjectNode orderChange(Listing listing, OrderInfo order) {
        ObjectNode whole = order(listing, order);
        return whole.retain(
                "orderID",
                "clOrdID",
                "account",
                "symbol",
                "ordStatus",
                "workingIndicator",
                "leavesQty",
                "cumQty",
                "avgPx",
                "text",
                "transactTime",
                "timestamp");
    }

    /**
     * Something that happened to an order.
     *
     * @param feePpb rate of the commission if it is a trade
     * @param number of the execution in its account
     */
    static ObjectNode execution(Listing listing, ExecutionReport report, long feePpb, long number) {
        OrderInfo order = report.order();
        ObjectNode row = Json.object().put("execID", Ids.execution(order.account(), number));
        row.setAll(order(listing, order));
        FillInfo fill = report.fill();
        String type = switch (report.type()) {
            case NEW -> "New";
            case TRADE -> "Trade";
            case CANCELED, EXPIRED -> "Canceled";
        };
        row.put("execType", type)
                .putNull("lastQty")
                .putNull("lastPx")
                .put("lastMkt", "")
                .put("lastLiquidityInd", "")
                .putNull("underlyingLastPx")
                .putNull("commission")
                .put("tradePublishIndicator", "")
                .put("trdMatchID", Ids.NONE)
                .putNull("execCost")
                .putNull("execComm")
                .putNull("homeNotional")
                .putNull("foreignNotional");
        if (fill != null) {
            fill(row, listing, fill, feePpb);
        }
        String time = Iso.text(report.timeNanos());
        return row.put("transactTime", time).put("timestamp", time);
    }

    private static void fill(ObjectNode row, Listing listing, FillInfo fill, long feePpb) {
        row.put("lastQty", listing.contracts(fill.lots()))
                .put("lastPx", listing.price(fill.priceTicks()))
                .put("lastMkt", "XBME")
                .put("lastLiquidityInd", fill.maker() ? "AddedLiquidity" : "RemovedLiquidity")
                .put("commission", Listing.rate(feePpb))
                .put("tradePublishIndicator", fill.maker() ? "DoNotPublishTrade" : "PublishTrade")
                .put("trdMatchID", Ids.trade(fill.market(), fill.tradeId()))
                .put("execCost", -listing.instrument().cashQuanta(fill.side(), fill.priceTicks(), fill.lots()))
                .put("execComm", fill.commissionQuanta())
                .put("homeNotional", listing.homeNotional(fill.side(), fill.priceTicks(), fill.lots()))
                .put("foreignNotional", listing.foreignNotional(fill.side(), fill.priceTicks(), fill.lots()));
    }

    /**
     * Funding that was paid, which the protocol tells as an execution of no order.
     *
     * @param heldContracts with a sign
     */
    static ObjectNode funding(Listing listing, FundingInfo funding, long heldContracts, long number) {
        ObjectNode row = Json.object()
                .put("execID", Ids.execution(funding.account(), number))
                .put("orderID", Ids.NONE)
                .put("clOrdID", "");
        head(row, listing, funding.account());
        long contracts = Math.abs(heldContracts);
        Side side = heldContracts >= 0 ? Side.BUY : Side.SELL;
        String time = Iso.text(funding.timeNanos());
        return row.put("side", "")
                .put("lastQty", contracts)
                .put("lastPx", listing.price2(funding.mark2Ticks()))
                .putNull("underlyingLastPx")
                .put("lastMkt", "XBME")
                .put("lastLiquidityInd", "")
                .put("orderQty", contracts)
                .put("price", listing.price2(funding.mark2Ticks()))
                .put("currency", listing.quoteCurrency())
                .put("settlCurrency", listing.settlement())
                .put("execType", "Funding")
                .put("ordType", "Limit")
                .put("timeInForce", "AtTheClose")
                .put("execInst", "")
                .put("exDestination", "XBME")
                .put("ordStatus", "Filled")
                .put("workingIndicator", false)
                .put("ordRejReason", "")
                .put("leavesQty", 0)
                .put("cumQty", contracts)
                .put("avgPx", listing.price2(funding.mark2Ticks()))
                .put("commission", Listing.rate(side == Side.BUY ? funding.ratePpb() : -funding.ratePpb()))
                .put("tradePublishIndicator", "")
                .put("text", "Funding")
                .put("trdMatchID", Ids.NONE)
                .put("execCost", listing.instrument().markQuanta(heldContracts, funding.mark2Ticks()))
                .put("execComm", -funding.quanta())
                .putNull("homeNotional")
                .putNull("foreignNotional")
                .put("transactTime", time)
                .put("timestamp", time);
    }
}
