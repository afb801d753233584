package dev.flowmaker.exchange.virtual;

import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.RequestLimits;
import dev.flowmaker.exchange.latency.Latency;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The account that is traded on paper, and how far away its venue is.
 *
 * @param name the daemon's, which makes the client order ids
 * @param balances what the account begins with, by asset code
 * @param makerFeePpb commission of a maker, billionths of the value; negative is a rebate
 * @param takerFeePpb and of a taker
 * @param latency how long things are under way; of market data it must always be the same
 * @param limits how much the venue lets us ask for
 * @param fills who of a queue leaves when it shrinks
 * @param markets what the engine is told of each market, in session order
 */
public record PaperSettings(
        String name,
        Map<String, BigDecimal> balances,
        long makerFeePpb,
        long takerFeePpb,
        VirtualLatency latency,
        RequestLimits limits,
        FillModel fills,
        List<Followed> markets) {
    public PaperSettings {
        balances = Map.copyOf(balances);
        markets = List.copyOf(markets);
        if (!(latency.marketData() instanceof Latency.Constant)) {
            throw new IllegalArgumentException("how old market data is when it comes must always be the same");
        }
    }

    /** How old market data is when it comes. */
    long marketDataNanos() {
        return ((Latency.Constant) latency.marketData()).nanos();
    }

    /**
     * What is told of a market.
     *
     * @param levels of each side of the book
     * @param touch whether its best prices are told between two books too
     */
    public record Followed(int levels, boolean touch) {}
}
