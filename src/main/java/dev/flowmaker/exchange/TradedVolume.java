package dev.flowmaker.exchange;

import java.util.Arrays;

/** What was traded on each of the last 30 UTC days before today, and today. */
final class TradedVolume {
    private static final int DAYS = 30;
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final long[] quanta = new long[DAYS + 1];
    private long today;

    /** @param beforeQuanta what was traded already, as if all of it on the day before */
    TradedVolume(long nowNanos, long beforeQuanta) {
        today = Math.floorDiv(nowNanos, DAY_NANOS);
        quanta[slot(today - 1)] = beforeQuanta;
    }

    private static int slot(long day) {
        return (int) Math.floorMod(day, (long) (DAYS + 1));
    }

    private void roll(long nowNanos) {
        long day = Math.floorDiv(nowNanos, DAY_NANOS);
        if (day - today > DAYS) {
            Arrays.fill(quanta, 0);
        } else {
            for (long next = today + 1; next <= day; next++) {
                quanta[slot(next)] = 0;
            }
        }
        today = Math.max(today, day);
    }

    void add(long nowNanos, long tradedQuanta) {
        roll(nowNanos);
        quanta[slot(today)] = Math.addExact(quanta[slot(today)], tradedQuanta);
    }

    /** Of the 30 days before today. */
    long beforeToday(long nowNanos) {
        roll(nowNanos);
        long sum = 0;
        for (long each : quanta) {
            sum = Math.addExact(sum, each);
        }
        return sum - quanta[slot(today)];
    }
}
