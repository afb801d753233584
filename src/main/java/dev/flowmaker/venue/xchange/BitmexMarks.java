package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One perpetual's mark, index and funding out of the table {@code instrument}, of which only what changed is told again, with
 * much else that does not matter here.
 */
final class BitmexMarks {
    private @Nullable BigDecimal mark;
    private @Nullable BigDecimal index;
    private @Nullable BigDecimal rate;
    private long fundingTimeNanos;

    /** What is marked now, or null when a message changes nothing of it or the mark is not known yet. */
    MarketWire.@Nullable Mark apply(String action, JsonNode rows) {
        boolean changed = false;
        long timeNanos = 0;
        for (JsonNode row : rows) {
            if (action.equals("delete")) {
                continue;
            }
            changed |= take(row);
            timeNanos = Math.max(timeNanos, BitmexJson.optionalNanos(row, "timestamp"));
        }
        return mark == null || !changed ? null : new MarketWire.Mark(mark, index, rate, fundingTimeNanos, timeNanos);
    }

    private boolean take(JsonNode row) {
        BigDecimal newMark = changed(row, "markPrice", mark);
        BigDecimal newIndex = changed(row, "indicativeSettlePrice", index);
        BigDecimal newRate = changed(row, "fundingRate", rate);
        long newTime =
                BitmexJson.has(row, "fundingTimestamp") ? BitmexJson.nanos(row, "fundingTimestamp") : fundingTimeNanos;
        boolean changed = differ(newMark, mark)
                || differ(newIndex, index)
                || differ(newRate, rate)
                || newTime != fundingTimeNanos;
        mark = newMark;
        index = newIndex;
        rate = newRate;
        fundingTimeNanos = newTime;
        return changed;
    }

    private static boolean differ(@Nullable BigDecimal now, @Nullable BigDecimal before) {
        return now != null && (before == null || now.compareTo(before) != 0);
    }

    private static @Nullable BigDecimal changed(JsonNode row, String field, @Nullable BigDecimal before) {
        BigDecimal value = BitmexJson.optionalNumber(row, field);
        return value == null ? before : value;
    }
}
