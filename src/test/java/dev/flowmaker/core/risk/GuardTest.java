package dev.flowmaker.core.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.quote.Distance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every breaker: trips at its threshold and not before, and resumes by its own rule. */
class GuardTest {
    private static final long SECOND = TestMarket.SECOND;
    private static final long MID2 = 2_000_000;
    private static final long DAY = 86_400 * SECOND;
    /** 2023-11-14 00:00 UTC. */
    private static final long MIDNIGHT = 19_675 * DAY;

    private final List<String> told = new ArrayList<>();
    private final Breakers.Listener listener = new Breakers.Listener() {
        @Override
        public void tripped(Breaker breaker) {
            told.add(breaker.kind().text() + " " + breaker.observed() + " " + breaker.limit());
        }

        @Override
        public void resumed(Breaker breaker) {
            told.add(breaker.kind().text() + " resumed");
        }
    };
    private long now = MIDNIGHT + 3600 * SECOND;

    private MarketGuard market(BreakerTable table) {
        return market(table, LossLimit.NONE, LossLimit.NONE);
    }

    private MarketGuard market(BreakerTable table, LossLimit dayLoss, LossLimit drawdown) {
        return new MarketGuard(
                TestMarket.instrument(0),
                TestMarket.RISK.with(dayLoss, drawdown, Distance.ZERO, table.list()),
                0,
                listener);
    }

    private SharedGuard shared(BreakerTable table, long dayLoss, long drawdown) {
        SharedRiskSettings none = SharedRiskSettings.none(3);
        return new SharedGuard(
                new SharedRiskSettings(
                        none.requests(0),
                        none.maxOpenOrders(0),
                        none.maxPositionQuanta(),
                        none.maxGrossQuanta(),
                        List.of(Long.MAX_VALUE, dayLoss, Long.MAX_VALUE),
                        List.of(Long.MAX_VALUE, drawdown, Long.MAX_VALUE),
                        0,
                        table.list()),
                3,
                2,
                listener);
    }

    private void frame(MarketGuard guard, long mid2) {
        now += SECOND / 10;
        guard.onFrame(now, true, mid2);
    }

    @Test
    void shouldTripAtTheNthStaleBookInTheWindowAndNotBefore() {
        MarketGuard guard = market(
                new BreakerTable().times(BreakerKind.STALE_BOOK, 3, Reaction.CANCEL, ResumeRule.after(5 * SECOND)));
        guard.onStale(now);
        guard.onStale(now + 1);
        guard.onStale(now + 10 * SECOND);
        assertEquals(List.of(), told, "the first is ten seconds old");
        guard.onStale(now + 10 * SECOND);
        assertEquals(List.of("stale-book 3 3"), told);
        Breaker breaker = guard.breakers().of(BreakerKind.STALE_BOOK);
        assertSame(breaker, guard.breakers().asking(Reaction.CANCEL));
        assertEquals(BreakerState.COOLING, breaker.state());
        assertEquals(now + 15 * SECOND, guard.nextDeadlineNanos());
        guard.onTimer(now + 15 * SECOND - 1);
        assertSame(breaker, guard.breakers().asking(Reaction.CANCEL));
        guard.onTimer(now + 15 * SECOND);
        assertEquals(List.of("stale-book 3 3", "stale-book resumed"), told);
        assertNull(guard.breakers().asking(Reaction.CANCEL));
        assertEquals(Long.MAX_VALUE, guard.nextDeadlineNanos());
    }

    @Test
    void shouldCoolAnewWhenItHappensAgain() {
        MarketGuard guard = market(
                new BreakerTable().times(BreakerKind.STALE_BOOK, 2, Reaction.CANCEL, ResumeRule.after(5 * SECOND)));
        guard.onStale(now);
        guard.onStale(now);
        guard.onStale(now + 4 * SECOND);
        assertEquals(now + 9 * SECOND, guard.nextDeadlineNanos());
        assertEquals(1, told.size(), "told once");
    }

    @Test
    void shouldResumeAfterCleanFramesInARow() {
        MarketGuard guard =
                market(new BreakerTable().times(BreakerKind.CROSSED_BOOK, 1, Reaction.CANCEL, ResumeRule.clean(3)));
        guard.onCrossed(now);
        guard.onFrame(now, false, 0);
        frame(guard, MID2);
        frame(guard, MID2);
        guard.onFrame(now, false, 0);
        frame(guard, MID2);
        frame(guard, MID2);
        assertEquals(List.of("crossed-book 1 1"), told);
        frame(guard, MID2);
        assertEquals(List.of("crossed-book 1 1", "crossed-book resumed"), told);
    }

