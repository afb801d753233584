package dev.flowmaker.config;

import dev.flowmaker.core.quote.Distance;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, as text, into exact integers. Whatever cannot be read says what would be accepted. */
final class Units {
    /** Unit of quantities of a perpetual. */
    static final String CONTRACTS = "contracts";

    private static final Pattern NUMBER_UNIT = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*(\\S.*)?");
    private static final Pattern RATE = Pattern.compile("([0-9]+)\\s*(?:per|/)\\s*(.+)");
    private static final double MOST_FIGURE = 1e9;
    private static final Pattern TIME_OF_DAY = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])");
    private static final Pattern ASSET = Pattern.compile("[A-Z0-9]{2,12}");

    private static final Map<String, BigDecimal> DURATIONS = table(
            "ns",
            "1",
            "us",
            "1000",
            "ms",
            "1000000",
            "s",
            "1000000000",
            "min",
            "60000000000",
            "h",
            "3600000000000",
            "d",
            "86400000000000");
    private static final Map<String, BigDecimal> SIZES = table(
            "B",
            "1",
            "kB",
            "1000",
            "MB",
            "1000000",
            "GB",
            "1000000000",
            "TB",
            "1000000000000",
            "KiB",
            "1024",
            "MiB",
            "1048576",
            "GiB",
            "1073741824");
    private static final Map<String, BigDecimal> TICKS = table("ticks", "1000000", "tick", "1000000");
    private static final Map<String, BigDecimal> RELATIVE = table("bps", "100000", "bp", "100000", "%", "10000000");

    private Units() {}

    /** A duration in nanoseconds, never negative. */
    static long nanos(String text) {
        return scaled(text, DURATIONS, "a duration such as 250 ms; units are ns, us, ms, s, min, h, d");
    }

    static long bytes(String text) {
        return scaled(text, SIZES, "a size such as 10 GB; units are B, kB, MB, GB, TB, KiB, MiB, GiB");
    }

    /** Ticks in millionths. */
    static long microTicks(String text) {
        return scaled(text, TICKS, "a distance in ticks such as 2.5 ticks");
    }

    /** Ticks of either sign in millionths. */
    static long signedMicroTicks(String text) {
        return text.startsWith("-") ? -microTicks(text.substring(1).strip()) : microTicks(text);
    }

    /** A share of a price in billionths. */
    static long ppb(String text) {
        return scaled(text, RELATIVE, "a share of the price such as 50 bps or 0.5 %");
    }

    /** The same, or its negative. */
    static long signedPpb(String text) {
        return text.startsWith("-") ? -ppb(text.substring(1).strip()) : ppb(text);
    }

    /** Ticks, a share of the mid, or the sum of both. */
    static Distance distance(String text) {
        long microTicks = 0;
        long ppb = 0;
        for (String term : text.split("\\+", -1)) {
            if (TICKS.containsKey(unit(term))) {
                microTicks = StrictMath.addExact(microTicks, microTicks(term.strip()));
            } else {
                ppb = StrictMath.addExact(
                        ppb, scaled(term.strip(), RELATIVE, "a distance such as 3 ticks, 5 bps or \"1 tick + 2 bps\""));
            }
        }
        return new Distance(microTicks, ppb);
    }

    /** Volatility in ticks per square root of a second. */
    static double volatility(String text) {
        return perUnit(text, "ticks/sqrt(s)", "a volatility such as 80 ticks/sqrt(s)");
    }

    /** How often a second. */
    static double perSecond(String text) {
        return perUnit(text, "per s", "an intensity such as 1.2 per s");
    }

    static double perTick(String text) {
        return perUnit(text, "per tick", "a decay such as 0.025 per tick");
    }

    /** A time of day as nanoseconds since midnight UTC. */
    static long timeOfDay(String text) {
        Matcher matcher = TIME_OF_DAY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    quoted(text) + " is not a time of day in UTC, in quotes, such as \"16:00\"");
        }
        long minutes = Long.parseLong(matcher.group(1)) * 60 + Long.parseLong(matcher.group(2));
        return minutes * 60_000_000_000L;
    }

    private static double perUnit(String text, String unit, String expected) {
        Matcher matcher = NUMBER_UNIT.matcher(text);
        if (!matcher.matches() || !unit.equals(matcher.group(2))) {
            throw new IllegalArgumentException(quoted(text) + " is not " + expected);
        }
        double value = Double.parseDouble(matcher.group(1));
        if (!(value > 0 && value <= MOST_FIGURE)) {
            throw new IllegalArgumentException(quoted(text) + " is not above 0, or too large: write " + expected);
        }
        return value;
    }

    static Amount amount(String text) {
        Matcher matcher = NUMBER_UNIT.matcher(text);
        String expected = "an amount with its asset such as 0.002 BTC";
        if (!matcher.matches()) {
            throw new IllegalArgumentException(quoted(text) + " is not " + expected);
        }
        String asset = matcher.group(2);
        if (asset == null) {
            throw new IllegalArgumentException(quoted(text) + " has no unit: write " + expected);
        }
        if (!ASSET.matcher(asset).matches() && !asset.equals(CONTRACTS)) {
            throw new IllegalArgumentException(
                    quoted(asset) + " is not an asset's code (capital letters and digits): write " + expected);
        }
        BigDecimal value = new BigDecimal(matcher.group(1));
        if (value.signum() < 0) {
            throw new IllegalArgumentException(quoted(text) + " is negative: write 0 " + asset + " or more");
        }
        return new Amount(value, asset);
    }

    static Rate rate(String text) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(quoted(text) + " is not a rate such as \"50 per 10 s\"");
        }
        int count = (int) whole(matcher.group(1), 1, Integer.MAX_VALUE);
        long window = nanos(matcher.group(2));
        if (window == 0) {
            throw new IllegalArgumentException(quoted(text) + " has an empty window: write a rate such as 50 per 10 s");
        }
        return new Rate(count, window);
    }

    /** A plain number without unit, {@code least} to {@code most}. */
    static long whole(String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException reportedBelow) {
            // said in the same words as a number out of range
        }
        throw new IllegalArgumentException(quoted(text) + " is not a whole number "
                + (most == Integer.MAX_VALUE ? "from " + least + " up" : "from " + least + " to " + most));
    }

    static double decimal(String text, double least, double most) {
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException reportedBelow) {
            // said in the same words as a number out of range
        }
        throw new IllegalArgumentException(quoted(text) + " is not a number from " + least + " to " + most);
    }

    /** A share from 0 to 1 in millionths. */
    static long ppm(String text) {
        return StrictMath.round(decimal(text, 0, 1) * 1e6);
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String unit(String text) {
        Matcher matcher = NUMBER_UNIT.matcher(text.strip());
        return matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "";
    }

    private static long scaled(String text, Map<String, BigDecimal> units, String expected) {
        Matcher matcher = NUMBER_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(quoted(text) + " is not " + expected);
        }
        if (matcher.group(2) == null) {
            throw new IllegalArgumentException(quoted(text) + " has no unit: write " + expected);
        }
        BigDecimal factor = units.get(matcher.group(2));
        if (factor == null) {
            throw new IllegalArgumentException(quoted(matcher.group(2)) + " is not a unit here: write " + expected);
        }
        BigDecimal value = new BigDecimal(matcher.group(1)).multiply(factor);
        if (value.signum() < 0) {
            throw new IllegalArgumentException(quoted(text) + " is negative: write " + expected);
        }
        try {
            return value.longValueExact();
        } catch (ArithmeticException tooFineOrLarge) {
            throw new IllegalArgumentException(quoted(text) + " is too fine or too large: write " + expected);
        }
    }

    private static Map<String, BigDecimal> table(String... pairs) {
        Map<String, BigDecimal> table = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            table.put(pairs[i], new BigDecimal(pairs[i + 1]));
        }
        return table;
    }
}
