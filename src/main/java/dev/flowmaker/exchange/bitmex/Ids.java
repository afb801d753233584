package dev.flowmaker.exchange.bitmex;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ids as the protocol writes them. Those of orders look random, as BitMEX's do, so that nobody comes to rely on their order;
 * they are made of the exchange's numbers and can be read back.
 */
final class Ids {
    static final String NONE = "00000000-0000-0000-0000-000000000000";

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    /** Odd, so that multiplying by it can be undone. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final long GATHER = inverse(SPREAD);

    /** An order of a market. */
    record OrderKey(int market, long venueOrderId) {}

    private Ids() {}

    /** By Newton's method, each round of which doubles the right bits. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int round = 0; round < 5; round++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    static String order(int market, long venueOrderId) {
        long low = venueOrderId * SPREAD;
        return new UUID((low ^ (market + 1L)) * SPREAD, low).toString();
    }

    /** The order that an id names, or null when it can be none of ours. */
    static @Nullable OrderKey order(String id) {
        String text = id.toLowerCase(Locale.ROOT);
        if (!UUID_TEXT.matcher(text).matches()) {
            return null;
        }
        UUID uuid = UUID.fromString(text);
        long low = uuid.getLeastSignificantBits();
        long market = ((uuid.getMostSignificantBits() * GATHER) ^ low) - 1;
        long venueOrderId = low * GATHER;
        return market < 0 || market > Integer.MAX_VALUE || venueOrderId <= 0
                ? null
                : new OrderKey((int) market, venueOrderId);
    }

    static String trade(int market, long tradeId) {
        return new UUID(0x006d_1000L + ((long) market << 32), tradeId).toString();
    }

    static String execution(int account, long number) {
        return new UUID(0x006d_2000L + ((long) account << 32), number).toString();
    }
}
