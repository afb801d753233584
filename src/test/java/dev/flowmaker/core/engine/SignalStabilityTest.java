package dev.flowmaker.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.market.TouchFeed;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.FlowSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import dev.flowmaker.core.signal.Signals;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules that hold for every signal: the first state after a break of the book adds nothing, the signal is 0 and its
 * fit stands still until enough clean frames came, and what came before the break leaves no trace but what was learned.
 */
class SignalStabilityTest {
    private static final int WARMUP = 4;
    private static final SignalSettings SIGNALS = settings();

    /** Everything that breaks the chain of a book's states. */
    private enum Break {
        SNAPSHOT,
        GAP,
        RECONNECT,
        STALE,
        CROSSED,
        LOCKED
    }

    private static SignalSettings settings() {
        SignalSettings all = SignalTape.SIGNALS;
        return new SignalSettings(
                all.use(),
                new FlowSettings(TestMarket.SECOND, 10 * TestMarket.SECOND, 5),
                all.intervalNanos(),
                all.ranks(),
                // Given, so that an engine that knows no past has them too.
                new SignalSettings.Integrated(List.of(3.0, 2.0, 1.0), TestMarket.SECOND, 60 * TestMarket.SECOND),
                all.microPrice(),
                all.volatility(),
                all.intensity());
    }

    private static MarketSettings settingsOfMarket() {
        return new MarketSettings(
                TestMarket.instrument(0),
                new BookSettings(20, 2 * TestMarket.SECOND, WARMUP),
                SIGNALS,
                TestMarket.alpha(AlphaSettings.Mode.FITTED, SIGNALS, 0, 8 * PriceParts.MICRO),
                TestMarket.quote(1),
                TestMarket.RISK,
                TestMarket.ORDER);
    }

    /** An engine that sees a market and may not trade. */
    private static final class Watcher {
        final EngineHarness harness = new EngineHarness(TestMarket.engine(settingsOfMarket(), true));

        Watcher() {
            harness.connection(Channel.MARKET_DATA, true);
        }

        Signals signals() {
            return harness.engine.market(0).signals;
        }

        MarketMaker market() {
            return harness.engine.market(0);
        }

        double value(SignalKind kind) {
            double sum = 0;
            for (int i = 0; i < signals().size(); i++) {
                sum += signals().kind(i) == kind ? signals().valueAt(i, harness.nowNanos) : 0;
            }
            return sum;
        }

        void book(ResetReason reset, long bid, long ask, Random random) {
            BookUpdate book = new BookUpdate();
            book.reset = reset;
            book.exchangeTimeNanos = harness.nowNanos;
            book.receiveTimeNanos = harness.nowNanos;
            boolean whole = reset != ResetReason.NONE;
            // The mid is one of two, a tick apart.
            int up = random.nextInt(2);
            book.levels.add(Side.BUY, bid + 1, up * (100L + random.nextInt(900)));
            book.levels.add(Side.SELL, ask, (1 - up) * (100L + random.nextInt(900)));
            for (int level = 0; level < 6; level++) {
                if (whole || random.nextBoolean()) {
                    book.levels.add(Side.BUY, bid - level, 100L + random.nextInt(900));
                }
                if (whole || random.nextBoolean()) {
                    book.levels.add(Side.SELL, ask + 1 + level, 100L + random.nextInt(900));
                }
            }
            harness.send(book, 0);
        }

        void trade(Random random, long price) {
            Trade trade = new Trade();
            trade.aggressor = random.nextBoolean() ? Side.BUY : Side.SELL;
            trade.priceTicks = price;
            trade.lots = 1L + random.nextInt(500);
            harness.send(trade, 0);
        }

        /** Clean frames and trades around a mid, 20 ms apart. */
        void play(Random random, long bid, int frames) {
            for (int i = 0; i < frames; i++) {
                harness.later(20 * TestMarket.MILLI);
                book(ResetReason.NONE, bid, bid + 2, random);
                trade(random, bid + 1);
            }
        }
    }

    private static void happen(Break what, Watcher watcher) {
        EngineHarness harness = watcher.harness;
        harness.later(20 * TestMarket.MILLI);
        switch (what) {
            case SNAPSHOT, GAP -> {
                // The frame that shows it is the next whole book.
            }
            case RECONNECT -> {
                harness.connection(Channel.MARKET_DATA, false);
                harness.connection(Channel.MARKET_DATA, true);
            }
            case STALE -> harness.fireTimer();
            case CROSSED -> oneFrame(watcher, 1_000_020);
            case LOCKED -> oneFrame(watcher, 1_000_002);
        }
    }