    @Test
    void shouldTripWhenTheMidMovedMoreThanTheLimitWithinTheWindow() {
        BreakerTable table =
                new BreakerTable().above(BreakerKind.VOLATILITY, 10_000_000, 1, Reaction.CANCEL, ResumeRule.clean(2));
        MarketGuard guard = market(table);
        frame(guard, MID2);
        frame(guard, MID2 + 20_000);
        assertEquals(List.of(), told, "1 % exactly");
        frame(guard, MID2 + 20_001);
        assertEquals(List.of("volatility 10000500 10000000"), told);
        assertEquals(
                BreakerState.TRIPPED,
                guard.breakers().of(BreakerKind.VOLATILITY).state());
        now += 11 * SECOND;
        frame(guard, MID2 + 20_000);
        assertEquals(
                BreakerState.COOLING,
                guard.breakers().of(BreakerKind.VOLATILITY).state());
        frame(guard, MID2 + 20_000);
        assertEquals(2, told.size(), told::toString);
        MarketGuard slow = market(table);
        told.clear();
        for (int i = 0; i < 100; i++) {
            now += 2 * SECOND;
            slow.onFrame(now, true, MID2 + 1000L * i);
        }
        assertEquals(List.of(), told, "5 % in 200 s, but never 1 % in ten");
    }

    @Test
    void shouldGoOnTrippingWhileTheConditionComesBack() {
        MarketGuard guard = market(new BreakerTable()
                .above(BreakerKind.VOLATILITY, 10_000_000, 1, Reaction.CANCEL, ResumeRule.after(5 * SECOND)));
        Breaker breaker = guard.breakers().of(BreakerKind.VOLATILITY);
        frame(guard, MID2);
        frame(guard, MID2 + 30_000);
        now += 11 * SECOND;
        frame(guard, MID2);
        assertEquals(BreakerState.COOLING, breaker.state());
        frame(guard, MID2 + 30_000);
        assertEquals(BreakerState.TRIPPED, breaker.state());
        assertEquals(Long.MAX_VALUE, guard.nextDeadlineNanos());
        assertEquals(1, told.size(), "in force all the time, and told once");
    }

    @Test
    void shouldTripWhenFillsComeTooFast() {
        MarketGuard guard =
                market(new BreakerTable().times(BreakerKind.FILL_RATE, 4, Reaction.ONE_SIDE, ResumeRule.after(SECOND)));
        for (int i = 0; i < 12; i++) {
            guard.onFill(now + i * 3_400_000_000L);
        }
        assertEquals(List.of(), told, "three in any ten seconds");
        for (int i = 0; i < 4; i++) {
            guard.onFill(now + 100 * SECOND + i * 3_333_333_333L);
        }
        assertEquals(List.of("fill-rate 4 4"), told);
        assertSame(guard.breakers().of(BreakerKind.FILL_RATE), guard.breakers().asking(Reaction.ONE_SIDE));
    }

    @Test
    void shouldTripOnRefusalsThatAreOurOwnDoing() {
        MarketGuard guard =
                market(new BreakerTable().times(BreakerKind.REJECTS, 3, Reaction.HALT, ResumeRule.OPERATOR));
        guard.onReject(now, RejectReason.FILTER);
        guard.onReject(now, RejectReason.INSUFFICIENT_BALANCE);
        guard.onReject(now, RejectReason.POST_ONLY_WOULD_TAKE);
        guard.onReject(now, RejectReason.UNKNOWN_ORDER);
        assertEquals(List.of(), told);
        guard.onReject(now, RejectReason.AUTH);
        assertEquals(List.of("rejects 3 3"), told);
        Breaker breaker = guard.breakers().of(BreakerKind.REJECTS);
        assertTrue(breaker.needsOperator());
        for (int i = 0; i < 1000; i++) {
            frame(guard, MID2);
            guard.onTimer(now);
        }
        assertEquals(BreakerState.TRIPPED, breaker.state());
        guard.resume();
        assertEquals(BreakerState.ARMED, breaker.state());
        guard.onReject(now, RejectReason.AUTH);
        guard.onReject(now, RejectReason.AUTH);
        assertEquals(BreakerState.ARMED, breaker.state(), "counts anew");
    }

