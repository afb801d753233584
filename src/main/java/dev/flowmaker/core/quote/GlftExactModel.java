package dev.flowmaker.core.quote;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import org.jspecify.annotations.Nullable;

/**
 * {@link GlftExact} on a market. Its table is computed when σ, A, k or T − t has moved by more than a configured share
 * since it last was, and looked up in between; inventories between whole orders are interpolated. At Q and beyond, the
 * side that would add is not quoted. Drift counts as in the asymptotic model, but never for longer than T − t: the exact
 * solution with a drift would be another table for each drift. Needs σ, A and k.
 */
final class GlftExactModel implements QuoteModel {
    /** T − t does not fall below this, so that the session's end is not computed ever more often. */
    private static final double LEAST_TIME = 0.1;

    private final double gamma;
    private final int limit;
    private final double share;

    /** What the table is to be of: 0 before the first time. */
    private double sigma;

    private double a;
    private double k;
    private double timeLeft;

    private @Nullable GlftExact table;
    /** What the table is of. */
    private double tableSigma;

    private double tableA;
    private double tableK;
    private double tableTimeLeft;
    private double skew;

    private double q;
    private long drift;
    private long half;
    private long bidInventory;
    private long askInventory;

    GlftExactModel(ModelSettings settings) {
        gamma = settings.gamma();
        limit = settings.inventoryLimit();
        share = settings.recomputeShare();
    }

    @Override
    public Readiness prepare(ModelInput in) {
        if (in.sigma == 0) {
            return Readiness.NO_VOLATILITY;
        }
        if (in.a == 0 || in.k == 0) {
            return Readiness.NO_INTENSITY;
        }
        double left = StrictMath.max(LEAST_TIME, in.timeLeft);
        if (moved(sigma, in.sigma) || moved(a, in.a) || moved(k, in.k) || moved(timeLeft, left)) {
            sigma = in.sigma;
            a = in.a;
            k = in.k;
            timeLeft = left;
        }
        GlftExact quotes = table();
        q = in.q;
        long bid = MicroTicks.of(distance(quotes, Side.BUY));
        long ask = MicroTicks.of(distance(quotes, Side.SELL));
        half = quotes(Side.BUY) && quotes(Side.SELL)
                ? StrictMath.floorDiv(bid + ask, 2)
                : MicroTicks.of(quotes.bidDistance(0));
        bidInventory = half - bid;
        askInventory = ask - half;
        double lasting = skew / (gamma * sigma * sigma);
        drift = in.beyondAlpha(
                StrictMath.min(lasting, timeLeft), Glft.driftTime(lasting, StrictMath.min(in.driftTime, timeLeft)));
        return Readiness.READY;
    }

    private boolean moved(double before, double now) {
        return !(StrictMath.abs(now - before) <= share * before);
    }

    private GlftExact table() {
        GlftExact quotes = table;
        if (quotes == null || tableSigma != sigma || tableA != a || tableK != k || tableTimeLeft != timeLeft) {
            quotes = new GlftExact(gamma, sigma, a, k, timeLeft, limit);
            table = quotes;
            tableSigma = sigma;
            tableA = a;
            tableK = k;
            tableTimeLeft = timeLeft;
            skew = sigma * Glft.c2(gamma, gamma, 1, a, k);
        }
        return quotes;
    }

    /** Distance of one side's quote from the mid at {@code q}, on the line between whole orders. */
    private double distance(GlftExact quotes, Side side) {
        double held = side.sign() * q;
        double within = StrictMath.max(-limit, StrictMath.min(limit - 1.0, held));
        int below = (int) StrictMath.min(limit - 2.0, StrictMath.floor(within));
        double part = within - below;
        // The ask at q is the bid at −q.
        double near = quotes.bidDistance(below);
        return part == 0 ? near : near + part * (quotes.bidDistance(below + 1) - near);
    }

    @Override
    public long inventoryMicroTicks(Side side) {
        return side == Side.BUY ? bidInventory : askInventory;
    }

    @Override
    public long driftMicroTicks() {
        return drift;
    }

    @Override
    public long halfSpreadMicroTicks(Side side) {
        return half;
    }

    @Override
    public boolean quotes(Side side) {
        return side.sign() * q <= limit - 1;
    }

    @Override
    public void visitState(StateVisitor visitor) {
        visitor.begin("glftExact");
        sigma = visitor.real("sigma", sigma);
        a = visitor.real("a", a);
        k = visitor.real("k", k);
        timeLeft = visitor.real("timeLeft", timeLeft);
        visitor.end();
    }
}
