package dev.flowmaker.config;

import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.FlowSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The blocks {@code signals} and {@code alpha} of one market, and the contradictions between them. */
final class SignalSpec {
    private static final long MILLI = 1_000_000L;
    private static final long HOUR = 3_600_000_000_000L;
    private static final long DAY = 24 * HOUR;
    /** Samples under way between a sample and its return, at most. */
    private static final long MOST_PENDING = 1_000;

    /** The signals' names in configurations. */
    static final Map<String, SignalKind> NAMES = names();

    final SignalSettings signals;
    final AlphaSettings alpha;

    SignalSpec(Section at, Section alphaAt) {
        signals = signals(at);
        alpha = alpha(alphaAt);
    }

    private static Map<String, SignalKind> names() {
        Map<String, SignalKind> names = new LinkedHashMap<>();
        names.put("flow", SignalKind.ORDER_FLOW_IMBALANCE);
        names.put("best", SignalKind.BEST_LEVEL_FLOW);
        names.put("levels", SignalKind.LEVEL_FLOW);
        names.put("integrated", SignalKind.INTEGRATED_FLOW);
        names.put("trades", SignalKind.TRADE_IMBALANCE);
        names.put("queue", SignalKind.QUEUE_IMBALANCE);
        names.put("micro-price", SignalKind.MICRO_PRICE);
        return Collections.unmodifiableMap(names);
    }

    private static SignalSettings signals(Section at) {
        FlowSettings flow = new FlowSettings(
                at.nanos("half-life", MILLI, HOUR),
                at.nanos("depth-half-life", MILLI, DAY),
                at.decimal("event-cap", 0.01, 1e9));
        int ranks = at.count("ranks", 1, 50);
        Section integrated = at.section("integrated");
        Section micro = at.section("micro-price");
        Section volatility = at.section("volatility");
        Section intensity = at.section("intensity");
        SignalSettings settings = new SignalSettings(
                use(at),
                flow,
                at.nanos("interval", 10 * MILLI, HOUR),
                ranks,
                new SignalSettings.Integrated(
                        integrated.decimals("weights", -1e6, 1e6),
                        integrated.nanos("bin", 10 * MILLI, HOUR),
                        integrated.nanos("half-life", MILLI, 30 * DAY)),
                new SignalSettings.MicroPriceTable(
                        micro.count("buckets", 2, 100),
                        micro.count("spreads", 1, 20),
                        micro.decimals("table", -1e6, 1e6)),
                new SignalSettings.Volatility(
                        volatility.choice("method", SignalSettings.VolatilityMethod.class),
                        volatility.nanos("step", 10 * MILLI, HOUR),
                        volatility.nanos("half-life", 10 * MILLI, DAY),
                        volatility.count("slow-steps", 2, 1000)),
                new SignalSettings.Intensity(
                        intensity.nanos("window", 10_000 * MILLI, 30 * DAY), intensity.count("ticks", 3, 500)));
        check(settings, at, integrated, micro, volatility);
        return settings;
    }

