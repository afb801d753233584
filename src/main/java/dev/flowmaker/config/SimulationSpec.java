package dev.flowmaker.config;

import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.RequestLimits;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import java.util.Map;

/**
 * How the exchange is simulated where a session's orders are laid over recorded market data.
 *
 * @param fills who of a queue leaves when it shrinks
 * @param latency how long things are under way
 * @param limits how much the venue lets us ask for
 * @param balances what the account begins with, by asset, where that is not left to the session
 */
public record SimulationSpec(
        FillModel fills, VirtualLatency latency, RequestLimits limits, Map<String, Amount> balances) {
    static SimulationSpec read(Section at) {
        return read(at, false);
    }

    /** @param onPaper whether orders are laid over a market that is live */
    static SimulationSpec read(Section at, boolean onPaper) {
        Section latency = at.section("latency");
        VirtualLatency read = latency(latency);
        if (onPaper) {
            if (!(read.marketData() instanceof Latency.Constant)) {
                latency.problem(
                        "market-data",
                        "must be one duration on paper, such as 3 ms: how late it really is cannot vary");
            }
            refuseMeasured(latency, "order-entry", read.orderEntry());
            refuseMeasured(latency, "execution", read.execution());
            refuseMeasured(latency, "response", read.response());
        }
        return new SimulationSpec(
                fillModel(at), read, limits(at.section("limits")), SharedRiskSpec.amounts(at, "balances"));
    }

    private static void refuseMeasured(Section at, String key, Latency latency) {
        if (latency instanceof Latency.Entry || latency instanceof Latency.Response) {
            at.problem(key, "was measured at another time than now: give its quantiles on paper");
        }
    }

    /**
     * Reads how long a command is under way, as {@code simulation.latency.order-entry} has it.
     *
     * @throws IllegalArgumentException when it cannot be read; says what would be
     */
    public static Latency orderEntry(String text) {
        return LatencyText.parse(text, LatencyText.Leg.ENTRY);
    }

    /** The same of reports, as {@code simulation.latency.execution} has it. */
    public static Latency execution(String text) {
        return LatencyText.parse(text, LatencyText.Leg.RESPONSE);
    }

    static FillModel fillModel(Section at) {
        return at.read("fill-model", FillModel.RISK_AVERSE, FillModel::parse);
    }

    private static VirtualLatency latency(Section at) {
        Latency none = new Latency.Constant(0);
        return new VirtualLatency(
                at.read("market-data", none, text -> LatencyText.parse(text, LatencyText.Leg.RESPONSE)),
                at.read("order-entry", none, text -> LatencyText.parse(text, LatencyText.Leg.ENTRY)),
                at.read("execution", none, text -> LatencyText.parse(text, LatencyText.Leg.RESPONSE)),
                at.read("response", none, text -> LatencyText.parse(text, LatencyText.Leg.RESPONSE)),
                at.read("seed", 0L, text -> Units.whole(text, 0, Long.MAX_VALUE)));
    }

    private static RequestLimits limits(Section at) {
        return new RequestLimits(
                limit(at, "orders-per-10-s"), limit(at, "orders-per-day"), limit(at, "weight-per-min"));
    }

    private static int limit(Section at, String key) {
        int limit = at.countOr(key, "unlimited", 1, Integer.MAX_VALUE);
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }
}