    private static void oneFrame(Watcher watcher, long bidTicks) {
        BookUpdate book = new BookUpdate();
        book.exchangeTimeNanos = watcher.harness.nowNanos;
        book.receiveTimeNanos = watcher.harness.nowNanos;
        book.levels.add(Side.BUY, bidTicks, 7);
        watcher.harness.send(book, 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeginCleanAfterEveryBreak(Break what) {
        Watcher old = new Watcher();
        old.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_002, new Random(1));
        old.play(new Random(2), 1_000_000, 2_000);
        for (SignalKind kind : SIGNALS.use()) {
            assertNotEquals(0, old.value(kind), kind + " says something before");
        }
        double volatility = old.signals().volatility();
        MarketMaker market = old.market();
        double[] fitted = fitted(market);
        assertTrue(fitted[0] != 0, "something was fitted");
        long restarts = market.book.restarts();
        long dropped = market.book.crossed() + market.book.locked();

        happen(what, old);
        boolean bad = what == Break.CROSSED || what == Break.LOCKED;
        assertEquals(dropped + (bad ? 1 : 0), market.book.crossed() + market.book.locked(), "counted");
        if (what == Break.STALE) {
            assertEquals(BookStatus.STALE, market.book.status());
        }
        if (what != Break.SNAPSHOT && what != Break.GAP) {
            assertSilent(old, "after the break");
        }

        // From here on a new engine sees the same: another price, other sizes, far from what was.
        Watcher fresh = new Watcher();
        fresh.harness.goOnFrom(old.harness);
        ResetReason reset = what == Break.GAP ? ResetReason.RESYNC : ResetReason.SNAPSHOT;
        old.book(reset, 1_050_000, 1_050_002, new Random(3));
        fresh.book(reset, 1_050_000, 1_050_002, new Random(3));
        assertTrue(market.book.restarts() > restarts);
        assertSilent(old, "the first state adds nothing");
        Random one = new Random(4);
        Random other = new Random(4);
        for (int frame = 1; frame < WARMUP; frame++) {
            old.play(one, 1_050_000, 1);
            fresh.play(other, 1_050_000, 1);
            assertSilent(old, "clean frame " + frame);
            assertEquals(0, old.signals().volatility());
        }
        for (int frame = 0; frame < 50; frame++) {
            old.play(one, 1_050_000, 1);
            fresh.play(other, 1_050_000, 1);
            for (SignalKind kind : SIGNALS.use()) {
                assertEquals(fresh.value(kind), old.value(kind), kind + " has a trace of before");
            }
            if (frame < 10) {
                for (int i = 0; i < fitted.length; i++) {
                    assertEquals(fitted[i], market.alpha.fitted(i), "the fit learned across the break");
                }
            }
            assertTrue(old.signals().volatility() <= volatility * 1.01, "a jump across the break");
        }
        assertTrue(old.signals().volatility() > 0, "what was learned stays");
        old.play(one, 1_050_000, 500);
        assertNotEquals(fitted[0], market.alpha.fitted(0), "the fit goes on");
    }

    private static double[] fitted(MarketMaker market) {
        double[] fitted = new double[market.signals.size()];
        for (int i = 0; i < fitted.length; i++) {
            fitted[i] = market.alpha.fitted(i);
        }
        return fitted;
    }

    private static void assertSilent(Watcher watcher, String when) {
        for (SignalKind kind : SIGNALS.use()) {
            assertEquals(0, watcher.value(kind), kind + " " + when);
        }
        assertEquals(0, watcher.signals().intensity(), when);
        assertEquals(0, watcher.market().alpha.evaluate(watcher.harness.nowNanos, watcher.signals()), "alpha " + when);
    }

    @ParameterizedTest
    @EnumSource(names = {"ORDER_FLOW_IMBALANCE", "BEST_LEVEL_FLOW", "LEVEL_FLOW", "INTEGRATED_FLOW", "TRADE_IMBALANCE"})
    void shouldCutOneEventForAlphaAndNotInTheRecord(SignalKind kind) {
        Watcher calm = new Watcher();
        calm.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_002, new Random(1));
        calm.play(new Random(2), 1_000_000, 200);
        BookUpdate up = new BookUpdate();
        up.exchangeTimeNanos = calm.harness.nowNanos;
        up.levels.add(Side.BUY, 1_000_001, 500);
        up.levels.add(Side.SELL, 1_000_002, 0);
        calm.harness.send(up, 0);
        double before = calm.value(kind);
        BookUpdate huge = new BookUpdate();
        huge.exchangeTimeNanos = calm.harness.nowNanos;
        for (int level = 0; level < 4; level++) {
            huge.levels.add(Side.BUY, 1_000_001 - level, 10_000_000);
        }
        huge.levels.add(Side.SELL, 1_000_002, 0);
        calm.harness.send(huge, 0);
        Trade trade = new Trade();
        trade.lots = 10_000_000;
        trade.priceTicks = 1_000_002;
        calm.harness.send(trade, 0);
        double moved = calm.value(kind) - before;
        double most = kind == SignalKind.LEVEL_FLOW ? 15 : 5;
        assertEquals(most, moved, 0.05, kind + " counts at most five average depths");
        assertTrue(calm.market().lastFlowLots() > 9_000_000, "the record holds what it was");
    }

