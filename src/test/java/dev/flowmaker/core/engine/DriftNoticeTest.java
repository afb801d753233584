package dev.flowmaker.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.EngineHarness.Output;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an operator is told when a signal is no longer what its calibration found. */
class DriftNoticeTest {
    private static final SignalSettings QUEUE = TestMarket.signals(SignalKind.QUEUE_IMBALANCE);
    /** Frames of one kind of market; ten minutes, ten half-lives of the fit. */
    private static final int FRAMES = 6_000;

    /** A market of one touch whose mid follows the queue, or goes against it, within a tenth of a second. */
    private static final class Market {
        final EngineHarness harness;
        final Random random = new Random(5);
        int told;
        int queue;
        long mid = 1_000_000;

        /**
         * Calibrated, or not.
         *
         * @param weight millionths of a tick
         * @param r2 NaN for no calibration
         */
        Market(double weight, double r2) {
            AlphaSettings any = TestMarket.alpha(AlphaSettings.Mode.FITTED, QUEUE, 0, 8 * PriceParts.MICRO);
            AlphaSettings alpha = new AlphaSettings(
                    any.mode(),
                    any.horizonNanos(),
                    any.sampleNanos(),
                    any.halfLifeNanos(),
                    any.ridge(),
                    any.winsor(),
                    any.leastSamples(),
                    any.capMicroTicks(),
                    any.bounds(),
                    List.of(weight),
                    List.of(r2),
                    any.drift());
            harness = new EngineHarness(TestMarket.engine(
                    new MarketSettings(
                            TestMarket.instrument(0),
                            TestMarket.BOOK,
                            QUEUE,
                            alpha,
                            TestMarket.quote(1),
                            TestMarket.RISK,
                            TestMarket.ORDER),
                    true));
            // Without the account's channels nothing is quoted: all is about the market.
            harness.connection(Channel.MARKET_DATA, true);
            frame(ResetReason.SNAPSHOT);
        }

        MarketMaker maker() {
            return harness.engine.market(0);
        }

        List<Output> drifts() {
            return harness.outputs(MessageKind.NOTICE).stream()
                    .filter(output -> output.get("code") == NoticeCode.SIGNAL_DRIFT)
                    .toList();
        }

        private void frame(ResetReason reset) {
            BookUpdate book = new BookUpdate();
            book.reset = reset;
            book.exchangeTimeNanos = harness.venueTime();
            book.receiveTimeNanos = harness.nowNanos;
            book.levels.add(Side.BUY, mid - 1, 500L + 400L * queue);
            book.levels.add(Side.SELL, mid + 1, 500L - 400L * queue);
            harness.send(book, 0);
        }

        /** The mid moves by {@code follows} times the queue, and by chance; then the queue is another. */
        Market play(int follows) {
            for (int i = 0; i < FRAMES; i++) {
                harness.later(100 * TestMarket.MILLI);
                BookUpdate gone = new BookUpdate();
                gone.exchangeTimeNanos = harness.venueTime();
                gone.receiveTimeNanos = harness.nowNanos;
                gone.levels.add(Side.BUY, mid - 1, 0);
                gone.levels.add(Side.SELL, mid + 1, 0);
                mid += (long) follows * queue + random.nextInt(3) - 1L;
                queue = random.nextBoolean() ? 1 : -1;
                gone.levels.add(Side.BUY, mid - 1, 500L + 400L * queue);
                gone.levels.add(Side.SELL, mid + 1, 500L - 400L * queue);
                harness.send(gone, 0);
                check();
            }
            return this;
        }

        /** A new notice has what alpha knew when it was put out. */
        private void check() {
            List<Output> drifts = harness.outputs.isEmpty() ? List.of() : drifts();
            if (drifts.size() > told) {
                told++;
                Output notice = drifts.get(drifts.size() - 1);
                assertEquals(told, drifts.size(), "two at once");
                assertEquals("QUEUE_IMBALANCE", notice.get("text"));
                assertEquals(0, notice.number("orderId"));
                assertEquals((long) Math.rint(1e6 * maker().alpha.confidence(0)), notice.number("first"));
                assertEquals((long) Math.rint(maker().alpha.fitted(0)), notice.number("second"));
            }
        }
    }

    @Test
    void shouldTellADriftOnceAnEpisode() {
        Market found = new Market(0, Double.NaN).play(2);
        double weight = found.maker().alpha.fitted(0);
        assertTrue(weight > PriceParts.MICRO, "weight " + weight);
        assertEquals(List.of(), found.drifts(), "never calibrated");
        double r2 = found.maker().alpha.confidence(0);
        assertTrue(r2 > 0.1, "R2 " + r2);

        Market market = new Market(weight, r2).play(2);
        assertEquals(0, market.drifts().size(), "as calibrated");
        market.play(-2);
        assertEquals(1, market.drifts().size(), "against what was calibrated");
        assertTrue(Math.abs(market.drifts().get(0).number("second") - weight) > weight / 2
                || market.drifts().get(0).number("first") <= 0);
        market.play(-2);
        assertEquals(1, market.drifts().size(), "told already");
        market.play(2).play(2);
        assertEquals(1, market.drifts().size(), "as calibrated again");
        market.play(-2);
        assertEquals(2, market.drifts().size(), "a second episode");
    }
}
