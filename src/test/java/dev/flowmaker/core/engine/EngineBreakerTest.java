package dev.flowmaker.core.engine;

import static dev.flowmaker.core.engine.TestMarket.MILLI;
import static dev.flowmaker.core.engine.TestMarket.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelCause;
import dev.flowmaker.core.engine.EngineHarness.Output;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ClockAdjusted;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerState;
import dev.flowmaker.core.risk.BreakerTable;
import dev.flowmaker.core.risk.LossLimit;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.RequestLimits;
import dev.flowmaker.core.risk.ResumeRule;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.risk.SharedRiskSettings;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.journal.Snapshots;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine makes of a tripped breaker: the reaction, the record of it, and what survives. */
class EngineBreakerTest {
    private static final Distance TEN_TICKS_AND_A_HALF = new Distance(10_500_000, 0);

    private static EngineSettings settings(BreakerTable market, BreakerTable shared, int markets) {
        RiskSettings risk = TestMarket.RISK.with(
                new LossLimit(5_000_000_000L, 0), LossLimit.NONE, TEN_TICKS_AND_A_HALF, market.list());
        MarketSettings first = market(TestMarket.instrument(0), risk);
        SharedRiskSettings none = SharedRiskSettings.none(2);
        SharedRiskSettings all = new SharedRiskSettings(
                RequestLimits.rate(1000, SECOND),
                100,
                none.maxPositionQuanta(),
                none.maxGrossQuanta(),
                none.maxDayLossQuanta(),
                none.maxDrawdownQuanta(),
                0,
                shared.list());
        return new EngineSettings(
                        1,
                        true,
                        30 * SECOND,
                        List.of(TestMarket.BTC, TestMarket.USDT),
                        markets == 1 ? List.of(first) : List.of(first, market(second(), TestMarket.RISK)))
                .with(all);
    }

    private static MarketSettings market(Instrument instrument, RiskSettings risk) {
        return new MarketSettings(
                instrument,
                TestMarket.BOOK,
                TestMarket.SIGNALS,
                TestMarket.NO_ALPHA,
                TestMarket.quote(1),
                risk,
                TestMarket.ORDER);
    }

    private static Instrument second() {
        Instrument one = TestMarket.instrument(0);
        return new Instrument(
                1,
                "BTC2/USDT",
                "BTC2USDT",
                one.base(),
                one.baseAsset(),
                one.quote(),
                one.quoteAsset(),
                one.tick(),
                one.lot(),
                one.minLots(),
                one.maxLots(),
                one.minPriceTicks(),
                one.maxPriceTicks(),
                one.minNotionalQuanta(),
                0,
                0);
    }

    private static BreakerTable table() {
        return new BreakerTable();
    }

    private EngineHarness venue = new EngineHarness(settings(table(), table(), 1));

    private void start(BreakerTable market, BreakerTable shared) {
        venue = new EngineHarness(settings(market, shared, 1)).started();
        venue.acceptAll();
    }

    /** The venue refuses the first two orders. */
    private void startRefused(BreakerTable market, RejectReason reason) {
        venue = new EngineHarness(settings(market, table(), 1)).started();
        List<Output> placed = venue.outputs(MessageKind.PLACE_ORDER);
        for (Output place : placed) {
            OrderRejected event = new OrderRejected();
            event.orderId = place.number("orderId");
            event.reason = reason;
            venue.send(event, 0);
        }
    }

    private void assertLine(Side side, Action action, Reason reason) {
        Output decision = venue.last(MessageKind.DECISION);
        String line = "quotes." + side.ordinal();
        assertEquals(action, decision.get(line + ".action"), line);
        assertEquals(reason, decision.get(line + ".reason"), line);
    }

    private void assertVerdict(Side side, Verdict verdict, long observed, long limit) {
        Output decision = venue.last(MessageKind.DECISION);
        String line = "quotes." + side.ordinal();
        assertEquals(verdict, decision.get(line + ".verdict"), line);
        assertEquals(observed, decision.number(line + ".observed"));
        assertEquals(limit, decision.number(line + ".limit"));
    }

