package dev.flowmaker.exchange;

import dev.flowmaker.core.market.Instrument;
import org.jspecify.annotations.Nullable;

/**
 * What a market demands of orders and charges, which may change while it runs. Its ticks and lots stay those of its
 * instrument; a coarser tick is so many of them.
 *
 * @param tickMultiple ticks of the instrument in one step of the price
 * @param lotMultiple lots of the instrument in one step of the quantity
 * @param minLots smallest order, lots of the instrument
 * @param maxLots largest order, lots of the instrument
 * @param minNotionalQuanta smallest value of an order, quote quanta
 * @param makerFeePpb billionths of the value; negative is a rebate
 * @param takerFeePpb billionths of the value
 */
public record Rules(
        long tickMultiple,
        long lotMultiple,
        long minLots,
        long maxLots,
        long minNotionalQuanta,
        long makerFeePpb,
        long takerFeePpb) {
    public Rules {
        if (tickMultiple < 1 || lotMultiple < 1) {
            throw new IllegalArgumentException("tick and lot are whole multiples of the market's own");
        }
        if (minLots < lotMultiple || minLots % lotMultiple != 0 || maxLots < minLots) {
            throw new IllegalArgumentException("sizes are whole lots, the smallest not above the largest");
        }
    }

    /** Those a market begins with. */
    static Rules of(Instrument instrument) {
        return new Rules(
                1,
                1,
                instrument.minLots(),
                instrument.maxLots(),
                instrument.minNotionalQuanta(),
                instrument.makerFeePpb(),
                instrument.takerFeePpb());
    }

    /** Which of them an order with a limit breaks beyond what its instrument's own rules say, or null. */
    @Nullable
    Reject check(Instrument instrument, NewOrder order) {
        if (order.priceTicks() % tickMultiple != 0) {
            return Reject.PRICE_FILTER;
        }
        if (!takes(order.lots()) || order.lots() < minLots || order.lots() > maxLots) {
            return Reject.LOT_SIZE;
        }
        return instrument.notionalQuanta(order.priceTicks(), order.lots()) < minNotionalQuanta ? Reject.NOTIONAL : null;
    }

    /** Whether a quantity is a whole number of steps. */
    boolean takes(long lots) {
        return lots % lotMultiple == 0;
    }
}
