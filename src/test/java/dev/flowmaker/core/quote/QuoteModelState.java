package dev.flowmaker.core.quote;

import dev.flowmaker.core.StateFields;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which fields of a model are of one evaluation, or follow from others; all else must be visited. */
public final class QuoteModelState {
    private static final Map<ModelKind, Set<String>> SCRATCH = Map.of(
            ModelKind.FIXED,
            Set.of("inventory", "half"),
            ModelKind.AVELLANEDA_STOIKOV,
            Set.of("inventory", "drift", "half"),
            ModelKind.GLFT,
            // c1 and c2 are computed anew unless a and k are the very same.
            Set.of("a", "k", "c1", "c2", "inventory", "drift", "half"),
            ModelKind.GLFT_EXACT,
            Set.of(
                    "table",
                    "tableSigma",
                    "tableA",
                    "tableK",
                    "tableTimeLeft",
                    "skew",
                    "q",
                    "drift",
                    "half",
                    "bidInventory",
                    "askInventory"),
            ModelKind.JOIN,
            Set.of("inventory", "half", "queue"));

    private QuoteModelState() {}

    public static void assertAllVisited(ModelKind kind) {
        QuoteSettings settings = Models.quote(Models.settings(kind, 0.1, 1, 1, 1));
        QuoteModel model = QuoteModel.of(settings);
        Map<String, Object> special = new HashMap<>();
        for (Field field : model.getClass().getDeclaredFields()) {
            if (SCRATCH.getOrDefault(kind, Set.of()).contains(field.getName())) {
                special.put(model.getClass().getSimpleName() + "." + field.getName(), StateFields.SCRATCH);
            }
        }
        StateFields.assertAllVisited(model, QuoteModel.of(settings), QuoteModel::visitState, special);
    }
}
