package dev.flowmaker.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerSettings;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.RequestLimits;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.risk.SharedRiskSettings;
import dev.flowmaker.core.risk.VenueLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The block {@code flowmaker.risk}: limits and breakers over all markets, amounts still in units of assets. */
public final class SharedRiskSpec {
    private final Section account;
    private final Section dayLossAt;
    private final Section drawdownAt;
    /** By venue. */
    private final List<VenueLimits> venues = new ArrayList<>();

    private final Map<String, Amount> maxPosition;
    private final Map<String, Amount> maxGross;
    private final Map<String, Amount> maxDayLoss;
    private final Map<String, Amount> maxDrawdown;
    private final long dayStartNanos;
    private final List<BreakerSettings> breakers;

    /**
     * @param venueBlocks of the venues; their blocks {@code risk} differ from {@code risk.venue}
     * @param markets all of them: limits of money must cover each one's quote asset
     */
    SharedRiskSpec(Section at, List<Section> venueBlocks, List<MarketSpec> markets) {
        dayStartNanos = at.read("day-start", 0L, Units::timeOfDay);
        readVenues(at.section("venue"), venueBlocks, markets);
        account = at.section("account");
        maxPosition = amounts(account, "max-position");
        maxGross = amounts(account, "max-gross");
        Section breakersAt = at.section("breakers");
        BreakerSpec spec = new BreakerSpec(breakersAt);
        spec.longer(BreakerKind.FEED_SILENCE, "after");
        spec.longer(BreakerKind.INBOX_LAG, "lag", "updates");
        spec.longer(BreakerKind.CLOCK_SKEW, "skew", "updates");
        dayLossAt = spec.block(BreakerKind.ACCOUNT_DAY_LOSS.text());
        maxDayLoss = amounts(dayLossAt, "limits");
        spec.reaction(BreakerKind.ACCOUNT_DAY_LOSS, dayLossAt);
        drawdownAt = spec.block(BreakerKind.ACCOUNT_DRAWDOWN.text());
        maxDrawdown = amounts(drawdownAt, "limits");
        spec.reaction(BreakerKind.ACCOUNT_DRAWDOWN, drawdownAt);
        breakers = spec.settings();
        check(markets, breakersAt);
    }

    /** What one venue alone needs of it. */
    SharedRiskSpec of(int venue) {
        return new SharedRiskSpec(this, venue);
    }

    private SharedRiskSpec(SharedRiskSpec all, int venue) {
        account = all.account;
        dayLossAt = all.dayLossAt;
        drawdownAt = all.drawdownAt;
        venues.add(all.venues.get(venue));
        maxPosition = all.maxPosition;
        maxGross = all.maxGross;
        maxDayLoss = all.maxDayLoss;
        maxDrawdown = all.maxDrawdown;
        dayStartNanos = all.dayStartNanos;
        breakers = all.breakers;
    }

    private void readVenues(Section usual, List<Section> blocks, List<MarketSpec> markets) {
        RequestLimits requests = RiskSpec.requests(usual, usual.rate("max-orders"));
        int maxOpenOrders = usual.count("max-open-orders", 1, 100_000);
        for (int venue = 0; venue < blocks.size(); venue++) {
            int index = venue;
            int quotes = markets.stream()
                    .filter(market -> market.venue == index)
                    .mapToInt(market -> 2 * market.levels)
                    .sum();
            Section own = blocks.get(venue).section("risk");
            boolean ownRate = own.has("max-orders");
            boolean ownCount = own.has("max-open-orders");
            boolean ownRatio = own.value("order-to-trade") instanceof ConfigObject ratio && !ratio.isEmpty();
            if (!ownRate && !ownRatio && !ownCount) {
                venues.add(new VenueLimits(requests, maxOpenOrders));
            } else {
                Section whole = blocks.get(venue).sectionOver("risk", usual.object());
                venues.add(new VenueLimits(
                        RiskSpec.requests(whole, whole.rate("max-orders")),
                        whole.count("max-open-orders", 1, 100_000)));
            }
            check(ownRate ? own : usual, ownCount ? own : usual, venues.get(venue), quotes);
        }
    }

    private static void check(Section rateAt, Section countAt, VenueLimits limits, int quotes) {
        int maxOpenOrders = limits.maxOpenOrders();
        int maxOrders = limits.requests().maxOrders();
        if (countAt.sound("max-open-orders") && maxOpenOrders < quotes) {
            countAt.problem(
                    "max-open-orders", maxOpenOrders + " is less than the " + quotes + " quotes of all markets");
        }
        if (rateAt.sound("max-orders") && maxOrders < quotes) {
            rateAt.problem("max-orders", maxOrders + " is less than the " + quotes + " quotes of all markets");
        }
    }

