package dev.flowmaker.core.quote;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;

/**
 * The first quote model: a fixed half-spread around a fair value that leans with order flow and against inventory,
 * never nearer than fees, with further levels behind it.
 */
public final class FixedSpread {
    private static final long MILLION = 1_000_000L;

    private final QuoteSettings settings;
    private final Distance makerFee;

    public FixedSpread(Instrument instrument, QuoteSettings settings) {
        this.settings = settings;
        this.makerFee = new Distance(0, instrument.makerFeePpb());
    }

    /** Fills {@code out} with the parts of one quote's price; they sum to a whole number of ticks. */
    public void price(Side side, int level, QuoteInput in, PriceParts out) {
        out.clear();
        long outward = -side.sign();
        long half = settings.halfSpread().microTicksAt(in.mid2Ticks);
        long floor = feeFloorMicroTicks(in.mid2Ticks);
        out.set(PartKind.MID, in.mid2Ticks * (PriceParts.MICRO / 2));
        out.set(PartKind.ALPHA, in.alphaMicroTicks);
        out.set(PartKind.INVENTORY, inventoryShift(in.inventoryPpm));
        out.set(PartKind.HALF_SPREAD, outward * half);
        out.set(PartKind.FEE_FLOOR, outward * StrictMath.max(0, floor - half));
        out.set(PartKind.LEVEL_OFFSET, outward * level * settings.levelSpacing().microTicksAt(in.mid2Ticks));
        long wanted = out.sum();
        long limited = side == Side.BUY
                ? StrictMath.min(wanted, settings.maxPriceTicks() * PriceParts.MICRO)
                : StrictMath.max(wanted, settings.minPriceTicks() * PriceParts.MICRO);
        out.set(PartKind.PRICE_LIMIT, limited - wanted);
        long passive = side == Side.BUY
                ? StrictMath.min(limited, (in.bestAskTicks - 1) * PriceParts.MICRO)
                : StrictMath.max(limited, (in.bestBidTicks + 1) * PriceParts.MICRO);
        out.set(PartKind.POST_ONLY, passive - limited);
        long ticks = side == Side.BUY
                ? StrictMath.floorDiv(passive, PriceParts.MICRO)
                : -StrictMath.floorDiv(-passive, PriceParts.MICRO);
        out.set(PartKind.ROUNDING, ticks * PriceParts.MICRO - passive);
    }

    /** Where the middle of our quotes is, millionths of a tick. */
    public long fairMicroTicks(QuoteInput in) {
        return in.mid2Ticks * (PriceParts.MICRO / 2) + in.alphaMicroTicks + inventoryShift(in.inventoryPpm);
    }

    /** Wanted size of one quote: the configured one, less on the side that would take inventory further from target. */
    public long lots(Side side, int level, QuoteInput in) {
        long full = settings.levelLots().get(level);
        long away = StrictMath.max(0, in.inventoryPpm * side.sign());
        long keptPpm = MILLION - StrictMath.multiplyExact(away, settings.sizeSkewPpm()) / MILLION;
        return StrictMath.multiplyExact(full, keptPpm) / MILLION;
    }

    private long inventoryShift(long inventoryPpm) {
        return -(StrictMath.multiplyExact(settings.priceSkewMicroTicks(), inventoryPpm) / MILLION);
    }

    private long feeFloorMicroTicks(long mid2Ticks) {
        return settings.feeFloor()
                ? makerFee.microTicksAt(mid2Ticks) + settings.minEdge().microTicksAt(mid2Ticks)
                : 0;
    }
}
