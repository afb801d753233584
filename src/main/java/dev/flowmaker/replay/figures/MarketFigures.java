package dev.flowmaker.replay.figures;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a session's decisions and fills say of its trading in one market. */
public final class MarketFigures {
    private static final int[] HORIZON_SECONDS = {1, 10, 60};

    private final MidTrack mids;
    private final List<Markout.Filled> fills = new ArrayList<>();
    private final Map<Action, Long> actions = new EnumMap<>(Action.class);
    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    private final long[] lots = new long[2];
    private final int[] counts = new int[2];
    private int makerFills;
    private long lastTradeId;
    private long decisions;
    private long moved;
    private double alphaTicks;

    private long lastNanos;
    private boolean decided;
    private boolean bid;
    private boolean ask;
    private long inventoryQuanta;
    private double nanos;
    private double bidNanos;
    private double askNanos;
    private double bothNanos;
    private double inventoryNanos;
    private double inventorySquares;
    private long leastQuanta;
    private long mostQuanta;

    public MarketFigures() {
        this(new MidTrack());
    }

    /** Of fills alone, judged by the mids of another session on the same market. */
    public MarketFigures(MidTrack mids) {
        this.mids = mids;
    }

    /** A fill, as it comes; one told again, also by a query, is not counted again. */
    public void onFill(Fill fill) {
        if (fill.tradeId <= lastTradeId) {
            return;
        }
        lastTradeId = fill.tradeId;
        int side = fill.side.ordinal();
        counts[side]++;
        lots[side] += fill.lots;
        makerFills += fill.liquidity == Liquidity.MAKER ? 1 : 0;
        long timeNanos = fill.exchangeTimeNanos == 0 ? fill.timeNanos : fill.exchangeTimeNanos;
        fills.add(new Markout.Filled(timeNanos, fill.side.sign(), fill.priceTicks, fill.lots));
    }

    /** The next decision in time. */
    public void onDecision(Decision decision) {
        advance(decision.timeNanos);
        decisions++;
        if (decision.bidTicks != Instrument.NO_PRICE && decision.askTicks != Instrument.NO_PRICE) {
            mids.add(decision.timeNanos, decision.bidTicks + decision.askTicks);
        }
        bid = false;
        ask = false;
        for (int i = 0; i < decision.quotes(); i++) {
            QuoteLine quote = decision.quote(i);
            actions.merge(quote.action, 1L, Long::sum);
            reasons.merge(quote.reason, 1L, Long::sum);
            if (quote.workingLots > 0) {
                bid |= quote.side == Side.BUY;
                ask |= quote.side == Side.SELL;
            }
        }
        long micro = 0;
        for (int i = 0; i < decision.signals(); i++) {
            micro += decision.signal(i).microTicks;
        }
        moved += micro == 0 ? 0 : 1;
        alphaTicks += Math.abs(micro) / 1e6;
        inventoryQuanta = decision.inventoryQuanta;
        leastQuanta = Math.min(leastQuanta, inventoryQuanta);
        mostQuanta = Math.max(mostQuanta, inventoryQuanta);
    }

    /** Counts the time since the last decision as that one left it. */
    private void advance(long timeNanos) {
        if (decided) {
            double passed = timeNanos - lastNanos;
            nanos += passed;
            bidNanos += bid ? passed : 0;
            askNanos += ask ? passed : 0;
            bothNanos += bid && ask ? passed : 0;
            inventoryNanos += passed * inventoryQuanta;
            inventorySquares += passed * inventoryQuanta * inventoryQuanta;
        }
        decided = true;
        lastNanos = timeNanos;
    }

    /** Markouts after 1, 10 and 60 s. */
    public List<Markout> markouts() {
        List<Markout> markouts = new ArrayList<>();
        for (int seconds : HORIZON_SECONDS) {
            markouts.add(Markout.of(seconds, fills, mids));
        }
        return markouts;
    }

    /** Every fill, once, in the order in which they were told. */
    public List<Markout.Filled> filled() {
        return Collections.unmodifiableList(fills);
    }

    /** The mid as decisions saw it. */
    public MidTrack mids() {
        return mids;
    }

    public int fills(Side side) {
        return counts[side.ordinal()];
    }

    public long lots(Side side) {
        return lots[side.ordinal()];
    }

    public int makerFills() {
        return makerFills;
    }

    public long decisions() {
        return decisions;
    }

    /** Decisions by what they did about each quote. */
    public Map<Action, Long> actions() {
        return actions;
    }

    public Map<Reason, Long> reasons() {
        return reasons;
    }

    /** Share of decisions whose fair value signals moved. */
    public double movedShare() {
        return decisions == 0 ? 0 : (double) moved / decisions;
    }

    /** Mean size of alpha's shift, ticks. */
    public double meanShiftTicks() {
        return decisions == 0 ? 0 : alphaTicks / decisions;
    }

    public double seconds() {
        return nanos / 1e9;
    }

    /** Share of the time with an order at the venue. */
    public double uptime(Side side) {
        return (side == Side.BUY ? bidNanos : askNanos) / nanos;
    }

    /** Share of the time with an order on both sides. */
    public double uptimeBoth() {
        return bothNanos / nanos;
    }

    /** Mean inventory over time, base quanta. */
    public double meanInventory() {
        return inventoryNanos / nanos;
    }

    /** Its standard deviation over time. */
    public double inventoryDeviation() {
        double mean = meanInventory();
        return Math.sqrt(Math.max(0, inventorySquares / nanos - mean * mean));
    }

    public long leastInventory() {
        return leastQuanta;
    }

    public long mostInventory() {
        return mostQuanta;
    }

    public long lastInventory() {
        return inventoryQuanta;
    }
}
