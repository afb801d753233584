package dev.flowmaker.core.quote;

import dev.flowmaker.core.Side;

/** A configured half-spread, and a shift against inventory that grows linearly to its limit. */
final class FixedSpread implements QuoteModel {
    private final Distance halfSpread;
    private final long priceSkewMicroTicks;
    private long inventory;
    private long half;

    FixedSpread(QuoteSettings settings) {
        halfSpread = settings.halfSpread();
        priceSkewMicroTicks = settings.priceSkewMicroTicks();
    }

    @Override
    public Readiness prepare(ModelInput in) {
        inventory = inventoryShift(priceSkewMicroTicks, in.market.inventoryPpm);
        half = halfSpread.microTicksAt(in.market.mid2Ticks);
        return Readiness.READY;
    }

    @Override
    public long inventoryMicroTicks(Side side) {
        return inventory;
    }

    @Override
    public long halfSpreadMicroTicks(Side side) {
        return half;
    }

    static long inventoryShift(long priceSkewMicroTicks, long inventoryPpm) {
        return -(StrictMath.multiplyExact(priceSkewMicroTicks, inventoryPpm) / PriceParts.MICRO);
    }
}
