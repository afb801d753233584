package dev.flowmaker.venue;

import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Damages a genuine message, always the same way for a seed: cuts it short, flips bits, leaves fields out or names them twice,
 * puts other types and absurd numbers where values were. How many are made is said by {@code -Dflowmaker.fuzz.cases=N}.
 */
public final class Mutator {
    /** Cases of each kind, unless a long run is asked for. */
    public static final int CASES = Integer.getInteger("flowmaker.fuzz.cases", 120);

    private static final long SEED = Long.getLong("flowmaker.fuzz.seed", 1);
    private static final Pattern VALUE =
            Pattern.compile("(?<=[:\\[,])(\"[^\"]*\"|-?\\d+(\\.\\d+)?|true|false|null)(?=[,}\\]])");
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(\"[^\"]*\"|-?\\d+(\\.\\d+)?|true|false|null)");
    private static final String DEEP = "[".repeat(3_000) + "]".repeat(3_000);
    private static final String[] VALUES = {
        "null",
        "true",
        "false",
        "\"\"",
        "\"null\"",
        "NaN",
        "\"NaN\"",
        "\"Infinity\"",
        "0",
        "-1",
        "\"0\"",
        "\"-1\"",
        "\"0.00000000\"",
        "1.5",
        "1e3",
        "\"1e3\"",
        "1e400",
        "1e999999999",
        "\"1e999999999\"",
        "\"1e-999999999\"",
        "9223372036854775807",
        "9223372036854775808",
        "\"9223372036854775808\"",
        "99999999999999999999999999999999999999999",
        "\"99999999999999999999999999999999999999999\"",
        "\"0x10\"",
        "\" 1\"",
        "\"1,5\"",
        "\"\\u0661\"",
        "\"BUY\"",
        "\"SELL\"",
        "\"FILLED\"",
        "\"ETHUSDT\"",
        "[]",
        "{}",
        "[[\"1.0\",\"1.0\"]]",
        DEEP
    };

    private final SplittableRandom random;

    public Mutator(long number) {
        random = new SplittableRandom(SEED * 1_000_003 + number);
    }

    /** One of some texts. */
    public String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** The message damaged once or twice; now and then as it was. */
    public String damage(String message) {
        int times = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(2);
        String damaged = message;
        for (int i = 0; i < times && !damaged.isEmpty(); i++) {
            damaged = once(damaged);
        }
        return damaged;
    }

    private String once(String text) {
        return switch (random.nextInt(12)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> flip(text);
            case 2 -> text.replace("BTCUSDT", "ETHUSDT");
            case 3 -> text + pick("}", "{}", " x", ",", "\u0000", text);
            case 4, 5 -> field(text, "");
            case 6 -> field(text, "twice");
            case 7 -> field(text, "renamed");
            case 8 -> nudge(text);
            default -> value(text, pick(VALUES));
        };
    }

    private String flip(String text) {
        StringBuilder changed = new StringBuilder(text);
        int at = random.nextInt(text.length());
        changed.setCharAt(at, (char) (changed.charAt(at) ^ 1 << random.nextInt(7)));
        return changed.toString();
    }

    private @Nullable MatchResult any(Pattern pattern, String text) {
        MatchResult[] all = pattern.matcher(text).results().toArray(MatchResult[]::new);
        return all.length == 0 ? null : all[random.nextInt(all.length)];
    }

    private String value(String text, String other) {
        MatchResult found = any(VALUE, text);
        return found == null ? flip(text) : text.substring(0, found.start()) + other + text.substring(found.end());
    }

    /** Another digit somewhere: what is still genuine must be taken as it says. */
    private String nudge(String text) {
        MatchResult found = any(Pattern.compile("\\d"), text);
        return found == null
                ? flip(text)
                : text.substring(0, found.start()) + random.nextInt(10) + text.substring(found.end());
    }

    private String field(String text, String how) {
        MatchResult found = any(FIELD, text);
        if (found == null) {
            return flip(text);
        }
        String head = text.substring(0, found.start());
        String tail = text.substring(found.end());
        return switch (how) {
            case "twice" -> head + found.group() + ",\"" + found.group(1) + "\":" + pick(VALUES) + tail;
            case "renamed" -> head + "\"" + found.group(1) + "_\":" + found.group(2) + tail;
            default ->
                tail.startsWith(",")
                        ? head + tail.substring(1)
                        : (head.endsWith(",") ? head.substring(0, head.length() - 1) : head) + tail;
        };
    }
}