    @Test
    void shouldNotTakeAnOrderOfOursInDoubtForAQueueThatShrank() {
        MarketBook book = new MarketBook(TestMarket.instrument(0), TestMarket.BOOK);
        Signals signals = new Signals(TestMarket.signals(SignalKind.QUEUE_IMBALANCE, SignalKind.MICRO_PRICE));
        long time = TestMarket.SECOND;
        book.onBookUpdate(frame(time, ResetReason.SNAPSHOT, 300, 100));
        signals.onState(time, book, true);
        assertEquals(0.5, signals.valueAt(0, time));
        // Sent, and nobody knows whether the venue shows it.
        book.own().sent(1, Side.BUY, 1_000_000, 200);
        book.onBookUpdate(frame(time + 1, ResetReason.NONE, 300, 100));
        signals.onState(time + 1, book, true);
        assertEquals(0.5, signals.valueAt(0, time + 1));
        assertEquals(0.5, signals.valueAt(1, time + 1));
        // Accepted, and shown: the queue is the others'.
        book.own().accepted(1, time + 2 * TestMarket.MILLI);
        book.onBookUpdate(frame(time + 3 * TestMarket.MILLI, ResetReason.NONE, 600, 100));
        signals.onState(time + 3 * TestMarket.MILLI, book, true);
        assertEquals(0.6, signals.valueAt(0, time + 3 * TestMarket.MILLI));
    }

    /** A spoofer shows 900 lots for 30 ms of every 100, at the touch and before it. */
    @Test
    void shouldHardlyMoveQueuesByASpooferThatFlickers() {
        assertEquals(0.9, mostMovedBySpoofer(0), 0.02, "the spoofer is what others would quote by");
        assertEquals(0, mostMovedBySpoofer(100 * TestMarket.MILLI), 0.02);
    }

    /** The most that queue imbalance, or the weighted mid in ticks, is off 0. */
    private static double mostMovedBySpoofer(long minLifeNanos) {
        BookSettings settings = new BookSettings(20, 2 * TestMarket.SECOND, 0, TouchFeed.MERGED, minLifeNanos);
        MarketBook book = new MarketBook(TestMarket.instrument(0), settings);
        Signals signals = new Signals(TestMarket.signals(SignalKind.QUEUE_IMBALANCE, SignalKind.MICRO_PRICE));
        long time = TestMarket.SECOND;
        double most = 0;
        for (int i = 0; i < 1_000; i++) {
            long phase = i % 10;
            BookUpdate update = frame(time, i == 0 ? ResetReason.SNAPSHOT : ResetReason.NONE, 100L + i % 2, 100);
            if (phase >= 2 && phase < 5) {
                update.levels.clear();
                update.levels.add(Side.BUY, 1_000_000, 1_900);
            } else if (phase >= 6 && phase < 9) {
                update.levels.add(Side.BUY, 1_000_001, 1_900);
            } else {
                update.levels.add(Side.BUY, 1_000_001, 0);
            }
            book.onBookUpdate(update);
            signals.onState(time, book, true);
            most = StrictMath.max(most, StrictMath.abs(signals.valueAt(0, time)));
            assertTrue(StrictMath.abs(signals.valueAt(1, time)) <= most, "half the spread is at most a tick");
            time += 10 * TestMarket.MILLI;
        }
        return most;
    }

    /** What a large order says counts once it has stood. */
    @Test
    void shouldCountQueuesThatHaveStood() {
        BookSettings settings =
                new BookSettings(20, 2 * TestMarket.SECOND, 0, TouchFeed.MERGED, 100 * TestMarket.MILLI);
        MarketBook book = new MarketBook(TestMarket.instrument(0), settings);
        Signals signals = new Signals(TestMarket.signals(SignalKind.QUEUE_IMBALANCE, SignalKind.MICRO_PRICE));
        long time = TestMarket.SECOND;
        book.onBookUpdate(frame(time, ResetReason.SNAPSHOT, 100, 100));
        signals.onState(time, book, true);
        for (int i = 1; i <= 11; i++) {
            long now = time + i * 10L * TestMarket.MILLI;
            book.onBookUpdate(frame(now, ResetReason.NONE, 300, 100));
            signals.onState(now, book, true);
            assertEquals(i < 11 ? 0 : 0.5, signals.valueAt(0, now), "after " + (i - 1) * 10 + " ms");
            assertEquals(i < 11 ? 0 : 0.5, signals.valueAt(1, now));
        }
    }

    private static BookUpdate frame(long nanos, ResetReason reset, long bidLots, long askLots) {
        BookUpdate book = new BookUpdate();
        book.reset = reset;
        book.timeNanos = nanos;
        book.exchangeTimeNanos = nanos;
        book.receiveTimeNanos = nanos;
        book.levels.add(Side.BUY, 1_000_000, bidLots);
        book.levels.add(Side.SELL, 1_000_002, askLots);
        return book;
    }
}