    @Test
    void shouldTripWhenTheLastTradesWentAgainstUsOnAverage() {
        MarketGuard guard = market(
                new BreakerTable().above(BreakerKind.MARKOUT, 500_000, 3, Reaction.WIDEN, ResumeRule.after(SECOND)));
        guard.onMarkout(now, 100_000, MID2);
        guard.onMarkout(now, 1500, MID2);
        assertEquals(List.of(), told, "too few");
        guard.onMarkout(now, -98_500, MID2);
        assertEquals(List.of(), told, "5 bps exactly");
        guard.onMarkout(now, 100_001, MID2);
        assertEquals(List.of("markout 500166 500000"), told);
        guard.onMarkout(now, 100_000, MID2);
        guard.onMarkout(now, 100_000, MID2);
        assertEquals(1, told.size(), "counts anew");
    }

    @Test
    void shouldTripOnALossInADayAndBeginTheNextAnew() {
        MarketGuard guard = market(
                new BreakerTable().above(BreakerKind.DAY_LOSS, 0, 1, Reaction.HALT, ResumeRule.after(SECOND)),
                new LossLimit(1000, 0),
                LossLimit.NONE);
        frame(guard, MID2);
        guard.onProfit(now, 500);
        guard.onProfit(now, -1000);
        assertEquals(List.of(), told, "1,000 lost since midnight, when it was 0");
        guard.onProfit(MIDNIGHT + DAY - 1, -1000);
        guard.onProfit(MIDNIGHT + DAY, -2000);
        assertEquals(List.of(), told, "the new day began at -1,000");
        guard.onProfit(MIDNIGHT + DAY, -2001);
        assertEquals(List.of("day-loss 1001 1000"), told);
        guard.onProfit(MIDNIGHT + DAY + SECOND, -2000);
        guard.onTimer(MIDNIGHT + DAY + 2 * SECOND);
        assertEquals(2, told.size(), told::toString);
    }

    @Test
    void shouldBeginDaysAtTheConfiguredTime() {
        LossWatch watch = new LossWatch(17 * 3600 * SECOND);
        watch.mark(MIDNIGHT + 16 * 3600 * SECOND, -10);
        assertEquals(10, watch.dayLossQuanta());
        watch.mark(MIDNIGHT + 17 * 3600 * SECOND - 1, -20);
        assertEquals(20, watch.dayLossQuanta());
        watch.mark(MIDNIGHT + 17 * 3600 * SECOND, -25);
        assertEquals(5, watch.dayLossQuanta(), "a loss at the boundary is the new day's");
        watch.mark(MIDNIGHT + DAY, -30);
        assertEquals(10, watch.dayLossQuanta());
    }

    @Test
    void shouldTripOnAFallFromTheHighestProfit() {
        MarketGuard guard = market(
                new BreakerTable().above(BreakerKind.DRAWDOWN, 0, 1, Reaction.HALT, ResumeRule.OPERATOR),
                LossLimit.NONE,
                new LossLimit(1000, 0));
        frame(guard, MID2);
        guard.onProfit(now, 5000);
        guard.onProfit(now + 3 * DAY, 4000);
        assertEquals(List.of(), told);
        guard.onProfit(now + 3 * DAY, 3999);
        assertEquals(List.of("drawdown 1001 1000"), told);
        guard.resume();
        guard.onProfit(now + 3 * DAY, 2999);
        assertEquals(2, told.size(), "counted anew from where the operator resumed");
        guard.onProfit(now + 3 * DAY, 2998);
        assertEquals("drawdown 1001 1000", told.get(2));
    }

    @Test
    void shouldTakeAShareOfTheLargestPositionsValueForALossLimit() {
        // 1 BTC at most, worth 10,000 USDT at the mid: 5 % is 500 USDT, 50,000,000,000 quanta.
        MarketGuard guard = market(
                new BreakerTable().above(BreakerKind.DAY_LOSS, 0, 1, Reaction.HALT, ResumeRule.OPERATOR),
                new LossLimit(0, 50_000_000),
                LossLimit.NONE);
        guard.onProfit(now, -60_000_000_000L);
        assertEquals(List.of(), told, "no mid, no value");
        frame(guard, MID2);
        guard.onProfit(now, -50_000_000_000L);
        assertEquals(List.of(), told);
        guard.onProfit(now, -50_000_000_001L);
        assertEquals(List.of("day-loss 50000000001 50000000000"), told);
    }

