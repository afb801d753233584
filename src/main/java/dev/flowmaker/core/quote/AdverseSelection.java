package dev.flowmaker.core.quote;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.market.Instrument;
import java.util.List;

/**
 * What the mid does after our own fills: its mean move against us, by side and horizon, from the mid at the moment of the
 * fill to the mid at the horizon. A fill counts only once that later mid is known; one whose horizon falls into a time
 * without a book never counts. Older fills weigh e times less after a configured number of newer ones. Blended with a
 * prior that weighs as much as a number of fills, the worst horizon is the cost to expect.
 *
 * <p>The mid at the moment of the fill is that of the last frame before it on the venue's time line, but no farther from
 * our price than half the spread that frame showed: an order is filled at the touch, so a market that came to a quote far
 * behind it had crossed that distance before. Were the crossing counted, wide quotes, which only large moves reach, would
 * measure those moves, and widen without end.
 *
 * <p>Bounds: the last {@value #MIDS} touches, {@value #FILLS} fills on their way; what is beyond is not measured
 * but counted.
 */
public final class AdverseSelection {
    private static final int MIDS = 64;
    private static final int FILLS = 512;
    private static final long HALF_TICK = PriceParts.MICRO / 2;

    /** Told of each fill's markout at each horizon, when it is known. */
    public interface Listener {
        /**
         * A fill's markout at one horizon is known.
         *
         * @param against2Ticks how far the mid moved against the fill, half ticks
         */
        void measured(long nowNanos, int horizon, long against2Ticks, long mid2Ticks);
    }

    private final AdverseSettings settings;
    private final Listener listener;
    private final List<Long> horizons;
    private final double kept;
    /** By side, then horizon. */
    private final Mean[] means;

    /** Venue times, mids and spreads of the last changes of the touch, a ring. */
    private final long[] midVenueNanos = new long[MIDS];

    private final long[] mids2 = new long[MIDS];
    private final long[] spreads = new long[MIDS];
    private long midCount;
    /** Changes before this one belong to a book that was thrown away. */
    private long midFirst;

    private long mid2Ticks = Instrument.NO_PRICE;
    private long spreadTicks;

    /** Fills on their way, a ring: when, the mid then, and the sign of their side. */
    private final long[] fillNanos = new long[FILLS];

    private final long[] fillMid2 = new long[FILLS];
    private final long[] fillSign = new long[FILLS];
    private long fillCount;
    /** By horizon, the first fill not released. */
    private final long[] due;

    private long unmeasured;

    private static final class Mean {
        double sum;
        double weight;
        long fills;

        void visitState(StateVisitor visitor) {
            sum = visitor.real("sum", sum);
            weight = visitor.real("weight", weight);
            fills = visitor.int64("fills", fills);
        }
    }

    public AdverseSelection(AdverseSettings settings) {
        this(settings, (nowNanos, horizon, against2Ticks, mid2Ticks) -> {});
    }

    public AdverseSelection(AdverseSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        horizons = settings.horizonsNanos();
        kept = StrictMath.exp(-1.0 / settings.memoryFills());
        means = new Mean[2 * horizons.size()];
        java.util.Arrays.setAll(means, i -> new Mean());
        due = new long[horizons.size()];
    }

    /** There is no book to believe from now on. */
    public void onNoBook(long nowNanos) {
        release(nowNanos);
        mid2Ticks = Instrument.NO_PRICE;
        spreadTicks = 0;
        midFirst = midCount;
    }

    /**
     * The touch is now this, as a frame of that venue time shows.
     *
     * @param venueNanos 0 when the venue gave none
     */
    public void onTouch(long nowNanos, long venueNanos, long bidTicks, long askTicks) {
        release(nowNanos);
        if (bidTicks + askTicks == mid2Ticks && askTicks - bidTicks == spreadTicks) {
            return;
        }
        mid2Ticks = bidTicks + askTicks;
        spreadTicks = askTicks - bidTicks;
        int slot = (int) (midCount % MIDS);
        midVenueNanos[slot] = venueNanos;
        mids2[slot] = mid2Ticks;
        spreads[slot] = spreadTicks;
        midCount++;
    }

    /** An order of ours of this side traded at that price and venue time; 0 when the venue gave none. */
    public void onFill(long nowNanos, long venueNanos, Side side, long priceTicks) {
        release(nowNanos);
        if (mid2Ticks == Instrument.NO_PRICE || fillCount - due[due.length - 1] >= FILLS) {
            unmeasured++;
            return;
        }
        int before = touchBefore(venueNanos);
        long away2 = side.sign() * (mids2[before] - 2 * priceTicks);
        int slot = (int) (fillCount % FILLS);
        fillNanos[slot] = nowNanos;
        fillMid2[slot] = 2 * priceTicks + side.sign() * StrictMath.min(away2, spreads[before]);
        fillSign[slot] = side.sign();
        fillCount++;
    }

