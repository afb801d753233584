package dev.flowmaker.replay;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.quote.PriceParts;

/** Parts of a price as exact text. */
public final class Ticks {
    private static final int MICRO_DECIMALS = 6;

    private Ticks() {}

    /** Millionths of a tick as ticks, all six decimals. */
    public static String text(long microTicks) {
        return Decimal.text(microTicks, MICRO_DECIMALS);
    }

    /** The same as a price, exact: as many decimals as the tick has, and six more where they are needed. */
    public static String price(long microTicks, Instrument instrument) {
        long mantissa = Math.multiplyExact(microTicks, instrument.tick().mantissa());
        return mantissa % PriceParts.MICRO == 0
                ? Decimal.text(mantissa / PriceParts.MICRO, instrument.tick().scale())
                : Decimal.text(mantissa, instrument.tick().scale() + MICRO_DECIMALS);
    }
}
