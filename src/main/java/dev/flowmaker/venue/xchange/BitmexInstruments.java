package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.Symbol;
import dev.flowmaker.venue.VenueException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The perpetuals' rules from BitMEX's own rows. A contract's size is its {@code multiplier}: of a linear one so much of the
 * settlement's smallest unit for each unit of price, of an inverse one the same over the price, written with a minus.
 */
final class BitmexInstruments {
    /** What BitMEX calls perpetual contracts. */
    private static final String PERPETUAL = "FFWCSX";

    private static final String OPEN = "Open";
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
    /** Finest quantum that a settlement asset is given so that half a tick of one lot is a whole number of them. */
    private static final int FINEST = 12;

    private final Map<String, JsonNode> known = new TreeMap<>();
    private BitmexMoney.All money = BitmexMoney.All.NONE;

    /** @throws IllegalArgumentException when a row cannot be */
    BitmexInstruments(JsonNode rows) {
        for (JsonNode row : rows) {
            if (BitmexJson.optionalText(row, "typ").equals(PERPETUAL)) {
                String symbol = symbol(row);
                if (known.put(symbol, row) != null) {
                    throw new IllegalArgumentException("the venue names " + symbol + " twice");
                }
            }
        }
    }

    /** Our name of a market, such as {@code BTC/USD:BTC}. */
    private static String symbol(JsonNode row) {
        return BitmexMoney.code(BitmexJson.text(row, "underlying")) + "/"
                + BitmexMoney.code(BitmexJson.text(row, "quoteCurrency")) + ":"
                + BitmexMoney.code(BitmexJson.text(row, "settlCurrency"));
    }

    /** One market's rules before the assets of all are known. */
    private record Rules(
            String symbol, JsonNode row, BitmexMoney money, Decimal tick, Decimal lot, Contract contract) {}

    /** What the markets asked for last are settled in. */
    BitmexMoney.All money() {
        return money;
    }

    /**
     * @param fees the account's commission rates by the venue's symbol; where there is none, those that the market names
     * @param positions rows of the account's positions, whose margin may be larger than the market's least; or none
     * @throws VenueException when a market is unknown, does not trade, or has rules we cannot follow
     */
    Markets of(List<String> symbols, JsonNode fees, JsonNode positions) throws VenueException {
        return of(symbols, fees, positions, true);
    }

    /** The rules of one market as they are, whether it trades now or not. */
    Instrument rules(String symbol, JsonNode fees, JsonNode positions) throws VenueException {
        return of(List.of(symbol), fees, positions, false).instruments().get(0);
    }

    private Markets of(List<String> symbols, JsonNode fees, JsonNode positions, boolean onlyOpen)
            throws VenueException {
        List<Rules> all = new ArrayList<>();
        Map<String, Integer> scales = new LinkedHashMap<>();
        for (String symbol : symbols) {
            Rules rules = rules(symbol, positions, onlyOpen);
            all.add(rules);
            scales.put(symbol, rules.lot.scale());
            scales.merge(rules.money.asset(), scale(rules), Math::max);
        }
        List<Asset> assets = scales.entrySet().stream()
                .map(scale -> new Asset(scale.getKey(), scale.getValue()))
                .toList();
        List<Instrument> instruments = new ArrayList<>();
        for (Rules rules : all) {
            instruments.add(instrument(instruments.size(), rules, assets, fees));
        }
        money = new BitmexMoney.All(all.stream().map(Rules::money).toList());
        return new Markets(assets, List.copyOf(instruments));
    }

    /** Whether a market takes orders. */
    static boolean isOpen(JsonNode row) {
        return BitmexJson.text(row, "state").equals(OPEN);
    }

