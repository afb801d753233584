package dev.flowmaker.core.risk;

import java.util.Collections;
import java.util.List;

/**
 * Limits and breakers over all markets: what the venue sees of us, and what the account may come to.
 *
 * @param requests how often orders may be placed in all markets together
 * @param maxOpenOrders most orders not known to have ended
 * @param maxPositionQuanta by asset: how far what is held may move from what was held at the start, every open order
 *     that takes it farther counted as filled; {@link RiskSettings#UNLIMITED} is no limit
 * @param maxGrossQuanta by quote asset: most that the larger possible positions of its markets may be worth together
 * @param maxDayLossQuanta by quote asset: most that its markets may lose in a day before the breaker trips
 * @param maxDrawdownQuanta by quote asset: most that they may lose from their highest profit before the breaker trips
 * @param dayStartNanos when days begin, nanoseconds after midnight UTC
 * @param breakers by the code of their kind
 */
public record SharedRiskSettings(
        RequestLimits requests,
        int maxOpenOrders,
        List<Long> maxPositionQuanta,
        List<Long> maxGrossQuanta,
        List<Long> maxDayLossQuanta,
        List<Long> maxDrawdownQuanta,
        long dayStartNanos,
        List<BreakerSettings> breakers) {
    private static final int MANY = 10_000;
    private static final long SECOND = 1_000_000_000L;

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

    /** No limits and no breakers, for so many assets. */
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
