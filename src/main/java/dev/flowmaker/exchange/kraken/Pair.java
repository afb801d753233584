package dev.flowmaker.exchange.kraken;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Instrument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** One market in the protocol's words: decimals outside, ticks, lots and quanta inside. */
final class Pair {
    /** Digits after the point of every volume. */
    static final int VOLUME_DECIMALS = 8;

    /** Digits after the point of prices and of amounts of the quote asset, at least. */
    private static final int PRICE_DECIMALS = 5;

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Instrument instrument;

    Pair(Instrument instrument) {
        this.instrument = instrument;
        if (instrument.lot().mantissa() != 1 || instrument.lot().scale() > VOLUME_DECIMALS) {
            throw new IllegalArgumentException(
                    instrument.symbol() + ": Kraken's volumes have whole decimals, so its lot must be a power of ten");
        }
    }

    Instrument instrument() {
        return instrument;
    }

    int market() {
        return instrument.market();
    }

    /** Such as XXBTZUSD, or SOLUSD when one of the assets is a newer one. */
    String name() {
        String base = instrument.base().code();
        String quote = instrument.quote().code();
        return AssetNames.prefixed(base) && AssetNames.prefixed(quote)
                ? AssetNames.full(base) + AssetNames.full(quote)
                : alternative();
    }

    /** Such as XBTUSD. */
    String alternative() {
        return AssetNames.alternative(instrument.base().code())
                + AssetNames.alternative(instrument.quote().code());
    }

    /** As the feeds name it, such as XBT/USD. */
    String feedName() {
        return AssetNames.alternative(instrument.base().code()) + "/"
                + AssetNames.alternative(instrument.quote().code());
    }

    String price(long ticks) {
        return padded(
                Math.multiplyExact(ticks, instrument.tick().mantissa()),
                instrument.tick().scale(),
                PRICE_DECIMALS);
    }

    String volume(long lots) {
        return padded(lots, instrument.lot().scale(), VOLUME_DECIMALS);
    }

    /** An amount of the quote asset. */
    String cost(long quanta) {
        return padded(quanta, instrument.quote().scale(), PRICE_DECIMALS);
    }

    /** What was paid for each on average; 0 when there were none. */
    String averagePrice(long quanta, long lots) {
        if (lots == 0) {
            return price(0);
        }
        BigDecimal value = BigDecimal.valueOf(quanta, instrument.quote().scale());
        int digits = Math.max(PRICE_DECIMALS, instrument.tick().scale());
        return value.divide(BigDecimal.valueOf(lots, instrument.lot().scale()), digits, RoundingMode.DOWN)
                .toPlainString();
    }

    private static String padded(long units, int scale, int least) {
        String text = Decimal.text(units, scale);
        return scale >= least ? text : text + (scale == 0 ? "." : "") + "0".repeat(least - scale);
    }

    /** The price in ticks, or the refusal of one that the pair does not have. */
    long ticks(BigDecimal price) {
        int decimals = instrument.tick().scale();
        if (price.stripTrailingZeros().scale() > decimals) {
            throw KrakenException.of("EOrder:Invalid price:" + feedName() + " price can only be specified up to "
                    + decimals + " decimals.");
        }
        BigDecimal[] parts =
                price.divideAndRemainder(BigDecimal.valueOf(instrument.tick().mantissa(), decimals));
        if (parts[1].signum() != 0) {
            throw KrakenException.of("EOrder:Tick size check failed");
        }
        return units(parts[0], "price");
    }

    /** The volume in lots; digits beyond the pair's are dropped, as Kraken does. */
    long lots(BigDecimal volume) {
        return units(volume.movePointRight(instrument.lot().scale()), "volume");
    }

    private static long units(BigDecimal value, String parameter) {
        BigInteger units = value.toBigInteger();
        if (units.signum() < 0 || units.compareTo(LARGEST) > 0) {
            throw KrakenException.invalid(parameter);
        }
        return units.longValue();
    }
}
