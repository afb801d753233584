package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.EwmaVolatility;
import dev.flowmaker.core.signal.FillIntensity;
import dev.flowmaker.core.signal.FlowSettings;
import dev.flowmaker.core.signal.IntegratedFlow;
import dev.flowmaker.core.signal.LevelFlows;
import dev.flowmaker.core.signal.MultiLevelFlow;
import dev.flowmaker.core.signal.SignalSettings.Integrated;
import dev.flowmaker.core.signal.SignalSettings.Intensity;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.research.tape.Tapes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine measures as it goes is what the study measures afterwards. */
class SignalAgreementTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long LONG = 1_000_000_000 * SECOND;

    @TempDir
    private Path folder;

    /** The engine's intensity and volatility hear what the study's counter hears. */
    private static final class Both implements TapeScan.Listener {
        final IntensityCounter counter = new IntensityCounter();
        final FillIntensity intensity = new FillIntensity(new Intensity(LONG, IntensityFit.USUAL_TICKS));
        final EwmaVolatility volatility = new EwmaVolatility(100 * MILLI, LONG);

        @Override
        public void state(long timeNanos, OrderBook book, MultiLevelFlow flow, boolean emitted) {
            counter.state(timeNanos, book, flow, emitted);
            if (!emitted) {
                intensity.reset();
                volatility.reset();
            }
            long mid2 = book.bestTicks(Side.BUY) + book.bestTicks(Side.SELL);
            intensity.onMid(timeNanos, mid2);
            volatility.onMid(timeNanos, mid2);
        }

        @Override
        public void trade(long timeNanos, Side aggressor, long priceTicks, long lots) {
            counter.trade(timeNanos, aggressor, priceTicks, lots);
            intensity.onTrade(timeNanos, aggressor, priceTicks);
        }

        void agree() {
            IntensityFit fit = Objects.requireNonNull(IntensityFit.of(counter));
            intensity.fit();
            assertEquals(fit.ticks(), intensity.distances());
            assertEquals(fit.a(), intensity.a(), 1e-9 * fit.a());
            assertEquals(fit.k(), intensity.k(), 1e-9 * fit.k());
            assertEquals(fit.r2(), intensity.r2(), 1e-9);
            assertEquals(counter.seconds(), intensity.seconds(), 1e-9);
        }
    }

    @Test
    void shouldCountAndFitTradesAsTheCalibrationDoes() {
        Random random = new Random(7);
        Both both = new Both();
        OrderBook book = new OrderBook();
        MultiLevelFlow flow = new MultiLevelFlow(1);
        long time = SECOND;
        long bid = 10_000;
        for (int i = 0; i < 40_000; i++) {
            time += 1 + random.nextInt(40) * MILLI;
            if (random.nextInt(3) > 0) {
                boolean gap = random.nextInt(2_000) == 0;
                time += gap ? 5 * SECOND : 0;
                bid += random.nextInt(3) - 1;
                book.clear();
                book.set(Side.BUY, bid, 1 + random.nextInt(9));
                book.set(Side.SELL, bid + 1 + random.nextInt(2), 1 + random.nextInt(9));
                flow.add(book);
                both.state(time, book, flow, i > 0 && !gap);
            } else {
                boolean buy = random.nextBoolean();
                long reach = (long) (-12 * Math.log(1 - random.nextDouble()));
                both.trade(time, buy ? Side.BUY : Side.SELL, bid + (buy ? reach : -reach), 1);
            }
        }
        both.agree();
        assertTrue(both.intensity.distances() > 20, () -> both.intensity.distances() + " distances");
    }

    @Test
    void shouldMeasureThePublishedIntensityAndVolatility() {
        Tapes.make("binance", folder.resolve("tape"), true, null, SharedData.file("binance/usdm-btcusdt-20240808.gz"));
        Both both = new Both();
        try (JournalReader reader = JournalReader.open(folder.resolve("tape"))) {
            new TapeScan(null, 1, List.of(both)).read(reader);
        }
        both.agree();
        assertEquals(70, both.intensity.distances());
        assertEquals(1.216834, both.intensity.a(), 0.0000005);
        assertEquals(0.025024, both.intensity.k(), 0.0000005);
        // The calibration takes the mean change out, which is next to nothing in 100 ms.
        assertEquals(83.45501, both.volatility.value(), 0.05);
    }

    @Test
    void shouldWeighTheRanksAsThePrincipalComponentOfPastBinsDoes() {
        int ranks = 5;
        Random random = new Random(13);
        MultiLevelFlow flow = new MultiLevelFlow(ranks);
        LevelFlows flows = new LevelFlows(new FlowSettings(SECOND, LONG, 1e9), ranks);
        IntegratedFlow integrated = new IntegratedFlow(new Integrated(List.of(), SECOND, LONG), ranks);
        OrderBook book = new OrderBook();
        long[][] lots = new long[2][ranks];
        List<double[]> bins = new ArrayList<>();
        double[] bin = new double[ranks];
        long number = 0;
        for (int i = 0; i < 60_000; i++) {
            long time = 20 * MILLI * (i + 1);
            int common = random.nextInt(21) - 10;
            book.clear();
            for (int rank = 0; rank < ranks; rank++) {
                lots[0][rank] = Math.max(1, 500 + common * (rank + 1) + random.nextInt(30));
                lots[1][rank] = Math.max(1, 500 - common + random.nextInt(30));
                book.set(Side.BUY, 100 - rank, lots[0][rank]);
                book.set(Side.SELL, 101 + rank, lots[1][rank]);
            }
            flow.add(book);
            flows.add(time, flow);
            integrated.add(time, flow, flows);
            if ((time - 1) / SECOND > number) {
                // The first was not followed from its beginning.
                if (number > 0) {
                    bins.add(bin);
                }
                bin = new double[ranks];
                number = (time - 1) / SECOND;
            }
            for (int rank = 0; rank < ranks; rank++) {
                bin[rank] += flow.flowLots(rank) / flows.depthLots();
            }
        }
        assertEquals(bins.size(), integrated.bins());
        Ols.Sample sample = new Ols.Sample() {
            @Override
            public int rows() {
                return bins.size();
            }

            @Override
            public int columns() {
                return ranks;
            }

            @Override
            public double read(int row, double[] x) {
                System.arraycopy(bins.get(row), 0, x, 0, ranks);
                return 0;
            }
        };
        double[] weights = PrincipalComponent.of(sample).weights();
        for (int rank = 0; rank < ranks; rank++) {
            assertEquals(weights[rank], integrated.weight(rank), 1e-6);
        }
    }
}
