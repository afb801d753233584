package dev.flowmaker.core.market;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.event.MarketStatus;

/**
 * One market's rules, in the engine's integers. Prices are ticks, order quantities lots, money quanta of an asset. Of
 * all but inverse perpetuals one lot at one tick is a whole and even number of quote quanta, so that values at half-tick
 * mids are exact.
 *
 * <p>Of a perpetual the contract itself is what is bought and sold: {@code base} is the position, in contracts and with
 * a sign, and {@code quote} the asset it is settled in, which of an inverse one is not what its prices are in. Values of
 * an inverse perpetual are rounded to the nearest quantum, halves away from zero: see {@link #notionalQuanta}.
 *
 * @param market index of this instrument in the session
 * @param symbol {@code BASE/QUOTE}; of a perpetual {@code BASE/QUOTE:SETTLEMENT}
 * @param venueSymbol what the venue calls it
 * @param base the asset bought and sold; {@code baseAsset} is its index in the session
 * @param quote the asset paid; {@code quoteAsset} is its index in the session
 * @param tick price of one tick, quote per base
 * @param lot quantity of one lot, base; of a perpetual contracts
 * @param minLots smallest order
 * @param maxLots largest order
 * @param minPriceTicks lowest price of an order, at least 1
 * @param maxPriceTicks highest price of an order
 * @param minNotionalQuanta smallest value of an order, quote quanta
 * @param makerFeePpb commission of a maker fill, billionths of the value; negative is a rebate
 * @param takerFeePpb commission of a taker fill, billionths of the value
 * @param contract what one unit of quantity stands for
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
        long takerFeePpb,
        Contract contract) {

    /** No price: the side of a book is empty, or a quote has none. */
    public static final long NO_PRICE = Long.MIN_VALUE;

    private static final long BILLION = 1_000_000_000L;

    public Instrument {
        if (tick.mantissa() <= 0 || lot.mantissa() <= 0) {
            throw new IllegalArgumentException(symbol + ": tick and lot must be positive");
        }
        boolean margins = contract.maintenanceMarginPpb() > 0
                && contract.maintenanceMarginPpb() <= contract.initialMarginPpb()
                && contract.initialMarginPpb() <= BILLION;
        if (contract.size().mantissa() <= 0 || (contract.isPerpetual() && !margins)) {
            throw new IllegalArgumentException(
                    symbol + ": a contract's size must be positive, and 0 < maintenance ≤ initial margin ≤ 100 %, not "
                            + contract);
        }
        if (!contract.isInverse() && quoteQuantaPerLotTick(tick, lot, quote, contract) % 2 != 0) {
            throw new IllegalArgumentException(symbol + ": the scale of " + quote.code()
                    + " is too small to hold half a tick of one lot; use " + scaleFor(tick, lot, contract));
        }
    }

    /** Index of the venue that it is traded at. */
    public int venue() {
        return base.venue();
    }

    /** A spot market. */
    public Instrument(
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
        this(
                market,
                symbol,
                venueSymbol,
                base,
                baseAsset,
                quote,
                quoteAsset,
                tick,
                lot,
                minLots,
                maxLots,
                minPriceTicks,
                maxPriceTicks,
                minNotionalQuanta,
                makerFeePpb,
                takerFeePpb,
                Contract.SPOT);
    }

    /** The same with other fees, billionths of the value. */
    public Instrument withFees(long makerPpb, long takerPpb) {
        return new Instrument(
                market,
                symbol,
                venueSymbol,
                base,
                baseAsset,
                quote,
                quoteAsset,
                tick,
                lot,
                minLots,
                maxLots,
                minPriceTicks,
                maxPriceTicks,
                minNotionalQuanta,
                makerPpb,
                takerPpb,
                contract);
    }

    /** Writes these rules into what a venue says of a market. */
    public void describe(MarketStatus into) {
        into.hasRules = true;
        into.tick = tick;
        into.lot = lot;
        into.leastSize = minLots;
        into.mostSize = maxLots;
        into.leastPrice = minPriceTicks;
        into.mostPrice = maxPriceTicks;
        into.leastValue = minNotionalQuanta;
        into.makerFeePpb = makerFeePpb;
        into.takerFeePpb = takerFeePpb;
        into.initialMarginPpb = contract.initialMarginPpb();
        into.maintenanceMarginPpb = contract.maintenanceMarginPpb();
    }

    /** The smallest scale of a spot market's quote asset that holds half a tick of one lot exactly. */
    public static int scaleFor(Decimal tick, Decimal lot) {
        return scaleFor(tick, lot, Contract.SPOT);
    }

    /** The smallest scale of the quote asset that holds half a tick of one lot exactly; of an inverse perpetual any is. */
    public static int scaleFor(Decimal tick, Decimal lot, Contract contract) {
        return contract.isInverse()
                ? 0
                : tick.scale() + lot.scale() + contract.size().scale() + 1;
    }

    private static long quoteQuantaPerLotTick(Decimal tick, Decimal lot, Asset quote, Contract contract) {
        long mantissa = StrictMath.multiplyExact(
                StrictMath.multiplyExact(tick.mantissa(), lot.mantissa()),
                contract.size().mantissa());
        int scale = tick.scale() + lot.scale() + contract.size().scale();
        if (scale <= quote.scale()) {
            return StrictMath.multiplyExact(mantissa, Decimal.powerOfTen(quote.scale() - scale));
        }
        long divisor = Decimal.powerOfTen(scale - quote.scale());
        return mantissa % divisor == 0 ? mantissa / divisor : 1;
    }

    /**
     * Quote quanta that one lot costs per tick of price; even.
     *
     * @throws IllegalStateException for an inverse perpetual, whose value is not in proportion to its price
     */
    public long quoteQuantaPerLotTick() {
        if (contract.isInverse()) {
            throw new IllegalStateException(symbol + ": an inverse contract has no value per tick");
        }
        return quoteQuantaPerLotTick(tick, lot, quote, contract);
    }

    /** Base quanta in one lot. */
    public long baseQuantaPerLot() {
        return lot.inUnitsOf(base.scale());
    }

    /**
     * Value of {@code lots} at {@code priceTicks}, quote quanta. Of an inverse perpetual contracts × size ÷ price in what
     * it is settled in, rounded once for the whole trade.
     */
    public long notionalQuanta(long priceTicks, long lots) {
        return contract.isInverse()
                ? inverseQuanta(StrictMath.multiplyExact(lots, baseQuantaPerLot()), 2 * priceTicks)
                : StrictMath.multiplyExact(StrictMath.multiplyExact(priceTicks, lots), quoteQuantaPerLotTick());
    }

    /** What so much base is worth at a mid in half ticks, quote quanta, rounded down; of an inverse perpetual to the nearest. */
    public long valueQuanta(long baseQuanta, long mid2Ticks) {
        if (contract.isInverse()) {
            return baseQuanta < 0 ? -inverseQuanta(-baseQuanta, mid2Ticks) : inverseQuanta(baseQuanta, mid2Ticks);
        }
        return Wide.multiplyDivideFloor(
                baseQuanta, StrictMath.multiplyExact(mid2Ticks, quoteQuantaPerLotTick() / 2), baseQuantaPerLot());
    }

    private long inverseQuanta(long baseQuanta, long mid2Ticks) {
        long multiplier = StrictMath.multiplyExact(4, contract.size().mantissa());
        long divisor = StrictMath.multiplyExact(mid2Ticks, tick.mantissa());
        int exponent =
                quote.scale() + tick.scale() - base.scale() - contract.size().scale();
        if (exponent >= 0) {
            multiplier = StrictMath.multiplyExact(multiplier, Decimal.powerOfTen(exponent));
        } else {
            divisor = StrictMath.multiplyExact(divisor, Decimal.powerOfTen(-exponent));
        }
        // floor(x + ½) is floor((floor(2x) + 1) / 2); half ticks and that 2 make the 4.
        return StrictMath.floorDiv(Wide.multiplyDivideFloor(baseQuanta, multiplier, divisor) + 1, 2);
    }

    /** Quote received, or paid when negative, by a trade of a side: of a perpetual as if it were paid in full. */
    public long cashQuanta(Side side, long priceTicks, long lots) {
        return -1L * side.sign() * contract.direction() * notionalQuanta(priceTicks, lots);
    }

    /**
     * What holding so much base adds to the cash it was bought with, quote quanta: of a long inverse position it is less
     * than nothing, because its cash came with it, and the less the higher the price.
     */
    public long markQuanta(long baseQuanta, long mid2Ticks) {
        return contract.direction() * valueQuanta(baseQuanta, mid2Ticks);
    }

    public boolean isPerpetual() {
        return contract.isPerpetual();
    }

    public String priceText(long priceTicks) {
        return Decimal.text(StrictMath.multiplyExact(priceTicks, tick.mantissa()), tick.scale());
    }

    public String quantityText(long lots) {
        return Decimal.text(StrictMath.multiplyExact(lots, lot.mantissa()), lot.scale());
    }
}
