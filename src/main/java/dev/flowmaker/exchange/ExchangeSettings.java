package dev.flowmaker.exchange;

import dev.flowmaker.core.market.Asset;
import java.util.List;

/**
 * All that makes an exchange. The same settings and the same timed requests give the same market.
 *
 * @param startNanos venue time of its beginning, UTC nanoseconds, a whole millisecond
 * @param assets by index, as the instruments name them
 * @param markets by index
 * @param accounts by index
 * @param selfTradePrevention for orders that do not say
 * @param maxOpenOrders per account and market
 * @param historyLimit how many ended orders and fills are kept per account and market, the latest
 */
public record ExchangeSettings(
        long startNanos,
        List<Asset> assets,
        List<MarketSetup> markets,
        List<AccountSetup> accounts,
        SelfTradePrevention selfTradePrevention,
        int maxOpenOrders,
        int historyLimit) {
    public static final int DEFAULT_MAX_OPEN_ORDERS = 200;
    public static final int DEFAULT_HISTORY_LIMIT = 100_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    public ExchangeSettings {
        assets = List.copyOf(assets);
        markets = List.copyOf(markets);
        accounts = List.copyOf(accounts);
        if (startNanos % NANOS_PER_MILLI != 0) {
            throw new IllegalArgumentException("startNanos must be a whole millisecond, was " + startNanos);
        }
        for (int i = 0; i < markets.size(); i++) {
            if (markets.get(i).instrument().market() != i) {
                throw new IllegalArgumentException(markets.get(i).instrument().symbol() + " is not at its index");
            }
        }
        for (AccountSetup account : accounts) {
            if (account.openingQuanta().size() != assets.size()) {
                throw new IllegalArgumentException(account.name() + ": one opening balance for each asset is needed");
            }
        }
    }

    public static ExchangeSettings of(
            long startNanos, List<Asset> assets, List<MarketSetup> markets, List<AccountSetup> accounts) {
        return new ExchangeSettings(
                startNanos,
                assets,
                markets,
                accounts,
                SelfTradePrevention.EXPIRE_MAKER,
                DEFAULT_MAX_OPEN_ORDERS,
                DEFAULT_HISTORY_LIMIT);
    }
}
