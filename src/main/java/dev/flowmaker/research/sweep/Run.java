package dev.flowmaker.research.sweep;

import dev.flowmaker.research.backtest.RunFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One trial on one part of the tapes, done.
 *
 * @param key what it was: a hash of configuration, tapes, part and fees
 * @param parameters of the trial, as {@link Trial#text} has them
 * @param profit in units of the quote asset
 * @param mean profit of a period, deviation, skewness and kurtosis of that
 * @param stopped share of the minutes at whose end a halt or a breaker kept a market from being quoted
 * @param findings what is wrong with the tapes
 */
public record Run(
        String key,
        String parameters,
        int part,
        long fromNanos,
        long untilNanos,
        double profit,
        double spread,
        double inventory,
        double fees,
        double funding,
        double drawdown,
        long fills,
        long places,
        long decisions,
        long records,
        long periods,
        double mean,
        double deviation,
        double skewness,
        double kurtosis,
        double seconds,
        double stopped,
        String findings) {
    static final List<String> COLUMNS = List.of(
            "key",
            "parameters",
            "part",
            "from_ns",
            "until_ns",
            "profit",
            "spread",
            "inventory",
            "fees",
            "funding",
            "drawdown",
            "fills",
            "places",
            "decisions",
            "records",
            "periods",
            "mean",
            "deviation",
            "skewness",
            "kurtosis",
            "seconds",
            "stopped",
            "findings");

    static Run of(String key, Trial trial, Part part, RunFigures figures, double unit) {
        return new Run(
                key,
                trial.text(),
                part.index(),
                part.fromNanos(),
                part.untilNanos(),
                figures.quoteQuanta() * unit,
                figures.spreadQuanta() * unit,
                figures.inventoryQuanta() * unit,
                figures.feesQuanta() * unit,
                figures.fundingQuanta() * unit,
                figures.drawdownQuanta() * unit,
                figures.fills(),
                figures.places(),
                figures.decisions(),
                figures.records(),
                figures.periods(),
                figures.meanQuanta() * unit,
                figures.deviationQuanta() * unit,
                figures.skewness(),
                figures.kurtosis(),
                figures.seconds(),
                figures.stopped(),
                figures.findings().stream().map(Object::toString).collect(Collectors.joining("; ")));
    }

    /** Of one period; 0 where nothing varied. */
    public double sharpe() {
        return deviation == 0 ? 0 : mean / deviation;
    }

    String csv() {
        List<String> fields = List.of(
                key,
                quoted(parameters),
                Integer.toString(part),
                Long.toString(fromNanos),
                Long.toString(untilNanos),
                Double.toString(profit),
                Double.toString(spread),
                Double.toString(inventory),
                Double.toString(fees),
                Double.toString(funding),
                Double.toString(drawdown),
                Long.toString(fills),
                Long.toString(places),
                Long.toString(decisions),
                Long.toString(records),
                Long.toString(periods),
                Double.toString(mean),
                Double.toString(deviation),
                Double.toString(skewness),
                Double.toString(kurtosis),
                String.format(Locale.ROOT, "%.3f", seconds),
                Double.toString(stopped),
                quoted(findings));
        return String.join(",", fields);
    }

    /** @throws IllegalArgumentException when it is no line of ours, as one that was cut short */
    static Run parse(String line) {
        List<String> f = fields(line);
        if (f.size() != COLUMNS.size()) {
            throw new IllegalArgumentException("has " + f.size() + " fields");
        }
        return new Run(
                f.get(0),
                f.get(1),
                Integer.parseInt(f.get(2)),
                Long.parseLong(f.get(3)),
                Long.parseLong(f.get(4)),
                Double.parseDouble(f.get(5)),
                Double.parseDouble(f.get(6)),
                Double.parseDouble(f.get(7)),
                Double.parseDouble(f.get(8)),
                Double.parseDouble(f.get(9)),
                Double.parseDouble(f.get(10)),
                Long.parseLong(f.get(11)),
                Long.parseLong(f.get(12)),
                Long.parseLong(f.get(13)),
                Long.parseLong(f.get(14)),
                Long.parseLong(f.get(15)),
                Double.parseDouble(f.get(16)),
                Double.parseDouble(f.get(17)),
                Double.parseDouble(f.get(18)),
                Double.parseDouble(f.get(19)),
                Double.parseDouble(f.get(20)),
                Double.parseDouble(f.get(21)),
                f.get(22));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("was cut short");
        }
        fields.add(field.toString());
        return fields;
    }
}
