package dev.flowmaker.research.sweep;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A sweep's result for people. */
public final class SweepText {
    private static final int MOST_ROWS = 10;

    private SweepText() {}

    /** The ranking, the walk forward and the warning. */
    public static List<String> lines(SweepResult result) {
        List<String> lines = new ArrayList<>();
        if (!result.findings().isEmpty()) {
            lines.add("TAPE  " + result.findings());
        }
        boolean judged = result.parts().size() > 1;
        lines.add(String.format(
                Locale.ROOT,
                "%14s %14s %9s %9s  %s",
                (judged ? "chosen on, " : "profit, ") + result.quote(),
                judged ? "judged on" : "drawdown",
                "Sharpe",
                "fills",
                "parameters"));
        for (int trial :
                result.ranking().subList(0, Math.min(MOST_ROWS, result.trials().size()))) {
            Pooled training = result.training(trial);
            lines.add(String.format(
                    Locale.ROOT,
                    "%14.4f %14.4f %9.4f %,9d  %s",
                    training.profit(),
                    judged ? result.test(trial).profit() : training.drawdown(),
                    training.sharpe(),
                    training.fills(),
                    result.text(trial)));
        }
        for (SweepResult.Fold fold : result.folds()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "until %s chosen %s (%+.4f); then %+.4f, where the best in hindsight had %+.4f",
                    time(fold.part().fromNanos()),
                    result.text(fold.chosen()),
                    fold.training().profit(),
                    fold.test().profit(),
                    fold.hindsight()));
        }
        if (judged) {
            lines.add(String.format(
                    Locale.ROOT,
                    "walk forward: %+.4f %s on data that no choice had seen",
                    result.folds().stream()
                            .mapToDouble(fold -> fold.test().profit())
                            .sum(),
                    result.quote()));
        }
        lines.add(warning(result));
        return lines;
    }

    /** How much of the best is luck. */
    public static String warning(SweepResult result) {
        SweepResult.Luck luck = result.luck();
        if (luck.trials() < 2) {
            return "One trial was made: nothing was chosen.";
        }
        String likely = Double.isNaN(luck.probability())
                ? "too few minutes to say more"
                : String.format(
                        Locale.ROOT,
                        "the chance that it is better than that, not luck, is %.0f %% (deflated Sharpe ratio)",
                        luck.probability() * 100);
        return String.format(
                Locale.ROOT,
                "WARNING: %,d trials were made. The best of as many worthless ones would be expected to show a Sharpe ratio"
                        + " of %.4f a minute; the best here shows %.4f: %s. Believe what was judged on data that chose nothing.",
                luck.trials(),
                luck.expectedSharpe(),
                luck.bestSharpe(),
                likely);
    }

    static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
