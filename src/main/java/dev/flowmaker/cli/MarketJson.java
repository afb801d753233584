package dev.flowmaker.cli;

import dev.flowmaker.research.market.MarketFacts;
import dev.flowmaker.research.market.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Markets' facts as one JSON object, by name; null where a span is too short for a figure. */
final class MarketJson {
    private MarketJson() {}

    static JsonObject of(List<String> names, List<MarketFacts> markets) {
        JsonObject all = new JsonObject();
        for (int i = 0; i < names.size(); i++) {
            all.put(names.get(i), of(markets.get(i)));
        }
        return all;
    }

    private static JsonObject of(MarketFacts market) {
        JsonObject object = new JsonObject()
                .put("symbol", market.instrument().symbol())
                .put("firstNanos", market.firstNanos())
                .put("lastNanos", market.lastNanos())
                .put("takers", market.takers());
        for (Statistic statistic : Statistic.values()) {
            List<JsonObject> places = new ArrayList<>();
            for (int i = 0; i < statistic.places().size(); i++) {
                places.add(
                        new JsonObject().put("at", statistic.places().get(i)).put("value", market.value(statistic, i)));
            }
            object.put(statistic.name().toLowerCase(Locale.ROOT).replace('_', '-'), places);
        }
        return object;
    }
}
