package dev.flowmaker.config;

import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerSettings;
import dev.flowmaker.core.risk.MarginLimits;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.RequestLimits;
import dev.flowmaker.core.risk.RiskSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a market's block {@code risk} says beyond the limits of an order: collars, gross, requests for each trade, breakers. */
final class RiskSpec {
    private static final String UNLIMITED = "unlimited";
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;

    /** A loss limit as written: an amount, or a share of what the largest position is worth. */
    record Loss(@Nullable Amount amount, long ppb) {}

    final Section at;
    final long tradeCollarPpb;
    final long referenceCollarPpb;
    final long referenceNanos;
    /** Null where it is unlimited. */
    final @Nullable Amount maxGross;

    final RequestLimits requests;
    final Distance widenBy;
    final Section dayLossAt;
    final Loss dayLoss;
    final Section drawdownAt;
    final Loss drawdown;
    final List<BreakerSettings> breakers;
    final MarginLimits margin;

    RiskSpec(Section at, String quoteAsset, Rate orderRate) {
        this.at = at;
        tradeCollarPpb = collar("price-collar-trade");
        referenceCollarPpb = collar("price-collar-reference");
        referenceNanos = at.nanos("reference-time", SECOND / 1000, DAY);
        maxGross = UNLIMITED.equals(at.textOr("max-gross", "")) ? null : at.amount("max-gross", quoteAsset);
        if (maxGross != null && at.sound("max-gross") && maxGross.value().signum() == 0) {
            at.problem("max-gross", "is 0: no order could pass");
        }
        requests = requests(at, orderRate);
        widenBy = at.distance("widen-by");
        BreakerSpec spec = new BreakerSpec(at.section("breakers"));
        spec.times(BreakerKind.STALE_BOOK);
        spec.times(BreakerKind.CROSSED_BOOK);
        spec.share(BreakerKind.VOLATILITY, "move", "within");
        spec.times(BreakerKind.FILL_RATE);
        spec.average(BreakerKind.MARKOUT, "loss", "trades");
        spec.times(BreakerKind.REJECTS);
        dayLossAt = spec.block(BreakerKind.DAY_LOSS.text());
        dayLoss = loss(dayLossAt, quoteAsset);
        spec.reaction(BreakerKind.DAY_LOSS, dayLossAt);
        drawdownAt = spec.block(BreakerKind.DRAWDOWN.text());
        drawdown = loss(drawdownAt, quoteAsset);
        spec.reaction(BreakerKind.DRAWDOWN, drawdownAt);
        spec.level(BreakerKind.MARGIN, "share", block -> block.ppb("share"));
        spec.level(BreakerKind.LEVERAGE, "above", block -> milli(block, "above"));
        spec.level(BreakerKind.LIQUIDATION, "distance", block -> block.ppb("distance"));
        breakers = spec.settings();
        margin = margin(at);
        if (widenBy.equals(Distance.ZERO) && at.sound("widen-by") && spec.anyReacts(Reaction.WIDEN)) {
            at.problem("widen-by", "is 0, and a breaker's reaction is widen: nothing would change");
        }
    }

    private static MarginLimits margin(Section at) {
        long share = at.ppb("max-margin");
        if (at.sound("max-margin") && (share == 0 || share > 1_000_000_000L)) {
            at.problem("max-margin", "must be above 0 and at most 100 %");
        }
        return new MarginLimits(
                share,
                UNLIMITED.equals(at.textOr("max-leverage", "")) ? RiskSettings.UNLIMITED : milli(at, "max-leverage"),
                at.ppb("min-liquidation-distance"));
    }

    private static long milli(Section at, String key) {
        return StrictMath.round(at.decimal(key, 0.001, 1000) * 1000);
    }

    private long collar(String key) {
        long ppb = at.read(
                key, RiskSettings.UNLIMITED, text -> text.equals(UNLIMITED) ? RiskSettings.UNLIMITED : Units.ppb(text));
        if (ppb == 0 && at.sound(key)) {
            at.problem(key, "is 0: no order could pass");
        }
        return ppb;
    }

    /** {@code order-to-trade} of a block, with the rate that is beside it. */
    static RequestLimits requests(Section at, Rate orderRate) {
        Section ratio = at.section("order-to-trade");
        int each = ratio.countOr("each", UNLIMITED, 1, 1_000_000);
        int free = ratio.count("free", 1, 10_000_000);
        long window = ratio.nanos("window", SECOND, DAY);
        return new RequestLimits(orderRate.count(), orderRate.windowNanos(), each, free, window);
    }

    private static Loss loss(Section block, String quoteAsset) {
        Loss none = new Loss(null, 1);
        Loss loss = block.read("limit", none, text -> {
            if (text.endsWith("%") || text.endsWith("bps")) {
                return new Loss(null, Units.ppb(text));
            }
            Amount amount = Units.amount(text);
            if (!quoteAsset.isEmpty() && !amount.asset().equals(quoteAsset)) {
                throw new IllegalArgumentException(Units.quoted(text)
                        + " is an amount of another asset: profit and loss of this market is in " + quoteAsset);
            }
            return new Loss(amount, 0);
        });
        boolean zero =
                loss.amount() == null ? loss.ppb() == 0 : loss.amount().value().signum() == 0;
        if (zero && block.sound("limit")) {
            block.problem("limit", "is 0: the first loss would trip it; reaction = off switches the breaker off");
        }
        return loss;
    }
}
