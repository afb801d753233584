package dev.flowmaker.research.ablation;

import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.research.ablation.AblationResult.Half;
import dev.flowmaker.research.ablation.AblationResult.Row;
import dev.flowmaker.research.ablation.BlockBootstrap.Interval;
import dev.flowmaker.research.ablation.Variant.Weights;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

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
            text.append(figures(result, half, first))
                    .append(differences(
                            result,
                            half,
                            "P&L less that without a signal, " + result.quote(),
                            row -> row.variant().weights() != Weights.NONE,
                            row -> row.less(Figure.PROFIT)))
                    .append(differences(
                            result,
                            half,
                            "P&L less that of the control, " + result.quote(),
                            AblationText::isFullAlpha,
                            row -> row.lessControl(Figure.PROFIT)))
                    .append(differences(
                            result,
                            half,
                            "markout after 1 s less that of the control, ticks",
                            AblationText::isFullAlpha,
                            row -> row.lessControl(Figure.MARKOUT_1)));
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

    /** What has as many signals as the control. */
    private static boolean isFullAlpha(Row row) {
        return (row.variant().weights() == Weights.FITTED || row.variant().weights() == Weights.FIXED)
                && row.variant().title().equals(Variant.FULL);
    }

    /** One difference of the rows wanted, under each model. */
    private static String differences(
            AblationResult result, Half half, String title, Predicate<Row> wanted, Function<Row, Interval> difference) {
        List<Row> rows = result.of(half).stream().filter(wanted).toList();
        List<FillModel> models = rows.stream().map(Row::fills).distinct().toList();
        StringBuilder text = new StringBuilder("| " + half.text() + ", " + title);
        models.forEach(model -> text.append(" | ").append(model.text()));
        text.append(" |\n|---").append("|---:".repeat(models.size())).append("|\n");
        for (Variant variant : rows.stream().map(Row::variant).distinct().toList()) {
            text.append("| ").append(variant.text());
            rows.stream()
                    .filter(row -> row.variant().equals(variant))
                    .forEach(row -> text.append(" | ").append(cell(difference.apply(row))));
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
        lines.add("market,quotes,half,fill_model,signals,weights,figure,value,low,high,less,less_low,less_high,"
                + "less_control,less_control_low,less_control_high");
        for (Row row : result.rows()) {
            for (Figure figure : Figure.values()) {
                Interval value = row.figure(figure);
                Interval less = row.less(figure);
                Interval lessControl = row.lessControl(figure);
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
                        exact(less.high()),
                        exact(lessControl.value()),
                        exact(lessControl.low()),
                        exact(lessControl.high())));
            }
        }
        return lines;
    }

    private static String exact(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
