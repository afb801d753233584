package dev.flowmaker.core.engine;

import static dev.flowmaker.core.engine.TestMarket.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.EngineHarness.Output;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ClockAdjusted;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.quote.QuoteSettings;
import org.junit.jupiter.api.Test;

class EngineTest {
    private final EngineHarness venue = new EngineHarness(TestMarket.engine(TestMarket.quote(1), true));

    private long orderId(Side side) {
        return venue.outputs(MessageKind.PLACE_ORDER).stream()
                .filter(output -> output.get("side") == side)
                .reduce((first, second) -> second)
                .orElseThrow()
                .number("orderId");
    }

    private int count(MessageKind kind) {
        return venue.outputs(kind).size();
    }

    private void assertLine(Side side, Action action, Reason reason) {
        Output decision = venue.last(MessageKind.DECISION);
        String line = "quotes." + side.ordinal();
        assertEquals(action, decision.get(line + ".action"), line);
        assertEquals(reason, decision.get(line + ".reason"), line);
    }

    @Test
    void shouldPlaceBothSidesOnlyOnceOpenOrdersAndBalancesAreKnown() {
        venue.connection(Channel.MARKET_DATA, true);
        venue.connection(Channel.REQUESTS, true);
        venue.connection(Channel.USER, true);
        assertEquals(1, count(MessageKind.QUERY_OPEN_ORDERS));
        assertEquals(0, count(MessageKind.QUERY_BALANCES));
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertLine(Side.BUY, Action.SUPPRESS, Reason.NOT_RECONCILED);
        venue.noOpenOrders();
        assertEquals(1, count(MessageKind.QUERY_TRADES));
        venue.noTrades();
        assertEquals(1, count(MessageKind.QUERY_BALANCES));
        venue.balance(TestMarket.BASE, 1_000_000_000L);
        venue.balance(TestMarket.QUOTE, 1_000_000_000_000_000L);
        assertEquals(2, count(MessageKind.QUERY_TRADES));
        assertEquals(0, count(MessageKind.PLACE_ORDER));
        venue.noTrades();
        assertEquals(2, count(MessageKind.PLACE_ORDER));
        assertEquals(1_000_000L, venue.outputs(MessageKind.PLACE_ORDER).get(0).number("priceTicks"));
        assertEquals(1_000_010L, venue.outputs(MessageKind.PLACE_ORDER).get(1).number("priceTicks"));
    }

    @Test
    void shouldRecordEveryPriceAsTheExactSumOfItsParts() {
        venue.started();
        Output decision = venue.last(MessageKind.DECISION);
        for (int quote = 0; quote < 2; quote++) {
            long sum = 0;
            for (int part = 0; part < decision.number("quotes." + quote + ".parts"); part++) {
                sum += decision.number("quotes." + quote + ".parts." + part + ".microTicks");
            }
            assertEquals(decision.number("quotes." + quote + ".priceTicks") * 1_000_000, sum);
        }
    }

    @Test
    void shouldKeepTheQueuePlaceWhileTheTargetMovesLessThanTheThreshold() {
        venue.started();
        venue.acceptAll();
        venue.book(ResetReason.SNAPSHOT, 1_000_001, 1_000_011);
        assertLine(Side.BUY, Action.KEEP, Reason.WITHIN_THRESHOLD);
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertLine(Side.BUY, Action.KEEP, Reason.SAME_TICK);
        assertEquals(0, count(MessageKind.CANCEL_ORDER));
    }

    @Test
    void shouldPlaceAgainOnlyAfterTheCancelIsConfirmed() {
        venue.started();
        venue.acceptAll();
        long bid = orderId(Side.BUY);
        venue.book(ResetReason.SNAPSHOT, 999_900, 999_910);
        assertLine(Side.BUY, Action.REPLACE, Reason.REPRICE);
        assertEquals(2, count(MessageKind.CANCEL_ORDER));
        venue.book(ResetReason.SNAPSHOT, 999_800, 999_810);
        assertLine(Side.BUY, Action.KEEP, Reason.AWAITING_CANCEL);
        assertEquals(2, count(MessageKind.PLACE_ORDER));
        venue.canceled(bid, 0);
        assertLine(Side.BUY, Action.PLACE, Reason.NEW_QUOTE);
        assertEquals(3, count(MessageKind.PLACE_ORDER));
    }