    private void assertNotice(NoticeCode code, String text) {
        assertEquals(code, venue.last(MessageKind.NOTICE).get("code"));
        assertEquals(text, venue.last(MessageKind.NOTICE).get("text"));
    }

    @Test
    void shouldCancelBothSidesSayWhyAndResumeAfterTime() {
        start(table().above(BreakerKind.VOLATILITY, 10_000_000, 1, Reaction.CANCEL, ResumeRule.after(SECOND)), table());
        venue.book(ResetReason.SNAPSHOT, 1_020_000, 1_020_010);
        assertLine(Side.BUY, Action.CANCEL, Reason.BREAKER);
        assertLine(Side.SELL, Action.CANCEL, Reason.BREAKER);
        assertVerdict(Side.SELL, Verdict.BREAKER_VOLATILITY, 19_999_900, 10_000_000);
        assertEquals(CancelCause.BREAKER, venue.last(MessageKind.CANCEL_ORDER).get("cause"));
        assertNotice(NoticeCode.BREAKER_TRIPPED, "volatility");
        assertEquals(19_999_900L, venue.last(MessageKind.NOTICE).number("first"));
        cancelBoth();
        assertLine(Side.BUY, Action.SUPPRESS, Reason.BREAKER);
        for (int i = 0; i < 6; i++) {
            venue.later(1900 * MILLI);
            venue.book(ResetReason.NONE, 1_020_000, 1_020_010);
            assertLine(Side.BUY, Action.SUPPRESS, Reason.BREAKER);
        }
        assertTrue(venue.fireTimer());
        assertLine(Side.BUY, Action.PLACE, Reason.NEW_QUOTE);
        assertNotice(NoticeCode.BREAKER_RESUMED, "volatility");
    }

    private void cancelBoth() {
        List<Output> placed = venue.outputs(MessageKind.PLACE_ORDER);
        for (Output place : placed) {
            venue.canceled(place.number("orderId"), 0);
        }
    }

    @Test
    void shouldWakeUpToResumeAfterTime() {
        startRefused(
                table().times(BreakerKind.REJECTS, 2, Reaction.CANCEL, ResumeRule.after(1500 * MILLI)),
                RejectReason.FILTER);
        assertLine(Side.SELL, Action.SUPPRESS, Reason.BREAKER);
        while (venue.engine.market(0).guard().breakers().of(BreakerKind.REJECTS).state() != BreakerState.ARMED) {
            assertTrue(venue.fireTimer());
        }
        assertNotice(NoticeCode.BREAKER_RESUMED, "rejects");
        assertLine(Side.BUY, Action.PLACE, Reason.NEW_QUOTE);
    }

    @Test
    void shouldCancelEverythingInEveryMarketOnAHalt() {
        venue = new EngineHarness(
                settings(table().times(BreakerKind.FILL_RATE, 1, Reaction.HALT, ResumeRule.OPERATOR), table(), 2));
        venue.started();
        BookUpdate book = new BookUpdate();
        book.reset = ResetReason.SNAPSHOT;
        book.exchangeTimeNanos = venue.venueTime();
        book.levels.add(Side.BUY, 2_000_000, 5);
        book.levels.add(Side.SELL, 2_000_010, 5);
        venue.send(book, 1);
        assertEquals(4, venue.outputs(MessageKind.PLACE_ORDER).size());
        List<Output> placed = venue.outputs(MessageKind.PLACE_ORDER);
        venue.accept(placed.get(0).number("orderId"));
        venue.accept(placed.get(1).number("orderId"));
        for (int i = 2; i < 4; i++) {
            OrderAccepted accepted = new OrderAccepted();
            accepted.orderId = placed.get(i).number("orderId");
            venue.send(accepted, 1);
        }
        venue.fill(placed.get(0).number("orderId"), Side.BUY, 1, 1_000_000, 1000);
        assertEquals(2, venue.outputs(MessageKind.CANCEL_ALL).size(), "one a market");
        assertEquals(CancelCause.BREAKER, venue.last(MessageKind.CANCEL_ALL).get("cause"));
        assertVerdict(Side.BUY, Verdict.BREAKER_FILL_RATE, 1, 1);
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        venue.later(1000 * SECOND);
        venue.fireTimer();
        assertEquals(4, venue.outputs(MessageKind.PLACE_ORDER).size(), "until an operator resumes");
        venue.operator(OperatorAction.RESUME);
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertTrue(venue.outputs(MessageKind.PLACE_ORDER).size() > 4);
    }

