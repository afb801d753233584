package dev.flowmaker.research.truth;

import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.research.market.SyntheticTape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Orders are sent into synthetic markets, where it is known when they fill. A tape is made of what others see meanwhile, and
 * each fill model says on it when the same orders fill. Exponents are chosen on some seeds and judged on others.
 */
public final class TruthTest {
    /** Tried for the models that take one. */
    private static final List<Double> EXPONENTS = List.of(0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0);

    private final LongFunction<MarketSource> market;
    private final long seconds;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * Runs nothing yet.
     *
     * @param market by seed
     * @param seconds of each session
     * @param folder where tapes are written; exists, and is empty
     */
    public TruthTest(LongFunction<MarketSource> market, long seconds, Path folder, Consumer<String> progress) {
        this.market = market;
        this.seconds = seconds;
        this.folder = folder;
        this.progress = progress;
    }

    /** Kinds of orders, as verdicts name them; the empty one is all of them. */
    public static List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        for (TrueSession.Place place : TrueSession.Place.values()) {
            kinds.add(place.text);
        }
        return kinds;
    }

    /** The exponent of each kind of model that takes one whose fill rate is nearest to the truth on these seeds. */
    public List<FillModel> calibrate(List<Long> seeds) {
        List<FillModel> candidates = new ArrayList<>();
        for (FillModel.Kind kind : FillModel.Kind.values()) {
            if (FillModel.of(kind).n() != 0) {
                EXPONENTS.forEach(n -> candidates.add(new FillModel(kind, n)));
            }
        }
        Map<FillModel.Kind, Verdict> nearest = new LinkedHashMap<>();
        for (Verdict verdict : judge(seeds, candidates, List.of(TrueSession.Place.TOUCH.text))) {
            nearest.merge(verdict.model().kind(), verdict, TruthTest::nearer);
        }
        return nearest.values().stream().map(Verdict::model).toList();
    }

    private static Verdict nearer(Verdict a, Verdict b) {
        return Math.abs(b.rateBias().value()) < Math.abs(a.rateBias().value()) ? b : a;
    }

    /**
     * Holds models against the truth.
     *
     * @param kinds of orders, each judged by itself
     * @return by model, then by kind
     */
    public List<Verdict> judge(List<Long> seeds, List<FillModel> models, List<String> kinds) {
        Map<FillModel, Map<String, List<Block>>> blocks = new LinkedHashMap<>();
        for (long seed : seeds) {
            Path tape = folder.resolve("seed-" + seed);
            progress.accept("seed " + seed + ": the truth");
            TrueSession truth = session(seed, tape);
            for (FillModel model : models) {
                progress.accept("seed " + seed + ": " + model);
                List<Outcome> predictions = Resimulation.run(tape, SyntheticTape.bitcoin(), model, truth.errands());
                for (String kind : kinds) {
                    blocks.computeIfAbsent(model, key -> new LinkedHashMap<>())
                            .computeIfAbsent(kind, key -> new ArrayList<>())
                            .addAll(Verdict.blocks(truth, predictions, kind));
                }
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        blocks.forEach((model, byKind) -> byKind.forEach((kind, each) -> verdicts.add(new Verdict(model, kind, each))));
        return verdicts;
    }

    private TrueSession session(long seed, Path tape) {
        try (JournalWriter journal = JournalWriter.open(tape)) {
            return TrueSession.run(market.apply(seed), seed, seconds, journal);
        }
    }
}
