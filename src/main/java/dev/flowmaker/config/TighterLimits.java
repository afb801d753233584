package dev.flowmaker.config;

import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerSettings;
import dev.flowmaker.core.risk.LossLimit;
import dev.flowmaker.core.risk.RequestLimits;
import dev.flowmaker.core.risk.ResumeRule;
import dev.flowmaker.core.risk.RiskSettings;
import java.util.ArrayList;
import java.util.List;

/** Whether risk that was set anew is nowhere looser than before, and what is; and what cannot be changed at all. */
final class TighterLimits {
    private static final String START_AGAIN = ": change the configuration and start again";
    private static final String ONLY_TIGHTER = ": limits can only be tightened while the session runs" + START_AGAIN;

    private final List<String> problems = new ArrayList<>();
    private String market = "";

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Compares a market's. */
    void compare(String symbol, RiskSettings old, RiskSettings risk) {
        market = symbol + ".risk.";
        atMost("max-order-size", old.maxOrderLots(), risk.maxOrderLots());
        atMost("max-order-notional", old.maxOrderNotionalQuanta(), risk.maxOrderNotionalQuanta());
        atMost("max-long", old.maxLongQuanta(), risk.maxLongQuanta());
        atMost("max-short", old.maxShortQuanta(), risk.maxShortQuanta());
        atMost("max-gross", old.maxGrossQuanta(), risk.maxGrossQuanta());
        atMost("price-collar", old.collarPpb(), risk.collarPpb());
        atMost("price-collar-trade", old.tradeCollarPpb(), risk.tradeCollarPpb());
        atMost("price-collar-reference", old.referenceCollarPpb(), risk.referenceCollarPpb());
        atMost("max-open-orders", old.maxOpenOrders(), risk.maxOpenOrders());
        atMost("order-to-trade.each", perTrade(old.requests()), perTrade(risk.requests()));
        atMost(
                "order-to-trade.free",
                old.requests().freeOrders(),
                risk.requests().freeOrders());
        atMost("widen-by", -old.widenBy().microTicks(), -risk.widenBy().microTicks());
        atMost("widen-by", -old.widenBy().ppb(), -risk.widenBy().ppb());
        for (int code = 0; code < BreakerKind.count(); code++) {
            BreakerKind kind = BreakerKind.of(code);
            breaker(kind, old.breakers().get(code), risk.breakers().get(code));
        }
        loss(BreakerKind.DAY_LOSS, old.dayLoss(), risk.dayLoss());
        loss(BreakerKind.DRAWDOWN, old.drawdown(), risk.drawdown());
        if (!old.margin().equals(risk.margin())) {
            problems.add(market + "margin: cannot be set while the session runs" + START_AGAIN);
        }
    }

    private static long perTrade(RequestLimits limits) {
        return limits.ordersPerTrade() == RequestLimits.UNLIMITED ? Long.MAX_VALUE : limits.ordersPerTrade();
    }

    private void atMost(String key, long before, long after) {
        if (after > before) {
            problems.add(market + key + ONLY_TIGHTER);
        }
    }

    private void breaker(BreakerKind kind, BreakerSettings old, BreakerSettings wanted) {
        String key = "breakers." + kind.text() + ".";
        atMost(key + "reaction", -old.reaction().ordinal(), -wanted.reaction().ordinal());
        if (looser(old.resume(), wanted.resume())) {
            problems.add(
                    market + key + "resume: can only be made later while the session runs: a longer time, more clean"
                            + " updates, or operator");
        }
        boolean below = kind == BreakerKind.LIQUIDATION;
        atMost(key + "limit", below ? -old.limit() : old.limit(), below ? -wanted.limit() : wanted.limit());
        if (old.count() != wanted.count() || old.windowNanos() != wanted.windowNanos()) {
            problems.add(market + key
                    + "trip: how many are counted, and in what window, is what the engine remembers, and needs"
                    + " a new session" + START_AGAIN);
        }
    }

    /** Time and clean updates cannot be compared; an operator is later than either. */
    private static boolean looser(ResumeRule old, ResumeRule wanted) {
        if (wanted.kind() == ResumeRule.Kind.BY_OPERATOR) {
            return false;
        }
        return old.kind() != wanted.kind() || wanted.nanos() < old.nanos() || wanted.cleanFrames() < old.cleanFrames();
    }

    private void loss(BreakerKind kind, LossLimit old, LossLimit wanted) {
        String key = "breakers." + kind.text() + ".limit";
        boolean otherForm = (old.ppb() == 0) != (wanted.ppb() == 0);
        if (otherForm) {
            problems.add(
                    market + key + ": an amount and a share of the position cannot be compared: write it as it was, "
                            + (old.ppb() == 0 ? "an amount" : "a share"));
        } else {
            atMost(key, old.quanta(), wanted.quanta());
            atMost(key, old.ppb(), wanted.ppb());
        }
    }
}