    @Test
    void shouldLeaveOnlyTheSideThatReducesInventory() {
        start(table().times(BreakerKind.FILL_RATE, 1, Reaction.ONE_SIDE, ResumeRule.clean(2)), table());
        long bid = venue.outputs(MessageKind.PLACE_ORDER).get(0).number("orderId");
        venue.fill(bid, Side.BUY, 1, 1_000_000, 1000);
        assertLine(Side.BUY, Action.SUPPRESS, Reason.BREAKER);
        assertVerdict(Side.BUY, Verdict.BREAKER_FILL_RATE, 1, 1);
        assertEquals(Action.KEEP, venue.last(MessageKind.DECISION).get("quotes.1.action"));
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertLine(Side.BUY, Action.SUPPRESS, Reason.BREAKER);
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertLine(Side.BUY, Action.PLACE, Reason.NEW_QUOTE);
    }

    /** One side only is the side that brings inventory nearer its target, and not past it. */
    @Test
    void shouldNotTurnInventoryOneSided() {
        start(table().times(BreakerKind.FILL_RATE, 1, Reaction.ONE_SIDE, ResumeRule.clean(100)), table());
        Output bid = venue.outputs(MessageKind.PLACE_ORDER).get(0);
        Output ask = venue.outputs(MessageKind.PLACE_ORDER).get(1);
        long part = ask.number("lots") / 4;
        venue.fill(bid.number("orderId"), Side.BUY, 1, 1_000_000, part);
        assertLine(Side.SELL, Action.REPLACE, Reason.RESIZE);
        venue.canceled(ask.number("orderId"), 0);
        Output smaller = venue.last(MessageKind.PLACE_ORDER);
        assertEquals(Side.SELL, smaller.get("side"));
        assertEquals(part, smaller.number("lots"));
        venue.acceptAll();
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertEquals(Action.KEEP, venue.last(MessageKind.DECISION).get("quotes.1.action"));
    }

    @Test
    void shouldQuoteNothingOneSidedAtTheTarget() {
        startRefused(
                table().times(BreakerKind.REJECTS, 2, Reaction.ONE_SIDE, ResumeRule.after(60 * SECOND)),
                RejectReason.FILTER);
        assertLine(Side.BUY, Action.SUPPRESS, Reason.BREAKER);
        assertLine(Side.SELL, Action.SUPPRESS, Reason.BREAKER);
    }

    @Test
    void shouldStandFartherOutByWholeTicksWhileWidened() {
        start(table().times(BreakerKind.CROSSED_BOOK, 1, Reaction.WIDEN, ResumeRule.clean(3)), table());
        Output before = venue.last(MessageKind.DECISION);
        venue.book(ResetReason.NONE, 1_000_020, 1_000_030);
        assertLine(Side.BUY, Action.CANCEL, Reason.CROSSED_BOOK);
        assertNotice(NoticeCode.BREAKER_TRIPPED, "crossed-book");
        cancelBoth();
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        Output wide = venue.last(MessageKind.DECISION);
        assertEquals(before.number("quotes.0.priceTicks") - 11, wide.number("quotes.0.priceTicks"));
        assertEquals(before.number("quotes.1.priceTicks") + 11, wide.number("quotes.1.priceTicks"));
        String part = "quotes.0.parts." + PartKind.BREAKER.ordinal() + ".microTicks";
        assertEquals(-11 * PriceParts.MICRO, wide.number(part));
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        Output after = venue.last(MessageKind.DECISION);
        assertEquals(before.number("quotes.0.priceTicks"), after.number("quotes.0.priceTicks"));
        assertEquals(0, after.number(part));
    }

