package dev.flowmaker.config;

import com.typesafe.config.Config;
import java.util.List;

/**
 * What nobody else may decide where the money is real: limits that have a default, or may be left out, must be written by
 * hand. Those of orders and position have none and are wanted always.
 */
final class LiveLimits {
    private static final List<String> OF_ACCOUNT =
            List.of("risk.account.max-gross", "risk.breakers.account-day-loss.limits");
    private static final String OF_MARKET = "risk.breakers.day-loss.limit";
    private static final String REMEDY =
            "is not set: with mode live it must be written by hand, as the most that you are ready to ";

    private LiveLimits() {}

    static void check(Section at, List<MarketSpec> markets) {
        for (String key : OF_ACCOUNT) {
            if (isDefault(at, key)) {
                at.problem(key, REMEDY + (key.endsWith("max-gross") ? "hold" : "lose in a day"));
            }
        }
        for (MarketSpec market : markets) {
            if (isDefault(market.at, OF_MARKET)) {
                market.at.problem(OF_MARKET, REMEDY + "lose in a day");
            }
        }
    }

    private static boolean isDefault(Section at, String key) {
        Config config = at.object().toConfig();
        return !config.hasPath(key) || Problems.isDefault(config.getValue(key).origin());
    }
}
