package dev.flowmaker.research.truth;

import dev.flowmaker.research.truth.Verdict.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Verdicts as a table in Markdown: bias with its interval of 95 %, and how far off single orders are. */
public final class VerdictTable {
    private static final double PERCENT = 100;

    private VerdictTable() {}

    /** Of orders of one kind, a line for each model, or for several of which the same is true. */
    public static String of(List<Verdict> verdicts) {
        StringBuilder table = new StringBuilder();
        Verdict any = verdicts.get(0);
        table.append(String.format(
                Locale.ROOT,
                "%,d orders %s; truly filled %s %%, markout after 1 s %s and after 10 s %s ticks.%n%n",
                any.orders(),
                any.kind(),
                interval(any.rate(), PERCENT, 1),
                interval(any.markout(0), 1, 0),
                interval(any.markout(1), 1, 0)));
        table.append("| model | filled, bias in % | missed % | invented % | late by, s | off by, s"
                + " | markout 1 s, bias in ticks | markout 10 s |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
        Map<String, List<String>> modelsByCells = new LinkedHashMap<>();
        for (Verdict verdict : verdicts) {
            modelsByCells
                    .computeIfAbsent(cells(verdict), cells -> new ArrayList<>())
                    .add(verdict.model().text());
        }
        modelsByCells.forEach((cells, models) -> table.append("| ")
                .append(models.size() == verdicts.size() && models.size() > 1 ? "every one" : String.join(", ", models))
                .append(cells));
        return table.append('\n').toString();
    }

    private static String cells(Verdict verdict) {
        return " | "
                + String.join(
                        " | ",
                        interval(verdict.rateBias(), PERCENT, 1),
                        fixed(PERCENT * verdict.missed(), 1),
                        fixed(PERCENT * verdict.invented(), 1),
                        interval(verdict.timeBias(), 1, 2),
                        fixed(verdict.timeError(), 2),
                        interval(verdict.markoutBias(0), 1, 0),
                        interval(verdict.markoutBias(1), 1, 0))
                + " |\n";
    }

    private static String interval(Figure figure, double times, int decimals) {
        return fixed(times * figure.value(), decimals) + " (" + fixed(times * figure.low(), decimals) + " to "
                + fixed(times * figure.high(), decimals) + ")";
    }

    private static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "–";
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.matches("-0(\\.0+)?") ? text.substring(1) : text;
    }
}
