package dev.flowmaker.exchange.binance;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** One market in the protocol's words: decimals with eight digits outside, ticks, lots and quanta inside. */
final class Symbol {
    /** Digits after the point of every amount, as at Binance; assets with more keep theirs. */
    static final int DECIMALS = 8;

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Instrument instrument;
    private final boolean recorded;

    Symbol(Instrument instrument, boolean recorded) {
        this.instrument = instrument;
        this.recorded = recorded;
    }

    Instrument instrument() {
        return instrument;
    }

    int market() {
        return instrument.market();
    }

    /** Whether the market is a capture: its book moves in recorded frames. */
    boolean recorded() {
        return recorded;
    }

    String name() {
        return instrument.venueSymbol();
    }

    String streamName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String price(long ticks) {
        return scaled(
                Math.multiplyExact(ticks, instrument.tick().mantissa()),
                instrument.tick().scale());
    }

    String quantity(long lots) {
        return scaled(
                Math.multiplyExact(lots, instrument.lot().mantissa()),
                instrument.lot().scale());
    }

    String quoteAmount(long quanta) {
        return amount(instrument.quote(), quanta);
    }

    /** An amount of an asset, zeros added up to eight digits. */
    static String amount(Asset asset, long quanta) {
        return scaled(quanta, asset.scale());
    }

    private static String scaled(long units, int scale) {
        String text = Decimal.text(units, scale);
        if (scale >= DECIMALS) {
            return text;
        }
        return text + (scale == 0 ? "." : "") + "0".repeat(DECIMALS - scale);
    }

    /** The price in ticks; a filter failure when it is not a whole number of them. */
    long ticks(BigDecimal price) {
        return units("price", price, instrument.tick(), "PRICE_FILTER");
    }

    /** The quantity in lots; a filter failure when it is not a whole number of them. */
    long lots(BigDecimal quantity) {
        return units("quantity", quantity, instrument.lot(), "LOT_SIZE");
    }

    /** The amount of the quote asset in quanta. */
    long quoteQuanta(BigDecimal amount) {
        return units("quoteOrderQty", amount, new Decimal(1, instrument.quote().scale()), "NOTIONAL");
    }

    private static long units(String parameter, BigDecimal value, Decimal unit, String filter) {
        if (value.signum() == 0) {
            throw ApiException.bad(-1013, "Invalid " + parameter + ".");
        }
        if (value.stripTrailingZeros().scale() > Math.max(DECIMALS, unit.scale())) {
            throw ApiException.bad(-1111, "Parameter '" + parameter + "' has too much precision.");
        }
        BigDecimal[] parts = value.divideAndRemainder(BigDecimal.valueOf(unit.mantissa(), unit.scale()));
        BigInteger units = parts[0].toBigInteger();
        if (parts[1].signum() != 0 || units.compareTo(LARGEST) > 0) {
            throw ApiException.filter(filter);
        }
        return units.longValue();
    }
}
