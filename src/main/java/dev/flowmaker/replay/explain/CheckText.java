package dev.flowmaker.replay.explain;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.risk.Verdict;
import java.util.Locale;

/** The numbers of risk checks and breakers in units that people read. */
public final class CheckText {
    private static final double PPB_PER_BPS = 100_000;

    private CheckText() {}

    /** What a check looks at. */
    public static String name(Verdict check) {
        return switch (check) {
            case NOT_CHECKED, PASS -> check.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case MIN_SIZE -> "size";
            case MAX_SIZE -> "size";
            case PRICE_RANGE -> "price, venue's range";
            case MIN_NOTIONAL -> "value";
            case MAX_NOTIONAL -> "value";
            case COLLAR -> "from the mid";
            case COLLAR_TRADE -> "from the last trade";
            case COLLAR_REFERENCE -> "from the slow reference";
            case SELF_CROSS -> "own other side";
            case POSITION -> "position if all filled";
            case BALANCE -> "balance";
            case OPEN_ORDERS -> "open orders";
            case ORDER_RATE -> "requests in the window";
            case GROSS -> "gross exposure";
            case ORDER_TO_TRADE -> "requests for trades";
            case VENUE_OPEN_ORDERS -> "open orders, all markets";
            case VENUE_ORDER_RATE -> "requests, all markets";
            case VENUE_ORDER_TO_TRADE -> "requests for trades, all markets";
            case ACCOUNT_POSITION -> "account's position";
            case ACCOUNT_GROSS -> "account's gross exposure";
            case MARGIN -> "initial margin";
            case LEVERAGE -> "leverage";
            case LIQUIDATION -> "distance to liquidation";
            default ->
                check.name()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("breaker_", "breaker ")
                        .replace('_', '-');
        };
    }

    /** How the number must lie to its limit. */
    public static String relation(Verdict check, long limit, Side side, Instrument instrument) {
        return switch (check) {
            case MIN_SIZE, MIN_NOTIONAL, LIQUIDATION, BREAKER_LIQUIDATION -> "at least";
            case PRICE_RANGE -> limit == instrument.minPriceTicks() ? "at least" : "at most";
            case SELF_CROSS -> side == Side.BUY ? "below" : "above";
            default -> "at most";
        };
    }

    /** A number of a check in its unit. */
    public static String value(Verdict check, long value, Side side, Instrument instrument) {
        if (value == RiskSettings.UNLIMITED) {
            return "no limit";
        }
        return switch (check) {
            case MIN_SIZE, MAX_SIZE ->
                instrument.quantityText(value) + " " + instrument.base().code();
            case PRICE_RANGE, SELF_CROSS -> value == Instrument.NO_PRICE ? "none" : instrument.priceText(value);
            case MIN_NOTIONAL,
                    MAX_NOTIONAL,
                    GROSS,
                    ACCOUNT_GROSS,
                    MARGIN,
                    BREAKER_DAY_LOSS,
                    BREAKER_DRAWDOWN,
                    BREAKER_ACCOUNT_DAY_LOSS,
                    BREAKER_ACCOUNT_DRAWDOWN -> quote(value, instrument);
            case COLLAR,
                    COLLAR_TRADE,
                    COLLAR_REFERENCE,
                    LIQUIDATION,
                    BREAKER_VOLATILITY,
                    BREAKER_MARKOUT,
                    BREAKER_MARGIN,
                    BREAKER_LIQUIDATION -> String.format(Locale.ROOT, "%.2f bps", value / PPB_PER_BPS);
            case POSITION -> base(value, instrument);
            case BALANCE -> side == Side.BUY ? quote(value, instrument) : base(value, instrument);
            case LEVERAGE, BREAKER_LEVERAGE -> Decimal.text(value, 3) + " x";
            case BREAKER_FEED_SILENCE, BREAKER_INBOX_LAG, BREAKER_CLOCK_SKEW ->
                String.format(Locale.ROOT, "%.3f s", value / 1e9);
            case ACCOUNT_POSITION -> value + " quanta";
            default -> Long.toString(value);
        };
    }

    private static String quote(long quanta, Instrument instrument) {
        return Decimal.text(quanta, instrument.quote().scale()) + " "
                + instrument.quote().code();
    }

    private static String base(long quanta, Instrument instrument) {
        return Decimal.text(quanta, instrument.base().scale()) + " "
                + instrument.base().code();
    }
}