    @Test
    void shouldStopOnALossAndCountItAnewWhenAnOperatorResumes() {
        start(table().above(BreakerKind.DAY_LOSS, 0, 1, Reaction.HALT, ResumeRule.OPERATOR), table());
        long bid = venue.outputs(MessageKind.PLACE_ORDER).get(0).number("orderId");
        venue.fill(bid, Side.BUY, 1, 1_000_000, 1000);
        venue.book(ResetReason.SNAPSHOT, 500_000, 500_015);
        long total = venue.engine.market(0).profitAndLoss().totalQuanta();
        assertEquals(-4_999_925_000L, total);
        assertTrue(venue.outputs(MessageKind.CANCEL_ALL).isEmpty());
        venue.book(ResetReason.SNAPSHOT, 499_000, 499_015);
        assertVerdict(
                Side.BUY,
                Verdict.BREAKER_DAY_LOSS,
                -venue.engine.market(0).profitAndLoss().totalQuanta(),
                5_000_000_000L);
        venue.operator(OperatorAction.RESUME);
        venue.book(ResetReason.SNAPSHOT, 499_000, 499_015);
        assertEquals(
                BreakerState.ARMED,
                venue.engine
                        .market(0)
                        .guard()
                        .breakers()
                        .of(BreakerKind.DAY_LOSS)
                        .state());
    }

    @Test
    void shouldWakeUpForSilenceAndGoOnWhenTheFeedIsBack() {
        start(table(), table().above(BreakerKind.FEED_SILENCE, SECOND, 1, Reaction.CANCEL, ResumeRule.clean(1)));
        assertTrue(venue.fireTimer());
        assertLine(Side.BUY, Action.CANCEL, Reason.BREAKER);
        assertVerdict(Side.BUY, Verdict.BREAKER_FEED_SILENCE, SECOND + 1001, SECOND);
    }

    @Test
    void shouldTripOnAStepOfOurClockAndOnALateFrame() {
        start(
                table(),
                table().above(BreakerKind.CLOCK_SKEW, SECOND, 1, Reaction.CANCEL, ResumeRule.clean(1))
                        .above(BreakerKind.INBOX_LAG, SECOND, 1, Reaction.CANCEL, ResumeRule.clean(1)));
        ClockAdjusted adjusted = new ClockAdjusted();
        adjusted.stepNanos = 2 * SECOND;
        venue.send(adjusted, Message.NO_MARKET);
        assertLine(Side.BUY, Action.CANCEL, Reason.BREAKER);
        assertVerdict(Side.BUY, Verdict.BREAKER_CLOCK_SKEW, 2 * SECOND, SECOND);
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertNotice(NoticeCode.BREAKER_RESUMED, "clock-skew");
        Trade late = new Trade();
        late.receiveTimeNanos = venue.nowNanos - 2 * SECOND;
        late.priceTicks = 1_000_000;
        venue.send(late, 0);
        assertNotice(NoticeCode.BREAKER_TRIPPED, "inbox-lag");
        assertLine(Side.BUY, Action.KEEP, Reason.AWAITING_CANCEL);
    }

    @Test
    void shouldKeepOrdersNearTheLastTrade() {
        RiskSettings tight = new RiskSettings(
                1_000_000,
                10_000_000_000_000L,
                100_000_000L,
                100_000_000L,
                10_000_000L,
                RequestLimits.rate(1000, SECOND),
                20,
                1_000_000,
                2_000_000,
                60 * SECOND,
                20_000_500_000L,
                LossLimit.NONE,
                LossLimit.NONE,
                Distance.ZERO,
                TestMarket.RISK.breakers());
        venue = new EngineHarness(TestMarket.engine(market(TestMarket.instrument(0), tight), true)).started();
        venue.acceptAll();
        Trade trade = new Trade();
        trade.priceTicks = 1_001_002;
        venue.send(trade, 0);
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertLine(Side.BUY, Action.CANCEL, Reason.RISK);
        assertVerdict(Side.BUY, Verdict.COLLAR_TRADE, 1_000_997, 1_000_000);
        assertEquals(Action.KEEP, venue.last(MessageKind.DECISION).get("quotes.1.action"));
        trade.priceTicks = 1_004_000;
        venue.send(trade, 0);
        cancelBoth();
        venue.book(ResetReason.SNAPSHOT, 1_004_000, 1_004_010);
        assertVerdict(Side.BUY, Verdict.COLLAR_REFERENCE, 3_994_980, 2_000_000);
    }