    @Test
    void shouldTripOnSilenceOfTheWholeFeedOnlyWhileItIsUp() {
        VenueGuard guard = new VenueGuard(
                new BreakerTable()
                        .above(BreakerKind.FEED_SILENCE, 5 * SECOND, 1, Reaction.CANCEL, ResumeRule.clean(2))
                        .list(),
                listener);
        guard.onTimer(now + DAY);
        assertEquals(Long.MAX_VALUE, guard.nextDeadlineNanos());
        guard.onFeed(now, true);
        guard.onData(now + SECOND, 0, 0);
        assertEquals(now + 6 * SECOND + 1, guard.nextDeadlineNanos());
        guard.onTimer(now + 6 * SECOND);
        assertEquals(List.of(), told);
        guard.onTimer(now + 6 * SECOND + 1);
        assertEquals(List.of("feed-silence 5000000001 5000000000"), told);
        assertEquals(Long.MAX_VALUE, guard.nextDeadlineNanos());
        guard.onData(now + 7 * SECOND, 0, 0);
        guard.onFrame(true);
        guard.onData(now + 7 * SECOND, 0, 0);
        guard.onFrame(true);
        assertEquals(2, told.size(), told::toString);
        guard.onFeed(now + 8 * SECOND, false);
        assertEquals(Long.MAX_VALUE, guard.nextDeadlineNanos());
    }

    @Test
    void shouldTripWhenTheInboxLagsSoManyTimesInARow() {
        VenueGuard guard = new VenueGuard(
                new BreakerTable()
                        .above(BreakerKind.INBOX_LAG, SECOND, 3, Reaction.CANCEL, ResumeRule.after(2 * SECOND))
                        .list(),
                listener);
        guard.onData(now, 0, now - SECOND - 1);
        guard.onData(now, 0, now - SECOND - 1);
        guard.onData(now, 0, now - SECOND);
        guard.onData(now, 0, now - SECOND - 1);
        guard.onData(now, 0, now - SECOND - 1);
        guard.onData(now, 0, 0);
        assertEquals(List.of(), told);
        guard.onData(now, 0, now - SECOND - 2);
        assertEquals(List.of("inbox-lag 1000000002 1000000000"), told);
        assertEquals(
                BreakerState.TRIPPED, guard.breakers().of(BreakerKind.INBOX_LAG).state());
        guard.onData(now, 0, now);
        assertEquals(now + 2 * SECOND, guard.nextDeadlineNanos());
    }

    @Test
    void shouldTripWhenTheClocksDriftApartOrOursIsStepped() {
        BreakerTable table = new BreakerTable()
                .above(BreakerKind.CLOCK_SKEW, SECOND, 2, Reaction.CANCEL, ResumeRule.after(2 * SECOND));
        VenueGuard guard = new VenueGuard(table.list(), listener);
        guard.onData(now, now + SECOND + 1, now);
        guard.onData(now, now - SECOND, now);
        guard.onData(now, now - SECOND - 1, now);
        guard.onData(now, 0, now);
        assertEquals(List.of(), told);
        guard.onData(now, now - SECOND - 7, now);
        assertEquals(List.of("clock-skew 1000000007 1000000000"), told);
        VenueGuard stepped = new VenueGuard(table.list(), listener);
        told.clear();
        stepped.onClockStep(now, -SECOND);
        assertEquals(List.of(), told);
        stepped.onClockStep(now, -SECOND - 1);
        assertEquals(List.of("clock-skew 1000000001 1000000000"), told);
    }

    @Test
    void shouldSumTheLossesOfAllMarketsOfAQuoteAsset() {
        SharedGuard guard = shared(
                new BreakerTable()
                        .above(BreakerKind.ACCOUNT_DAY_LOSS, 0, 1, Reaction.HALT, ResumeRule.OPERATOR)
                        .above(BreakerKind.ACCOUNT_DRAWDOWN, 0, 1, Reaction.CANCEL, ResumeRule.OPERATOR),
                1000,
                1500);
        guard.onProfit(now, 0, 1, 400);
        guard.onProfit(now, 1, 1, -1000);
        guard.onProfit(now, 0, 1, 0);
        guard.onProfit(now, 1, 2, -1_000_000);
        assertEquals(List.of(), told);
        guard.onProfit(now, 0, 1, -1);
        assertEquals(List.of("account-day-loss 1001 1000"), told);
        guard.onProfit(now, 0, 1, -100);
        assertEquals(List.of("account-day-loss 1001 1000"), told);
        guard.onProfit(now, 0, 1, -101);
        assertEquals("account-drawdown 1501 1500", told.get(1));
    }

