package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.AssetRow;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MultiLevelFlow;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.replay.figures.MarketFigures;
import dev.flowmaker.research.backtest.Backtest;
import dev.flowmaker.research.backtest.BacktestResult;
import dev.flowmaker.research.study.AlphaFit.SignalFit;
import dev.flowmaker.research.study.Calibration.Markout;
import dev.flowmaker.research.tape.Tapes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
    private static final long MILLI = 1_000_000;

    private final OrderBook book = new OrderBook();
    private final MultiLevelFlow flow = new MultiLevelFlow(1);

    private void state(TapeScan.Listener listener, long millis, long bidTicks, boolean emitted) {
        book.clear();
        book.set(Side.BUY, bidTicks, 1);
        book.set(Side.SELL, bidTicks + 2, 1);
        flow.add(book);
        listener.state(millis * MILLI, book, flow, emitted);
    }

    @Test
    void shouldCountTheDeepestTradeOfEachStep() {
        IntensityCounter counter = new IntensityCounter();
        state(counter, 950, 100, false);
        // From the mid of 101 at 1000: buys reach 3 ticks, sells 2, the next step's sell 4.
        counter.trade(1_000 * MILLI, Side.BUY, 190, 1);
        counter.trade(1_010 * MILLI, Side.BUY, 103, 1);
        counter.trade(1_100 * MILLI, Side.BUY, 104, 1);
        counter.trade(1_050 * MILLI, Side.SELL, 99, 1);
        state(counter, 1_100, 101, true);
        counter.trade(1_101 * MILLI, Side.SELL, 98, 1);
        state(counter, 1_350, 103, true);
        state(counter, 1_401, 103, true);
        assertEquals(4, counter.steps());
        assertEquals(0.4, counter.seconds(), 1e-12);
        assertEquals(2, counter.deeperThan(2));
        assertEquals(1, counter.deeperThan(3));
        assertEquals(0, counter.deeperThan(4));
        // The mid changes by 1, 0, 0, 2 ticks over the four steps.
        double variance = (1 + 4) / 4.0 - 0.75 * 0.75;
        assertEquals(Math.sqrt(variance * 10), counter.sigma(), 1e-12);
    }

    @Test
    void shouldLeaveOutStepsInAGap() {
        IntensityCounter counter = new IntensityCounter();
        state(counter, 1_000, 100, false);
        state(counter, 1_201, 100, true);
        state(counter, 9_000, 500, false);
        state(counter, 9_101, 500, true);
        assertEquals(3, counter.steps());
        assertEquals(0, counter.sigma());
    }

    @Test
    void shouldFitAnExponentialExactly() {
        IntensityCounter counter = new IntensityCounter();
        long millis = 1_000;
        state(counter, millis, 100, false);
        // Beyond j + ½ ticks go 960, 480, 240, 120, 60, 30 steps.
        int[] reach = {480, 240, 120, 60, 30, 30};
        for (int ticks = 1; ticks <= reach.length; ticks++) {
            for (int i = 0; i < reach[ticks - 1]; i++) {
                counter.trade((millis + 50) * MILLI, Side.BUY, 101 + ticks, 1);
                millis += 100;
                state(counter, millis, 100, true);
            }
        }
        state(counter, millis + 1, 100, true);
        IntensityFit fit = Objects.requireNonNull(IntensityFit.of(counter));
        assertEquals(6, fit.ticks());
        assertEquals(30, fit.fewest());
        assertEquals(Math.log(2), fit.k(), 1e-9);
        assertEquals(10 * Math.sqrt(2), fit.a(), 1e-9);
        assertEquals(1, fit.r2(), 1e-12);
        assertNull(IntensityFit.of(new IntensityCounter()), "nothing traded");
    }

    @Test
    void shouldSayWhatTradesDidToWhoWasHit() {
        MarkoutCounter counter = new MarkoutCounter(1_000 * MILLI);
        state(counter, 0, 100, false);
        counter.trade(10 * MILLI, Side.BUY, 102, 1);
        counter.trade(20 * MILLI, Side.SELL, 99, 1);
        state(counter, 500, 103, true);
        state(counter, 1_010, 104, true);
        state(counter, 1_015, 107, true);
        state(counter, 1_100, 200, true);
        // Bought at 1 over the mid, sold 2 under; then +4 against the first, −7 in favour of the second.
        assertEquals(2, counter.trades());
        assertEquals(1.5, counter.earnedTicks());
        assertEquals((4 - 7) / 2.0, counter.againstTicks());
        counter.trade(1_200 * MILLI, Side.BUY, 102, 1);
        state(counter, 1_300, 50, false);
        state(counter, 2_300, 50, true);
        assertEquals(2, counter.trades(), "a gap cut the third");
        for (int i = 0; i < 3_000; i++) {
            counter.trade((2_400 + i / 10) * MILLI, Side.BUY, 51, 1);
        }
        state(counter, 9_000, 61, true);
        assertEquals(3_002, counter.trades());
        assertEquals(-3.0 / 3_002, counter.againstTicks(), 1e-12);
    }

    /** A sample that divides the horizon, and no more of them under way than a market may have. */
    @ParameterizedTest
    @CsvSource({
        "100, 100",
        "700, 700",
        "1000, 1000",
        "1500, 500",
        "1700, 100",
        "5000, 1000",
        "150100, 1900",
        "2000000, 2000",
        "3600000, 3600"
    })
    void shouldWriteASampleThatAMarketTakes(long horizonMillis, long sampleMillis) throws IOException {
        AlphaFit one = alpha(true);
        AlphaFit alpha =
                new AlphaFit(horizonMillis, one.all(), one.outOfSampleR2(), one.r2(), one.usualShift(), one.samples());
        Calibration fit = calibration(1, alpha);
        StringWriter text = new StringWriter();
        CalibrationText.writeConf(fit, Suggestion.of(fit, 0.05, 10), new PrintWriter(text));
        assertEquals(List.of(), Configuration.load(conf(text.toString())).problems(), text.toString());
        assertTrue(text.toString().contains("    horizon = " + horizonMillis + " ms\n"), text.toString());
        assertTrue(text.toString().contains("    sample = " + sampleMillis + " ms\n"), text.toString());
    }

    @Test
    void shouldRefuseAHorizonThatNoMarketTakes() {
        MemoryJournal none = new MemoryJournal();
        for (long millis : new long[] {0, 50, 150, 3_600_100}) {
            StudyException refused = assertThrows(StudyException.class, () -> Calibration.of(none::read, null, millis));
            assertTrue(String.valueOf(refused.getMessage()).contains("was " + millis + " ms"), refused::toString);
        }
    }

    private static Calibration calibration(double against, AlphaFit alpha) {
        InstrumentRow row = new InstrumentRow(
                "BTC/USDT", "BTCUSDT", 0, 1, new Decimal(1, 1), new Decimal(1, 3), 1, 10, 1, 10, 0, 0, 0);
        return new Calibration(
                row,
                0,
                1,
                10.69,
                0.2,
                1_000,
                new IntensityFit(2.986162360812285, 0.04235741115084049, 1, 70, 100),
                List.of(new Markout(1, 1, against, 0.1, 1_000)),
                alpha,
                null,
                List.of("beware"));
    }

    private static AlphaFit alpha(boolean used) {
        SignalFit queue = new SignalFit(SignalKind.QUEUE_IMBALANCE, used ? 12.5 : 0, 0.1, 0.1, used);
        return new AlphaFit(1_000, List.of(queue), used ? 0.1 : -0.1, 0.1, 4, 1_000);
    }

    @Test
    void shouldSuggestThePublishedQuotes() {
        Suggestion quotes = Suggestion.of(calibration(1, alpha(true)), 0.05, 10);
        assertEquals(20.47208533844371, quotes.halfSpreadTicks(), 1e-10);
        assertEquals(9.76326865029227, quotes.skewTicks(), 1e-10);
        assertEquals(
                30,
                Suggestion.of(calibration(30, alpha(true)), 0.05, 10).halfSpreadTicks(),
                "no less than what it costs");
        Suggestion balanced = Suggestion.balanced(calibration(1, alpha(true)), 10);
        assertEquals(balanced.halfSpreadTicks(), balanced.skewTicks() * 10, 1e-9);
    }

    @TempDir
    private Path folder;

    private Path conf(String fitted) throws IOException {
        Files.writeString(folder.resolve("fitted.conf"), fitted);
        return Files.writeString(folder.resolve("test.conf"), """
                include "fitted.conf"
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ {
                    symbol = BTC/USDT
                    quote { size = 0.002 BTC, fee-floor = false }
                    risk { max-order-size = 1 BTC, max-order-notional = 100000 USDT, max-long = 1 BTC, max-short = 1 BTC }
                  } ]
                }
                """);
    }

    @Test
    void shouldWriteDefaultsThatAConfigurationIncludes() throws IOException {
        Calibration fit = calibration(1, alpha(false));
        StringWriter text = new StringWriter();
        CalibrationText.writeConf(fit, Suggestion.of(fit, 0.05, 10), new PrintWriter(text));
        assertTrue(text.toString().contains("# warning: beware"), text.toString());
        assertTrue(text.toString().contains("mode = off"), "what foretells nothing moves nothing");
        assertEquals(
                "BTC/USDT",
                Configuration.load(conf(text.toString())).daemon().symbols().get(0));
        assertFalse(text.toString().contains("NaN"));
    }

    /** Calibrated on a tape, included, and traded on it: nothing in between to change by hand. */
    @Test
    void shouldBeTradedAsItIs() throws IOException {
        Path tape = folder.resolve("tape");
        Tapes.make("binance", tape, false, null, SharedData.file("binance/usdm-btcusdt-20240808.gz"));
        Calibration fit = Calibration.of(tape, null, 1_000);
        StringWriter text = new StringWriter();
        CalibrationText.writeConf(fit, Suggestion.balanced(fit, 10), new PrintWriter(text));
        assertTrue(fit.alpha().predicts() && fit.intensityTrusted(), text.toString());
        assertTrue(text.toString().contains("model = glft"), text.toString());
        Configuration configuration = Configuration.load(conf(text.toString()));
        assertEquals(List.of(), configuration.problems());
        MemoryJournal journal = new MemoryJournal();
        BacktestResult result = Backtest.run(
                new Backtest.Options(configuration.daemon(), List.of(tape), FillModel.RISK_AVERSE, 0, 0, "test"),
                journal,
                1,
                journal::read,
                done -> {});
        MarketFigures figures = result.markets().get(0).figures();
        assertTrue(figures.uptimeBoth() > 0.3, "uptime " + figures.uptimeBoth());
        assertTrue(figures.makerFills() > 0);
        assertTrue(result.markets().get(0).profit().identityHolds());
    }

    /** A market whose queue tells the next second's mid, and whose other signals tell nothing. */
    @Test
    void shouldUseWhatForetellsAndNothingElse() {
        Random random = new Random(3);
        MemoryJournal journal = new MemoryJournal();
        SessionStarted started = new SessionStarted();
        started.mode = "tape";
        started.assets.add(new AssetRow("BTC", 8));
        started.assets.add(new AssetRow("USDT", 8));
        started.instruments.add(new InstrumentRow(
                "BTC/USDT", "BTCUSDT", 0, 1, new Decimal(1, 1), new Decimal(1, 3), 1, 10, 1, 1_000_000, 0, 0, 0));
        journal.append(started);
        BookUpdate update = new BookUpdate();
        update.market = 0;
        long bid = 1_000;
        long shown = bid;
        for (int second = 1; second < 2_000; second++) {
            update.timeNanos = second * 1_000_000_000L - 500 * MILLI;
            update.exchangeTimeNanos = update.timeNanos;
            update.reset = second == 1 ? ResetReason.SNAPSHOT : ResetReason.NONE;
            update.levels.clear();
            update.levels.add(Side.BUY, shown, 0);
            update.levels.add(Side.SELL, shown + 1, 0);
            long bidLots = 1L + random.nextInt(9);
            shown = bid;
            update.levels.add(Side.BUY, bid, bidLots);
            update.levels.add(Side.SELL, bid + 1, 10 - bidLots);
            journal.append(update);
            bid += bidLots > 5 ? 2 : bidLots < 5 ? -2 : 0;
        }
        AlphaFit alpha = Calibration.of(journal::read, null, 1_000).alpha();
        assertTrue(alpha.predicts() && alpha.outOfSampleR2() > 0.4, alpha.toString());
        List<SignalKind> used = alpha.used().stream().map(SignalFit::kind).toList();
        assertTrue(
                used.contains(SignalKind.QUEUE_IMBALANCE) || used.contains(SignalKind.MICRO_PRICE), alpha.toString());
        for (SignalFit signal : alpha.all()) {
            assertEquals(signal.used(), signal.ticksPerUnit() != 0, alpha.toString());
            assertTrue(!signal.used() || signal.adds() > 0, alpha.toString());
        }
    }
}
