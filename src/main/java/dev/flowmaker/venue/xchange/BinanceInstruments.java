package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.VenueException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.binance.BinanceAdapters;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.BinanceExchangeInfo;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.Filter;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.Symbol;
import org.knowm.xchange.currency.CurrencyPair;

/** The markets' rules from Binance's raw filters: what XChange makes of them is wrong or missing. */
final class BinanceInstruments {
    /** Balances and commissions come with as many decimals. */
    private static final int VENUE_SCALE = 8;

    private final Map<String, Symbol> known = new TreeMap<>();

    BinanceInstruments(BinanceExchangeInfo info) {
        if (info.getSymbols() == null) {
            throw new IllegalArgumentException("the venue names no markets");
        }
        for (Symbol symbol : info.getSymbols()) {
            String name = symbol.getBaseAsset() + "/" + symbol.getQuoteAsset();
            if (known.put(name, symbol) != null) {
                throw new IllegalArgumentException("the venue names " + name + " twice");
            }
        }
    }

    /** One market's rules before the assets of all are known. */
    private record Rules(String symbol, Symbol raw, Decimal tick, Decimal lot) {}

    /** What the venue calls a market's state; empty when it does not know the market. */
    String status(String symbol) {
        Symbol raw = known.get(symbol);
        return raw == null || raw.getStatus() == null ? "" : raw.getStatus();
    }

    /** @throws VenueException when a market is unknown, or has rules we cannot follow */
    Markets of(List<String> symbols, List<String> extraAssets, long makerFeePpb, long takerFeePpb)
            throws VenueException {
        List<Rules> all = new ArrayList<>();
        Map<String, Integer> scales = new LinkedHashMap<>();
        for (String symbol : symbols) {
            Rules rules = rules(symbol);
            all.add(rules);
            scales.merge(rules.raw.getBaseAsset(), Math.max(VENUE_SCALE, rules.lot.scale()), Math::max);
            int quoteScale = Math.max(VENUE_SCALE, Instrument.scaleFor(rules.tick, rules.lot));
            scales.merge(rules.raw.getQuoteAsset(), quoteScale, Math::max);
        }
        extraAssets.forEach(code -> scales.putIfAbsent(code, VENUE_SCALE));
        List<Asset> assets = scales.entrySet().stream()
                .map(scale -> new Asset(scale.getKey(), scale.getValue()))
                .toList();
        List<Instrument> instruments = new ArrayList<>();
        for (Rules rules : all) {
            instruments.add(instrument(instruments.size(), rules, assets, makerFeePpb, takerFeePpb));
        }
        return new Markets(assets, List.copyOf(instruments));
    }

    /**
     * Tells XChange which pair a symbol is. It learns that from a start-up of its own that also asks for things we do not
     * need; without it every message of a stream ends the stream. Its map is shared by all of a process and not safe.
     */
    static void teach(List<Instrument> instruments) {
        synchronized (BinanceInstruments.class) {
            for (Instrument instrument : instruments) {
                CurrencyPair pair = new CurrencyPair(instrument.symbol());
                if (!pair.equals(BinanceAdapters.toCurrencyPair(instrument.venueSymbol()))) {
                    BinanceAdapters.putSymbolMapping(instrument.venueSymbol(), pair);
                }
            }
        }
    }

    private Rules rules(String symbol) throws VenueException {
        Symbol raw = known.get(symbol);
        if (raw == null) {
            List<String> near = NearWords.of(symbol, known.keySet());
            throw new VenueException(
                    "the venue has no market " + symbol + (near.isEmpty() ? "" : "; near it are " + near));
        }
        if (!(raw.getBaseAsset() + raw.getQuoteAsset()).equals(raw.getSymbol())) {
            throw new VenueException(symbol + ": the venue calls it " + raw.getSymbol());
        }
        String[] types = raw.getOrderTypes();
        if (types != null && !Arrays.asList(types).contains("LIMIT_MAKER")) {
            throw new VenueException(symbol + " has no post-only orders: it cannot be made a market in");
        }
        Decimal tick = step(symbol, filter(symbol, raw, "PRICE_FILTER").getTickSize(), "tick size");
        Decimal lot = step(symbol, filter(symbol, raw, "LOT_SIZE").getStepSize(), "step size");
        return new Rules(symbol, raw, tick, lot);
    }

    private Instrument instrument(int market, Rules rules, List<Asset> assets, long makerFeePpb, long takerFeePpb)
            throws VenueException {
        Symbol raw = rules.raw;
        Filter price = filter(rules.symbol, raw, "PRICE_FILTER");
        Filter size = filter(rules.symbol, raw, "LOT_SIZE");
        int base = index(assets, raw.getBaseAsset());
        int quote = index(assets, raw.getQuoteAsset());
        BigDecimal maxPrice = decimal(price.getMaxPrice());
        Decimal quantum = new Decimal(1, assets.get(quote).scale());
        return new Instrument(
                market,
                rules.symbol,
                raw.getSymbol(),
                assets.get(base),
                base,
                assets.get(quote),
                quote,
                rules.tick,
                rules.lot,
                Math.max(1, Units.rounded(rules.lot, decimal(size.getMinQty()), RoundingMode.CEILING)),
                Units.bound(rules.lot, decimal(size.getMaxQty()), RoundingMode.FLOOR),
                Math.max(1, Units.rounded(rules.tick, decimal(price.getMinPrice()), RoundingMode.CEILING)),
                // 0 switches the bound off.
                maxPrice.signum() == 0 ? Long.MAX_VALUE : Units.bound(rules.tick, maxPrice, RoundingMode.FLOOR),
                Units.rounded(quantum, minNotional(raw), RoundingMode.CEILING),
                makerFeePpb,
                takerFeePpb);
    }

    private static BigDecimal minNotional(Symbol raw) {
        BigDecimal largest = BigDecimal.ZERO;
        for (Filter filter : raw.getFilters()) {
            if (filter.getFilterType().equals("NOTIONAL")
                    || filter.getFilterType().equals("MIN_NOTIONAL")) {
                largest = largest.max(decimal(filter.getMinNotional()));
            }
        }
        return largest;
    }

    private static int index(List<Asset> assets, String code) {
        return assets.stream().map(Asset::code).toList().indexOf(code);
    }

    private static Filter filter(String symbol, Symbol raw, String type) throws VenueException {
        for (Filter filter : raw.getFilters()) {
            if (filter.getFilterType().equals(type)) {
                return filter;
            }
        }
        throw new VenueException(symbol + ": the venue names no " + type);
    }

    private static Decimal step(String symbol, @Nullable String text, String what) throws VenueException {
        BigDecimal step = decimal(text);
        if (step.signum() <= 0) {
            throw new VenueException(symbol + ": the venue's " + what + " is " + text + ", which nothing can follow");
        }
        return Units.decimal(step);
    }

    /** What the venue must name, 0 or larger. */
    private static BigDecimal decimal(@Nullable String text) {
        if (text == null || !BinanceJson.plain(text) || text.startsWith("-")) {
            throw new IllegalArgumentException("a market's rules have " + text + " where a number is due");
        }
        return new BigDecimal(text);
    }
}
