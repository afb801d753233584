package dev.flowmaker.venue.xchange;

import java.util.concurrent.TimeUnit;

/**
 * Numbers for BitMEX's executions, which it names by texts, where the engine wants ids that grow with time: the venue's
 * millisecond, and below it 22 bits of the name. They are the same whichever way an execution is told and after a restart
 * too, and a millisecond is where a query begins. Names end in hexadecimal digits that count up, as far as was seen, so that
 * executions of one millisecond keep their order; were they chance, two of one market in one millisecond would get the same
 * number once in four million times.
 */
final class BitmexTradeIds {
    private static final int BITS = 22;
    private static final long MASK = (1L << BITS) - 1;
    private static final int HEXADECIMAL = 16;
    private static final String COUNTING = ".*[0-9a-f]{12}";
    private static final int COUNTING_DIGITS = 12;

    private BitmexTradeIds() {}

    /** @param timeNanos the venue's time of it, UTC */
    static long of(long timeNanos, String executionId) {
        long tail = executionId.matches(COUNTING)
                ? Long.parseLong(executionId.substring(executionId.length() - COUNTING_DIGITS), HEXADECIMAL)
                : TradeIds.hash(executionId);
        return (TimeUnit.NANOSECONDS.toMillis(timeNanos) << BITS) | (tail & MASK);
    }

    /** The largest number of any execution before a time. */
    static long before(long timeNanos) {
        return (TimeUnit.NANOSECONDS.toMillis(timeNanos) << BITS) - 1;
    }

    /** The beginning of the millisecond that a number is of, UTC nanoseconds. */
    static long timeNanos(long number) {
        return TimeUnit.MILLISECONDS.toNanos(number >> BITS);
    }
}
