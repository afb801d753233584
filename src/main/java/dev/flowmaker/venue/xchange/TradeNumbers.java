package dev.flowmaker.venue.xchange;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Numbers for trades that a venue names by a text: the second of the trade above 31 bits of a hash of its name. They grow with
 * time, are the same whichever way a trade is told and after a restart too, and one second is where a query begins.
 *
 * <p>A trade keeps the number it got first, so that a venue which rounds its times differently in two places does not make two
 * of one.
 */
final class TradeNumbers {
    private static final int BITS = 31;
    private static final long MASK = (1L << BITS) - 1;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** More than are told between two confirmations by the venue. */
    private static final int REMEMBERED = 1 << 16;

    private final Map<String, Long> numbers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param timeNanos of the trade, UTC */
    synchronized long number(String tradeId, long timeNanos) {
        return numbers.computeIfAbsent(
                tradeId, id -> Math.floorDiv(timeNanos, SECOND) << BITS | (TradeIds.hash(id) & MASK));
    }

    /** Whether a trade was told before, as far as is remembered. */
    synchronized boolean isKnown(String tradeId) {
        return numbers.containsKey(tradeId);
    }

    /** The largest number of any trade in the seconds before that of a time. */
    static long before(long timeNanos) {
        return (Math.floorDiv(timeNanos, SECOND) << BITS) - 1;
    }

    /** The beginning of the second that a number is of, UTC nanoseconds. */
    static long timeNanos(long number) {
        return (number >>> BITS) * SECOND;
    }
}
