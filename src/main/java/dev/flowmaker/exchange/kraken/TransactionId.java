package dev.flowmaker.exchange.kraken;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names orders and trades in the form of Kraken's transaction ids, such as {@code O00000-00000-0000AB}: a letter, then the
 * market and the number in it.
 *
 * @param market index of the market
 * @param number the order's venue id or the trade's id in its market
 */
record TransactionId(int market, long number) {
    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{6}");
    private static final int RADIX = 36;
    private static final int MARKET_DIGITS = 3;
    private static final int NUMBER_DIGITS = 13;

    static String ofOrder(int market, long venueOrderId) {
        return new TransactionId(market, venueOrderId).text('O');
    }

    static String ofTrade(int market, long tradeId) {
        return new TransactionId(market, tradeId).text('T');
    }

    private String text(char letter) {
        String digits = digits(market, MARKET_DIGITS) + digits(number, NUMBER_DIGITS);
        return letter + digits.substring(0, 5) + "-" + digits.substring(5, 10) + "-" + digits.substring(10);
    }

    private static String digits(long value, int count) {
        String text = Long.toString(value, RADIX).toUpperCase(Locale.ROOT);
        return "0".repeat(count - text.length()) + text;
    }

    /** What a text names; null when it has not the form. */
    static @Nullable TransactionId parse(String text, char letter) {
        if (text.isEmpty() || text.charAt(0) != letter || !FORM.matcher(text).matches()) {
            return null;
        }
        String digits = text.substring(1).replace("-", "");
        try {
            int market = Integer.parseInt(digits.substring(0, MARKET_DIGITS), RADIX);
            return new TransactionId(market, Long.parseLong(digits.substring(MARKET_DIGITS), RADIX));
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }
}
