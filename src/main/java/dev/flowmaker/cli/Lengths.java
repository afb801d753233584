package dev.flowmaker.cli;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as options give them: {@code 100ms}, {@code 1s}, {@code 5min}, {@code 1h}. */
final class Lengths {
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})(ms|s|min|h)");

    private Lengths() {}

    /** Milliseconds, above 0; nothing when it is no length. */
    static OptionalLong millis(String length) {
        Matcher found = LENGTH.matcher(length.strip());
        if (!found.matches() || Long.parseLong(found.group(1)) == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(found.group(1))
                * switch (found.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    case "min" -> 60_000;
                    default -> 3_600_000;
                });
    }
}
