package dev.flowmaker.research.truth;

import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.Records;
import dev.flowmaker.research.market.SyntheticTape;
import dev.flowmaker.research.study.StudyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Orders are sent into synthetic markets, where it is known when they fill. A tape is made of what others see meanwhile, and
 * each fill model says on it when the same orders fill. Exponents are chosen on some seeds and judged on others.
 */
public final class TruthTest {
    /** Tried for the models that take one. */
    private static final List<Double> EXPONENTS = List.of(0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0);

    /** What a model predicts from. */
    public enum Tapes {
        /** The market as it is without us: what a backtest has. */
        UNDISTURBED,
        /** What was seen of the session itself, our trades among all others: what a session's own journal has. */
        OF_THE_SESSION
    }

    /** A shorter session has no order whose end is seen. */
    public static final long SHORTEST_SECONDS = 60;

    /** Sends orders into a market. */
    @FunctionalInterface
    private interface Sender {
        TrueSession run(MarketSource source, long seed, long seconds, Journal tape);
    }

    private final Sender sender;
    private final LongFunction<MarketSource> market;
    private final long seconds;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * Of probes; runs nothing yet.
     *
     * @param market by seed
     * @param seconds of each session
     * @param folder where tapes are written; exists, and is empty
     */
    public TruthTest(LongFunction<MarketSource> market, long seconds, Path folder, Consumer<String> progress) {
        this(TrueSession::run, market, seconds, folder, progress);
    }

    private TruthTest(
            Sender sender, LongFunction<MarketSource> market, long seconds, Path folder, Consumer<String> progress) {
        this.sender = sender;
        this.market = market;
        this.seconds = seconds;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * The same of the orders that the engine sends.
     *
     * @param daemon trades BTC/USDT and nothing else
     */
    public static TruthTest ofEngine(
            DaemonSettings daemon,
            LongFunction<MarketSource> market,
            long seconds,
            Path folder,
            Consumer<String> progress) {
        if (!daemon.symbols().equals(List.of(SyntheticTape.bitcoin().symbol()))) {
            throw new StudyException("the configuration must trade BTC/USDT and nothing else");
        }
        return new TruthTest(new EngineSession(daemon)::run, market, seconds, folder, progress);
    }

    /** Kinds of orders of the engine, as verdicts name them. */
    public static List<String> engineKinds() {
        return List.of(EngineSession.KIND);
    }

    /** Kinds of probes, as verdicts name them. */
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
        for (Verdict verdict : judge(seeds, candidates, Tapes.UNDISTURBED, List.of(TrueSession.Place.TOUCH.text))) {
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
     * @param tapes what the predictions are made from
     * @param kinds of orders, each judged by itself
     * @return by model, then by kind
     */
    public List<Verdict> judge(List<Long> seeds, List<FillModel> models, Tapes tapes, List<String> kinds) {
        Map<FillModel, Map<String, List<Block>>> blocks = new LinkedHashMap<>();
        for (long seed : seeds) {
            Path tape = folder.resolve("seed-" + seed);
            progress.accept("seed " + seed + ": the truth");
            boolean same = tapes == Tapes.OF_THE_SESSION;
            TrueSession truth = session(seed, same ? tape : folder.resolve("seen-" + seed));
            MidGrid mids = same ? truth.mids() : undisturbed(seed, tape);
            for (FillModel model : models) {
                progress.accept("seed " + seed + ": " + model);
                List<Outcome> predictions = Resimulation.run(tape, SyntheticTape.bitcoin(), model, truth.errands());
                for (String kind : kinds) {
                    blocks.computeIfAbsent(model, key -> new LinkedHashMap<>())
                            .computeIfAbsent(kind, key -> new ArrayList<>())
                            .addAll(Verdict.blocks(truth, predictions, mids, kind));
                }
            }
            delete(tape);
            if (!same) {
                delete(folder.resolve("seen-" + seed));
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        blocks.forEach((model, byKind) -> byKind.forEach((kind, each) -> verdicts.add(new Verdict(model, kind, each))));
        return verdicts;
    }

    private MidGrid undisturbed(long seed, Path tape) {
        try (JournalWriter journal = JournalWriter.open(tape)) {
            return TrueSession.undisturbed(market.apply(seed), seconds, journal);
        }
    }

    private TrueSession session(long seed, Path tape) {
        try (JournalWriter journal = JournalWriter.open(tape)) {
            return sender.run(market.apply(seed), seed, seconds, journal);
        }
    }

    /** One order of a session: what became of it, and what each model says became of it. */
    public record Fate(
            Side side,
            long priceTicks,
            long lots,
            long placeNanos,
            long filledNanos,
            long filledLots,
            List<Said> said) {}

    /** What one model says. */
    public record Said(FillModel model, long filledNanos, long filledLots) {}

    /** A session held against the models. */
    public record SessionResult(List<Verdict> verdicts, List<Fate> fates) {}

    /**
     * Holds models against a session that an exchange with its own matching has filled, from its journal alone: its orders,
     * and its market data without them.
     *
     * @param journal read more than once
     * @param kind what its orders are called
     * @param tape is made: a folder that is not there
     */
    public static SessionResult session(Supplier<Records> journal, String kind, List<FillModel> models, Path tape) {
        RecordedSession session = new RecordedSession(journal);
        MidGrid mids;
        try (JournalWriter writer = JournalWriter.open(tape)) {
            mids = session.writeTape(writer);
        }
        TrueSession truth =
                new TrueSession(session.orders().errands(kind), session.orders().outcomes(), mids);
        List<Verdict> verdicts = new ArrayList<>();
        List<List<Said>> said = new ArrayList<>();
        truth.errands().forEach(errand -> said.add(new ArrayList<>()));
        for (FillModel model : models) {
            List<Outcome> predictions = Resimulation.run(tape, session.instrument(), model, truth.errands());
            verdicts.add(new Verdict(model, kind, Verdict.blocks(truth, predictions, mids, kind)));
            for (int i = 0; i < predictions.size(); i++) {
                Outcome each = predictions.get(i);
                said.get(i).add(new Said(model, each.filledNanos(), each.filledLots()));
            }
        }
        List<Fate> fates = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            Errand errand = truth.errands().get(i);
            Outcome was = truth.outcomes().get(i);
            fates.add(new Fate(
                    errand.side(),
                    errand.priceTicks(),
                    errand.lots(),
                    errand.placeNanos(),
                    was.filledNanos(),
                    was.filledLots(),
                    said.get(i)));
        }
        return new SessionResult(verdicts, fates);
    }

    /** Removes a folder and what is in it. */
    public static void delete(Path tape) {
        try (Stream<Path> paths = Files.walk(tape)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
