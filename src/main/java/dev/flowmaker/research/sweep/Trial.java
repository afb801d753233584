package dev.flowmaker.research.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One choice of parameters.
 *
 * @param values by key, in the order in which the keys were given
 */
public record Trial(Map<String, String> values) {
    public Trial {
        values = new LinkedHashMap<>(values);
    }

    /** For people, and to know it again. */
    public String text() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}
