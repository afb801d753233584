package dev.flowmaker.core.engine;

import static dev.flowmaker.core.engine.TestMarket.SECOND;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind.Family;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import dev.flowmaker.journal.Codec;
import dev.flowmaker.journal.Snapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine against a venue that misbehaves: whatever it does, in the end no order is left, every fill is booked once,
 * limits held at every moment by the venue's own count, and the same inputs give the same outputs.
 */
class EngineChaosTest {
    private static final long POSITION_QUANTA = 4_000_000;
    private static final long OPENING_BASE = 10_000_000_000L;

    private static EngineSettings settings() {
        RiskSettings risk = new RiskSettings(
                1_000_000, 10_000_000_000_000L, POSITION_QUANTA, POSITION_QUANTA, 10_000_000L, 200, SECOND, 20);
        SignalSettings signals = TestMarket.signals(
                SignalKind.ORDER_FLOW_IMBALANCE,
                SignalKind.BEST_LEVEL_FLOW,
                SignalKind.LEVEL_FLOW,
                SignalKind.INTEGRATED_FLOW,
                SignalKind.TRADE_IMBALANCE,
                SignalKind.QUEUE_IMBALANCE,
                SignalKind.MICRO_PRICE);
        AlphaSettings alpha =
                TestMarket.alpha(AlphaSettings.Mode.FIXED, signals, PriceParts.MICRO, 3 * PriceParts.MICRO);
        return TestMarket.engine(
                new MarketSettings(
                        TestMarket.instrument(100_000),
                        TestMarket.BOOK,
                        signals,
                        alpha,
                        TestMarket.quote(2),
                        risk,
                        TestMarket.ORDER),
                true);
    }

    /** One run: the venue, the engine, and every message of both as records. */
    private static final class Run {
        final ChaosVenue venue;
        final Engine engine;
        final List<byte[]> records = new ArrayList<>();
        final List<Boolean> inputs = new ArrayList<>();
        private final Codec codec = new Codec();
        private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        private final List<Runnable> commands = new ArrayList<>();
        private long sequence;

        Run(long seed) {
            engine = new Engine(settings(), this::output);
            venue = new ChaosVenue(seed, this::input);
        }

        private void input(Message input) {
            record(input);
            engine.onInput(input);
            assertExposure();
            List<Runnable> sent = new ArrayList<>(commands);
            commands.clear();
            sent.forEach(Runnable::run);
        }

        private void output(Message output) {
            record(output);
            if (output.kind().family() == Family.COMMAND) {
                byte[] bytes = records.get(records.size() - 1);
                commands.add(() -> venue.execute(decode(bytes)));
            } else if (output instanceof Decision decision) {
                for (int i = 0; i < decision.quotes(); i++) {
                    QuoteLine line = decision.quote(i);
                    if (line.parts.sum() != 0) {
                        assertEquals(line.priceTicks * PriceParts.MICRO, line.parts.sum(), "parts of a price");
                    }
                }
            }
        }

        private void record(Message message) {
            message.sequence = ++sequence;
            int length = codec.encode(message, buffer, 0);
            byte[] bytes = new byte[length];
            buffer.getBytes(0, bytes);
            records.add(bytes);
            inputs.add(message.kind().family() == Family.INPUT);
        }

        private static Message decode(byte[] bytes) {
            return new Codec().decode(new org.agrona.concurrent.UnsafeBuffer(bytes), 0, bytes.length);
        }

        /** Every order the venue has open, filled, stays within the position limit; by the venue's own books. */
        private void assertExposure() {
            long buys = 0;
            long sells = 0;
            for (ChaosVenue.VenueOrder order : venue.orders.values()) {
                long quanta = order.openLots() * 1000;
                buys += order.side == Side.BUY ? quanta : 0;
                sells += order.side == Side.SELL ? quanta : 0;
            }
            long inventory = venue.baseQuanta - OPENING_BASE;
            assertTrue(inventory + buys <= POSITION_QUANTA + feeSlack(), "long " + (inventory + buys));
            assertTrue(-inventory + sells <= POSITION_QUANTA + feeSlack(), "short " + (sells - inventory));
        }

        /** Commission taken in base moves inventory after an order was checked. */
        private long feeSlack() {
            return POSITION_QUANTA / 100;
        }

        void play(long nanos) {
            venue.start();
            long end = venue.nowNanos + nanos;
            while (venue.nowNanos < end) {
                venue.step(engine.nextDeadlineNanos());
            }
            venue.stop();
            for (int i = 0; i < 1_000_000 && !engine.stopped(); i++) {
                venue.step(engine.nextDeadlineNanos());
            }
        }
    }

    private static Run run(long seed) {
        Run run = new Run(seed);
        try {
            run.play(120 * SECOND);
            Run done = run;
            assertTrue(done.engine.stopConfirmed(), "stop confirmed");
            assertEquals(
                    0,
                    done.venue.orders.values().stream()
                            .filter(order -> order.open)
                            .count(),
                    "open orders");
            assertEquals(done.venue.baseQuanta, done.engine.ledger().expectedQuanta(TestMarket.BASE), "base");
            assertEquals(done.venue.quoteQuanta, done.engine.ledger().expectedQuanta(TestMarket.QUOTE), "quote");
            assertTrue(done.engine.market(0).profitAndLoss().identityHolds(), "profit and loss identity");
            assertTrue(done.venue.fillCount > 20, "only " + done.venue.fillCount + " fills");
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " at record " + run.records.size() + ": " + e.getMessage(), e);
        }
        return run;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldLoseNothingWhateverTheVenueDoes(long seed) {
        Run run = run(seed);
        replay(run, 0, run.records.size(), new Replay());
        replayFromTheMiddle(run);
    }

    @Test
    void shouldHaveMetEveryKindOfFault() {
        Map<String, Integer> faults = new LinkedHashMap<>();
        for (long seed = 21; seed < 31; seed++) {
            run(seed).venue.faults.forEach((name, count) -> faults.merge(name, count, Integer::sum));
        }
        assertEquals(13, faults.size(), faults::toString);
    }

    private static final class Replay {
        final List<byte[]> outputs = new ArrayList<>();
        final Codec codec = new Codec();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final Engine engine = new Engine(settings(), this::take);
        long sequence;

        private void take(Message output) {
            output.sequence = ++sequence;
            int length = codec.encode(output, buffer, 0);
            byte[] bytes = new byte[length];
            buffer.getBytes(0, bytes);
            outputs.add(bytes);
        }
    }

    private static void replay(Run run, int from, int to, Replay replay) {
        for (int i = from; i < to; i++) {
            if (!run.inputs.get(i)) {
                continue;
            }
            replay.sequence = i + 1L;
            replay.outputs.clear();
            replay.engine.onInput(Run.decode(run.records.get(i)));
            for (int k = 0; k < replay.outputs.size(); k++) {
                assertArrayEquals(run.records.get(i + 1 + k), replay.outputs.get(k), "output of input " + (i + 1));
            }
        }
    }

    private static void replayFromTheMiddle(Run run) {
        int middle = run.records.size() / 2;
        while (!run.inputs.get(middle)) {
            middle++;
        }
        Replay first = new Replay();
        replay(run, 0, middle, first);
        Replay second = new Replay();
        Snapshots.restore(Snapshots.take(first.engine::visitState), second.engine::visitState);
        replay(run, middle, run.records.size(), second);
    }
}