    @Test
    void shouldCancelBothSidesWhenTheBookGoesStale() {
        venue.started();
        venue.acceptAll();
        assertTrue(venue.fireTimer());
        assertLine(Side.BUY, Action.CANCEL, Reason.STALE_BOOK);
        assertLine(Side.SELL, Action.CANCEL, Reason.STALE_BOOK);
        assertEquals(2, count(MessageKind.CANCEL_ORDER));
    }

    @Test
    void shouldCancelBothSidesWhenTheBookCrosses() {
        venue.started();
        venue.acceptAll();
        venue.book(ResetReason.NONE, 1_000_020, 1_000_030);
        assertLine(Side.BUY, Action.CANCEL, Reason.CROSSED_BOOK);
    }

    @Test
    void shouldBlockTheSlotAndAskWhenAPlacementHasNoAnswer() {
        venue.started();
        long bid = orderId(Side.BUY);
        unknown(bid, RequestType.PLACE);
        venue.book(ResetReason.SNAPSHOT, 999_900, 999_910);
        assertLine(Side.BUY, Action.KEEP, Reason.OUTCOME_UNKNOWN);
        venue.later(SECOND);
        venue.fireTimer();
        assertEquals(bid, venue.last(MessageKind.QUERY_ORDER).number("orderId"));
        report(bid, OrderStatus.NOT_FOUND, 0);
        assertLine(Side.BUY, Action.KEEP, Reason.OUTCOME_UNKNOWN);
        venue.later(6 * SECOND);
        report(bid, OrderStatus.NOT_FOUND, 0);
        venue.book(ResetReason.SNAPSHOT, 999_900, 999_910);
        assertEquals(Side.BUY, venue.last(MessageKind.PLACE_ORDER).get("side"));
    }

    @Test
    void shouldNotBelieveThatAnOrderNeverWasSoonAfterTheVenueHadIt() {
        venue.started();
        long bid = orderId(Side.BUY);
        unknown(bid, RequestType.PLACE);
        venue.later(6 * SECOND);
        venue.accept(bid);
        venue.book(ResetReason.SNAPSHOT, 999_900, 999_910);
        unknown(bid, RequestType.CANCEL);
        report(bid, OrderStatus.NOT_FOUND, 0);
        venue.book(ResetReason.SNAPSHOT, 999_900, 999_910);
        assertLine(Side.BUY, Action.KEEP, Reason.OUTCOME_UNKNOWN);
        venue.later(6 * SECOND);
        report(bid, OrderStatus.NOT_FOUND, 0);
        venue.book(ResetReason.SNAPSHOT, 999_900, 999_910);
        assertEquals(Side.BUY, venue.last(MessageKind.PLACE_ORDER).get("side"));
    }

    @Test
    void shouldWaitAsLongForWhatMayBeUnderWayWhenTheClockIsSteppedForward() {
        long begun = venue.nowNanos;
        venue.engine.distrust(begun);
        venue.started();
        ClockAdjusted step = new ClockAdjusted();
        step.stepNanos = 5 * SECOND;
        venue.later(step.stepNanos);
        venue.send(step, Message.NO_MARKET);
        compareAgain();
        assertFalse(venue.engine.reconciled());
        compareAgain();
        assertTrue(venue.engine.reconciled());
        assertTrue(venue.nowNanos - begun >= 11 * SECOND, "" + (venue.nowNanos - begun));
    }

    private void compareAgain() {
        int asked = venue.outputs(MessageKind.QUERY_OPEN_ORDERS).size();
        while (venue.outputs(MessageKind.QUERY_OPEN_ORDERS).size() == asked) {
            assertTrue(venue.fireTimer());
        }
        venue.reconciled(1_000_000_000L, 1_000_000_000_000_000L);
    }

    @Test
    void shouldGoOnWithAnUnknownOrderTheVenueHas() {
        venue.started();
        long bid = orderId(Side.BUY);
        unknown(bid, RequestType.PLACE);
        report(bid, OrderStatus.WORKING, 0);
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertLine(Side.BUY, Action.KEEP, Reason.SAME_TICK);
    }

    @Test
    void shouldAskWhatBecameOfAnOrderTheVenueDoesNotKnowAnyMore() {
        venue.started();
        venue.acceptAll();
        long bid = orderId(Side.BUY);
        venue.book(ResetReason.SNAPSHOT, 999_900, 999_910);
        RequestFailed failed = new RequestFailed();
        failed.request = RequestType.CANCEL;
        failed.orderId = bid;
        failed.reason = RejectReason.UNKNOWN_ORDER;
        venue.send(failed, 0);
        assertLine(Side.BUY, Action.KEEP, Reason.OUTCOME_UNKNOWN);
        venue.fill(bid, Side.BUY, 1, 1_000_000, 1000);
        assertLine(Side.BUY, Action.PLACE, Reason.NEW_QUOTE);
    }

