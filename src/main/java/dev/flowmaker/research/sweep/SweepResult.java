package dev.flowmaker.research.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A sweep that is done.
 *
 * @param runs by trial, then by part
 * @param quote the asset that profits are in
 */
public record SweepResult(List<Trial> trials, List<Part> parts, List<List<Run>> runs, String quote) {
    public SweepResult {
        trials = List.copyOf(trials);
        parts = List.copyOf(parts);
        runs = List.copyOf(runs);
    }

    /**
     * One step of the walk forward.
     *
     * @param chosen the trial that gained most in all parts before
     * @param training what it gained there
     * @param test what it gained in the part that follows, which the choice had not seen
     * @param hindsight what the best trial of that part gained there
     */
    public record Fold(Part part, int chosen, Pooled training, Pooled test, double hindsight) {}

    /** How many parts choose: all of them when none is kept for judging. */
    private int training() {
        return parts.size() == 1 ? 1 : parts.size() - 1;
    }

    /** A trial over the parts that choose at the end. */
    public Pooled training(int trial) {
        return Pooled.of(runs.get(trial).subList(0, training()));
    }

    /** A trial on the last part, which chose nothing; of a sweep without parts on all. */
    public Pooled test(int trial) {
        int last = parts.size() - 1;
        return Pooled.of(runs.get(trial).subList(last, last + 1));
    }

    /** Trials by what they gained in the parts that choose, the most first. */
    public List<Integer> ranking() {
        return IntStream.range(0, trials.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer trial) -> -training(trial).profit()))
                .toList();
    }

    /** A trial's parameters, and how long it was stopped: what it gained is then of the rest of the time. */
    public String text(int trial) {
        double stopped = Pooled.of(runs.get(trial)).stopped();
        String parameters = trials.get(trial).text();
        return stopped == 0
                ? parameters
                : String.format(Locale.ROOT, "%s; STOPPED %.1f %% of the time", parameters, 100 * stopped);
    }

    /** Empty when no part is kept for judging. */
    public List<Fold> folds() {
        List<Fold> folds = new ArrayList<>();
        for (int i = 1; i < parts.size(); i++) {
            int chosen = 0;
            double most = Double.NEGATIVE_INFINITY;
            double hindsight = Double.NEGATIVE_INFINITY;
            for (int trial = 0; trial < trials.size(); trial++) {
                double gained = Pooled.of(runs.get(trial).subList(0, i)).profit();
                if (gained > most) {
                    most = gained;
                    chosen = trial;
                }
                hindsight = Math.max(hindsight, runs.get(trial).get(i).profit());
            }
            folds.add(new Fold(
                    parts.get(i),
                    chosen,
                    Pooled.of(runs.get(chosen).subList(0, i)),
                    Pooled.of(runs.get(chosen).subList(i, i + 1)),
                    hindsight));
        }
        return folds;
    }

    /** What chance alone would show, and the best trial beside it. */
    public record Luck(int trials, double bestSharpe, double expectedSharpe, double probability) {}

    public Luck luck() {
        List<Double> sharpes = new ArrayList<>();
        for (int trial = 0; trial < trials.size(); trial++) {
            sharpes.add(training(trial).sharpe());
        }
        double mean = sharpes.stream().mapToDouble(each -> each).average().orElse(0);
        double variance = sharpes.stream()
                        .mapToDouble(each -> (each - mean) * (each - mean))
                        .sum()
                / Math.max(1, sharpes.size() - 1);
        double expected = Math.sqrt(variance) * Chance.expectedMaximum(trials.size());
        Pooled best = training(ranking().get(0));
        return new Luck(
                trials.size(),
                best.sharpe(),
                expected,
                Chance.probability(best.sharpe(), expected, best.periods(), best.skewness(), best.kurtosis()));
    }

    /** What is wrong with the tapes, in the words of the runs; empty when nothing is. */
    public String findings() {
        return runs.get(0).stream()
                .map(Run::findings)
                .filter(text -> !text.isEmpty())
                .distinct()
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
    }
}
