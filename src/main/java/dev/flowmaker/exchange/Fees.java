package dev.flowmaker.exchange;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.util.ArrayList;
import java.util.List;

/** What one market's trades are charged. */
final class Fees {
    /** A commission: of which asset, how many quanta; negative is a rebate. */
    record Charge(int asset, long quanta) {}

    /** What accounts traded, by quote asset and account. */
    static final class Volumes {
        private final List<List<TradedVolume>> byAsset = new ArrayList<>();

        Volumes(int assets, List<AccountSetup> accounts, long nowNanos) {
            for (int asset = 0; asset < assets; asset++) {
                List<TradedVolume> volumes = new ArrayList<>();
                for (AccountSetup account : accounts) {
                    volumes.add(
                            new TradedVolume(nowNanos, account.tradedQuanta().getOrDefault(asset, 0L)));
                }
                byAsset.add(volumes);
            }
        }

        TradedVolume of(int asset, int account) {
            return byAsset.get(asset).get(account);
        }
    }

    private final Instrument instrument;
    private final FeeSchedule schedule;
    private final Volumes volumes;
    private final Ledger ledger;
    private final List<Asset> assets;
    private final List<Market> markets;

    /** @param markets of the exchange, some of which may not be there yet */
    Fees(
            Instrument instrument,
            FeeSchedule schedule,
            Volumes volumes,
            Ledger ledger,
            List<Asset> assets,
            List<Market> markets) {
        this.instrument = instrument;
        this.schedule = schedule;
        this.volumes = volumes;
        this.ledger = ledger;
        this.assets = assets;
        this.markets = markets;
    }

    /** The same at other rates, whatever the volume. */
    Fees at(long makerPpb, long takerPpb) {
        List<FeeSchedule.Tier> flat = List.of(new FeeSchedule.Tier(0, makerPpb, takerPpb));
        FeeSchedule changed = new FeeSchedule(flat, schedule.in(), schedule.third());
        return new Fees(instrument, changed, volumes, ledger, assets, markets);
    }

    /** What a trade costs, the fraction of a quantum dropped; counts it towards the volume. */
    Charge charge(int account, Side side, long quoteQuanta, long lots, boolean maker, long nowNanos) {
        TradedVolume volume = volumes.of(instrument.quoteAsset(), account);
        FeeSchedule.Tier tier = schedule.tier(volume.beforeToday(nowNanos));
        volume.add(nowNanos, quoteQuanta);
        long ratePpb = maker ? tier.makerPpb() : tier.takerPpb();
        if (schedule.in() == FeeSchedule.In.THIRD) {
            FeeSchedule.Third third = schedule.third();
            // A rebate is no less for being paid in something else.
            long discounted = ratePpb <= 0 ? ratePpb : ratePpb - Ledger.commission(ratePpb, third.discountPpb());
            long quanta = inThird(Ledger.commission(quoteQuanta, discounted));
            if (quanta <= ledger.free(account, third.asset())) {
                return new Charge(third.asset(), quanta);
            }
        }
        boolean inBase = schedule.in() != FeeSchedule.In.QUOTE && side == Side.BUY && !instrument.isPerpetual();
        long received = inBase ? Math.multiplyExact(lots, instrument.baseQuantaPerLot()) : quoteQuanta;
        return new Charge(
                inBase ? instrument.baseAsset() : instrument.quoteAsset(), Ledger.commission(received, ratePpb));
    }

    /** Quote quanta in the third asset's, towards zero. */
    private long inThird(long quoteQuanta) {
        FeeSchedule.Third third = schedule.third();
        long size = Math.abs(quoteQuanta);
        long quanta = 0;
        long mid2Ticks = third.priceMarket() < 0
                ? Instrument.NO_PRICE
                : markets.get(third.priceMarket()).book.mid2Ticks();
        if (mid2Ticks != Instrument.NO_PRICE) {
            Instrument priced = markets.get(third.priceMarket()).instrument;
            long perLot2 = Math.multiplyExact(mid2Ticks, priced.quoteQuantaPerLotTick() / 2);
            quanta = Wide.multiplyDivideFloor(size, priced.baseQuantaPerLot(), perLot2);
        } else {
            long unit = Decimal.powerOfTen(assets.get(third.asset()).scale());
            quanta = Wide.multiplyDivideFloor(size, unit, third.quantaPerUnit());
        }
        return quoteQuanta < 0 ? -quanta : quanta;
    }
}
