package dev.flowmaker.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.market.VenueGame.Frame;
import dev.flowmaker.core.market.VenueGame.Rules;
import dev.flowmaker.core.market.VenueGame.Touches;
import dev.flowmaker.core.signal.MultiLevelFlow;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Placing, cancelling and being filled, with reports and frames in any order, adds exactly nothing to the flow. */
class OwnFilterTest {
    private static final int ACTIONS = 10_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAddExactlyZeroFlowInAMarketThatDoesNotMove(long seed) {
        VenueGame game = new VenueGame(seed, Rules.STILL).play(ACTIONS);
        check(game, seed);
        assertTrue(game.frames.values().stream().allMatch(frame -> frame.net() == 0), "seed " + seed);
        assertTrue(game.book.lateOwnChanges() > 100, "the game is too easy: " + game.book.lateOwnChanges());
        assertTrue(game.book.ambiguous() > 100, "the game is too easy: " + game.book.ambiguous());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAddExactlyZeroToEveryRankInAMarketThatDoesNotMove(long seed) {
        long filtered = multiLevelFlow(seed, Rules.STILL, true);
        assertEquals(0, filtered, "seed " + seed);
        long unfiltered = multiLevelFlow(seed, Rules.STILL, false);
        assertTrue(unfiltered > 1000, "without the filter only " + unfiltered + " flows are not 0");
    }

    @Test
    void shouldSeeWhatOthersDoAtEveryRank() {
        assertTrue(multiLevelFlow(4, Rules.STILL.moves(), true) > 1000);
    }

    /** How many flows at the best five ranks were not 0. */
    private static long multiLevelFlow(long seed, Rules rules, boolean filtered) {
        MultiLevelFlow flow = new MultiLevelFlow(5, 32);
        long[] count = new long[1];
        VenueGame game = new VenueGame(seed, rules);
        game.afterFrame = book -> {
            flow.add(book.raw(), filtered ? book : OwnPrices.NONE);
            for (int rank = 0; rank < flow.ranks(); rank++) {
                count[0] += flow.flowLots(rank) == 0 ? 0 : 1;
            }
        };
        game.play(ACTIONS);
        return count[0];
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void shouldEmitTheFlowOfTheMarketAloneWhereOrderIsKnown(long seed) {
        VenueGame game = new VenueGame(seed, Rules.STILL.moves()).play(ACTIONS);
        check(game, seed);
        assertTrue(game.frames.values().stream().anyMatch(frame -> frame.withdrawn != 0));
        assertTrue(
                game.frames.values().stream().filter(frame -> frame.net() != 0).count() > 1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void shouldStayTrueWhenReportsCarryNoTime(long seed) {
        check(new VenueGame(seed, Rules.STILL.moves().withUntimedReports()).play(ACTIONS), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void shouldStayTrueWhenFramesCarryNoTime(long seed) {
        check(new VenueGame(seed, Rules.STILL.moves().withUntimedFrames()).play(ACTIONS), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void shouldBeginAnewWhenAReportIsLaterThanTheFramesKept(long seed) {
        VenueGame game = new VenueGame(seed, Rules.STILL.timed(500, 100_000)).play(ACTIONS);
        long last = game.book.restarts();
        assertTrue(last > 1, "no report was late enough");
        for (Frame frame : game.frames.values()) {
            assertTrue(frame.restart < last || frame.isTrue(), "seed " + seed);
        }
        game.assertFilteredIsTheMarket();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNTIMED", "TIMED"})
    void shouldAddExactlyZeroFlowBetweenTheFramesToo(Touches told) {
        for (long seed = 20; seed < 24; seed++) {
            VenueGame game = new VenueGame(seed, Rules.STILL.with(told)).play(ACTIONS);
            assertTrue(game.frames.values().stream().allMatch(frame -> frame.net() == 0), told + ", seed " + seed);
            assertEquals(1, game.book.restarts());
            assertTrue(game.book.lateOwnChanges() > 100, "the game is too easy: " + game.book.lateOwnChanges());
            assertTrue(game.book.ambiguousTouches() > 100, "the game is too easy: " + game.book.ambiguousTouches());
            assertTrue(
                    game.book.touchFeed().usedCount() > ACTIONS / 4,
                    "touches " + game.book.touchFeed().usedCount());
            assertTrue(game.book.touchFeed().lateCount() > 100, "no frame overtook");
            game.assertFilteredIsTheMarket();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNTIMED", "TIMED"})
    void shouldEmitTheFlowOfTheMarketAloneBetweenTheFramesToo(Touches told) {
        for (long seed = 30; seed < 34; seed++) {
            VenueGame game = new VenueGame(seed, Rules.STILL.moves().with(told)).play(ACTIONS);
            checkBetween(game, seed);
            assertEquals(1, game.book.restarts());
            long known = game.seen.stream()
                    .filter(frame -> frame.between && frame.bidKnown && frame.askKnown)
                    .count();
            assertTrue(known > 500, told + ", seed " + seed + ": only " + known + " touches were certain");
            game.assertFilteredIsTheMarket();
        }
    }

    @Test
    void shouldStayTrueBetweenFramesThatCarryNoTime() {
        for (long seed = 40; seed < 43; seed++) {
            Rules rules = Rules.STILL.moves().withUntimedFrames().withUntimedReports();
            checkBetween(new VenueGame(seed, rules.with(Touches.UNTIMED)).play(ACTIONS), seed);
        }
    }

    /**
     * What is left of each state's flow must be, side by side, nothing or the market's own change from the last frame or
     * a touch since then: how far back depends on which of them were certain, the rest on nothing of ours.
     */
    private static void checkBetween(VenueGame game, long seed) {
        int lastFrame = 0;
        for (int i = 1; i < game.seen.size(); i++) {
            Frame frame = game.seen.get(i);
            Set<Long> bids = new TreeSet<>(Set.of(0L));
            Set<Long> asks = new TreeSet<>(Set.of(0L));
            for (int base = lastFrame; base < i; base++) {
                bids.add(frame.flow(Side.BUY, game.seen.get(base)));
                asks.add(frame.flow(Side.SELL, game.seen.get(base)));
            }
            boolean ours = bids.stream().noneMatch(bid -> asks.contains(frame.net() - bid));
            assertTrue(!ours, "seed " + seed + ", state " + i + ": net " + frame.net() + " of " + bids + " " + asks);
            lastFrame = frame.between ? lastFrame : i;
        }
    }

    @Test
    void shouldNotBeProvedByATestThatAlwaysPasses() {
        VenueGame game = new VenueGame(1, Rules.STILL.unfiltered()).play(ACTIONS);
        long phantom =
                game.frames.values().stream().filter(frame -> !frame.isTrue()).count();
        assertTrue(phantom > 1000, "without the filter only " + phantom + " frames are wrong");
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnTheSameFromARestoredState(Touches told) {
        Rules late = Rules.STILL.moves().timed(1_000, 30_000).with(told);
        VenueGame game = new VenueGame(13, late).play(ACTIONS);
        VenueGame copied = new VenueGame(13, late.copiedEvery(37)).play(ACTIONS);
        assertEquals(game.frames.size(), copied.frames.size());
        game.frames.forEach((time, frame) -> {
            Frame other = Objects.requireNonNull(copied.frames.get(time));
            assertEquals(frame.emitted, other.emitted);
            assertEquals(frame.withdrawn, other.withdrawn);
        });
        assertEquals(StateTape.write(game.book::visitState), StateTape.write(copied.book::visitState));
        assertTrue(game.book.lateOwnChanges() > 100, "the game is too easy");
        assertTrue(game.book.restarts() > 1 || told != Touches.NONE, "the game is too easy");
    }

    private static void check(VenueGame game, long seed) {
        int reduced = 0;
        for (Frame frame : game.frames.values()) {
            assertTrue(
                    frame.isTrue(),
                    () -> "seed " + seed + ": emitted " + frame.emitted + ", withdrawn " + frame.withdrawn + ", market "
                            + frame.bidTruth + " " + frame.askTruth);
            reduced += frame.withdrawn == 0 && !frame.isWhole() ? 1 : 0;
        }
        // A side that became unknown later may have emitted 0, so that there was nothing to withdraw.
        assertTrue(reduced < 10, "seed " + seed + ": " + reduced + " frames miss flow that was not withdrawn");
        assertEquals(1, game.book.restarts());
        assertTrue(game.actions >= ACTIONS);
        game.assertFilteredIsTheMarket();
    }
}
