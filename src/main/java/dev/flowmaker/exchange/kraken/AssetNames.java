package dev.flowmaker.exchange.kraken;

import java.util.Map;
import java.util.Set;

/**
 * What Kraken calls assets: the first ones have a letter in front, X for coins and Z for money, and Bitcoin and Dogecoin
 * are XBT and XDG.
 */
final class AssetNames {
    private static final Map<String, String> OTHERWISE = Map.of("BTC", "XBT", "DOGE", "XDG");
    private static final Set<String> COINS =
            Set.of("XBT", "XDG", "ETH", "ETC", "LTC", "MLN", "REP", "XLM", "XMR", "XRP", "ZEC");
    private static final Set<String> MONEY = Set.of("USD", "EUR", "GBP", "JPY", "CAD", "AUD");

    private AssetNames() {}

    /** As pairs name it, such as XBT. */
    static String alternative(String code) {
        return OTHERWISE.getOrDefault(code, code);
    }

    /** As balances name it, such as XXBT or ZUSD; USDT and all newer ones have no letter in front. */
    static String full(String code) {
        String name = alternative(code);
        return COINS.contains(name) ? "X" + name : MONEY.contains(name) ? "Z" + name : name;
    }

    /** Whether its full name has a letter in front. */
    static boolean prefixed(String code) {
        return !full(code).equals(alternative(code));
    }
}
