package dev.flowmaker.exchange.kraken;

import java.math.BigDecimal;

/** Times in the protocol's form: seconds since the epoch with six or seven digits after the point. */
final class Stamp {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int NANO_DIGITS = 9;
    private static final int MICRO_DIGITS = 6;

    private Stamp() {}

    /** As feeds have it. */
    static String text(long timeNanos) {
        return BigDecimal.valueOf(Math.floorDiv(timeNanos, NANOS_PER_MICRO), MICRO_DIGITS)
                .toPlainString();
    }

    /** As answers have it. */
    static BigDecimal number(long timeNanos) {
        return BigDecimal.valueOf(Math.floorDiv(timeNanos, NANOS_PER_MICRO), MICRO_DIGITS);
    }

    /** Seconds with a fraction, or nothing but nanoseconds when there are so many digits. */
    static long nanos(String seconds) {
        if (!seconds.matches("[0-9]{1,11}(\\.[0-9]{0,9})?")) {
            throw KrakenException.of("EGeneral:Invalid arguments");
        }
        BigDecimal value = new BigDecimal(seconds).movePointRight(NANO_DIGITS);
        return value.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }
}
