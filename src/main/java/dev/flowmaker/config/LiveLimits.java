package dev.flowmaker.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
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
            "sets no limit: with mode live one must be written by hand, as the most that you are ready to ";

    private LiveLimits() {}

    static void check(Section at, List<MarketSpec> markets) {
        for (String key : OF_ACCOUNT) {
            if (isMissing(at, key)) {
                at.problem(key, REMEDY + (key.endsWith("max-gross") ? "hold" : "lose in a day"));
            }
        }
        for (MarketSpec market : markets) {
            if (isMissing(market.at, OF_MARKET)) {
                market.at.problem(OF_MARKET, REMEDY + "lose in a day");
            }
        }
    }

    /** Whether nobody wrote a limit there: nothing, an empty list, or one that nothing follows from. */
    private static boolean isMissing(Section at, String key) {
        Config config = at.object().toConfig();
        if (!config.hasPath(key) || Problems.isDefault(config.getValue(key).origin())) {
            return true;
        }
        String reaction = key.substring(0, key.lastIndexOf('.')) + ".reaction";
        return (config.getValue(key) instanceof ConfigList list && list.isEmpty())
                || (config.hasPath(reaction)
                        && "off".equals(config.getValue(reaction).unwrapped()));
    }
}
