package dev.flowmaker.config;

import dev.flowmaker.core.quote.ModelKind;
import java.math.BigDecimal;

/** Contradictions between a market's keys that show without knowing the venue's rules. */
final class MarketChecks {
    private MarketChecks() {}

    static void check(MarketSpec market) {
        if (!market.at.sound("symbol")) {
            return;
        }
        sizes(market);
        prices(market);
        market.model.check();
        ages(market);
        rates(market);
    }

    private static void sizes(MarketSpec m) {
        if (!m.quote.sound("size", "size-factor", "levels")) {
            return;
        }
        if (m.size.value().signum() == 0) {
            m.quote.problem("size", "is 0: nothing could be quoted");
            return;
        }
        BigDecimal largest = m.levelSizes().stream().reduce(BigDecimal::max).orElse(m.size.value());
        limitAtLeast(m, "max-order-size", m.maxOrderSize, largest);
        limitAtLeast(m, "max-long", m.maxLong, largest);
        limitAtLeast(m, "max-short", m.maxShort, largest);
        if (m.risk.sound("max-order-notional")) {
            boolean spot = m.name != null && !m.name.isPerpetual();
            if (m.priceFloor != null
                    && spot
                    && m.quote.sound("price-floor")
                    && m.priceFloor.value().multiply(largest).compareTo(m.maxOrderNotional.value()) > 0) {
                m.risk.problem(
                        "max-order-notional",
                        m.maxOrderNotional
                                + " is less than the largest level's value at price-floor: raise it, or lower"
                                + " quote.size");
            } else if (m.maxOrderNotional.value().signum() == 0) {
                m.risk.problem("max-order-notional", "is 0: no order could pass");
            }
        }
    }

    private static void limitAtLeast(MarketSpec m, String key, Amount limit, BigDecimal largest) {
        if (m.risk.sound(key) && limit.value().compareTo(largest) < 0) {
            m.risk.problem(
                    key,
                    limit + " is less than the largest level, " + plain(largest) + " " + m.unit
                            + ": raise it, or lower quote.size or quote.size-factor");
        }
    }

    private static void prices(MarketSpec m) {
        if (m.priceFloor != null
                && m.priceCeiling != null
                && m.quote.sound("price-floor", "price-ceiling")
                && m.priceFloor.value().compareTo(m.priceCeiling.value()) >= 0) {
            m.quote.problem("price-floor", m.priceFloor + " is not below price-ceiling, " + m.priceCeiling);
        }
        boolean fixed = m.model.model.kind() == ModelKind.FIXED;
        if (fixed && m.quote.sound("half-spread")) {
            if (m.halfSpread.microTicks() == 0 && m.halfSpread.ppb() == 0 && !m.feeFloor) {
                m.quote.problem("half-spread", "is 0 with fee-floor off: both sides would quote the fair value itself");
            }
            if (m.halfSpread.ppb() == 0
                    && m.halfSpread.microTicks() > 0
                    && m.order.requoteMicroTicks() > m.halfSpread.microTicks()) {
                m.orderAt.problem(
                        "requote-threshold",
                        "is more than quote.half-spread: an order could stay on the wrong side of the fair value");
            }
        }
        if (m.quote.sound("half-spread", "level-spacing", "levels") && m.risk.sound("price-collar")) {
            long farthest = (fixed ? m.halfSpread.ppb() : 0) + (m.levels - 1) * m.levelSpacing.ppb();
            if (m.collarPpb == 0) {
                m.risk.problem("price-collar", "is 0: no order could pass");
            } else if (farthest > m.collarPpb) {
                m.risk.problem(
                        "price-collar",
                        "is nearer than the last level, " + farthest / 100_000.0
                                + " bps from the fair value: widen it, or" + " quote nearer");
            }
        }
        if (m.quote.sound("level-spacing", "levels")
                && m.levels > 1
                && m.levelSpacing.microTicks() == 0
                && m.levelSpacing.ppb() == 0) {
            m.quote.problem("level-spacing", "is 0 with " + m.levels + " levels: all would have one price");
        }
    }

    private static void ages(MarketSpec m) {
        if (m.orderAt.sound("min-age", "max-age")
                && m.order.maxAgeNanos() > 0
                && m.order.minAgeNanos() >= m.order.maxAgeNanos()) {
            m.orderAt.problem("min-age", "is not below max-age");
        }
        if (m.orderAt.sound("query-after", "query-backoff-max")
                && m.order.queryAfterNanos() > m.order.queryBackoffMaxNanos()) {
            m.orderAt.problem("query-after", "is more than query-backoff-max");
        }
    }

    private static void rates(MarketSpec m) {
        if (!m.quote.sound("levels")) {
            return;
        }
        int quotes = 2 * m.levels;
        if (m.risk.sound("max-open-orders") && m.maxOpenOrders < quotes) {
            m.risk.problem(
                    "max-open-orders",
                    m.maxOpenOrders + " is less than the " + quotes + " quotes of " + m.levels + " levels a side");
        }
        if (m.risk.sound("max-orders") && m.orderRate.count() < quotes) {
            m.risk.problem(
                    "max-orders",
                    m.orderRate.count() + " is less than the " + quotes + " quotes of " + m.levels + " levels a side");
        }
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
