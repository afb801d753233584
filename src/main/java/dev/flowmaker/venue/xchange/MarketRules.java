package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One market's rules in the venue's decimals, before the assets of all markets are known.
 *
 * @param symbol ours, {@code BASE/QUOTE}
 * @param venueSymbol the venue's, in requests and answers
 * @param base code of the asset bought and sold; of a perpetual its position
 * @param baseScale decimals the venue counts it in
 * @param quote code of the asset paid; of a perpetual the one it is settled in
 * @param quoteScale decimals the venue counts it in
 * @param minQuantity smallest order
 * @param maxQuantity largest order; 0 when there is no bound
 * @param minNotional smallest value of an order, in quote
 * @param makerFeePpb billionths of the value; negative is a rebate
 * @param contract what one unit of quantity stands for
 */
record MarketRules(
        String symbol,
        String venueSymbol,
        String base,
        int baseScale,
        String quote,
        int quoteScale,
        Decimal tick,
        Decimal lot,
        BigDecimal minQuantity,
        BigDecimal maxQuantity,
        BigDecimal minNotional,
        long makerFeePpb,
        long takerFeePpb,
        Contract contract) {

    /** Of an asset that only commission is taken in. */
    private static final int EXTRA_SCALE = 8;

    /** The session's assets and instruments. Scales are the venue's, or finer where half a tick of a lot needs it. */
    static Markets markets(List<MarketRules> all, List<String> extraAssets) {
        Map<String, Integer> scales = new LinkedHashMap<>();
        for (MarketRules rules : all) {
            scales.merge(rules.base, Math.max(rules.baseScale, rules.lot.scale()), Math::max);
            int least = Instrument.scaleFor(rules.tick, rules.lot, rules.contract);
            scales.merge(rules.quote, Math.max(rules.quoteScale, least), Math::max);
        }
        extraAssets.forEach(code -> scales.putIfAbsent(code, EXTRA_SCALE));
        List<Asset> assets = scales.entrySet().stream()
                .map(scale -> new Asset(scale.getKey(), scale.getValue()))
                .toList();
        List<Instrument> instruments = new ArrayList<>();
        for (MarketRules rules : all) {
            instruments.add(rules.instrument(instruments.size(), assets));
        }
        return new Markets(assets, List.copyOf(instruments));
    }

    /** The same with other fees, billionths of the value. */
    MarketRules withFees(long makerPpb, long takerPpb) {
        return new MarketRules(
                symbol,
                venueSymbol,
                base,
                baseScale,
                quote,
                quoteScale,
                tick,
                lot,
                minQuantity,
                maxQuantity,
                minNotional,
                makerPpb,
                takerPpb,
                contract);
    }

    private Instrument instrument(int market, List<Asset> assets) {
        List<String> codes = assets.stream().map(Asset::code).toList();
        int baseAsset = codes.indexOf(base);
        int quoteAsset = codes.indexOf(quote);
        Decimal quantum = new Decimal(1, assets.get(quoteAsset).scale());
        return new Instrument(
                market,
                symbol,
                venueSymbol,
                assets.get(baseAsset),
                baseAsset,
                assets.get(quoteAsset),
                quoteAsset,
                tick,
                lot,
                Math.max(1, Units.rounded(lot, minQuantity, RoundingMode.CEILING)),
                maxQuantity.signum() == 0 ? Long.MAX_VALUE : Units.bound(lot, maxQuantity, RoundingMode.FLOOR),
                1,
                Long.MAX_VALUE,
                Units.rounded(quantum, minNotional, RoundingMode.CEILING),
                makerFeePpb,
                takerFeePpb,
                contract);
    }
}
