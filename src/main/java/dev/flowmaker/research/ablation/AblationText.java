package dev.flowmaker.research.ablation;

import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.research.ablation.AblationResult.Half;
import dev.flowmaker.research.ablation.AblationResult.Row;
import dev.flowmaker.research.ablation.BlockBootstrap.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An ablation as Markdown, and every number of it as lines with commas. */
public final class AblationText {
    private static final int DIGITS = 3;
    /** Anything nearer to 0 is shown as that. */
    private static final double LEAST = 1e-7;

    private AblationText() {}

    /** Of each half all figures under the first model, then what signals changed under each model. */
    public static String markdown(AblationResult result) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, quote model %s: %s to %s in sample, from there to %s out of sample; blocks of %s s, %.1f in a half.%n%n",
                result.instrument().symbol(),
                result.quoteModel(),
                time(result.fromNanos()),
                time(result.cutNanos()),
                time(result.untilNanos()),
                digits(result.blockNanos() / 1e9),
                result.blocks()));
        FillModel first = result.rows().get(0).fills();
        for (Half half : List.of(Half.SECOND, Half.FIRST)) {
            text.append(figures(result, half, first)).append(differences(result, half));
        }
        return text.toString();
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String figures(AblationResult result, Half half, FillModel model) {
        StringBuilder text = new StringBuilder("| " + half.text() + ", " + model.text());
        for (Figure figure : Figure.values()) {
            text.append(" | ").append(figure.title());
        }
        text.append(" |\n|---").append("|---:".repeat(Figure.values().length)).append("|\n");
        for (Row row : result.of(half)) {
            if (row.fills().equals(model)) {
                text.append("| ").append(row.variant().text());
                for (Figure figure : Figure.values()) {
                    text.append(" | ").append(cell(row.figure(figure)));
                }
                text.append(" |\n");
            }
        }
        return text.append('\n').toString();
    }

    /** Profit less that without signals. */
    private static String differences(AblationResult result, Half half) {
        List<Row> rows = result.of(half);
        List<FillModel> models = rows.stream().map(Row::fills).distinct().toList();
        StringBuilder text =
                new StringBuilder("| " + half.text() + ", P&L less that without a signal, " + result.quote());
        models.forEach(model -> text.append(" | ").append(model.text()));
        text.append(" |\n|---").append("|---:".repeat(models.size())).append("|\n");
        for (Variant variant :
                rows.stream().map(Row::variant).distinct().skip(1).toList()) {
            text.append("| ").append(variant.text());
            rows.stream()
                    .filter(row -> row.variant().equals(variant))
                    .forEach(row -> text.append(" | ").append(cell(row.less(Figure.PROFIT))));
            text.append(" |\n");
        }
        return text.append('\n').toString();
    }

    private static String cell(Interval interval) {
        return digits(interval.value())
                + (Double.isNaN(interval.low())
                        ? ""
                        : " (" + digits(interval.low()) + " to " + digits(interval.high()) + ")");
    }

    private static String digits(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return Math.abs(value) < LEAST
                ? "0"
                : new BigDecimal(value)
                        .round(new MathContext(DIGITS))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** A line for each figure of each row, the first with the columns' names. */
    public static List<String> csv(AblationResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("market,quotes,half,fill_model,signals,weights,figure,value,low,high,less,less_low,less_high");
        for (Row row : result.rows()) {
            for (Figure figure : Figure.values()) {
                Interval value = row.figure(figure);
                Interval less = row.less(figure);
                lines.add(String.join(
                        ",",
                        result.instrument().symbol(),
                        result.quoteModel(),
                        row.half().text(),
                        row.fills().text(),
                        row.variant().title(),
                        row.variant().weights().text(),
                        figure.key(),
                        exact(value.value()),
                        exact(value.low()),
                        exact(value.high()),
                        exact(less.value()),
                        exact(less.low()),
                        exact(less.high())));
            }
        }
        return lines;
    }

    private static String exact(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
