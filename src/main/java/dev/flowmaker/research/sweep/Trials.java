package dev.flowmaker.research.sweep;

import dev.flowmaker.exchange.synthetic.RandomStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The choices of parameters of a sweep: every point of a grid, or points drawn at random. */
public final class Trials {
    /** More would take for ever, and prove nothing. */
    public static final int MOST = 100_000;

    private static final Pattern RANGE =
            Pattern.compile("(log:)?\\s*(-?[0-9.]+(?:[eE]-?[0-9]+)?)\\s*([^0-9.\\s][^.]*?)?\\s*\\.\\.\\s*"
                    + "(-?[0-9.]+(?:[eE]-?[0-9]+)?)\\s*([^0-9.\\s].*)?");
    private static final MathContext DIGITS = new MathContext(4);

    private Trials() {}

    /**
     * Every combination, the last key's values running fastest.
     *
     * @param grid texts {@code KEY=a,b,c}; a comma within quotes or brackets is a value's own
     */
    public static List<Trial> grid(List<String> grid) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        for (String axis : grid) {
            String key = key(axis, "--grid", "KEY=a,b,c");
            List<String> values = values(axis.substring(axis.indexOf('=') + 1));
            Set<String> distinct = new LinkedHashSet<>(values);
            if (distinct.size() < values.size() || distinct.contains("")) {
                throw new SweepException("--grid " + axis + ": a value is empty or there twice");
            }
            if (axes.put(key, values) != null) {
                throw new SweepException("--grid " + key + " is given twice");
            }
        }
        List<Map<String, String>> points = new ArrayList<>(List.of(new LinkedHashMap<>()));
        for (Map.Entry<String, List<String>> axis : axes.entrySet()) {
            if ((long) points.size() * axis.getValue().size() > MOST) {
                throw new SweepException("the grid has more than " + MOST + " points: use fewer values, or --random");
            }
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> point : points) {
                for (String value : axis.getValue()) {
                    Map<String, String> next = new LinkedHashMap<>(point);
                    next.put(axis.getKey(), value);
                    longer.add(next);
                }
            }
            points = longer;
        }
        return points.stream().map(Trial::new).toList();
    }

    /**
     * So many points drawn independently.
     *
     * @param ranges texts {@code KEY=lo..hi}, the unit behind either end, {@code log:} before them for equal chances of
     *     equal ratios; whole numbers when both ends are; or {@code KEY=a,b,c} for one of these
     * @param seed the same draws the same
     */
    public static List<Trial> random(List<String> ranges, int count, long seed) {
        if (count < 1 || count > MOST) {
            throw new SweepException("--random " + count + ": give 1 to " + MOST);
        }
        Map<String, String> axes = new LinkedHashMap<>();
        for (String range : ranges) {
            String key = key(range, "--range", "KEY=lo..hi");
            if (axes.put(key, range.substring(range.indexOf('=') + 1).strip()) != null) {
                throw new SweepException("--range " + key + " is given twice");
            }
        }
        RandomStream random = new RandomStream(seed, 0);
        Set<Trial> trials = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> values = new LinkedHashMap<>();
            axes.forEach((key, range) -> values.put(key, draw(key, range, random)));
            trials.add(new Trial(values));
        }
        return List.copyOf(trials);
    }

    private static String key(String axis, String option, String shape) {
        int equals = axis.indexOf('=');
        if (equals < 1) {
            throw new SweepException(option + " " + axis + ": write " + option + " " + shape);
        }
        return axis.substring(0, equals).strip();
    }

    private static String draw(String key, String range, RandomStream random) {
        double place = random.nextDouble();
        if (!range.contains("..")) {
            List<String> values = values(range);
            return values.get((int) (place * values.size()));
        }
        Matcher found = RANGE.matcher(range);
        if (!found.matches()) {
            throw new SweepException(
                    "--range " + key + "=" + range + ": write lo..hi with the unit behind, as in 2..10 ticks");
        }
        BigDecimal low = new BigDecimal(found.group(2));
        BigDecimal high = new BigDecimal(found.group(4));
        String unit = found.group(5) == null ? "" : found.group(5).strip();
        String lowUnit = found.group(3) == null ? unit : found.group(3).strip();
        boolean log = found.group(1) != null;
        if (low.compareTo(high) >= 0 || !lowUnit.equals(unit) || (log && low.signum() <= 0)) {
            throw new SweepException("--range " + key + "=" + range
                    + ": the ends must rise and have one unit, and be above 0 with log:");
        }
        double value = log
                ? Math.exp(Math.log(low.doubleValue())
                        + place * (Math.log(high.doubleValue()) - Math.log(low.doubleValue())))
                : low.doubleValue() + place * (high.doubleValue() - low.doubleValue());
        boolean whole = !log && low.scale() <= 0 && high.scale() <= 0;
        if (whole) {
            long span = high.longValueExact() - low.longValueExact() + 1;
            value = (double) low.longValueExact() + Math.min(span - 1.0, Math.floor(place * span));
        }
        String number = whole
                ? Long.toString((long) value)
                : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
        return unit.isEmpty() ? number : number + " " + unit;
    }

    /** Splits at commas that are in no quotes or brackets. */
    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted) {
                depth += c == '[' || c == '{' || c == '(' ? 1 : c == ']' || c == '}' || c == ')' ? -1 : 0;
                if (c == ',' && depth == 0) {
                    values.add(text.substring(from, i).strip());
                    from = i + 1;
                }
            }
        }
        values.add(text.substring(from).strip());
        return values;
    }
}