    @Test
    void shouldApplyAFillOnceWhicheverWayItCame() {
        venue.started();
        venue.acceptAll();
        long bid = orderId(Side.BUY);
        venue.fill(bid, Side.BUY, 7, 1_000_000, 400);
        venue.fill(bid, Side.BUY, 7, 1_000_000, 400);
        assertEquals(400_000L, venue.engine.market(0).inventoryQuanta());
        assertEquals(NoticeCode.DUPLICATE_FILL, venue.last(MessageKind.NOTICE).get("code"));
    }

    @Test
    void shouldWaitForFillsThatTheCancelsCountPromises() {
        venue.started();
        venue.acceptAll();
        long bid = orderId(Side.BUY);
        venue.book(ResetReason.SNAPSHOT, 999_900, 999_910);
        venue.canceled(bid, 300);
        assertLine(Side.BUY, Action.KEEP, Reason.OUTCOME_UNKNOWN);
        venue.fill(bid, Side.BUY, 9, 1_000_000, 300);
        assertLine(Side.BUY, Action.PLACE, Reason.NEW_QUOTE);
        assertEquals(300_000L, venue.engine.market(0).inventoryQuanta());
    }

    @Test
    void shouldTakeAFillBeforeTheAck() {
        venue.started();
        long bid = orderId(Side.BUY);
        venue.fill(bid, Side.BUY, 1, 1_000_000, 1000);
        venue.accept(bid);
        assertEquals(1_000_000L, venue.engine.market(0).inventoryQuanta());
        assertFalse(venue.outputs(MessageKind.PLACE_ORDER).size() < 3, "the filled slot is quoted again");
    }

    @Test
    void shouldLeanAgainstInventory() {
        venue.started();
        venue.acceptAll();
        long before = venue.last(MessageKind.DECISION).number("quotes.0.priceTicks");
        venue.fill(orderId(Side.BUY), Side.BUY, 1, 1_000_000, 1000);
        long after = venue.last(MessageKind.DECISION).number("quotes.0.priceTicks");
        assertTrue(after < before, before + " then " + after);
    }

    @Test
    void shouldRefuseWhatWouldExceedThePositionWithEveryOpenOrderFilled() {
        RiskLimits limits = new RiskLimits(1_500_000L);
        EngineHarness tight = new EngineHarness(TestMarket.engine(
                new MarketSettings(
                        TestMarket.instrument(0),
                        TestMarket.BOOK,
                        TestMarket.SIGNALS,
                        TestMarket.NO_ALPHA,
                        TestMarket.quote(2),
                        limits.settings(),
                        TestMarket.ORDER),
                true));
        tight.started();
        assertEquals(2, tight.outputs(MessageKind.PLACE_ORDER).size(), "one a side fits, the second level does not");
        assertEquals(Reason.RISK, tight.last(MessageKind.DECISION).get("quotes.1.reason"));
        assertEquals(2_000_000L, tight.last(MessageKind.DECISION).number("quotes.1.observed"));
        assertEquals(1_500_000L, tight.last(MessageKind.DECISION).number("quotes.1.limit"));
    }

    private record RiskLimits(long positionQuanta) {
        dev.flowmaker.core.risk.RiskSettings settings() {
            return new dev.flowmaker.core.risk.RiskSettings(
                    1_000_000, 10_000_000_000_000L, positionQuanta, positionQuanta, 10_000_000L, 1000, SECOND, 20);
        }
    }

    @Test
    void shouldEndAStopOnlyWhenTheVenueListsNoOrder() {
        venue.started();
        venue.acceptAll();
        venue.operator(OperatorAction.STOP);
        assertEquals(1, count(MessageKind.CANCEL_ALL));
        assertLine(Side.BUY, Action.CANCEL, Reason.STOPPING);
        venue.canceled(orderId(Side.BUY), 0);
        assertFalse(venue.engine.stopped());
        venue.canceled(orderId(Side.SELL), 0);
        assertFalse(venue.engine.stopped());
        assertEquals(2, count(MessageKind.QUERY_OPEN_ORDERS));
        venue.reconciled(1_000_000_000L, 1_000_000_000_000_000L);
        assertTrue(venue.engine.stopConfirmed());
        assertEquals(2, count(MessageKind.PLACE_ORDER));
    }

