package dev.flowmaker.exchange;

import dev.flowmaker.core.market.Instrument;
import java.util.List;

/**
 * What a market charges. The tier of a UTC day is found by what the account traded in the 30 days before it, over all
 * markets with the same quote asset.
 *
 * @param tiers the least volume first, which is 0
 * @param in what commissions are taken in
 * @param third the asset where it is a third one
 */
public record FeeSchedule(List<Tier> tiers, In in, Third third) {
    /** What commissions are taken in. */
    public enum In {
        /** What is received: base by a buyer, quote by a seller. */
        RECEIVED,
        /** Quote, whoever buys; of a perpetual what it is settled in. */
        QUOTE,
        /** A third asset at a discount; of whoever has too little of it as RECEIVED and without. */
        THIRD
    }

    /**
     * Rates from a volume on.
     *
     * @param fromQuanta volume of 30 days, quote quanta
     * @param makerPpb billionths of the value; negative is a rebate
     * @param takerPpb billionths of the value
     */
    public record Tier(long fromQuanta, long makerPpb, long takerPpb) {}

    /**
     * A third asset that commissions are taken in.
     *
     * @param asset its index
     * @param discountPpb of the rate, billionths
     * @param priceMarket index of the market of this asset in the quote, whose mid is its price; -1 for none
     * @param quantaPerUnit price of one unit while there is no such mid, quote quanta
     */
    public record Third(int asset, long discountPpb, int priceMarket, long quantaPerUnit) {
        static final Third NONE = new Third(-1, 0, -1, 0);
    }

    public FeeSchedule {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty() || tiers.get(0).fromQuanta() != 0) {
            throw new IllegalArgumentException("the first tier must begin at a volume of 0");
        }
        for (int i = 1; i < tiers.size(); i++) {
            if (tiers.get(i).fromQuanta() <= tiers.get(i - 1).fromQuanta()) {
                throw new IllegalArgumentException("tiers must be in the order of their volumes");
            }
        }
    }

    /** Taken in what is received, or in quote. */
    public FeeSchedule(List<Tier> tiers, In in) {
        this(tiers, in, Third.NONE);
    }

    /** The instrument's rates at any volume, taken in what is received; of a perpetual in what it is settled in. */
    public static FeeSchedule flat(Instrument instrument) {
        return new FeeSchedule(
                List.of(new Tier(0, instrument.makerFeePpb(), instrument.takerFeePpb())),
                instrument.isPerpetual() ? In.QUOTE : In.RECEIVED);
    }

    Tier tier(long volumeQuanta) {
        int found = 0;
        while (found + 1 < tiers.size() && tiers.get(found + 1).fromQuanta() <= volumeQuanta) {
            found++;
        }
        return tiers.get(found);
    }
}
