package dev.flowmaker.config;

import com.typesafe.config.ConfigObject;
import dev.flowmaker.exchange.FeeSchedule;
import dev.flowmaker.exchange.FundingTerms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a market charges and pays where it is simulated: block {@code simulation} of a market.
 *
 * @param tiers by volume; none means the instrument's own rates
 * @param in what commissions are taken in
 * @param third read where that is a third asset
 * @param traded in the 30 days before the start
 * @param funding of a perpetual
 */
public record MarketSimulation(List<Tier> tiers, FeeSchedule.In in, Third third, Amount traded, Funding funding) {
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;

    /** Rates from a volume on. */
    public record Tier(Amount from, long makerPpb, long takerPpb) {}

    /** A third asset: how much of which there is at the start, at what discount, and what one of it costs. */
    public record Third(Amount balance, long discountPpb, Amount price) {}

    /** Where the rate comes from, {@code null} for no funding. */
    public record Funding(
            FundingTerms.@Nullable Rate rate,
            long ratePpb,
            long intervalNanos,
            String index,
            long dampPpb,
            long capPpb) {}

    static MarketSimulation read(Section at, String quoteAsset) {
        Section fees = at.section("fees");
        List<Tier> tiers = new ArrayList<>();
        ConfigObject nothing = at.object().withOnlyKey("");
        for (Section tier : fees.sections("tiers", nothing, nothing)) {
            tiers.add(new Tier(
                    tier.amount("from", quoteAsset),
                    tier.read("maker", 0L, Units::signedPpb),
                    tier.read("taker", 0L, Units::signedPpb)));
        }
        for (int i = 0; i < tiers.size(); i++) {
            BigDecimal from = tiers.get(i).from().value();
            boolean inOrder = i == 0
                    ? from.signum() == 0
                    : from.compareTo(tiers.get(i - 1).from().value()) > 0;
            if (!inOrder && fees.sound("tiers")) {
                fees.problem("tiers", "must begin with from = 0 " + quoteAsset + " and go on in the order of from");
            }
        }
        Section thirdAt = fees.section("third");
        Third third = new Third(
                thirdAt.amount("balance", ""), thirdAt.ppb("discount"), unlessNone(thirdAt, "price", quoteAsset));
        FeeSchedule.In in = fees.choice("in", FeeSchedule.In.class);
        if (in == FeeSchedule.In.THIRD && third.price().value().signum() == 0 && thirdAt.sound("price")) {
            thirdAt.problem(
                    "price", "is 0: write what one " + third.balance().asset() + " costs, such as 600 " + quoteAsset);
        }
        Amount traded = unlessNone(fees, "traded", quoteAsset);
        return new MarketSimulation(tiers, in, third, traded, funding(at.section("funding")));
    }

    /** An amount of the quote asset; the default is 0 of none. */
    private static Amount unlessNone(Section at, String key, String quoteAsset) {
        return at.textOr(key, "").equals("none") ? new Amount(BigDecimal.ZERO, quoteAsset) : at.amount(key, quoteAsset);
    }

    static Funding funding(Section at) {
        String rate = at.text("rate");
        FundingTerms.Rate kind = switch (rate) {
            case "none" -> null;
            case "recorded" -> FundingTerms.Rate.RECORDED;
            case "premium" -> FundingTerms.Rate.PREMIUM;
            default -> FundingTerms.Rate.FIXED;
        };
        long fixedPpb = kind == FundingTerms.Rate.FIXED
                ? at.read("rate", 0L, text -> {
                    try {
                        return Units.signedPpb(text);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(
                                Units.quoted(text) + " is neither none, recorded, premium nor a rate such as 0.01 %",
                                e);
                    }
                })
                : 0;
        long interestPpb = at.read("interest", 0L, Units::signedPpb);
        long interval = at.nanos("interval", SECOND, 30 * DAY);
        if (at.sound("interval") && interval % SECOND != 0) {
            at.problem("interval", "must be whole seconds");
        }
        String index = at.text("index");
        if (kind == FundingTerms.Rate.PREMIUM && index.isEmpty()) {
            at.problem("index", "is empty: name the market whose mid is the index, such as BTC/USDT");
        }
        return new Funding(
                kind,
                kind == FundingTerms.Rate.PREMIUM ? interestPpb : fixedPpb,
                interval,
                index,
                at.ppb("damp"),
                at.ppb("cap"));
    }
}
