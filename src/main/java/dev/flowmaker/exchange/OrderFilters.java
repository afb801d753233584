package dev.flowmaker.exchange;

import dev.flowmaker.core.market.Instrument;
import org.jspecify.annotations.Nullable;

/** The instrument's rules on prices and sizes. That they are whole ticks and lots is seen where decimals come in. */
final class OrderFilters {
    private OrderFilters() {}

    static @Nullable Reject check(Instrument instrument, NewOrder order) {
        if (order.priceTicks() < instrument.minPriceTicks() || order.priceTicks() > instrument.maxPriceTicks()) {
            return Reject.PRICE_FILTER;
        }
        if (order.lots() < instrument.minLots() || order.lots() > instrument.maxLots()) {
            return Reject.LOT_SIZE;
        }
        boolean valued = instrument.contract().isInverse()
                || order.lots() <= Long.MAX_VALUE / order.priceTicks() / instrument.quoteQuantaPerLotTick();
        if (!countable(instrument, order.lots()) || !valued) {
            return Reject.LOT_SIZE;
        }
        return instrument.notionalQuanta(order.priceTicks(), order.lots()) < instrument.minNotionalQuanta()
                ? Reject.NOTIONAL
                : null;
    }

    /** Of a market order the value counts that it would trade now. */
    static @Nullable Reject checkMarket(Instrument instrument, long lots, long quanta) {
        if (lots < instrument.minLots() || lots > instrument.maxLots()) {
            return Reject.MARKET_LOT_SIZE;
        }
        return quanta < instrument.minNotionalQuanta() ? Reject.NOTIONAL : null;
    }

    /** Whether that many lots are a number of base quanta that fits 64 bits. */
    static boolean countable(Instrument instrument, long lots) {
        return lots <= Long.MAX_VALUE / instrument.baseQuantaPerLot();
    }
}