    @Test
    void shouldGiveUpAStopAtItsTimeLimitWithoutCallingItConfirmed() {
        venue.started();
        venue.acceptAll();
        venue.operator(OperatorAction.STOP);
        int timers = 0;
        while (!venue.engine.stopped() && timers++ < 100) {
            assertTrue(venue.fireTimer());
        }
        assertTrue(venue.engine.stopped());
        assertFalse(venue.engine.stopConfirmed());
    }

    @Test
    void shouldCancelOrdersOfAnEarlierRunBeforeQuoting() {
        venue.connection(Channel.MARKET_DATA, true);
        venue.connection(Channel.REQUESTS, true);
        venue.connection(Channel.USER, true);
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        OpenOrders event = new OpenOrders();
        event.orders.add(new OpenOrder(99, "left-over", 5, Side.BUY, 999_000, 1000, 0));
        venue.send(event, 0);
        assertEquals(1, count(MessageKind.CANCEL_ALL));
        assertEquals(0, count(MessageKind.PLACE_ORDER));
        venue.fireTimer();
        venue.reconciled(1_000_000_000L, 1_000_000_000_000_000L);
        assertEquals(2, count(MessageKind.PLACE_ORDER));
    }

    @Test
    void shouldStopQuotingWithoutTheUserStreamAndAskAboutEveryOrderWhenItIsBack() {
        venue.started();
        venue.acceptAll();
        venue.connection(Channel.USER, false);
        assertLine(Side.BUY, Action.CANCEL, Reason.NOT_CONNECTED);
        venue.connection(Channel.USER, true);
        assertLine(Side.BUY, Action.KEEP, Reason.OUTCOME_UNKNOWN);
        venue.later(SECOND);
        venue.fireTimer();
        assertEquals(2, count(MessageKind.QUERY_ORDER));
    }

    @Test
    void shouldNameADeadlineThatLiesAheadAfterEachTimer() {
        venue.started();
        unknown(orderId(Side.BUY), RequestType.PLACE);
        for (int i = 0; i < 50 && venue.fireTimer(); i++) {
            assertTrue(venue.engine.nextDeadlineNanos() > venue.nowNanos, "a timer that fires for ever");
        }
    }

    private void unknown(long orderId, RequestType request) {
        RequestUnknown event = new RequestUnknown();
        event.request = request;
        event.orderId = orderId;
        venue.send(event, 0);
    }

    private void report(long orderId, OrderStatus status, long filledLots) {
        OrderReport event = new OrderReport();
        event.orderId = orderId;
        event.status = status;
        event.filledLots = filledLots;
        venue.send(event, 0);
    }

    private static EngineHarness with(QuoteSettings quote, OrderSettings order) {
        return new EngineHarness(TestMarket.engine(
                new MarketSettings(
                        TestMarket.instrument(0),
                        TestMarket.BOOK,
                        TestMarket.SIGNALS,
                        TestMarket.NO_ALPHA,
                        quote,
                        TestMarket.RISK,
                        order),
                true));
    }

    private static OrderSettings ages(long minNanos, long maxNanos) {
        OrderSettings usual = TestMarket.ORDER;
        return new OrderSettings(
                usual.requoteMicroTicks(),
                minNanos,
                maxNanos,
                usual.queryAfterNanos(),
                usual.queryBackoffMaxNanos(),
                usual.ackTimeoutNanos(),
                usual.settledAfterNanos(),
                usual.resizePpm(),
                usual.pauseAfterRejectNanos());
    }

    private static QuoteSettings skewed(long pauseAfterFillNanos, long sizeSkewPpm) {
        QuoteSettings usual = TestMarket.quote(1);
        return new QuoteSettings(
                usual.halfSpread(),
                usual.feeFloor(),
                usual.minEdge(),
                usual.levels(),
                usual.levelSpacing(),
                usual.levelLots(),
                usual.targetIsOpening(),
                usual.targetQuanta(),
                usual.priceSkewMicroTicks(),
                sizeSkewPpm,
                usual.minPriceTicks(),
                usual.maxPriceTicks(),
                pauseAfterFillNanos);
    }

    private static Object bidReason(EngineHarness other) {
        return other.last(MessageKind.DECISION).get("quotes.0.reason");
    }

    private static long bidOrder(EngineHarness other) {
        return other.outputs(MessageKind.PLACE_ORDER).get(0).number("orderId");
    }

