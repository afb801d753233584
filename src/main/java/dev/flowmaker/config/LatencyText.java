package dev.flowmaker.config;

import dev.flowmaker.exchange.capture.CaptureException;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.exchange.latency.LatencyRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long things are under way: a duration, or a word with its figures in brackets. */
final class LatencyText {
    private static final Pattern CALL = Pattern.compile("([a-z-]+)\\s*\\((.*)\\)");
    private static final String EXPECTED = " is not a latency: write 3 ms, \"log-normal(3 ms, 0.5)\","
            + " \"gamma(3 ms, 2)\", \"quantiles(1 ms, 2 ms, 9 ms)\" or \"measured(FILE.csv)\"";

    /** What is under way. */
    enum Leg {
        ENTRY,
        RESPONSE
    }

    private LatencyText() {}

    static Latency parse(String text, Leg leg) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return new Latency.Constant(constant(text));
        }
        String inside = call.group(2);
        return switch (call.group(1)) {
            case "log-normal" -> new Latency.LogNormal(first(text, inside), second(text, inside));
            case "gamma" -> new Latency.Gamma(first(text, inside), second(text, inside));
            case "quantiles" -> {
                List<Long> nanos = new ArrayList<>();
                for (String each : inside.split(",", -1)) {
                    nanos.add(Units.nanos(each.strip()));
                }
                yield new Latency.Quantiles(nanos);
            }
            case "measured" -> measured(inside.strip(), leg);
            default -> throw new IllegalArgumentException(Units.quoted(text) + EXPECTED);
        };
    }

    private static long constant(String text) {
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            throw new IllegalArgumentException(Units.quoted(text) + EXPECTED);
        }
        return Units.nanos(text);
    }

    private static long first(String text, String inside) {
        return Units.nanos(two(text, inside)[0].strip());
    }

    private static double second(String text, String inside) {
        return Units.decimal(two(text, inside)[1].strip(), 0, 10_000);
    }

    private static String[] two(String text, String inside) {
        String[] figures = inside.split(",", -1);
        if (figures.length != 2) {
            throw new IllegalArgumentException(Units.quoted(text) + EXPECTED);
        }
        return figures;
    }

    private static Latency measured(String file, Leg leg) {
        try {
            LatencyRows rows = new LatencyRows(Path.of(file));
            return leg == Leg.ENTRY ? new Latency.Entry(rows) : new Latency.Response(rows);
        } catch (CaptureException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }
}
