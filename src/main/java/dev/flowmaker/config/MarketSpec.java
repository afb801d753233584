package dev.flowmaker.config;

import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.TouchFeed;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.Distance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One market as configured: proved in itself, amounts still in units of assets. */
public final class MarketSpec {
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{2,12}/[A-Z0-9]{2,12}");
    private static final long HOUR = 3_600_000_000_000L;
    private static final long DAY = 24 * HOUR;

    final Section at;
    final String symbol;
    final String base;
    final String quoteAsset;
    final BookSettings book;
    final SignalSpec signal;
    final OrderSettings order;

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
        this.at = at;
        symbol = symbol(at);
        int slash = symbol.indexOf('/');
        base = slash < 0 ? "" : symbol.substring(0, slash);
        quoteAsset = slash < 0 ? "" : symbol.substring(slash + 1);
        book = book(at.section("book"));
        signal = new SignalSpec(at.section("signals"), at.section("alpha"));
        orderAt = at.section("order");
        order = order(orderAt);

        quote = at.section("quote");
        model = new ModelSpec(quote);
        halfSpread = quote.distance("half-spread");
        feeFloor = quote.flag("fee-floor");
        minEdge = quote.distance("min-edge");
        levels = quote.count("levels", 1, 20);
        levelSpacing = quote.distance("level-spacing");
        size = quote.amount("size", base);
        sizeFactor = quote.decimal("size-factor", 0.01, 100);
        priceFloor = quote.amountIfAny("price-floor", quoteAsset);
        priceCeiling = quote.amountIfAny("price-ceiling", quoteAsset);
        pauseAfterFillNanos = quote.nanos("pause-after-fill", 0, HOUR);

        inventory = quote.section("inventory");
        target = "opening".equals(inventory.textOr("target", "")) ? null : inventory.amount("target", base);
        priceSkewMicroTicks = inventory.microTicks("price-skew");
        sizeSkewPpm = inventory.ppm("size-skew");

        risk = at.section("risk");
        maxOrderSize = risk.amount("max-order-size", base);
        maxOrderNotional = risk.amount("max-order-notional", quoteAsset);
        maxLong = risk.amount("max-long", base);
        maxShort = risk.amount("max-short", base);
        collarPpb = risk.ppb("price-collar");
        orderRate = risk.rate("max-orders");
        maxOpenOrders = risk.count("max-open-orders", 1, 1000);
        limits = new RiskSpec(risk, quoteAsset, orderRate);
        MarketChecks.check(this);
    }

    public String symbol() {
        return symbol;
    }

    public BookSettings book() {
        return book;
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
        return at.read("symbol", "", text -> {
            if (!SYMBOL.matcher(text).matches()) {
                throw new IllegalArgumentException(Units.quoted(text) + " is not a market such as BTC/USDT");
            }
            return text;
        });
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
