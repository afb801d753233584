package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.Replayer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One capture twice: through sockets and XChange to the daemon, and in process in virtual time, where market data and
 * requests take as long as the daemon's journal measured. What is decided at each frame must be the same but for what
 * arrived on the other side of it, which both journals show.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgreementTest {
    private static final int FRAMES = Integer.getInteger("flowmaker.agreement.frames", 60);

    /** One quote a side that is seldom replaced, without signals and skew: the two sessions keep to one path. */
    private static final String CALM = """
            book { depth = 20, warmup-frames = 25, touch = depth }
            alpha.mode = off
            quote { half-spread = 4 ticks, fee-floor = false, adverse-selection.floor = false, size = 0.002 BTC }
            order { requote-threshold = 4 ticks }
            risk {
              max-order-size = 0.01 BTC, max-order-notional = 10000 USDT, max-long = 0.5 BTC, max-short = 0.5 BTC
              breakers { fill-rate.reaction = off, markout.reaction = off }
            }
            """;

    /** Two levels a side that follow flow, inventory and every move of ten ticks. */
    private static final String USUAL = """
            book { depth = 20, warmup-frames = 25, touch = depth }
            signals.use = [ flow ]
            alpha { mode = fixed, weights.flow = 30 ticks, cap = 60 ticks }
            quote {
              half-spread = 60 ticks, fee-floor = false, adverse-selection.floor = false, size = 0.002 BTC
              levels = 2, level-spacing = 60 ticks, inventory { price-skew = 40 ticks, size-skew = 0.5 }
            }
            order { requote-threshold = 10 ticks }
            risk {
              max-order-size = 0.01 BTC, max-order-notional = 10000 USDT, max-long = 0.05 BTC, max-short = 0.05 BTC
              breakers { fill-rate.reaction = off, markout.reaction = off }
            }
            """;

    private static boolean warm;

    private int sessions;

    @TempDir
    private Path folder;

    private DecisionComparison compare(List<Path> files, String market) throws Exception {
        TwoLives lives = new TwoLives(folder, market);
        if (!warm) {
            // A JVM's first order takes a second.
            lives.trade(files, "warming-up", 10);
            warm = true;
        }
        long startMillis = lives.trade(files, "journal" + ++sessions, FRAMES);
        MemoryJournal virtual = lives.inProcess(files, startMillis);
        DecisionComparison comparison;
        try (JournalReader one = JournalReader.open(lives.live());
                Records other = virtual.read()) {
            comparison = new DecisionComparison(one, other);
        }
        System.out.println("backtest and live agree: " + comparison);
        assertTrue(comparison.frames() >= FRAMES / 2, comparison::toString);
        assertTrue(comparison.quoted() > comparison.frames() / 2, comparison::toString);
        assertEquals(List.of(), comparison.unexplained(), comparison::toString);
        try (JournalReader reader = JournalReader.open(lives.live())) {
            assertIdentical(reader);
        }
        try (Records reader = virtual.read()) {
            assertIdentical(reader);
        }
        return comparison;
    }

    private static void assertIdentical(Records journal) {
        assertTrue(new Replayer(EngineSettingsFactory::from, "test")
                .run(journal, done -> {})
                .identical());
    }

    @Test
    void shouldDecideLiveAsInVirtualTime() throws Exception {
        DecisionComparison comparison = compare(RandomCapture.write(folder, 51, 1_000), CALM);
        assertTrue(comparison.equal() >= comparison.frames() / 2, comparison::toString);
    }

    @Test
    void shouldDecideAlikeOnARecordedMarket() throws Exception {
        List<Path> files = List.of(
                SharedData.file("binance/spot-btcusdt-20240808.gz"),
                SharedData.file("binance/spot-btcusdt-20240809.gz"));
        DecisionComparison comparison = compare(files, USUAL);
        if (comparison.equal() == 0) {
            // One answer that came a frame later at the beginning moves all quotes of a short session: another one
            // tells.
            comparison = compare(files, USUAL);
        }
        assertTrue(comparison.equal() > 0, comparison::toString);
    }
}
