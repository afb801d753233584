package dev.flowmaker.cli;

import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.research.backtest.BacktestResult;
import dev.flowmaker.research.backtest.ModelRuns;
import dev.flowmaker.research.backtest.ModelSpread;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One session under several fill models, as a table for people. */
final class ModelTable {
    private ModelTable() {}

    static void print(ModelRuns runs, PrintWriter out) {
        List<BacktestResult> results = runs.sessions();
        BacktestResult first = results.get(0);
        out.printf(
                Locale.ROOT,
                "%s to %s under %d fill models in %.2f s%n",
                Instant.ofEpochSecond(0, first.firstNanos()),
                Instant.ofEpochSecond(0, first.lastNanos()),
                results.size(),
                results.stream().mapToDouble(BacktestResult::seconds).sum());
        for (int i = 0; i < first.markets().size(); i++) {
            Instrument instrument = first.markets().get(i).instrument();
            out.printf(
                    "%n%s: money in %s, markouts in ticks, the rest in %s%n",
                    instrument.symbol(),
                    instrument.quote().code(),
                    instrument.base().code());
            out.println(ModelRuns.SESSIONS);
            print(results, ModelSpread.of(results, i), out);
            out.println(runs.sameOrdersWords());
            print(runs.sameOrders(), ModelSpread.of(runs.sameOrders(), i), out);
        }
    }

    private static void print(List<BacktestResult> results, ModelSpread spread, PrintWriter out) {
        aligned(table(results, spread), out);
    }

    /** A line of titles, one of each model, and how far apart they are. */
    static List<List<String>> table(List<BacktestResult> results, ModelSpread spread) {
        List<List<String>> table = new ArrayList<>();
        table.add(row(
                "fill model",
                spread.rows().stream().map(each -> each.figure().title()).toList()));
        for (int model = 0; model < results.size(); model++) {
            int index = model;
            table.add(row(
                    results.get(model).fills().text(),
                    spread.rows().stream()
                            .map(each -> number(each.figure(), each.values().get(index)))
                            .toList()));
        }
        table.add(row(
                "most - least",
                spread.rows().stream()
                        .map(each -> number(each.figure(), each.most() - each.least()))
                        .toList()));
        return table;
    }

    private static List<String> row(String name, List<String> cells) {
        List<String> row = new ArrayList<>();
        row.add(name);
        row.addAll(cells);
        return row;
    }

    private static String number(ModelSpread.Figure figure, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + figure.decimals() + "f", value);
    }

    private static void aligned(List<List<String>> table, PrintWriter out) {
        int columns = table.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : table) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
