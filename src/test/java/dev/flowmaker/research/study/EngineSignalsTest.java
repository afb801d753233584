package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.signal.Alpha;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.Signals;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.research.backtest.Backtest;
import dev.flowmaker.research.tape.Tapes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is studied is what the engine sees. */
class EngineSignalsTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    /** A session that may not quote: its decisions hold every signal, and no order of ours is in its books. */
    private MemoryJournal session() {
        Path tape = folder.resolve("tape");
        Tapes.make(
                "binance",
                tape,
                false,
                "5",
                RandomCapture.write(folder, 4, 2_000).toArray(Path[]::new));
        Configuration conf = Configuration.parse("test.conf", """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ {
                    symbol = BTC/USDT
                    book.stale-after = 1 h
                    alpha.mode = off
                    signals.use = [ flow, best, levels, integrated, trades, queue, micro-price ]
                    quote { half-spread = 100 bps, size = 0.5 BTC }
                    risk { max-order-size = 1 BTC, max-order-notional = 1 USDT, max-long = 1 BTC, max-short = 1 BTC }
                  } ]
                }
                """);
        MemoryJournal journal = new MemoryJournal();
        Backtest.run(
                new Backtest.Options(conf.daemon(), List.of(tape), FillModel.RISK_AVERSE, 0, 0, "test"),
                journal,
                1,
                journal::read,
                done -> {});
        return journal;
    }

    @Test
    void shouldSeeToTheLastBitWhatTheEngineSaw() {
        MemoryJournal journal = session();
        Map<Long, List<Double>> decided = new TreeMap<>();
        Records records = journal.read();
        for (Message next = records.next(); next != null; next = records.next()) {
            if (next instanceof Decision decision && decision.bidLots > 0) {
                List<Double> values = new ArrayList<>();
                for (int i = 0; i < decision.signals(); i++) {
                    if (decision.signal(i).kind != SignalKind.ALPHA_CAP) {
                        values.add(decision.signal(i).weight == 0 ? decision.signal(i).value : Double.NaN);
                    }
                }
                decided.put(decision.timeNanos, values);
            }
        }
        int[] compared = new int[1];
        EngineSignals.Looker looker = new EngineSignals.Looker() {
            @Override
            public void look(long timeNanos, Signals signals, List<Alpha> alphas, long mid2Ticks) {
                List<Double> values = decided.get(timeNanos);
                if (values != null) {
                    compared[0]++;
                    assertEquals(16, values.size());
                    for (int i = 0; i < values.size(); i++) {
                        assertEquals(
                                values.get(i), signals.valueAt(i, timeNanos), signals.kind(i) + " at " + timeNanos);
                    }
                }
            }

            @Override
            public void mid(long timeNanos, long mid2Ticks) {}

            @Override
            public void broke(long timeNanos) {}
        };
        new EngineSignals(
                        null,
                        EngineSettingsFactory.defaultSignals(List.of(
                                SignalKind.ORDER_FLOW_IMBALANCE,
                                SignalKind.BEST_LEVEL_FLOW,
                                SignalKind.LEVEL_FLOW,
                                SignalKind.INTEGRATED_FLOW,
                                SignalKind.TRADE_IMBALANCE,
                                SignalKind.QUEUE_IMBALANCE,
                                SignalKind.MICRO_PRICE)),
                        List.of(),
                        MILLI,
                        looker)
                .read(journal.read());
        assertTrue(compared[0] > 1_000, "compared " + compared[0]);
    }

    @Test
    void shouldForetellWithAndWithoutAlpha() {
        MemoryJournal journal = session();
        Foretelling foretelling = Foretelling.of(journal::read, null, List.of(100L, 1_000L));
        assertEquals(10, foretelling.signals().size());
        assertEquals("flow", foretelling.signals().get(0).name());
        Foretelling.Signal alpha = foretelling.signals().get(9);
        assertEquals("alpha", alpha.name());
        Foretelling.Signal microPrice = foretelling.signals().get(6);
        Foretelling.Signal weightedMid = foretelling.signals().get(7);
        assertEquals("micro-price", microPrice.name());
        assertEquals("weighted mid", weightedMid.name());
        assertNotEquals(weightedMid.response(), microPrice.response());
        assertTrue(foretelling.samples() > 60);
        assertTrue(alpha.active().get(0) >= 0 && alpha.active().get(0) <= 1);
        assertTrue(foretelling.signals().get(5).outOfSampleR2().get(1) < 1);
        assertThrows(StudyException.class, () -> Foretelling.of(journal::read, null, List.of(150L)));
        assertThrows(StudyException.class, () -> Foretelling.of(journal::read, "ETH/USDT", List.of(100L)));
    }
}