    private Rules rules(String name, JsonNode positions, boolean onlyOpen) throws VenueException {
        JsonNode row = known.get(name);
        if (row == null) {
            List<String> near = NearWords.of(name, known.keySet());
            throw new VenueException(
                    "the venue has no perpetual " + name + (near.isEmpty() ? "" : "; near it are " + near));
        }
        Symbol symbol = symbol(name);
        if (onlyOpen && !isOpen(row)) {
            throw new VenueException(name + " does not trade now: its state is " + BitmexJson.text(row, "state"));
        }
        BigDecimal multiplier = BitmexJson.number(row, "multiplier");
        boolean inverse = BitmexJson.flag(row, "isInverse");
        BitmexMoney money = new BitmexMoney(
                BitmexJson.text(row, "settlCurrency"),
                symbol.settlement(),
                digits(BitmexJson.number(row, inverse ? "underlyingToSettleMultiplier" : "quoteToSettleMultiplier")));
        boolean asNamed = inverse == (symbol.kind() == ContractKind.INVERSE)
                && !BitmexJson.flag(row, "isQuanto")
                && multiplier.signum() == (inverse ? -1 : 1);
        if (!asNamed) {
            throw new VenueException(name + ": the venue's rules are those of another kind of contract");
        }
        JsonNode position = position(positions, BitmexJson.text(row, "symbol"));
        if (position.has("crossMargin") && !BitmexJson.flag(position, "crossMargin")) {
            throw new VenueException(name + " is on isolated margin at "
                    + position.path("leverage").asText()
                    + " times, and margin here is the whole account's: set it to cross on the venue's page");
        }
        Contract contract = new Contract(
                symbol.kind(),
                Units.decimal(multiplier.abs().movePointLeft(money.scale())),
                larger(row, "initMargin", position, "initMarginReq"),
                larger(row, "maintMargin", position, "maintMarginReq"));
        return new Rules(
                name,
                row,
                money,
                Units.decimal(BitmexJson.positive(row, "tickSize")),
                Units.decimal(BitmexJson.positive(row, "lotSize")),
                contract);
    }

    /** Of 1,000,000 units in a whole one 6. */
    private static int digits(BigDecimal units) {
        BigDecimal plain = units.abs().stripTrailingZeros();
        if (plain.precision() != 1 || plain.unscaledValue().intValue() != 1 || plain.scale() > 0) {
            throw new IllegalArgumentException(units + " units of settlement in a whole one");
        }
        return -plain.scale();
    }

    private static JsonNode position(JsonNode positions, String venueSymbol) {
        for (JsonNode row : positions) {
            if (BitmexJson.text(row, "symbol").equals(venueSymbol)) {
                return row;
            }
        }
        return MissingNode.getInstance();
    }

    /** The market's least margin, or what the account's position is held to where that is more. */
    private static long larger(JsonNode row, String least, JsonNode position, String own) {
        BigDecimal ofPosition = BitmexJson.optionalNumber(position, own);
        BigDecimal ofMarket = BitmexJson.positive(row, least);
        return ppb(ofPosition == null ? ofMarket : ofMarket.max(ofPosition));
    }

    private static Symbol symbol(String name) throws VenueException {
        try {
            return Symbol.parse(name);
        } catch (IllegalArgumentException quanto) {
            throw new VenueException(String.valueOf(quanto.getMessage()), quanto);
        }
    }

    /** Digits of the settlement's quantum: the venue's, or as many more as half a tick of one lot needs. */
    private static int scale(Rules rules) throws VenueException {
        for (int scale = rules.money.scale(); scale <= FINEST; scale++) {
            if (rules.contract.isInverse() || holdsHalfATick(rules, scale)) {
                return scale;
            }
        }
        throw new VenueException(rules.symbol + ": half a tick of one lot is less than any quantum");
    }

    private static boolean holdsHalfATick(Rules rules, int scale) {
        BigDecimal twice = BigDecimal.valueOf(rules.tick.mantissa(), rules.tick.scale())
                .multiply(BigDecimal.valueOf(rules.lot.mantissa(), rules.lot.scale()))
                .multiply(BigDecimal.valueOf(
                        rules.contract.size().mantissa(), rules.contract.size().scale()))
                .movePointRight(scale);
        return twice.remainder(BigDecimal.valueOf(2)).signum() == 0;
    }

    private static Instrument instrument(int market, Rules rules, List<Asset> assets, JsonNode fees) {
        JsonNode row = rules.row;
        int base = index(assets, rules.symbol);
        int quote = index(assets, rules.money.asset());
        String venueSymbol = BitmexJson.text(row, "symbol");
        JsonNode commission = fees.path(venueSymbol).isObject() ? fees.path(venueSymbol) : row;
        BigDecimal maxPrice = BitmexJson.positive(row, "maxPrice");
        return new Instrument(
                market,
                rules.symbol,
                venueSymbol,
                assets.get(base),
                base,
                assets.get(quote),
                quote,
                rules.tick,
                rules.lot,
                1,
                Units.bound(rules.lot, BitmexJson.positive(row, "maxOrderQty"), RoundingMode.FLOOR),
                1,
                Units.bound(rules.tick, maxPrice, RoundingMode.FLOOR),
                0,
                ppb(BitmexJson.number(commission, "makerFee")),
                ppb(BitmexJson.number(commission, "takerFee")),
                rules.contract);
    }

    /** A share in billionths, against us where it is finer. */
    private static long ppb(BigDecimal share) {
        return share.multiply(BILLION).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    private static int index(List<Asset> assets, String code) {
        return assets.stream().map(Asset::code).toList().indexOf(code);
    }
}