    private void check(List<MarketSpec> markets, Section breakersAt) {
        covers(account, "max-gross", maxGross, markets);
        covers(dayLossAt, "limits", maxDayLoss, markets);
        covers(drawdownAt, "limits", maxDrawdown, markets);
        for (String asset : maxPosition.keySet()) {
            if (markets.stream().noneMatch(m -> m.base.equals(asset) || m.quoteAsset.equals(asset))) {
                account.problem("max-position", "no market trades " + asset + ": take it out");
            }
        }
        for (BreakerKind kind : List.of(BreakerKind.FEED_SILENCE, BreakerKind.INBOX_LAG, BreakerKind.CLOCK_SKEW)) {
            Reaction reaction = breakers.get(kind.ordinal()).reaction();
            for (MarketSpec market : markets) {
                if (reaction == Reaction.WIDEN && market.limits.widenBy.equals(Distance.ZERO)) {
                    breakersAt.problem(
                            kind.text(), "its reaction is widen, and risk.widen-by of " + market.symbol + " is 0");
                }
            }
        }
    }

    /** An amount of one asset says nothing of another: where there is a limit at all, every quote asset has its own. */
    private static void covers(Section at, String key, Map<String, Amount> limits, List<MarketSpec> markets) {
        if (limits.isEmpty() || !at.sound(key)) {
            return;
        }
        for (MarketSpec market : markets) {
            if (!market.quoteAsset.isEmpty() && !limits.containsKey(market.quoteAsset)) {
                at.problem(
                        key,
                        "has no limit in " + market.quoteAsset + ", which " + market.symbol
                                + " is quoted in, and amounts of other assets say nothing of it: add one, such as \"100 "
                                + market.quoteAsset + "\"");
                return;
            }
        }
        for (String asset : limits.keySet()) {
            if (markets.stream().noneMatch(market -> market.quoteAsset.equals(asset))) {
                at.problem(key, "no market is quoted in " + asset + ": take it out");
            }
        }
    }

    /** A list of amounts, one an asset. */
    static Map<String, Amount> amounts(Section at, String key) {
        Map<String, Amount> amounts = new LinkedHashMap<>();
        if (!(at.value(key) instanceof ConfigList list)) {
            at.problem(key, "must be a list of amounts, one an asset: " + key + " = [ 500 USDT ]");
            return amounts;
        }
        for (ConfigValue item : list) {
            try {
                Amount amount = Units.amount(String.valueOf(item.unwrapped()));
                if (amount.value().signum() == 0) {
                    at.problem(key, amount + " is 0: nothing could be traded; leave it out for no limit");
                } else if (amounts.put(amount.asset(), amount) != null) {
                    at.problem(key, "has two amounts of " + amount.asset());
                }
            } catch (IllegalArgumentException e) {
                at.problem(key, String.valueOf(e.getMessage()));
            }
        }
        return amounts;
    }

    /** The same by the assets of a session. */
    SharedRiskSettings resolve(List<Asset> assets) {
        return new SharedRiskSettings(
                List.copyOf(venues),
                quanta(account, "max-position", maxPosition, assets),
                quanta(account, "max-gross", maxGross, assets),
                quanta(dayLossAt, "limits", maxDayLoss, assets),
                quanta(drawdownAt, "limits", maxDrawdown, assets),
                dayStartNanos,
                breakers);
    }

    private static List<Long> quanta(Section at, String key, Map<String, Amount> amounts, List<Asset> assets) {
        List<Long> quanta = new ArrayList<>();
        for (Asset asset : assets) {
            Amount amount = amounts.get(asset.code());
            if (amount == null) {
                quanta.add(RiskSettings.UNLIMITED);
                continue;
            }
            BigDecimal exact = amount.value().movePointRight(asset.scale()).stripTrailingZeros();
            boolean whole = exact.scale() <= 0;
            boolean small = exact.compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 4)) <= 0;
            if (!whole) {
                at.problem(
                        key,
                        amount + " is finer than the " + asset.scale() + " decimals of " + asset.code()
                                + " that are counted");
            } else if (!small) {
                at.problem(key, amount + " is too large to count exactly");
            }
            quanta.add(whole && small ? exact.longValueExact() : 0L);
        }
        return quanta;
    }
}