    private static List<SignalKind> use(Section at) {
        LinkedHashSet<SignalKind> use = new LinkedHashSet<>();
        for (String word : at.words("use")) {
            SignalKind kind = NAMES.get(word);
            if (kind == null) {
                String nearest = Problems.nearest(word, NAMES.keySet());
                at.problem(
                        "use",
                        Units.quoted(word) + " is not one of " + String.join(", ", NAMES.keySet())
                                + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?"));
            } else if (!use.add(kind)) {
                at.problem("use", Units.quoted(word) + " is there twice");
            }
        }
        return List.copyOf(use);
    }

    private static void check(SignalSettings s, Section at, Section integrated, Section micro, Section volatility) {
        int weights = s.integrated().weights().size();
        if (integrated.sound("weights") && at.sound("ranks") && weights > 0) {
            if (weights != s.ranks()) {
                integrated.problem("weights", "has " + weights + " for " + s.ranks() + " ranks (signals.ranks)");
            } else if (s.integrated().weights().stream().allMatch(weight -> weight == 0)) {
                integrated.problem("weights", "are all 0: write [] to find them in past data");
            }
        }
        int states = s.microPrice().buckets() * s.microPrice().spreads();
        int entries = s.microPrice().ticks().size();
        if (micro.sound("table", "buckets", "spreads") && entries > 0 && entries != states) {
            micro.problem("table", "has " + entries + " entries; buckets × spreads are " + states);
        }
        if (volatility.sound("step", "half-life")
                && s.volatility().halfLifeNanos() < s.volatility().stepNanos()) {
            volatility.problem("half-life", "is less than step");
        }
    }

    private AlphaSettings alpha(Section at) {
        Section weights = at.section("weights");
        Section bounds = at.section("bounds");
        Section calibrated = at.section("calibrated");
        List<Double> weight = new ArrayList<>();
        List<Double> bound = new ArrayList<>();
        List<Double> known = new ArrayList<>();
        Map<SignalKind, List<Double>> weightOf = new LinkedHashMap<>();
        Map<SignalKind, Double> boundOf = new LinkedHashMap<>();
        Map<SignalKind, Double> knownOf = new LinkedHashMap<>();
        NAMES.forEach((name, kind) -> {
            weightOf.put(kind, weights(weights, name, kind));
            boundOf.put(kind, (double) bounds.microTicks(name));
            knownOf.put(kind, calibrated.has(name) ? calibrated.decimal(name, -1e6, 1) : Double.NaN);
        });
        for (SignalKind kind : signals.use()) {
            weight.addAll(weightOf.getOrDefault(kind, List.of()));
            bound.addAll(Collections.nCopies(signals.width(kind), boundOf.getOrDefault(kind, 0.0)));
            known.add(knownOf.getOrDefault(kind, Double.NaN));
        }
        AlphaSettings settings = new AlphaSettings(
                at.choice("mode", AlphaSettings.Mode.class),
                at.nanos("horizon", 10 * MILLI, HOUR),
                at.nanos("sample", 10 * MILLI, HOUR),
                at.nanos("half-life", MILLI, 30 * DAY),
                at.decimal("ridge", 1e-9, 1e6),
                at.decimal("winsor", 0.5, 1e6),
                at.count("least-samples", 2, 1_000_000),
                at.microTicks("cap"),
                List.copyOf(bound),
                List.copyOf(weight),
                List.copyOf(known),
                at.decimal("drift", 0.01, 1e6));
        check(settings, at);
        if (settings.mode() == AlphaSettings.Mode.FIXED) {
            unused(weights, weightOf);
        }
        return settings;
    }

    private List<Double> weights(Section at, String name, SignalKind kind) {
        if (kind != SignalKind.LEVEL_FLOW) {
            return List.of((double) at.signedMicroTicks(name));
        }
        List<Double> levels = at.signedMicroTicksList(name);
        if (levels.isEmpty()) {
            return Collections.nCopies(signals.ranks(), 0.0);
        }
        if (levels.size() != signals.ranks()) {
            at.problem(name, "has " + levels.size() + " for " + signals.ranks() + " ranks (signals.ranks)");
            return Collections.nCopies(signals.ranks(), 0.0);
        }
        return levels;
    }

    private static void check(AlphaSettings alpha, Section at) {
        if (at.sound("horizon", "sample")) {
            if (alpha.horizonNanos() % alpha.sampleNanos() != 0) {
                at.problem("horizon", "is no multiple of sample: returns are taken on the grid of samples");
            } else if (alpha.horizonNanos() / alpha.sampleNanos() > MOST_PENDING) {
                at.problem("sample", "is less than a thousandth of horizon: write more");
            }
        }
        if (at.sound("half-life", "sample") && alpha.halfLifeNanos() < alpha.sampleNanos()) {
            at.problem("half-life", "is less than sample");
        }
    }

    /** A fixed weight of a signal that is not used would do nothing. */
    private void unused(Section at, Map<SignalKind, List<Double>> weightOf) {
        NAMES.forEach((name, kind) -> {
            boolean any = weightOf.getOrDefault(kind, List.of()).stream().anyMatch(weight -> weight != 0);
            if (any && !signals.use().contains(kind)) {
                at.problem(name, "is the weight of a signal that signals.use does not name");
            }
        });
    }
}
