package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.FundingTerms;
import dev.flowmaker.exchange.MarketState;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.door.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one market beside its book: its rules, its last trades, its mark, its funding. */
final class InstrumentState {
    private static final int KEPT = 500;
    private static final String FIRST_DAY = "2016-05-13T12:00:00.000Z";
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final Listing listing;
    private final Exchange exchange;
    private final FundingTerms terms;
    private final Depth book;
    private final TradeRows trades;

    private long mark2Ticks;
    private long index2Ticks = Instrument.NO_PRICE;
    private long ratePpb;
    private long fundingNanos;
    private final Deque<RowQuery.Row> fundings = new ArrayDeque<>();
    private Terms told;

    /** What of a market the venue may change. */
    private record Terms(MarketState state, Rules rules, long endsNanos) {}

    InstrumentState(Listing listing, Exchange exchange, TradeRows trades) {
        this.listing = listing;
        this.exchange = exchange;
        this.trades = trades;
        terms = exchange.settings().markets().get(listing.market()).funding();
        book = exchange.depth(listing.market());
        mark2Ticks = exchange.mark2Ticks(listing.market());
        ratePpb = terms.rate() == FundingTerms.Rate.FIXED ? terms.ratePpb() : 0;
        int market = listing.market();
        told = new Terms(exchange.state(market), exchange.rules(market), exchange.endsNanos(market));
    }

    /** It was marked; returns the row of a funding that was paid then, or null. */
    @Nullable
    ObjectNode marked(long mark2, long index2, long rate, long nextFundingNanos) {
        mark2Ticks = mark2;
        index2Ticks = index2;
        long before = fundingNanos;
        ratePpb = rate;
        fundingNanos = nextFundingNanos;
        if (before == 0 || before == nextFundingNanos) {
            return null;
        }
        ObjectNode row = Json.object()
                .put("timestamp", Iso.text(before))
                .put("symbol", listing.symbol())
                .put("fundingInterval", Iso.interval(terms.intervalNanos()))
                .put("fundingRate", Listing.rate(rate))
                .put("fundingRateDaily", daily(rate));
        fundings.addLast(new RowQuery.Row(before, row));
        if (fundings.size() > KEPT) {
            fundings.removeFirst();
        }
        return row;
    }