    @Test
    void shouldWatchNothingThatIsOff() {
        MarketGuard guard = market(new BreakerTable());
        for (int i = 0; i < 100; i++) {
            guard.onStale(now);
            guard.onCrossed(now);
            guard.onFill(now);
            guard.onReject(now, RejectReason.AUTH);
            frame(guard, MID2 * (1 + i % 2));
            guard.onProfit(now, -1_000_000_000_000L);
        }
        assertEquals(List.of(), told);
        assertEquals(Long.MAX_VALUE, guard.nextDeadlineNanos());
    }

    @Test
    void shouldTakeOverLossesAndWhatWaitsForAnOperatorAndNothingElse() {
        BreakerTable table = new BreakerTable()
                .times(BreakerKind.FILL_RATE, 1, Reaction.CANCEL, ResumeRule.after(SECOND))
                .times(BreakerKind.REJECTS, 1, Reaction.CANCEL, ResumeRule.OPERATOR)
                .above(BreakerKind.DAY_LOSS, 0, 1, Reaction.HALT, ResumeRule.OPERATOR);
        MarketGuard first = market(table, new LossLimit(1000, 0), LossLimit.NONE);
        frame(first, MID2);
        first.onProfit(now, 300);
        first.onProfit(now, -900);
        first.onFill(now);
        first.onReject(now, RejectReason.AUTH);
        told.clear();
        MarketGuard second = market(table, new LossLimit(1000, 0), LossLimit.NONE);
        second.takeOver(first);
        assertEquals(
                BreakerState.ARMED, second.breakers().of(BreakerKind.FILL_RATE).state());
        assertEquals(
                BreakerState.TRIPPED, second.breakers().of(BreakerKind.REJECTS).state());
        assertTrue(second.breakers().of(BreakerKind.REJECTS).needsOperator());
        assertEquals(1200, second.losses().drawdownQuanta());
        frame(second, MID2);
        second.onProfit(now, -100);
        assertEquals(List.of(), told, "1,000 in both sessions");
        second.onProfit(now, -101);
        assertEquals(List.of("day-loss 1001 1000"), told);
        MarketGuard third = market(table, new LossLimit(1000, 0), LossLimit.NONE);
        third.takeOver(second);
        assertEquals(
                BreakerState.TRIPPED, third.breakers().of(BreakerKind.DAY_LOSS).state());
        assertEquals(1001, third.breakers().of(BreakerKind.DAY_LOSS).observed());
    }

    @Test
    void shouldNotLetAChangedRuleFreeWhatWaitsForAnOperator() {
        MarketGuard first =
                market(new BreakerTable().times(BreakerKind.REJECTS, 1, Reaction.CANCEL, ResumeRule.OPERATOR));
        first.onReject(now, RejectReason.AUTH);
        MarketGuard second =
                market(new BreakerTable().times(BreakerKind.REJECTS, 1, Reaction.CANCEL, ResumeRule.after(SECOND)));
        second.takeOver(first);
        second.onTimer(now + DAY);
        assertTrue(second.breakers().of(BreakerKind.REJECTS).needsOperator());
        MarketGuard off = market(new BreakerTable());
        off.takeOver(first);
        assertFalse(off.breakers().of(BreakerKind.REJECTS).needsOperator(), "switched off by name");
    }

    @Test
    void shouldFollowTheMidSlowly() {
        SlowReference reference = new SlowReference(10 * SECOND);
        reference.add(now, MID2);
        for (int i = 1; i <= 1000; i++) {
            reference.add(now + i * SECOND / 100, MID2 + 10_000);
        }
        long way = reference.mid2Ticks() - MID2;
        assertTrue(Math.abs(way - 6321) < 5, way + " half ticks of 10,000: 1 - 1/e after the time constant");
        reference.add(now + DAY, MID2 + 10_000);
        assertTrue(Math.abs(reference.mid2Ticks() - MID2 - 10_000) < 3);
    }
}
