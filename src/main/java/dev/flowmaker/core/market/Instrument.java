package dev.flowmaker.core.market;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Wide;

/**
 * One spot market's rules, in the engine's integers. Prices are ticks, order quantities lots, money quanta of an asset.
 * One lot at one tick is a whole and even number of quote quanta, so that values at half-tick mids are exact.
 *
 * @param market index of this instrument in the session
 * @param symbol {@code BASE/QUOTE}
 * @param venueSymbol what the venue calls it
 * @param base the asset bought and sold; {@code baseAsset} is its index in the session
 * @param quote the asset paid; {@code quoteAsset} is its index in the session
 * @param tick price of one tick, quote per base
 * @param lot quantity of one lot, base
 * @param minLots smallest order
 * @param maxLots largest order
 * @param minPriceTicks lowest price of an order, at least 1
 * @param maxPriceTicks highest price of an order
 * @param minNotionalQuanta smallest value of an order, quote quanta
 * @param makerFeePpb commission of a maker fill, billionths of the value; negative is a rebate
 * @param takerFeePpb commission of a taker fill, billionths of the value
 */
public record Instrument(
        int market,
        String symbol,
        String venueSymbol,
        Asset base,
        int baseAsset,
        Asset quote,
        int quoteAsset,
        Decimal tick,
        Decimal lot,
        long minLots,
        long maxLots,
        long minPriceTicks,
        long maxPriceTicks,
        long minNotionalQuanta,
        long makerFeePpb,
        long takerFeePpb) {

    /** No price: the side of a book is empty, or a quote has none. */
    public static final long NO_PRICE = Long.MIN_VALUE;

    public Instrument {
        if (tick.mantissa() <= 0 || lot.mantissa() <= 0) {
            throw new IllegalArgumentException(symbol + ": tick and lot must be positive");
        }
        if (quoteQuantaPerLotTick(tick, lot, quote) % 2 != 0) {
            throw new IllegalArgumentException(symbol + ": the scale of " + quote.code()
                    + " is too small to hold half a tick of one lot; use " + scaleFor(tick, lot));
        }
    }

    /** The smallest scale of the quote asset that holds half a tick of one lot exactly. */
    public static int scaleFor(Decimal tick, Decimal lot) {
        return tick.scale() + lot.scale() + 1;
    }

    private static long quoteQuantaPerLotTick(Decimal tick, Decimal lot, Asset quote) {
        long mantissa = StrictMath.multiplyExact(tick.mantissa(), lot.mantissa());
        int scale = tick.scale() + lot.scale();
        if (scale <= quote.scale()) {
            return StrictMath.multiplyExact(mantissa, Decimal.powerOfTen(quote.scale() - scale));
        }
        long divisor = Decimal.powerOfTen(scale - quote.scale());
        return mantissa % divisor == 0 ? mantissa / divisor : 1;
    }

    /** Quote quanta that one lot costs per tick of price; even. */
    public long quoteQuantaPerLotTick() {
        return quoteQuantaPerLotTick(tick, lot, quote);
    }

    /** Base quanta in one lot. */
    public long baseQuantaPerLot() {
        return lot.inUnitsOf(base.scale());
    }

    /** Value of {@code lots} at {@code priceTicks}, quote quanta. */
    public long notionalQuanta(long priceTicks, long lots) {
        return StrictMath.multiplyExact(StrictMath.multiplyExact(priceTicks, lots), quoteQuantaPerLotTick());
    }

    /** What so much base is worth at a mid in half ticks, quote quanta, rounded down. */
    public long valueQuanta(long baseQuanta, long mid2Ticks) {
        return Wide.multiplyDivideFloor(
                baseQuanta, StrictMath.multiplyExact(mid2Ticks, quoteQuantaPerLotTick() / 2), baseQuantaPerLot());
    }

    public String priceText(long priceTicks) {
        return Decimal.text(StrictMath.multiplyExact(priceTicks, tick.mantissa()), tick.scale());
    }

    public String quantityText(long lots) {
        return Decimal.text(StrictMath.multiplyExact(lots, lot.mantissa()), lot.scale());
    }
}
