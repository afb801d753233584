package dev.flowmaker.cli;

import dev.flowmaker.research.sweep.Pooled;
import dev.flowmaker.research.sweep.SweepResult;
import java.util.ArrayList;
import java.util.List;

/** A sweep's result as JSON. */
final class SweepJson {
    private SweepJson() {}

    static String of(SweepResult result) {
        List<JsonObject> trials = new ArrayList<>();
        for (int trial : result.ranking()) {
            JsonObject parameters = new JsonObject();
            result.trials().get(trial).values().forEach(parameters::put);
            JsonObject row =
                    new JsonObject().put("parameters", parameters).put("training", pooled(result.training(trial)));
            if (result.parts().size() > 1) {
                row.put("test", pooled(result.test(trial)));
            }
            trials.add(row);
        }
        List<JsonObject> folds = new ArrayList<>();
        for (SweepResult.Fold fold : result.folds()) {
            folds.add(new JsonObject()
                    .put("fromNanos", fold.part().fromNanos())
                    .put("untilNanos", fold.part().untilNanos())
                    .put("chosen", result.trials().get(fold.chosen()).text())
                    .put("training", pooled(fold.training()))
                    .put("test", pooled(fold.test()))
                    .put("hindsight", fold.hindsight()));
        }
        SweepResult.Luck luck = result.luck();
        return new JsonObject()
                .put("quote", result.quote())
                .put("findings", result.findings())
                .put("trials", trials)
                .put("walkForward", folds)
                .put(
                        "luck",
                        new JsonObject()
                                .put("trials", luck.trials())
                                .put("bestSharpe", luck.bestSharpe())
                                .put("expectedSharpe", luck.expectedSharpe())
                                .put("probability", luck.probability()))
                .toString();
    }

    private static JsonObject pooled(Pooled pooled) {
        return new JsonObject()
                .put("profit", pooled.profit())
                .put("drawdown", pooled.drawdown())
                .put("fills", pooled.fills())
                .put("minutes", pooled.periods())
                .put("sharpe", pooled.sharpe())
                .put("stopped", pooled.stopped());
    }
}
