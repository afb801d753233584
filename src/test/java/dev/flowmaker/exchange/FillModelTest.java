package dev.flowmaker.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.exchange.matching.QueueModel;
import dev.flowmaker.exchange.synthetic.RandomStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fill models and their names. */
class FillModelTest {
    private static final double UNIT = 1;

    /** Front 30, level 100 to 80 without a trade. */
    @ParameterizedTest
    @CsvSource({
        "risk-averse, 30",
        "power:2, 26.896551724",
        "power:3, 28.540540541",
        "power-2:2, 19.8",
        "power-3:3, 29.46",
        "log, 21.076690292",
        "log-2, 28.472669832"
    })
    void shouldMoveTheQueueAsPublished(String model, double front) {
        assertEquals(front, FillModel.parse(model).queue(UNIT).ahead(30, 100, 80, 0), 1e-9);
    }

    /** The same after 8 lots traded at the front. */
    @Test
    void shouldShareOutOnlyWhatTradesDoNotExplain() {
        assertEquals(21.115712546, FillModel.parse("power:2").queue(UNIT).ahead(22, 100, 80, 8), 1e-9);
        assertEquals(22, FillModel.RISK_AVERSE.queue(UNIT).ahead(22, 100, 80, 8), 0);
    }

    /** ln(1+x) is not the same of 30 and of 0.03. */
    @Test
    void shouldTakeLogarithmsOfTheBaseAssetAndNotOfLots() {
        double inLots = FillModel.parse("log").queue(0.001).ahead(30, 100, 80, 0);
        double inBase = FillModel.parse("log").queue(UNIT).ahead(0.03, 0.1, 0.08, 0);
        assertEquals(inBase * 1000, inLots, 1e-9);
        double power = FillModel.parse("power").queue(0.001).ahead(30, 100, 80, 0);
        assertEquals(26.896551724, power, 1e-9, "powers know no unit");
    }

    @Test
    void shouldKeepThePlaceWhenALevelGrowsOrTradesExplainEverything() {
        for (FillModel model : FillModel.ALL) {
            QueueModel queue = model.queue(UNIT);
            assertEquals(30, queue.ahead(30, 100, 140, 0), 0, model.text());
            assertEquals(22, queue.ahead(22, 100, 92, 8), 0, model.text());
            assertEquals(22, queue.ahead(22, 100, 96, 8), 0, model.text());
            assertEquals(0, queue.ahead(30, 100, 0, 0), 0, model.text());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldStayWithinTheLevelAndNeverMoveBack(long seed) {
        RandomStream random = new RandomStream(seed, 0);
        Set<FillModel> moved = new HashSet<>();
        for (int i = 0; i < 3_000; i++) {
            long before = random.nextInt(50);
            double ahead = before * random.nextDouble();
            long now = random.nextInt(50);
            long traded = random.nextInt(20);
            for (FillModel model : FillModel.ALL) {
                String where = "seed " + seed + ", step " + i + ", " + model.text();
                double after = model.queue(0.5).ahead(ahead, (double) before, (double) now, (double) traded);
                assertTrue(after >= 0 && after <= Math.min(ahead, (double) now), where + ": " + after);
                if (after < Math.min(ahead, (double) now)) {
                    moved.add(model);
                }
            }
        }
        assertEquals(FillModel.ALL.size() - 1, moved.size(), "all but the careful one");
    }

    @Test
    void shouldReadNamesAndWriteThemBack() {
        assertEquals(
                List.of("risk-averse", "power:2", "power-2:2", "power-3:3", "log", "log-2"),
                FillModel.ALL.stream().map(FillModel::text).toList());
        for (String text : List.of("risk-averse", "power:2.5", "power-2:1", "power-3:10", "log", "log-2")) {
            assertEquals(text, FillModel.parse(text).text());
        }
        assertEquals(FillModel.ALL, FillModel.parseList("all"));
        assertEquals(
                List.of("log", "power:2"),
                FillModel.parseList("log, power").stream().map(FillModel::text).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hopeful",
                "",
                "power:",
                "power:zero",
                "power:0",
                "power:-1",
                "power:1000",
                "log:2",
                "power,power:2"
            })
    void shouldSayWhatIsNoModel(String text) {
        Exception problem = assertThrows(IllegalArgumentException.class, () -> FillModel.parseList(text));
        assertTrue(String.valueOf(problem.getMessage()).length() > 10);
    }
}
