package dev.flowmaker.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.core.order.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine does when the venue halts a market, changes its rules, or ends it. */
class MarketWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final PolicySettings CANCEL = new PolicySettings(MINUTE, 2 * SECOND, false, true, HOUR, false, 0);
    private static final PolicySettings KEEP = new PolicySettings(MINUTE, 2 * SECOND, true, false, HOUR, false, 0);
    private static final PolicySettings FLATTEN =
            new PolicySettings(MINUTE, 2 * SECOND, false, true, HOUR, true, 1_000_000);

    private EngineHarness venue = started(CANCEL);

    private static EngineHarness started(PolicySettings policy) {
        EngineHarness venue = new EngineHarness(settings(policy));
        venue.started();
        venue.acceptAll();
        return venue;
    }

    private static EngineSettings settings(PolicySettings policy) {
        return TestMarket.engine(
                new MarketSettings(
                        TestMarket.instrument(0),
                        TestMarket.BOOK,
                        TestMarket.SIGNALS,
                        TestMarket.NO_ALPHA,
                        TestMarket.quote(1),
                        TestMarket.RISK,
                        TestMarket.ORDER,
                        policy),
                false);
    }

    private MarketStatus status(TradingStatus status) {
        MarketStatus event = new MarketStatus();
        event.status = status;
        TestMarket.instrument(0).describe(event);
        return event;
    }

    private void tell(TradingStatus status) {
        venue.send(status(status), 0);
    }

    private int questions() {
        return venue.outputs(MessageKind.QUERY_MARKET).size();
    }

    private List<EngineHarness.Output> notices(NoticeCode code) {
        return venue.outputs(MessageKind.NOTICE).stream()
                .filter(notice -> notice.get("code") == code)
                .toList();
    }

    private void endAll() {
        for (EngineHarness.Output cancel : venue.outputs(MessageKind.CANCEL_ORDER)) {
            venue.canceled(cancel.number("orderId"), 0);
        }
    }

    /** Time passes, timers fire: up to a time from now. */
    private void pass(long nanos) {
        long end = venue.nowNanos + nanos;
        while (venue.engine.nextDeadlineNanos() <= end) {
            venue.fireTimer();
        }
        venue.nowNanos = end;
    }

    @Test
    void shouldAskWhenRequestsAreAnsweredAndThenOnceAMinute() {
        assertEquals(1, questions());
        tell(TradingStatus.TRADING);
        pass(5 * MINUTE + SECOND);
        assertEquals(6, questions());
        assertTrue(notices(NoticeCode.MARKET_HALTED).isEmpty());
    }

    @Test
    void shouldCancelWhenTheMarketHaltsAndQuoteAgainOnlyWithAFreshBook() {
        assertEquals(2, venue.outputs(MessageKind.PLACE_ORDER).size());

        tell(TradingStatus.HALTED);
        assertEquals(Reason.MARKET_HALTED, venue.engine.obstacle(0));
        assertEquals(2, venue.outputs(MessageKind.CANCEL_ORDER).size());
        endAll();
        venue.book(ResetReason.NONE, 1_000_000, 1_000_020);
        assertEquals(2, venue.outputs(MessageKind.PLACE_ORDER).size(), "nothing is placed in a halted market");

        tell(TradingStatus.TRADING);
        assertEquals(Reason.MARKET_HALTED, venue.engine.obstacle(0), "the book is of before");
        assertEquals(1, notices(NoticeCode.MARKET_RESUMED).size());

        venue.later(SECOND);
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertNull(venue.engine.obstacle(0));
        assertEquals(4, venue.outputs(MessageKind.PLACE_ORDER).size());
        EngineHarness.Output back = notices(NoticeCode.QUOTES_BACK).get(0);
        assertEquals("MARKET_HALTED", back.get("text"));
        assertTrue(back.number("first") >= SECOND, () -> "away for " + back.number("first"));
    }

    @Test
    void shouldKeepOrdersOfAHaltedMarketWhereThatIsThePolicy() {
        venue = started(KEEP);
        tell(TradingStatus.CANCEL_ONLY);
        assertTrue(venue.outputs(MessageKind.CANCEL_ORDER).isEmpty());
        assertEquals(2, venue.engine.openOrders());
        venue.book(ResetReason.NONE, 1_000_500, 1_000_510);
        assertTrue(venue.outputs(MessageKind.CANCEL_ORDER).isEmpty());

        tell(TradingStatus.TRADING);
        venue.book(ResetReason.NONE, 1_000_500, 1_000_510);
        assertEquals(2, venue.outputs(MessageKind.CANCEL_ORDER).size(), "they follow the market again");
    }

    @Test
    void shouldAskWithGrowingPausesWhileTheMarketDoesNotTrade() {
        tell(TradingStatus.HALTED);
        int before = questions();
        pass(10 * MINUTE);
        // After 2, 4, 8, 16, 32 and then every 60 s.
        int asked = questions() - before;
        assertTrue(asked >= 12 && asked <= 15, () -> asked + " questions");
    }

    @Test
    void shouldTakeARefusalForAHaltAndAskAtOnce() {
        pass(5 * SECOND);
        int before = questions();
        long order = venue.outputs(MessageKind.PLACE_ORDER).get(0).number("orderId");
        venue.canceled(order, 0);
        long next = venue.last(MessageKind.PLACE_ORDER).number("orderId");
        OrderRejected refusal = new OrderRejected();
        refusal.orderId = next;
        refusal.reason = RejectReason.MARKET_CLOSED;
        venue.send(refusal, 0);
        assertEquals(Reason.MARKET_HALTED, venue.engine.obstacle(0));
        assertEquals(before + 1, questions());

        RequestFailed refused = new RequestFailed();
        refused.request = RequestType.QUERY_MARKET;
        venue.send(refused, 0);
        assertEquals(before + 1, questions(), "a question that fails is asked again in its time");
    }

    @Test
    void shouldPauseInMaintenanceAndGoOnByItself() {
        MarketStatus maintenance = new MarketStatus();
        maintenance.status = TradingStatus.MAINTENANCE;
        maintenance.source = Source.STREAM;
        venue.send(maintenance, 0);
        assertEquals(Reason.MAINTENANCE, venue.engine.obstacle(0));
        venue.connection(Channel.REQUESTS, false);
        venue.connection(Channel.REQUESTS, true);
        tell(TradingStatus.TRADING);
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertNull(venue.engine.obstacle(0));
    }

    @Test
    void shouldNeverQuoteByOldRulesAndAskForANewSession() {
        MarketStatus changed = status(TradingStatus.TRADING);
        changed.tick = new Decimal(1, 1);
        changed.leastValue *= 2;
        venue.send(changed, 0);

        assertEquals(Reason.RULES_CHANGED, venue.engine.obstacle(0));
        assertEquals(2, venue.outputs(MessageKind.CANCEL_ORDER).size());
        EngineHarness.Output notice = notices(NoticeCode.RULES_CHANGED).get(0);
        assertEquals(1L, notice.number("first"), "the session is to begin anew");
        assertTrue(notice.get("text").toString().startsWith("tick 0.01 → 0.1"), notice.get("text")::toString);

        venue.send(changed, 0);
        assertEquals(1, notices(NoticeCode.RULES_CHANGED).size(), "told once");
        endAll();
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertEquals(2, venue.outputs(MessageKind.PLACE_ORDER).size());

        tell(TradingStatus.TRADING);
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertNull(venue.engine.obstacle(0), "the old rules are back");
    }

    @Test
    void shouldNoticeChangedFees() {
        venue = started(KEEP);
        MarketStatus changed = status(TradingStatus.TRADING);
        changed.makerFeePpb += 100_000;
        venue.send(changed, 0);
        EngineHarness.Output notice = notices(NoticeCode.RULES_CHANGED).get(0);
        assertEquals(0L, notice.number("first"), "the market waits");
        assertTrue(notice.get("text").toString().contains("maker fee"), notice.get("text")::toString);
        assertEquals(Reason.RULES_CHANGED, venue.engine.obstacle(0));
    }

    @Test
    void shouldAskAboutRulesAfterAnOrderThatBrokeOne() {
        pass(5 * SECOND);
        int before = questions();
        long order = venue.outputs(MessageKind.PLACE_ORDER).get(0).number("orderId");
        venue.canceled(order, 0);
        OrderRejected refusal = new OrderRejected();
        refusal.orderId = venue.last(MessageKind.PLACE_ORDER).number("orderId");
        refusal.reason = RejectReason.FILTER;
        venue.send(refusal, 0);
        assertEquals(before + 1, questions());
    }

    @Test
    void shouldLeaveAMarketBeforeItsAnnouncedEndAndKeepThePosition() {
        MarketStatus announced = status(TradingStatus.TRADING);
        announced.endsNanos = venue.nowNanos + 2 * HOUR;
        venue.send(announced, 0);
        assertEquals(1, notices(NoticeCode.DELISTING).size());
        assertNull(venue.engine.obstacle(0), "not yet");

        pass(HOUR + SECOND);
        assertEquals(Reason.DELISTED, venue.engine.obstacle(0));
        assertEquals(1, notices(NoticeCode.MARKET_LEFT).size());
        tell(TradingStatus.TRADING);
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertEquals(Reason.DELISTED, venue.engine.obstacle(0), "for good");
    }

    @Test
    void shouldClosePositionWhenAMarketIsLeftWhereThatIsThePolicy() {
        venue = started(FLATTEN);
        long bid = order(Side.BUY);
        venue.fill(bid, Side.BUY, 7, 999_995, 1000);
        MarketStatus announced = status(TradingStatus.TRADING);
        announced.endsNanos = venue.nowNanos + HOUR;
        venue.send(announced, 0);
        assertEquals(Reason.DELISTED, venue.engine.obstacle(0));
        endAll();
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);

        EngineHarness.Output close = venue.last(MessageKind.PLACE_ORDER);
        assertEquals(Side.SELL, close.get("side"));
        assertEquals(false, close.get("postOnly"));
        assertTrue(close.number("priceTicks") >= 999_004, () -> "no farther than 0.1 % of the mid: " + close);
        venue.accept(close.number("orderId"));
        venue.fill(close.number("orderId"), Side.SELL, 8, 1_000_000, 1000);
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        assertEquals(0, venue.engine.market(0).inventoryQuanta());
        assertEquals(1, notices(NoticeCode.FLATTENED).size());
        assertEquals(0, venue.engine.openOrders());
    }

    private long order(Side side) {
        return venue.outputs(MessageKind.PLACE_ORDER).stream()
                .filter(output -> output.get("side") == side)
                .findFirst()
                .orElseThrow()
                .number("orderId");
    }

    @Test
    void shouldHoldOrdersOfAMarketThatIsGoneForEndedAndStopCleanly() {
        MarketStatus gone = new MarketStatus();
        gone.status = TradingStatus.DELISTED;
        venue.send(gone, 0);
        assertEquals(2, venue.engine.openOrders(), "said once it may be a mistake");
        assertEquals(2, venue.outputs(MessageKind.CANCEL_ORDER).size());
        venue.send(gone, 0);
        assertEquals(0, venue.engine.openOrders());
        assertEquals(1, notices(NoticeCode.MARKET_GONE).size());

        tell(TradingStatus.TRADING);
        assertEquals(Reason.DELISTED, venue.engine.obstacle(0));
        venue.operator(OperatorAction.STOP);
        venue.balance(TestMarket.BASE, 1_000_000_000L);
        venue.balance(TestMarket.QUOTE, 1_000_000_000_000_000L);
        assertTrue(venue.engine.stopConfirmed(), "nothing is asked of a market that is gone");
    }

    @Test
    void shouldNotTakeAMarketForGoneThatTradesAgain() {
        MarketStatus gone = new MarketStatus();
        gone.status = TradingStatus.DELISTED;
        venue.send(gone, 0);
        tell(TradingStatus.TRADING);
        venue.send(gone, 0);
        assertTrue(notices(NoticeCode.MARKET_GONE).isEmpty());
    }

    @Test
    void shouldAskNothingAndObeyRefusalsWhereNothingIsToBeAsked() {
        venue = started(PolicySettings.NEVER_ASK);
        pass(10 * MINUTE);
        assertEquals(0, questions());
        assertFalse(venue.engine.obstacle(0) == Reason.MARKET_HALTED);
    }

    @Test
    void shouldGoOnFromItsStateAsIfItHadNotStopped() {
        tell(TradingStatus.HALTED);
        EngineHarness other = new EngineHarness(settings(CANCEL));
        StateCopy copy = new StateCopy();
        venue.engine.visitState(copy);
        other.engine.visitState(copy.restore());
        assertTrue(copy.isDone());
        assertEquals(Reason.MARKET_HALTED, other.engine.obstacle(0));
        assertEquals(venue.engine.nextDeadlineNanos(), other.engine.nextDeadlineNanos());
    }
}