    @Test
    void shouldNotRepriceAnOrderYoungerThanTheMinimumAge() {
        EngineHarness young = with(TestMarket.quote(1), ages(SECOND, 0)).started();
        young.acceptAll();
        young.book(ResetReason.NONE, 1_000_003, 1_000_007);
        young.book(ResetReason.SNAPSHOT, 1_000_100, 1_000_110);
        assertEquals(Reason.BELOW_MIN_AGE, bidReason(young));
        young.later(SECOND);
        young.book(ResetReason.SNAPSHOT, 1_000_100, 1_000_110);
        assertEquals(Reason.REPRICE, bidReason(young));
    }

    @Test
    void shouldRenewAnOrderAtTheMaximumAge() {
        EngineHarness old = with(TestMarket.quote(1), ages(0, SECOND)).started();
        old.acceptAll();
        old.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertEquals(Reason.SAME_TICK, bidReason(old));
        old.later(SECOND);
        old.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertEquals(Reason.MAX_AGE, bidReason(old));
    }

    @Test
    void shouldPauseTheFilledSideAndWakeUpForIt() {
        EngineHarness paused = with(skewed(SECOND, 0), TestMarket.ORDER).started();
        paused.acceptAll();
        paused.fill(bidOrder(paused), Side.BUY, 1, 1_000_000, 1000);
        assertEquals(Reason.PAUSE_AFTER_FILL, bidReason(paused));
        assertEquals(Action.KEEP, paused.last(MessageKind.DECISION).get("quotes.1.action"));
        assertTrue(paused.fireTimer());
        assertEquals(Reason.NEW_QUOTE, bidReason(paused));
    }

    @Test
    void shouldShrinkTheSideThatAddsToInventory() {
        EngineHarness skewed = with(skewed(0, 1_000_000), TestMarket.ORDER).started();
        skewed.acceptAll();
        skewed.fill(orderOf(skewed, Side.SELL), Side.SELL, 1, 1_000_010, 1000);
        Output decision = skewed.last(MessageKind.DECISION);
        assertEquals(990L, decision.number("quotes.1.lots"), "0.01 of 1 BTC is held short");
        assertEquals(1000L, decision.number("quotes.0.lots"));
    }

    private static long orderOf(EngineHarness other, Side side) {
        return other.outputs(MessageKind.PLACE_ORDER).stream()
                .filter(output -> output.get("side") == side)
                .findFirst()
                .orElseThrow()
                .number("orderId");
    }

    @Test
    void shouldWaitAfterTheVenueRefusedAnOrder() {
        venue.started();
        OrderRejected rejected = new OrderRejected();
        rejected.orderId = orderId(Side.BUY);
        rejected.reason = RejectReason.POST_ONLY_WOULD_TAKE;
        venue.send(rejected, 0);
        assertLine(Side.BUY, Action.SUPPRESS, Reason.PAUSE_AFTER_REJECT);
        assertLine(Side.SELL, Action.KEEP, Reason.AWAITING_ACK);
        assertTrue(venue.fireTimer());
        assertLine(Side.BUY, Action.PLACE, Reason.NEW_QUOTE);
    }

    @Test
    void shouldCancelWhenTheBookLocksOrLosesASide() {
        venue.started();
        venue.acceptAll();
        venue.book(ResetReason.SNAPSHOT, 1_000_010, 1_000_010);
        assertLine(Side.BUY, Action.CANCEL, Reason.LOCKED_BOOK);
        BookUpdate empty = new BookUpdate();
        empty.reset = ResetReason.SNAPSHOT;
        empty.levels.add(Side.BUY, 1_000_000, 5);
        venue.send(empty, 0);
        assertLine(Side.SELL, Action.KEEP, Reason.AWAITING_CANCEL);
        venue.canceled(orderId(Side.BUY), 0);
        assertLine(Side.BUY, Action.SUPPRESS, Reason.EMPTY_BOOK);
    }

    @Test
    void shouldPlaceNothingAfterAHaltUntilResumed() {
        venue.started();
        venue.acceptAll();
        venue.operator(OperatorAction.HALT);
        assertLine(Side.BUY, Action.CANCEL, Reason.HALTED);
        venue.canceled(orderId(Side.BUY), 0);
        venue.canceled(orderId(Side.SELL), 0);
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertEquals(2, count(MessageKind.PLACE_ORDER));
        // The venue is asked whether that is all.
        venue.reconciled(1_000_000_000L, 1_000_000_000_000_000L);
        venue.operator(OperatorAction.RESUME);
        assertEquals(4, count(MessageKind.PLACE_ORDER));
    }
}