    @Test
    void shouldKeepAllMarketsWithinTheVenuesAndTheAccountsLimits() {
        EngineSettings two = settings(table(), table(), 2);
        SharedRiskSettings limits = new SharedRiskSettings(
                RequestLimits.rate(1000, SECOND),
                3,
                List.of(Long.MAX_VALUE, Long.MAX_VALUE),
                List.of(Long.MAX_VALUE, Long.MAX_VALUE),
                two.risk().maxDayLossQuanta(),
                two.risk().maxDrawdownQuanta(),
                0,
                two.risk().breakers());
        venue = new EngineHarness(two.with(limits)).started();
        BookUpdate book = new BookUpdate();
        book.reset = ResetReason.SNAPSHOT;
        book.levels.add(Side.BUY, 1_000_000, 5);
        book.levels.add(Side.SELL, 1_000_010, 5);
        venue.send(book, 1);
        assertEquals(3, venue.outputs(MessageKind.PLACE_ORDER).size());
        assertVerdict(Side.SELL, Verdict.VENUE_OPEN_ORDERS, 4, 3);
        SharedRiskSettings position = new SharedRiskSettings(
                RequestLimits.rate(1000, SECOND),
                100,
                List.of(1_999_999L, Long.MAX_VALUE),
                List.of(Long.MAX_VALUE, 35_000_000_000L),
                two.risk().maxDayLossQuanta(),
                two.risk().maxDrawdownQuanta(),
                0,
                two.risk().breakers());
        venue = new EngineHarness(two.with(position)).started();
        venue.send(book, 1);
        assertEquals(2, venue.outputs(MessageKind.PLACE_ORDER).size());
        assertVerdict(Side.BUY, Verdict.ACCOUNT_POSITION, 2_000_000, 1_999_999);
    }

    @Test
    void shouldWidenWhenTheMidMovesAgainstItsTrades() {
        start(table().above(BreakerKind.MARKOUT, 50_000, 1, Reaction.WIDEN, ResumeRule.after(60 * SECOND)), table());
        long bid = venue.outputs(MessageKind.PLACE_ORDER).get(0).number("orderId");
        venue.later(50 * MILLI);
        venue.fill(bid, Side.BUY, 1, 1_000_000, 1000);
        venue.later(950 * MILLI);
        venue.book(ResetReason.SNAPSHOT, 999_900, 999_910);
        assertEquals(BreakerState.ARMED, state(BreakerKind.MARKOUT), "a second has not passed");
        venue.later(100 * MILLI);
        venue.book(ResetReason.SNAPSHOT, 999_900, 999_910);
        assertNotice(NoticeCode.BREAKER_TRIPPED, "markout");
        assertEquals(100_009L, venue.last(MessageKind.NOTICE).number("first"));
        String part = "quotes.0.parts." + PartKind.BREAKER.ordinal() + ".microTicks";
        assertEquals(-11 * PriceParts.MICRO, venue.last(MessageKind.DECISION).number(part));
    }

    private BreakerState state(BreakerKind kind) {
        return venue.engine.market(0).guard().breakers().of(kind).state();
    }

