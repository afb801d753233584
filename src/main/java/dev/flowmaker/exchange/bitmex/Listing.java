package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** One perpetual in the protocol's words: prices and contracts outside, ticks and lots inside. */
final class Listing {
    private static final int AVERAGE_SCALE = 4;
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Instrument instrument;
    private final Symbol name;
    private final long contractsPerLot;

    /** @throws IllegalArgumentException when the protocol has no words for such a market */
    Listing(Instrument instrument) {
        if (!instrument.isPerpetual() || instrument.lot().scale() != 0) {
            throw new IllegalArgumentException(
                    instrument.symbol() + ": BitMEX's protocol trades perpetuals in whole contracts");
        }
        this.instrument = instrument;
        name = Symbol.parse(instrument.symbol());
        contractsPerLot = instrument.lot().mantissa();
    }

    Instrument instrument() {
        return instrument;
    }

    int market() {
        return instrument.market();
    }

    boolean inverse() {
        return instrument.contract().isInverse();
    }

    /** What the protocol calls it. */
    String symbol() {
        return instrument.venueSymbol();
    }

    /** The first part of its name. */
    String root() {
        return code(name.base());
    }

    String quoteCurrency() {
        return code(name.quote());
    }

    /** What its positions are so much of. */
    String positionCurrency() {
        return inverse() ? quoteCurrency() : root();
    }

    /** The smallest unit of what it is settled in. */
    String settlement() {
        return currency(instrument.quote());
    }

    private static String code(String code) {
        return code.equals("BTC") ? "XBT" : code;
    }

    /** An asset's smallest unit, in which amounts are: {@code XBt} is a satoshi, {@code USDt} a millionth. */
    static String currency(Asset asset) {
        String code = code(asset.code());
        int last = code.length() - 1;
        return code.substring(0, last) + Character.toLowerCase(code.charAt(last));
    }

    /** What a contract is worth at a price of 1, in the settlement's smallest units; below 0 of an inverse one. */
    BigDecimal multiplier() {
        Contract contract = instrument.contract();
        BigDecimal size = decimal(contract.size());
        BigDecimal units = size.movePointRight(instrument.quote().scale());
        return plain(inverse() ? units.negate() : units);
    }

    /** Settlement's smallest units in a whole one. */
    BigDecimal settlementUnits() {
        return BigDecimal.ONE.scaleByPowerOfTen(instrument.quote().scale()).setScale(0);
    }

    /** Contracts in one of what they are so much of. */
    BigDecimal contractsPerUnit() {
        return plain(BigDecimal.ONE.divide(decimal(instrument.contract().size()), MathContext.DECIMAL64));
    }

    BigDecimal price(long ticks) {
        return plain(decimal(instrument.tick()).multiply(BigDecimal.valueOf(ticks)));
    }

    /** A price in half ticks; null for none. */
    @Nullable
    BigDecimal price2(long halfTicks) {
        return halfTicks == Instrument.NO_PRICE
                ? null
                : plain(decimal(instrument.tick())
                        .multiply(BigDecimal.valueOf(halfTicks))
                        .divide(BigDecimal.valueOf(2)));
    }

    private BigDecimal tick() {
        return decimal(instrument.tick());
    }

    long contracts(long lots) {
        return Math.multiplyExact(lots, contractsPerLot);
    }

    /** The price in ticks. */
    long ticks(BigDecimal price) {
        if (price.signum() <= 0) {
            throw ApiException.bad("Invalid price");
        }
        BigDecimal[] parts = price.divideAndRemainder(tick());
        if (parts[1].signum() != 0) {
            throw ApiException.bad("Invalid price tickSize");
        }
        return fitting(parts[0], "Invalid price");
    }

    /** The number of contracts in lots. */
    long lots(BigDecimal contracts) {
        if (contracts.signum() <= 0) {
            throw ApiException.bad("Invalid orderQty");
        }
        BigDecimal[] parts = contracts.divideAndRemainder(BigDecimal.valueOf(contractsPerLot));
        if (parts[1].signum() != 0) {
            throw ApiException.bad("Order quantity must be a multiple of lot size: " + contractsPerLot);
        }
        return fitting(parts[0], "Invalid orderQty");
    }

    private static long fitting(BigDecimal whole, String refusal) {
        BigInteger units = whole.toBigInteger();
        if (units.compareTo(LARGEST) > 0) {
            throw ApiException.bad(refusal);
        }
        return units.longValue();
    }

    /** The price at which so many contracts are worth so much of the settlement; null of none. */
    @Nullable
    BigDecimal average(long contracts, long valueQuanta) {
        if (contracts == 0 || valueQuanta == 0) {
            return null;
        }
        BigDecimal size = decimal(instrument.contract().size()).multiply(BigDecimal.valueOf(Math.abs(contracts)));
        BigDecimal value =
                BigDecimal.valueOf(Math.abs(valueQuanta), instrument.quote().scale());
        BigDecimal price =
                inverse() ? size.divide(value, MathContext.DECIMAL64) : value.divide(size, MathContext.DECIMAL64);
        return plain(price.setScale(AVERAGE_SCALE, RoundingMode.HALF_EVEN));
    }

    /** What a side gets of the base asset, less than nothing for a seller. */
    BigDecimal homeNotional(Side side, long priceTicks, long lots) {
        BigDecimal base = inverse() ? value(priceTicks, lots) : sized(lots);
        return plain(side == Side.BUY ? base : base.negate());
    }

    /** What a side gets of the quote currency: the other way round. */
    BigDecimal foreignNotional(Side side, long priceTicks, long lots) {
        BigDecimal quote = inverse() ? sized(lots) : value(priceTicks, lots);
        return plain(side == Side.BUY ? quote.negate() : quote);
    }

    private BigDecimal sized(long lots) {
        return decimal(instrument.contract().size()).multiply(BigDecimal.valueOf(contracts(lots)));
    }

    private BigDecimal value(long priceTicks, long lots) {
        return BigDecimal.valueOf(
                instrument.notionalQuanta(priceTicks, lots), instrument.quote().scale());
    }

    /** A rate in billionths. */
    static BigDecimal rate(long ppb) {
        return plain(BigDecimal.valueOf(ppb, 9));
    }

    private static BigDecimal decimal(Decimal decimal) {
        return BigDecimal.valueOf(decimal.mantissa(), decimal.scale());
    }

    /** Without zeros at the end and never with an exponent above 0. */
    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
