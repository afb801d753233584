package dev.flowmaker.research.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.synthetic.FlowSettings;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.research.market.SyntheticTape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five minutes of orders whose true fills are known. */
@SuppressWarnings("NullAway") // what is not there fails the test
class TruthTestTest {
    private static final long SECONDS = 300;

    @TempDir
    private Path folder;

    private static MarketSource market(long seed) {
        return new MarketSource.Synthetic(FlowSettings.bitcoin(seed));
    }

    private TrueSession session(long seed) {
        try (JournalWriter journal = JournalWriter.open(folder.resolve("tape-" + seed))) {
            return TrueSession.run(market(seed), seed, SECONDS, journal);
        }
    }

    private List<Outcome> predict(long seed, FillModel model, TrueSession truth) {
        return Resimulation.run(folder.resolve("tape-" + seed), SyntheticTape.bitcoin(), model, truth.errands());
    }

    @Test
    void shouldFillOrdersNobodyStandsBeforeExactlyAsTheyDid() {
        TrueSession truth = session(1);
        for (FillModel model : FillModel.ALL) {
            List<Outcome> predicted = predict(1, model, truth);
            int compared = 0;
            for (int i = 0; i < truth.errands().size(); i++) {
                Errand errand = truth.errands().get(i);
                if (errand.kind().equals(TrueSession.Place.BEHIND.text)
                        && !truth.outcomes().get(i).refused()) {
                    assertEquals(
                            truth.outcomes().get(i).filledLots(),
                            predicted.get(i).filledLots(),
                            model.text() + " " + errand);
                    compared++;
                }
            }
            assertTrue(compared > 100, compared + " orders");
        }
    }

    /** Whoever left stood behind us: the queue is never shorter than it was, so no fill comes before its time. */
    @Test
    void shouldNeverFillBeforeTheTruthWhenAverseToRisk() {
        TrueSession truth = session(2);
        List<Outcome> predicted = predict(2, FillModel.RISK_AVERSE, truth);
        int filled = 0;
        int late = 0;
        int early = 0;
        for (int i = 0; i < predicted.size(); i++) {
            Outcome told = predicted.get(i);
            Outcome was = truth.outcomes().get(i);
            if (told.filled()) {
                filled++;
                early += !was.filled() || told.filledNanos() < was.filledNanos() ? 1 : 0;
                late += was.filled() && told.filledNanos() > was.filledNanos() ? 1 : 0;
            }
        }
        assertTrue(filled > 200, filled + " fills");
        assertTrue(late > 0, "the models would be the truth");
        assertEquals(0, early, "of " + filled + " before the truth");
    }

    @Test
    void shouldJudgeTheSameAgainAndOrderTheModelsByHowEarlyTheyFill() {
        TruthTest test = new TruthTest(TruthTestTest::market, SECONDS, folder, line -> {});
        List<Verdict> verdicts = test.judge(
                List.of(3L), FillModel.ALL, TruthTest.Tapes.UNDISTURBED, List.of(TrueSession.Place.TOUCH.text));
        Map<FillModel.Kind, Verdict> byKind = verdicts.stream()
                .collect(Collectors.toMap(verdict -> verdict.model().kind(), Function.identity()));
        double averse = byKind.get(FillModel.Kind.RISK_AVERSE).rateBias().value();
        assertTrue(averse < 0, "risk-averse has bias " + averse);
        verdicts.forEach(verdict ->
                assertTrue(verdict.rateBias().value() >= averse, verdict.model().text()));
        String table = VerdictTable.of(verdicts);
        FillModel.ALL.forEach(model -> assertTrue(table.contains(model.text()), table));
        assertEquals(
                table,
                VerdictTable.of(test.judge(
                        List.of(3L),
                        FillModel.ALL,
                        TruthTest.Tapes.UNDISTURBED,
                        List.of(TrueSession.Place.TOUCH.text))));
    }

    @Test
    void shouldChooseOneExponentForEachModelThatTakesOne() {
        TruthTest test = new TruthTest(TruthTestTest::market, 120, folder, line -> {});
        List<FillModel> chosen = test.calibrate(List.of(4L));
        assertEquals(
                List.of(FillModel.Kind.POWER, FillModel.Kind.POWER_2, FillModel.Kind.POWER_3),
                chosen.stream().map(FillModel::kind).toList());
    }
}