    private BigDecimal daily(long rate) {
        return Listing.rate(rate)
                .multiply(BigDecimal.valueOf(DAY_NANOS))
                .divide(BigDecimal.valueOf(terms.intervalNanos()), 9, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }

    /** Fundings that were paid, the oldest first. */
    List<RowQuery.Row> fundings() {
        return List.copyOf(fundings);
    }

    long mark2Ticks() {
        return mark2Ticks;
    }

    /** The row of the table {@code instrument}. */
    ObjectNode row(long nowNanos) {
        Instrument rules = listing.instrument();
        ObjectNode row = Json.object()
                .put("symbol", listing.symbol())
                .put("rootSymbol", listing.root())
                .put("typ", "FFWCSX")
                .put("listing", FIRST_DAY)
                .put("front", FIRST_DAY)
                .put("positionCurrency", listing.positionCurrency())
                .put("underlying", listing.root())
                .put("quoteCurrency", listing.quoteCurrency())
                .put("underlyingSymbol", listing.root() + "=")
                .put("reference", "BMEX")
                .put("referenceSymbol", ".B" + listing.root())
                .put("maxPrice", listing.price(rules.maxPriceTicks()))
                .put("multiplier", listing.multiplier())
                .put("settlCurrency", listing.settlement())
                .put("underlyingToPositionMultiplier", listing.inverse() ? null : listing.contractsPerUnit())
                .put(
                        "underlyingToSettleMultiplier",
                        listing.inverse() ? listing.settlementUnits().negate() : null)
                .put("quoteToSettleMultiplier", listing.inverse() ? null : listing.settlementUnits())
                .put("isQuanto", false)
                .put("isInverse", listing.inverse())
                .put("initMargin", Listing.rate(rules.contract().initialMarginPpb()))
                .put("maintMargin", Listing.rate(rules.contract().maintenanceMarginPpb()))
                .put("taxed", true)
                .put("deleverage", false)
                .put("settlementFee", 0)
                .put("fundingInterval", terms.intervalNanos() == 0 ? null : Iso.interval(terms.intervalNanos()))
                .put("openingTimestamp", Iso.text(Math.floorDiv(nowNanos, DAY_NANOS) * DAY_NANOS))
                .put("fairMethod", "FundingRate")
                .put("markMethod", "FairPrice");
        row.setAll(terms());
        row.setAll(figures(nowNanos));
        return row;
    }

    /** What of the row the venue may change: its state and its rules. */
    private ObjectNode terms() {
        Rules now = exchange.rules(listing.market());
        long endsNanos = exchange.endsNanos(listing.market());
        String ends = endsNanos == 0 ? null : Iso.text(endsNanos);
        return Json.object()
                .put("symbol", listing.symbol())
                .put("state", stateWord())
                .put("expiry", ends)
                .put("settle", ends)
                .put("maxOrderQty", listing.contracts(now.maxLots()))
                .put("lotSize", listing.contracts(now.lotMultiple()))
                .put("tickSize", listing.price(now.tickMultiple()))
                .put("makerFee", Listing.rate(now.makerFeePpb()))
                .put("takerFee", Listing.rate(now.takerFeePpb()));
    }

    private String stateWord() {
        return switch (exchange.state(listing.market())) {
            case OPEN -> "Open";
            case HALTED -> "Closed";
            case GONE -> "Unlisted";
        };
    }

    /** The state and rules when they are not what they were when this was asked last, else null. */
    @Nullable
    ObjectNode changedTerms(long nowNanos) {
        int market = listing.market();
        Terms now = new Terms(exchange.state(market), exchange.rules(market), exchange.endsNanos(market));
        if (now.equals(told)) {
            return null;
        }
        told = now;
        return terms().put("timestamp", Iso.text(nowNanos));
    }

    /** What changes in the row. */
    ObjectNode figures(long nowNanos) {
        BigDecimal mark = listing.price2(mark2Ticks);
        ObjectNode figures = Json.object()
                .put("symbol", listing.symbol())
                .put("fundingTimestamp", fundingNanos == 0 ? null : Iso.text(fundingNanos))
                .put("fundingRate", Listing.rate(ratePpb))
                .put("indicativeFundingRate", Listing.rate(ratePpb))
                .put("bidPrice", best(Side.BUY))
                .put("midPrice", listing.price2(book.mid2Ticks()))
                .put("askPrice", best(Side.SELL))
                .put("hasLiquidity", book.mid2Ticks() != Instrument.NO_PRICE)
                .put("fairPrice", mark)
                .put("markPrice", mark)
                .put("indicativeSettlePrice", listing.price2(index2Ticks));
        trades.figures(figures);
        return figures.put("timestamp", Iso.text(nowNanos));
    }

    private @Nullable BigDecimal best(Side side) {
        return book.levels(side) == 0 ? null : listing.price(book.priceTicks(side, 0));
    }

    /** The row of the table {@code quote}. */
    ObjectNode quote(long nowNanos) {
        ObjectNode row = Json.object().put("timestamp", Iso.text(nowNanos)).put("symbol", listing.symbol());
        quote(row, Side.BUY, "bid");
        quote(row, Side.SELL, "ask");
        return row;
    }

    private void quote(ObjectNode row, Side side, String name) {
        boolean there = book.levels(side) > 0;
        row.put(name + "Size", there ? listing.contracts(book.lots(side, 0)) : null);
        row.put(name + "Price", there ? listing.price(book.priceTicks(side, 0)) : null);
    }

    /** The latest funding, if there was one. */
    ArrayNode lastFunding() {
        ArrayNode rows = Json.array();
        if (!fundings.isEmpty()) {
            rows.add(fundings.getLast().node());
        }
        return rows;
    }
}
