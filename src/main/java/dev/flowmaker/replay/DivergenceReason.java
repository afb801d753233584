package dev.flowmaker.replay;

import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.journal.StateDiff.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a divergence says of its cause, in sentences. */
public final class DivergenceReason {
    /** The stages of a decision in the order in which one feeds the next. */
    private enum Stage {
        BOOK("the book without our own orders"),
        SIGNALS("the signals"),
        INVENTORY("the inventory"),
        LEARNED("what the engine has learned of fills"),
        PRICE("the price"),
        RISK("the risk checks"),
        ORDERS("the orders");

        private final String text;

        Stage(String text) {
            this.text = text;
        }
    }

    private static final Map<String, Stage> STAGES = Map.ofEntries(
            Map.entry("bidTicks", Stage.BOOK),
            Map.entry("bidLots", Stage.BOOK),
            Map.entry("askTicks", Stage.BOOK),
            Map.entry("askLots", Stage.BOOK),
            Map.entry("flowLots", Stage.BOOK),
            Map.entry("volatility", Stage.SIGNALS),
            Map.entry("inventoryQuanta", Stage.INVENTORY),
            Map.entry("intensity", Stage.LEARNED),
            Map.entry("intensityDecay", Stage.LEARNED),
            Map.entry("buyMarkoutMicroTicks", Stage.LEARNED),
            Map.entry("sellMarkoutMicroTicks", Stage.LEARNED),
            Map.entry("fairMicroTicks", Stage.PRICE),
            Map.entry("priceTicks", Stage.PRICE),
            Map.entry("lots", Stage.PRICE),
            Map.entry("verdict", Stage.RISK),
            Map.entry("observed", Stage.RISK),
            Map.entry("limit", Stage.RISK));

    private DivergenceReason() {}

    /** One or more sentences. */
    public static List<String> of(Divergence divergence) {
        return switch (divergence.kind()) {
            case DIFFERENT ->
                "DECISION".equals(divergence.recorded().get("kind"))
                        ? decision(divergence)
                        : List.of(
                                "the decision before it is the same: it was altered, one before it was taken out, or another build wrote it");
            case NOT_REPEATED -> List.of("an output was put into the journal, or this build gives one less");
            case NOT_RECORDED -> List.of("an output was taken out of the journal, or this build gives one more");
            case STATE ->
                List.of("the state went another way without an output that shows it: other state or other"
                        + " arithmetic in this build, or a snapshot that was altered");
            case FAILED -> List.of("this build cannot take an input that the one which recorded it took");
        };
    }

    private static List<String> decision(Divergence divergence) {
        List<String> contradictions = contradictions(divergence.recorded());
        if (!contradictions.isEmpty()) {
            return contradictions;
        }
        Stage first = null;
        Set<String> whats = new TreeSet<>();
        for (Difference each : divergence.differences()) {
            Stage stage = stage(each.path());
            if (first == null || stage.compareTo(first) < 0) {
                first = stage;
                whats.clear();
            }
            if (stage == first) {
                whats.add(what(each.path(), divergence.recorded()));
            }
        }
        if (first == null) {
            return List.of();
        }
        String rest = first == Stage.ORDERS ? "" : "; what comes after follows from that";
        return List.of(
                "the record agrees with itself: another build or other settings wrote it",
                "what parts first is " + first.text + ": " + String.join(", ", whats) + rest);
    }

    /** Where a recorded decision's own sums do not add up. */
    private static List<String> contradictions(Map<String, String> fields) {
        List<String> found = new ArrayList<>();
        int quotes = Integer.parseInt(fields.getOrDefault("quotes.count", "0"));
        for (int i = 0; i < quotes; i++) {
            String quote = "quotes[" + i + "].";
            int parts = Integer.parseInt(fields.getOrDefault(quote + "parts.count", "0"));
            long sum = 0;
            for (int j = 0; j < parts; j++) {
                sum += Long.parseLong(fields.getOrDefault(quote + "parts[" + j + "].microTicks", "0"));
            }
            long price = Long.parseLong(fields.getOrDefault(quote + "priceTicks", "0"));
            if (price != Long.MIN_VALUE && sum != price * PriceParts.MICRO) {
                found.add(String.format(
                        Locale.ROOT,
                        "the record contradicts itself: the parts of %s %s add up to %s ticks, its price says %d: it was"
                                + " altered after it was made",
                        "BUY".equals(fields.get(quote + "side")) ? "bid" : "ask",
                        fields.get(quote + "level"),
                        Ticks.text(sum),
                        price));
            }
        }
        return found;
    }

    private static Stage stage(String path) {
        if (path.startsWith("signals")) {
            return Stage.SIGNALS;
        }
        if (path.contains(".parts")) {
            return Stage.PRICE;
        }
        return STAGES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), Stage.ORDERS);
    }

    /** A field by its name; a signal's or part's also by what it is of. */
    private static String what(String path, Map<String, String> fields) {
        int dot = path.lastIndexOf('.');
        String owner = dot < 0 ? "" : path.substring(0, dot);
        String name = path.substring(dot + 1);
        for (String key : Arrays.asList(".part", ".kind")) {
            String of = dot < 0 ? null : fields.get(owner + key);
            if (of != null) {
                return of + " " + name;
            }
        }
        return name;
    }
}