    @Test
    void shouldStayTrippedOverASnapshotAndOverARestart() {
        BreakerTable table = table().times(BreakerKind.REJECTS, 2, Reaction.CANCEL, ResumeRule.OPERATOR);
        startRefused(table, RejectReason.AUTH);
        EngineHarness restored = new EngineHarness(settings(table, table(), 1));
        Snapshots.restore(Snapshots.take(venue.engine::visitState), restored.engine::visitState);
        restored.nowNanos = venue.nowNanos;
        restored.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertEquals(Reason.BREAKER, restored.last(MessageKind.DECISION).get("quotes.0.reason"));
        EngineHarness next = new EngineHarness(settings(table, table(), 1));
        next.engine.takeOver(venue.engine);
        next.started();
        assertEquals(0, next.outputs(MessageKind.PLACE_ORDER).size());
        Output told = next.outputs(MessageKind.NOTICE).get(0);
        assertEquals(NoticeCode.BREAKER_STILL_TRIPPED, told.get("code"));
        assertEquals("rejects", told.get("text"));
        assertEquals(
                1,
                next.outputs(MessageKind.NOTICE).stream()
                        .filter(notice -> notice.get("code") == NoticeCode.BREAKER_STILL_TRIPPED)
                        .count());
        next.operator(OperatorAction.RESUME);
        assertEquals(2, next.outputs(MessageKind.PLACE_ORDER).size());
    }

    @Test
    void shouldGoOnCountingLossesInTheNextSessionOnce() {
        EngineSettings same =
                settings(table().above(BreakerKind.DAY_LOSS, 0, 1, Reaction.HALT, ResumeRule.OPERATOR), table(), 1);
        venue = new EngineHarness(same).started();
        venue.acceptAll();
        venue.fill(venue.outputs(MessageKind.PLACE_ORDER).get(0).number("orderId"), Side.BUY, 1, 1_000_000, 1000);
        venue.book(ResetReason.SNAPSHOT, 700_000, 700_015);
        long lost = venue.engine.market(0).guard().losses().dayLossQuanta();
        assertEquals(-venue.engine.market(0).profitAndLoss().totalQuanta(), lost);
        EngineHarness next = new EngineHarness(same);
        next.nowNanos = venue.nowNanos;
        next.engine.inherit(venue.engine, List.of(), venue.nowNanos);
        next.connection(Channel.MARKET_DATA, true);
        next.book(ResetReason.SNAPSHOT, 700_000, 700_015);
        assertEquals(lost, next.engine.market(0).guard().losses().dayLossQuanta());
        long gained = 50_000;
        assertEquals(
                lost + gained, next.engine.guard().losses(TestMarket.QUOTE).drawdownQuanta(), "5 ticks at the fill");
        next.book(ResetReason.SNAPSHOT, 600_000, 600_015);
        assertEquals(
                -next.engine.market(0).profitAndLoss().totalQuanta(),
                next.engine.guard().losses(TestMarket.QUOTE).dayLossQuanta());
        assertTrue(next.engine.guard().losses(TestMarket.QUOTE).dayLossQuanta() > lost);
    }

    @Test
    void shouldKnowNoOtherBreakersAfterAChangeOfSettings() {
        EngineSettings same =
                settings(table().times(BreakerKind.FILL_RATE, 1, Reaction.HALT, ResumeRule.clean(1)), table(), 1);
        venue = new EngineHarness(same, request -> same).started();
        venue.acceptAll();
        venue.fill(venue.outputs(MessageKind.PLACE_ORDER).get(0).number("orderId"), Side.BUY, 1, 1_000_000, 1000);
        assertLine(Side.SELL, Action.CANCEL, Reason.BREAKER);
        cancelBoth();
        venue.operator(OperatorAction.SET);
        assertLine(Side.SELL, Action.SUPPRESS, Reason.BREAKER);
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertLine(Side.SELL, Action.PLACE, Reason.NEW_QUOTE);
        assertEquals(BreakerState.ARMED, state(BreakerKind.FILL_RATE));
    }

    @Test
    void shouldNameADeadlineThatLiesAheadWithEveryBreakerWatching() {
        venue = new EngineHarness(settings(
                table().times(BreakerKind.STALE_BOOK, 1, Reaction.WIDEN, ResumeRule.after(SECOND)),
                table().above(BreakerKind.FEED_SILENCE, SECOND, 1, Reaction.HALT, ResumeRule.after(SECOND)),
                1));
        venue.started();
        venue.acceptAll();
        venue.connection(Channel.MARKET_DATA, true);
        for (int i = 0; i < 50 && venue.fireTimer(); i++) {
            assertTrue(venue.engine.nextDeadlineNanos() > venue.nowNanos, "a timer that fires for ever");
        }
    }
}
