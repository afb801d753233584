package dev.flowmaker.config;

import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.engine.PolicySettings;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.Symbol;
import dev.flowmaker.core.market.TouchFeed;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.Distance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One market as configured: proved in itself, amounts still in units of assets. */
public final class MarketSpec {
    private static final long HOUR = 3_600_000_000_000L;
    private static final long DAY = 24 * HOUR;

    final Section at;
    final String symbol;
    /** Index of its venue. */
    final int venue;
    /** What is held: the base asset, or the perpetual itself. */
    final String base;
    /** What is paid: the quote asset, or what a perpetual is settled in. */
    final String quoteAsset;
    /** What quantities are written in. */
    final String unit;

    final @Nullable Symbol name;
    final ContractSpec contract;
    final MarketSimulation simulation;
    final BookSettings book;
    final SignalSpec signal;
    final OrderSettings order;
    final PolicySettings policy;

    final Section orderAt;
    final Section quote;
    final ModelSpec model;
    final Distance halfSpread;
    final boolean feeFloor;
    final Distance minEdge;
    final int levels;
    final Distance levelSpacing;
    final Amount size;
    final double sizeFactor;
    final @Nullable Amount priceFloor;
    final @Nullable Amount priceCeiling;
    final long pauseAfterFillNanos;

    final Section inventory;
    /** Null for what is held at start. */
    final @Nullable Amount target;

    final long priceSkewMicroTicks;
    final long sizeSkewPpm;

    final Section risk;
    final Amount maxOrderSize;
    final Amount maxOrderNotional;
    final Amount maxLong;
    final Amount maxShort;
    final long collarPpb;
    final Rate orderRate;
    final int maxOpenOrders;
    final RiskSpec limits;

    MarketSpec(Section at) {
        this(at, List.of());
    }

    /** @param venues names of the venues, of which it must name one when there are several */
    MarketSpec(Section at, List<String> venues) {
        this.at = at;
        symbol = symbol(at);
        venue = VenueBlocks.indexOf(at, venues);
        name = symbol.isEmpty() ? null : Symbol.parse(symbol);
        base = name == null ? "" : name.isPerpetual() ? symbol : name.base();
        quoteAsset = name == null ? "" : name.settlement();
        String priceAsset = name == null ? "" : name.quote();
        contract = new ContractSpec(at.section("contract"), name);
        simulation = MarketSimulation.read(at.section("simulation"), quoteAsset);
        book = book(at.section("book"));
        signal = new SignalSpec(at.section("signals"), at.section("alpha"));
        orderAt = at.section("order");
        order = order(orderAt);
        policy = PolicySpec.read(at.section("policies"));

        quote = at.section("quote");
        unit = unit(name, quote.textOr("size", ""));
        model = new ModelSpec(quote);
        halfSpread = quote.distance("half-spread");
        feeFloor = quote.flag("fee-floor");
        minEdge = quote.distance("min-edge");
        levels = quote.count("levels", 1, 20);
        levelSpacing = quote.distance("level-spacing");
        size = quote.amount("size", unit);
        sizeFactor = quote.decimal("size-factor", 0.01, 100);
        priceFloor = quote.amountIfAny("price-floor", priceAsset);
        priceCeiling = quote.amountIfAny("price-ceiling", priceAsset);
        pauseAfterFillNanos = quote.nanos("pause-after-fill", 0, HOUR);

        inventory = quote.section("inventory");
        target = "opening".equals(inventory.textOr("target", "")) ? null : inventory.amount("target", unit);
        priceSkewMicroTicks = inventory.microTicks("price-skew");
        sizeSkewPpm = inventory.ppm("size-skew");

        risk = at.section("risk");
        maxOrderSize = risk.amount("max-order-size", unit);
        maxOrderNotional = risk.amount("max-order-notional", quoteAsset);
        maxLong = risk.amount("max-long", unit);
        maxShort = risk.amount("max-short", unit);
        collarPpb = risk.ppb("price-collar");
        orderRate = risk.rate("max-orders");
        maxOpenOrders = risk.count("max-open-orders", 1, 1000);
        limits = new RiskSpec(risk, quoteAsset, orderRate);
        MarketChecks.check(this);
    }

    public String symbol() {
        return symbol;
    }

    /** The contract of a perpetual where the venue or the tape does not say it. */
    public ContractSpec contract() {
        return contract;
    }

    /** What is charged and paid where it is simulated. */
    public MarketSimulation simulation() {
        return simulation;
    }

    public BookSettings book() {
        return book;
    }

    /** Contracts where the size is in contracts, else what a contract is so much of: a market has one unit. */
    private static String unit(@Nullable Symbol name, String size) {
        if (name == null) {
            return "";
        }
        if (name.isPerpetual() && size.endsWith(Units.CONTRACTS)) {
            return Units.CONTRACTS;
        }
        return name.kind() == ContractKind.INVERSE ? name.quote() : name.base();
    }

    /** Size of each level as configured, before it is cut to whole lots. */
    List<BigDecimal> levelSizes() {
        List<BigDecimal> sizes = new ArrayList<>();
        BigDecimal next = size.value();
        for (int i = 0; i < levels; i++) {
            sizes.add(next);
            next = next.multiply(BigDecimal.valueOf(sizeFactor));
        }
        return sizes;
    }

    static String symbol(Section at) {
        return at.read("symbol", "", text -> Symbol.parse(text).text());
    }

    static BookSettings book(Section at) {
        return new BookSettings(
                at.count("depth", 1, 5000),
                at.nanos("stale-after", 10_000_000L, HOUR),
                at.count("warmup-frames", 0, 10_000),
                at.choice("touch", TouchFeed.class),
                at.nanos("min-life", 0, 60_000_000_000L));
    }

    private static OrderSettings order(Section at) {
        return new OrderSettings(
                at.microTicks("requote-threshold"),
                at.nanos("min-age", 0, HOUR),
                at.nanosOr("max-age", "never", 1_000_000L, 30 * DAY),
                at.nanos("query-after", 1_000_000L, HOUR),
                at.nanos("query-backoff-max", 1_000_000L, HOUR),
                at.nanos("ack-timeout", 10_000_000L, HOUR),
                at.nanos("settled-after", 10_000_000L, HOUR),
                at.ppm("resize-threshold"),
                at.nanos("pause-after-reject", 0, HOUR));
    }
}
