package dev.flowmaker.core.risk;

import java.util.Collections;
import java.util.List;

/**
 * Limits and breakers over all markets: what each venue sees of us, and what the account, at all venues, may come to.
 *
 * @param venues what each venue may see of us, by index
 * @param maxPositionQuanta by asset, for all of its code together: how far what is held may move from what was held at the start, every open order
 *     that takes it farther counted as filled; {@link RiskSettings#UNLIMITED} is no limit
 * @param maxGrossQuanta by quote asset, for all of its code together: most that the larger possible positions of its markets may be worth together
 * @param maxDayLossQuanta by quote asset, for all of its code together: most that its markets may lose in a day before the breaker trips
 * @param maxDrawdownQuanta by quote asset, for all of its code together: most that they may lose from their highest profit before the breaker trips
 * @param dayStartNanos when days begin, nanoseconds after midnight UTC
 * @param breakers by the code of their kind
 */
public record SharedRiskSettings(
        List<VenueLimits> venues,
        List<Long> maxPositionQuanta,
        List<Long> maxGrossQuanta,
        List<Long> maxDayLossQuanta,
        List<Long> maxDrawdownQuanta,
        long dayStartNanos,
        List<BreakerSettings> breakers) {
    private static final int MANY = 10_000;
    private static final long SECOND = 1_000_000_000L;

    /** Of one venue. */
    public SharedRiskSettings(
            RequestLimits requests,
            int maxOpenOrders,
            List<Long> maxPositionQuanta,
            List<Long> maxGrossQuanta,
            List<Long> maxDayLossQuanta,
            List<Long> maxDrawdownQuanta,
            long dayStartNanos,
            List<BreakerSettings> breakers) {
        this(
                List.of(new VenueLimits(requests, maxOpenOrders)),
                maxPositionQuanta,
                maxGrossQuanta,
                maxDayLossQuanta,
                maxDrawdownQuanta,
                dayStartNanos,
                breakers);
    }

    /** How often orders may be placed at a venue. */
    public RequestLimits requests(int venue) {
        return venues.get(venue).requests();
    }

    /** Most orders at a venue not known to have ended. */
    public int maxOpenOrders(int venue) {
        return venues.get(venue).maxOpenOrders();
    }

    /** Whether no position and no value of all markets together is limited. */
    public boolean limitsNoMoney() {
        return unlimited(maxPositionQuanta) && unlimited(maxGrossQuanta);
    }

    private static boolean unlimited(List<Long> limits) {
        for (long limit : limits) {
            if (limit != RiskSettings.UNLIMITED) {
                return false;
            }
        }
        return true;
    }

    /** No limits and no breakers, for so many assets of one venue. */
    public static SharedRiskSettings none(int assets) {
        List<Long> unlimited = Collections.nCopies(assets, RiskSettings.UNLIMITED);
        return new SharedRiskSettings(
                RequestLimits.rate(MANY, SECOND),
                Integer.MAX_VALUE,
                unlimited,
                unlimited,
                unlimited,
                unlimited,
                0,
                BreakerSettings.NONE);
    }
}
