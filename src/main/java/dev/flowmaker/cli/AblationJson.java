package dev.flowmaker.cli;

import dev.flowmaker.research.ablation.AblationResult;
import dev.flowmaker.research.ablation.BlockBootstrap.Interval;
import dev.flowmaker.research.ablation.Figure;
import java.util.ArrayList;
import java.util.List;

/** An ablation as JSON; money of the parts in quanta, all else in units. */
final class AblationJson {
    private AblationJson() {}

    static String of(AblationResult result) {
        JsonObject calibrated = new JsonObject();
        result.calibrated().forEach(calibrated::put);
        List<JsonObject> rows = new ArrayList<>();
        for (AblationResult.Row row : result.rows()) {
            JsonObject figures = new JsonObject();
            JsonObject less = new JsonObject();
            JsonObject lessControl = new JsonObject();
            for (Figure figure : Figure.values()) {
                figures.put(figure.key(), interval(row.figure(figure)));
                less.put(figure.key(), interval(row.less(figure)));
                lessControl.put(figure.key(), interval(row.lessControl(figure)));
            }
            rows.add(new JsonObject()
                    .put("half", row.half().text())
                    .put("fillModel", row.fills().text())
                    .put("signals", row.variant().title())
                    .put("weights", row.variant().weights().text())
                    .put("profitQuanta", row.profitQuanta())
                    .put("spreadQuanta", row.spreadQuanta())
                    .put("inventoryQuanta", row.inventoryQuanta())
                    .put("feesQuanta", row.feesQuanta())
                    .put("fundingQuanta", row.fundingQuanta())
                    .put("figures", figures)
                    .put("lessWithoutSignal", less)
                    .put("lessControl", lessControl));
        }
        return new JsonObject()
                .put("market", result.instrument().symbol())
                .put("quote", result.quote())
                .put("quoteModel", result.quoteModel())
                .put("fromNanos", result.fromNanos())
                .put("cutNanos", result.cutNanos())
                .put("untilNanos", result.untilNanos())
                .put("blockNanos", result.blockNanos())
                .put("blocksInAHalf", result.blocks())
                .put("draws", result.draws())
                .put("calibrated", calibrated)
                .put("rows", rows)
                .toString();
    }

    private static JsonObject interval(Interval interval) {
        return new JsonObject()
                .put("value", interval.value())
                .put("low", interval.low())
                .put("high", interval.high());
    }
}
