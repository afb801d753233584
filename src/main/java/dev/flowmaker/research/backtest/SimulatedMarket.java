package dev.flowmaker.research.backtest;

import dev.flowmaker.config.Amount;
import dev.flowmaker.config.MarketSimulation;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FeeSchedule;
import dev.flowmaker.exchange.FundingTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A market's fees and funding as configured, in the units of a session. */
final class SimulatedMarket {
    private final MarketSimulation spec;

    SimulatedMarket(MarketSimulation spec) {
        this.spec = spec;
    }

    /** The third asset that commissions are taken in, or null. */
    @Nullable
    String third() {
        return spec.in() == FeeSchedule.In.THIRD ? spec.third().balance().asset() : null;
    }

    static long quanta(Amount amount, Asset asset) {
        BigDecimal quanta = amount.value().movePointRight(asset.scale());
        if (quanta.compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 4)) > 0) {
            throw new BacktestException(amount + " is too large to count exactly");
        }
        return quanta.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    long tradedQuanta(Instrument instrument) {
        return quanta(spec.traded(), instrument.quote());
    }

    /** The instrument with the rates of the tier it begins in, which the engine keeps its quotes beyond. */
    Instrument atItsTier(Instrument i) {
        MarketSimulation.Tier found = null;
        for (MarketSimulation.Tier tier : spec.tiers()) {
            if (tier.from().value().compareTo(spec.traded().value()) <= 0) {
                found = tier;
            }
        }
        return found == null
                ? i
                : new Instrument(
                        i.market(),
                        i.symbol(),
                        i.venueSymbol(),
                        i.base(),
                        i.baseAsset(),
                        i.quote(),
                        i.quoteAsset(),
                        i.tick(),
                        i.lot(),
                        i.minLots(),
                        i.maxLots(),
                        i.minPriceTicks(),
                        i.maxPriceTicks(),
                        i.minNotionalQuanta(),
                        found.makerPpb(),
                        found.takerPpb(),
                        i.contract());
    }

    FeeSchedule fees(Instrument instrument, EngineSettings settings) {
        FeeSchedule flat = FeeSchedule.flat(instrument);
        List<FeeSchedule.Tier> tiers = spec.tiers().isEmpty()
                ? flat.tiers()
                : spec.tiers().stream()
                        .map(tier -> new FeeSchedule.Tier(
                                quanta(tier.from(), instrument.quote()), tier.makerPpb(), tier.takerPpb()))
                        .toList();
        String third = third();
        if (third == null) {
            return new FeeSchedule(tiers, spec.in());
        }
        int asset = index(settings.assets(), third);
        int priceMarket = -1;
        for (int i = 0; i < settings.markets().size(); i++) {
            Instrument other = settings.markets().get(i).instrument();
            if (!other.isPerpetual() && other.baseAsset() == asset && other.quoteAsset() == instrument.quoteAsset()) {
                priceMarket = i;
            }
        }
        long price = quanta(spec.third().price(), instrument.quote());
        return new FeeSchedule(
                tiers, spec.in(), new FeeSchedule.Third(asset, spec.third().discountPpb(), priceMarket, price));
    }

    FundingTerms funding(Instrument instrument, EngineSettings settings) {
        MarketSimulation.Funding funding = spec.funding();
        if (!instrument.isPerpetual() || funding.rate() == null) {
            return FundingTerms.NONE;
        }
        int index = -1;
        for (int i = 0; i < settings.markets().size(); i++) {
            if (settings.markets().get(i).instrument().symbol().equals(funding.index())) {
                index = i;
            }
        }
        if (funding.rate() == FundingTerms.Rate.PREMIUM && index < 0) {
            throw new BacktestException(instrument.symbol() + ": its funding's index, " + funding.index()
                    + ", is none of the markets: add it, with a tape");
        }
        return new FundingTerms(
                funding.rate(), funding.intervalNanos(), funding.ratePpb(), index, funding.dampPpb(), funding.capPpb());
    }

    /** Adds what there is of the third asset at the start. */
    void open(long[] opening, List<Asset> assets) {
        String third = third();
        if (third != null) {
            int asset = index(assets, third);
            opening[asset] += quanta(spec.third().balance(), assets.get(asset));
        }
    }

    private static int index(List<Asset> assets, String code) {
        for (int i = 0; i < assets.size(); i++) {
            if (assets.get(i).code().equals(code)) {
                return i;
            }
        }
        throw new IllegalStateException(code + " is no asset of the session");
    }
}
