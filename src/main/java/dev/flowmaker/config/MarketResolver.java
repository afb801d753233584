package dev.flowmaker.config;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.risk.LossLimit;
import dev.flowmaker.core.risk.RiskSettings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns one market's amounts into the engine's integers by the venue's rules. */
final class MarketResolver {
    private final MarketSpec spec;
    private final Instrument instrument;
    /** What one unit of the instrument's quantity is in the unit that the market's quantities are written in. */
    private final BigDecimal unit;

    private final BigDecimal lot;
    private final BigDecimal tick;

    MarketResolver(MarketSpec spec, Instrument instrument) {
        this.spec = spec;
        this.instrument = instrument;
        unit = spec.unit.equals(Units.CONTRACTS)
                ? BigDecimal.ONE
                : decimal(instrument.contract().size());
        lot = decimal(instrument.lot()).multiply(unit);
        tick = decimal(instrument.tick());
    }

    MarketSettings resolve() {
        return new MarketSettings(
                instrument,
                spec.book,
                spec.signal.signals,
                spec.signal.alpha,
                quote(),
                risk(),
                spec.order,
                spec.policy);
    }

    private QuoteSettings quote() {
        long floor = priceTicks("price-floor", spec.priceFloor, instrument.minPriceTicks());
        long ceiling = priceTicks("price-ceiling", spec.priceCeiling, instrument.maxPriceTicks());
        return new QuoteSettings(
                spec.halfSpread,
                spec.feeFloor,
                spec.minEdge,
                spec.levels,
                spec.levelSpacing,
                levelLots(ceiling),
                spec.target == null,
                spec.target == null ? 0 : held(spec.inventory, "target", spec.target),
                spec.priceSkewMicroTicks,
                spec.sizeSkewPpm,
                StrictMath.max(floor, instrument.minPriceTicks()),
                StrictMath.min(ceiling, instrument.maxPriceTicks()),
                spec.pauseAfterFillNanos,
                spec.model.model,
                spec.model.wideningSettings,
                spec.model.adverseSettings);
    }

    /** The first level must be whole lots; those that follow by the factor are cut down to them. */
    private List<Long> levelLots(long ceilingTicks) {
        List<Long> levels = new ArrayList<>();
        multiples(spec.quote, "size", spec.size, lot, "lot");
        for (BigDecimal size : spec.levelSizes()) {
            long lots = size.divide(lot, 0, RoundingMode.DOWN).longValue();
            if (lots < instrument.minLots() || lots > instrument.maxLots()) {
                spec.quote.problem(
                        "size",
                        "level " + levels.size() + " is "
                                + size.stripTrailingZeros().toPlainString() + " " + spec.unit
                                + ", and the venue takes " + quantity(instrument.minLots()) + " to "
                                + quantity(instrument.maxLots()) + " " + spec.unit);
            } else if (notional(ceilingTicks, lots).compareTo(BigInteger.valueOf(instrument.minNotionalQuanta())) < 0) {
                spec.quote.problem(
                        "size",
                        "level " + levels.size() + " is worth less than the venue's least, "
                                + instrument.quote().text(instrument.minNotionalQuanta())
                                + ", even at the highest price");
            }
            levels.add(lots);
        }
        return List.copyOf(levels);
    }

    private RiskSettings risk() {
        Section at = spec.risk;
        long maxOrderLots = multiples(at, "max-order-size", spec.maxOrderSize, lot, "lot");
        return new RiskSettings(
                maxOrderLots,
                quanta(
                        at,
                        "max-order-notional",
                        spec.maxOrderNotional,
                        instrument.quote().scale()),
                held(at, "max-long", spec.maxLong),
                held(at, "max-short", spec.maxShort),
                spec.collarPpb,
                spec.limits.requests,
                spec.maxOpenOrders,
                spec.limits.tradeCollarPpb,
                spec.limits.referenceCollarPpb,
                spec.limits.referenceNanos,
                gross(),
                loss(spec.limits.dayLossAt, spec.limits.dayLoss),
                loss(spec.limits.drawdownAt, spec.limits.drawdown),
                spec.limits.widenBy,
                spec.limits.breakers,
                spec.limits.margin);
    }

    private String quantity(long lots) {
        return lot.multiply(BigDecimal.valueOf(lots)).toPlainString();
    }

    /** What is held, in the instrument's own quanta. */
    private long held(Section at, String key, Amount amount) {
        int scale = instrument.base().scale();
        if (unit.compareTo(BigDecimal.ONE) == 0) {
            return quanta(at, key, amount, scale);
        }
        BigDecimal[] parts = amount.value().movePointRight(scale).divideAndRemainder(unit);
        if (parts[1].signum() != 0) {
            at.problem(
                    key,
                    amount + " is no multiple of the " + unit.toPlainString() + " " + spec.unit
                            + " that one contract is");
        }
        return fits(at, key, parts[0]);
    }

    private long gross() {
        Amount most = spec.limits.maxGross;
        return most == null
                ? RiskSettings.UNLIMITED
                : quanta(spec.risk, "max-gross", most, instrument.quote().scale());
    }

    private LossLimit loss(Section at, RiskSpec.Loss loss) {
        Amount most = loss.amount();
        return most == null
                ? new LossLimit(0, loss.ppb())
                : new LossLimit(quanta(at, "limit", most, instrument.quote().scale()), 0);
    }

    private long priceTicks(String key, @Nullable Amount price, long otherwise) {
        return price == null ? otherwise : multiples(spec.quote, key, price, tick, "tick");
    }

    /** How many steps an amount is; one that is between two is a problem that names both. */
    private long multiples(Section at, String key, Amount amount, BigDecimal step, String stepName) {
        BigDecimal count = amount.value().divide(step, 0, RoundingMode.DOWN);
        BigDecimal below = count.multiply(step);
        if (below.compareTo(amount.value()) != 0) {
            at.problem(
                    key,
                    amount + " is no multiple of the venue's " + stepName + ", " + step.toPlainString() + ": write "
                            + below.toPlainString() + " or " + below.add(step).toPlainString() + " " + amount.asset());
        }
        return fits(at, key, count);
    }

    private static long quanta(Section at, String key, Amount amount, int scale) {
        BigDecimal quanta = amount.value().movePointRight(scale);
        if (quanta.stripTrailingZeros().scale() > 0) {
            at.problem(
                    key,
                    amount + " is finer than the " + scale + " decimals of " + amount.asset() + " that are counted");
            return 0;
        }
        return fits(at, key, quanta);
    }

    private static long fits(Section at, String key, BigDecimal count) {
        if (count.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 4)) > 0) {
            at.problem(key, "is too large to count exactly");
            return 0;
        }
        return count.longValue();
    }

    private BigInteger notional(long priceTicks, long lots) {
        // What is inverse is worth most at the lowest price.
        return instrument.contract().isInverse()
                ? BigInteger.valueOf(instrument.notionalQuanta(instrument.minPriceTicks(), lots))
                : BigInteger.valueOf(priceTicks)
                        .multiply(BigInteger.valueOf(lots))
                        .multiply(BigInteger.valueOf(instrument.quoteQuantaPerLotTick()));
    }

    private static BigDecimal decimal(Decimal value) {
        return BigDecimal.valueOf(value.mantissa(), value.scale());
    }
}
