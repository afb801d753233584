package dev.flowmaker.simulation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one simulation came to.
 *
 * @param events inputs that the daemon took
 * @param fills of our orders at the venue
 * @param faults how often each happened, by its ordinal
 * @param occurrences faults that were made and can be suppressed
 * @param violation what was wrong, or null
 * @param trips how often each breaker tripped, of seeds with tight limits
 * @param trace the last records and what happened between them, when something was wrong
 */
@SuppressWarnings("ArrayRecordComponent")
record Outcome(
        long seed,
        int events,
        int fills,
        int[] faults,
        int occurrences,
        @Nullable String violation,
        Map<String, Integer> trips,
        List<String> trace) {}