    /** Where in the ring the touch before a venue time is; the oldest there is, when all are later. */
    private int touchBefore(long venueNanos) {
        long oldest = StrictMath.max(midFirst, midCount - MIDS);
        long at = midCount - 1;
        while (venueNanos != 0 && at > oldest && midVenueNanos[(int) (at % MIDS)] >= venueNanos) {
            at--;
        }
        return (int) (at % MIDS);
    }

    /** Counts the fills whose horizon has come by now: the mid then was the last one known. */
    public void release(long nowNanos) {
        for (int h = 0; h < due.length; h++) {
            long horizon = horizons.get(h);
            while (due[h] < fillCount && fillNanos[(int) (due[h] % FILLS)] + horizon <= nowNanos) {
                int slot = (int) (due[h]++ % FILLS);
                if (mid2Ticks == Instrument.NO_PRICE) {
                    unmeasured++;
                } else {
                    long against = fillSign[slot] * (fillMid2[slot] - mid2Ticks);
                    add(fillSign[slot], h, against);
                    listener.measured(nowNanos, h, against, mid2Ticks);
                }
            }
        }
    }

    private void add(long sign, int horizon, long against2Ticks) {
        Mean mean = means[(sign > 0 ? 0 : horizons.size()) + horizon];
        mean.sum = mean.sum * kept + against2Ticks * HALF_TICK;
        mean.weight = mean.weight * kept + 1;
        mean.fills++;
    }

    /** What a fill of this side is expected to lose to the mid's move, 0 to the cap; millionths of a tick. */
    public long expectedMicroTicks(Side side, long newMid2Ticks) {
        double prior = settings.prior().microTicksAt(newMid2Ticks);
        double worst = Double.NEGATIVE_INFINITY;
        for (int h = 0; h < horizons.size(); h++) {
            Mean mean = means[side.ordinal() * horizons.size() + h];
            worst = StrictMath.max(
                    worst,
                    (prior * settings.priorFills() + mean.sum)
                            / StrictMath.max(1, settings.priorFills() + mean.weight));
        }
        long expected = (long) StrictMath.rint(worst);
        return expected <= 0 ? 0 : StrictMath.min(expected, settings.cap().microTicksAt(newMid2Ticks));
    }

    /** Mean move against us after a fill of this side, ticks, without the prior; NaN before the first. */
    public double meanTicks(Side side, int horizon) {
        Mean mean = means[side.ordinal() * horizons.size() + horizon];
        return mean.sum / mean.weight / PriceParts.MICRO;
    }

    /** Fills of this side that count. */
    public long fills(Side side, int horizon) {
        return means[side.ordinal() * horizons.size() + horizon].fills;
    }

    /** Fills, or horizons of fills, that could not be measured. */
    public long unmeasured() {
        return unmeasured;
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("adverseSelection");
        for (Mean mean : means) {
            mean.visitState(visitor);
        }
        for (int i = 0; i < MIDS; i++) {
            midVenueNanos[i] = visitor.int64("midVenueNanos", midVenueNanos[i]);
            mids2[i] = visitor.int64("mid2", mids2[i]);
            spreads[i] = visitor.int64("spread", spreads[i]);
        }
        midCount = visitor.int64("midCount", midCount);
        midFirst = visitor.int64("midFirst", midFirst);
        mid2Ticks = visitor.int64("mid2Ticks", mid2Ticks);
        spreadTicks = visitor.int64("spreadTicks", spreadTicks);
        fillCount = visitor.int64("fillCount", fillCount);
        for (int h = 0; h < due.length; h++) {
            due[h] = visitor.int64("due", due[h]);
        }
        long first = due[due.length - 1];
        int pending = visitor.length("pending", (int) (fillCount - first), FILLS);
        for (int i = 0; i < pending; i++) {
            int slot = (int) ((first + i) % FILLS);
            fillNanos[slot] = visitor.int64("fillNanos", fillNanos[slot]);
            fillMid2[slot] = visitor.int64("fillMid2", fillMid2[slot]);
            fillSign[slot] = visitor.int64("fillSign", fillSign[slot]);
        }
        unmeasured = visitor.int64("unmeasured", unmeasured);
        visitor.end();
    }
}
