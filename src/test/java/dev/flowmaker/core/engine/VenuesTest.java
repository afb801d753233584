package dev.flowmaker.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.VenueMessage;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerSettings;
import dev.flowmaker.core.risk.BreakerState;
import dev.flowmaker.core.risk.LossWatch;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.RequestLimits;
import dev.flowmaker.core.risk.ResumeRule;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.risk.SharedRiskSettings;
import dev.flowmaker.core.risk.VenueLimits;
import dev.flowmaker.core.risk.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One engine at two venues, with the same pair at both; the second counts money ten times as finely. */
class VenuesTest {
    private static final long SECOND = TestMarket.SECOND;
    private static final int ONE = 0;
    private static final int OTHER = 1;
    /** A market has the index of its venue here, its base asset twice that, its quote asset one more. */
    private static final List<Asset> ASSETS = List.of(
            new Asset("BTC", 8, ONE),
            new Asset("USDT", 8, ONE),
            new Asset("BTC", 9, OTHER),
            new Asset("USDT", 9, OTHER));

    private static final long[] FINER = {1, 10};

    private static Instrument instrument(int venue) {
        return new Instrument(
                venue,
                (venue == ONE ? "one" : "other") + ":BTC/USDT",
                "BTCUSDT",
                ASSETS.get(2 * venue),
                2 * venue,
                ASSETS.get(2 * venue + 1),
                2 * venue + 1,
                new Decimal(1, 2),
                new Decimal(1, 5),
                1,
                900_000_000L,
                1,
                100_000_000L,
                FINER[venue],
                0,
                0);
    }

    private static MarketSettings market(int venue) {
        RiskSettings risk = new RiskSettings(
                1_000_000, 100_000_000_000_000L, 1_000_000_000L, 1_000_000_000L, 10_000_000L, 1000, SECOND, 20);
        return new MarketSettings(
                instrument(venue),
                TestMarket.BOOK,
                TestMarket.SIGNALS,
                TestMarket.NO_ALPHA,
                TestMarket.quote(1),
                risk,
                TestMarket.ORDER);
    }

    private static SharedRiskSettings risk(List<Long> maxPosition, List<Long> maxDayLoss, int mostOpenAtOther) {
        List<Long> unlimited = Collections.nCopies(ASSETS.size(), RiskSettings.UNLIMITED);
        List<BreakerSettings> breakers = new ArrayList<>(BreakerSettings.NONE);
        breakers.set(
                BreakerKind.FEED_SILENCE.ordinal(),
                new BreakerSettings(Reaction.CANCEL, ResumeRule.clean(1), SECOND, 1, 1));
        breakers.set(
                BreakerKind.ACCOUNT_DAY_LOSS.ordinal(),
                new BreakerSettings(Reaction.HALT, ResumeRule.OPERATOR, 0, 1, 1));
        RequestLimits requests = RequestLimits.rate(1000, SECOND);
        return new SharedRiskSettings(
                List.of(new VenueLimits(requests, 100), new VenueLimits(requests, mostOpenAtOther)),
                maxPosition.isEmpty() ? unlimited : maxPosition,
                unlimited,
                maxDayLoss.isEmpty() ? unlimited : maxDayLoss,
                unlimited,
                0,
                breakers);
    }

    private static EngineSettings settings(SharedRiskSettings risk) {
        VenueTerms shared = new VenueTerms(false, new ReconcileSettings(60 * SECOND, false), 0);
        VenueTerms dedicated = new VenueTerms(true, new ReconcileSettings(60 * SECOND, false), 9 * SECOND);
        return new EngineSettings(
                1,
                30 * SECOND,
                List.of(shared, dedicated),
                ASSETS,
                List.of(market(ONE), market(OTHER)),
                risk,
                List.of());
    }

    private static EngineHarness harness() {
        return new EngineHarness(settings(risk(List.of(), List.of(), 100)));
    }

    private static void connection(EngineHarness h, int venue, Channel channel, boolean up) {
        ConnectionChanged event = new ConnectionChanged();
        event.venue = venue;
        event.channel = channel;
        event.up = up;
        h.send(event, Message.NO_MARKET);
    }

    private static void connect(EngineHarness h, int venue) {
        connection(h, venue, Channel.MARKET_DATA, true);
        connection(h, venue, Channel.REQUESTS, true);
        connection(h, venue, Channel.USER, true);
    }

    private static void reconcile(EngineHarness h, int venue) {
        OpenOrders orders = new OpenOrders();
        orders.requestTimeNanos = h.nowNanos;
        h.send(orders, venue);
        trades(h, venue);
        balance(h, 2 * venue, 10_000_000_000L * FINER[venue]);
        balance(h, 2 * venue + 1, 1_000_000_000_000_000L * FINER[venue]);
        trades(h, venue);
    }

    private static void balance(EngineHarness h, int asset, long quanta) {
        Balance event = new Balance();
        event.asset = asset;
        event.freeQuanta = quanta;
        event.source = Source.QUERY;
        h.send(event, Message.NO_MARKET);
    }

    private static void trades(EngineHarness h, int market) {
        TradesReport event = new TradesReport();
        event.fromTradeId = QueryTrades.NEWEST_ID;
        event.lastTradeId = 0;
        event.complete = true;
        if (h.engine.market(market).trades.anchored()) {
            event.fromTradeId = h.engine.market(market).trades.confirmedId() + 1;
            event.lastTradeId = event.fromTradeId - 1;
        }
        h.send(event, market);
    }

    private static void book(EngineHarness h, int venue, long bidTicks) {
        BookUpdate event = new BookUpdate();
        event.reset = ResetReason.SNAPSHOT;
        event.receiveTimeNanos = h.nowNanos;
        event.levels.add(Side.BUY, bidTicks, 100_000);
        event.levels.add(Side.SELL, bidTicks + 10, 100_000);
        h.send(event, venue);
    }

    private static EngineHarness started(EngineHarness h) {
        for (int venue : new int[] {ONE, OTHER}) {
            connect(h, venue);
            reconcile(h, venue);
            book(h, venue, 1_000_000);
            acceptAll(h, venue);
        }
        return h;
    }

    private static void acceptAll(EngineHarness h, int market) {
        var orders = h.engine.market(market).orders();
        for (int i = 0; i < orders.openCount(); i++) {
            OrderAccepted event = new OrderAccepted();
            event.orderId = orders.open(i).id();
            h.send(event, market);
        }
    }

    private static void fill(EngineHarness h, int market, Side side, long priceTicks, long lots) {
        var order = h.engine.market(market).orders().inSlot(side, 0);
        assertNotNull(order);
        Fill event = new Fill();
        event.orderId = order.id();
        event.side = side;
        event.tradeId = 1;
        event.priceTicks = priceTicks;
        event.lots = lots;
        event.feeAsset = 2 * market + 1;
        h.send(event, market);
    }

    private static int open(EngineHarness h, int market) {
        return h.engine.market(market).orders().openCount();
    }

    @Test
    void shouldQuoteAtTheVenueThatAgreesAndNotAtTheOther() {
        EngineHarness h = harness();
        connect(h, ONE);
        connect(h, OTHER);
        book(h, ONE, 1_000_000);
        book(h, OTHER, 1_000_000);
        reconcile(h, OTHER);
        assertEquals(0, open(h, ONE));
        assertEquals(2, open(h, OTHER));
        assertEquals(Reason.NOT_RECONCILED, h.engine.obstacle(ONE));
        assertTrue(h.engine.reconciled(OTHER));
        assertFalse(h.engine.reconciled());
        assertEquals(1L, h.last(MessageKind.NOTICE).number("venue"));
        reconcile(h, ONE);
        assertEquals(2, open(h, ONE));
        assertTrue(h.engine.reconciled());
        assertEquals(
                List.of(1L, 0L),
                h.outputs(MessageKind.QUERY_BALANCES).stream()
                        .map(query -> query.number("venue"))
                        .toList());
    }

    @Test
    void shouldStopOnlyWhereTheTroubleIs() {
        EngineHarness h = started(harness());
        connection(h, ONE, Channel.MARKET_DATA, false);
        assertEquals(Reason.NOT_CONNECTED, h.engine.obstacle(ONE));
        assertNull(h.engine.obstacle(OTHER));
        assertEquals(2, h.outputs(MessageKind.CANCEL_ORDER).size());
        connection(h, ONE, Channel.MARKET_DATA, true);
        connection(h, OTHER, Channel.USER, false);
        book(h, ONE, 1_000_000);
        assertNull(h.engine.obstacle(ONE));
        assertEquals(Reason.NOT_CONNECTED, h.engine.obstacle(OTHER));
        assertTrue(h.engine.reconciled(ONE));
        connection(h, OTHER, Channel.USER, true);
        assertEquals(Reason.NOT_RECONCILED, h.engine.obstacle(OTHER));
        assertNull(h.engine.obstacle(ONE));
    }

    @Test
    void shouldAskOnlyTheVenueWhoseQuestionWasLostAgain() {
        EngineHarness h = harness();
        connect(h, ONE);
        connect(h, OTHER);
        OpenOrders orders = new OpenOrders();
        orders.requestTimeNanos = h.nowNanos;
        h.send(orders, OTHER);
        trades(h, OTHER);
        h.outputs.clear();
        RequestUnknown lost = new RequestUnknown();
        lost.request = RequestType.QUERY_BALANCES;
        lost.venue = OTHER;
        h.send(lost, Message.NO_MARKET);
        h.later(SECOND);
        h.fireTimer();
        assertEquals(1, h.outputs(MessageKind.QUERY_BALANCES).size());
        assertEquals(1L, h.last(MessageKind.QUERY_BALANCES).number("venue"));
        assertEquals(List.of(), h.outputs(MessageKind.QUERY_OPEN_ORDERS));
    }

    @Test
    void shouldPlaceNothingOnlyWhereThePatienceIsUsedUp() {
        EngineHarness h = harness();
        connect(h, ONE);
        connect(h, OTHER);
        RateLimited limited = new RateLimited();
        limited.venue = OTHER;
        limited.retryAtNanos = h.nowNanos + 10 * SECOND;
        h.send(limited, Message.NO_MARKET);
        reconcile(h, ONE);
        reconcile(h, OTHER);
        book(h, ONE, 1_000_000);
        book(h, OTHER, 1_000_000);
        assertEquals(2, open(h, ONE));
        assertEquals(0, open(h, OTHER));
        assertEquals(Reason.RATE_LIMITED, h.last(MessageKind.DECISION).get("quotes.0.reason"));
    }

    @Test
    void shouldCancelOnlyAtTheVenueWhoseFeedIsSilent() {
        EngineHarness h = started(harness());
        h.later(SECOND / 2);
        book(h, ONE, 1_000_000);
        h.outputs.clear();
        h.later(SECOND * 6 / 10);
        h.fireTimer();
        assertEquals(
                BreakerState.TRIPPED,
                h.engine.guard(OTHER).breakers().of(BreakerKind.FEED_SILENCE).state());
        assertEquals(
                BreakerState.ARMED,
                h.engine.guard(ONE).breakers().of(BreakerKind.FEED_SILENCE).state());
        assertEquals(1L, h.last(MessageKind.NOTICE).number("venue"));
        assertEquals(Reason.BREAKER, h.engine.obstacle(OTHER));
        assertNull(h.engine.obstacle(ONE));
        book(h, OTHER, 1_000_000);
        assertNull(h.engine.obstacle(OTHER));
    }

    @Test
    void shouldHaltBothAndCancelEachItsOwnWay() {
        EngineHarness h = started(harness());
        h.outputs.clear();
        h.operator(OperatorAction.HALT);
        assertEquals(2, h.outputs(MessageKind.CANCEL_ORDER).size(), "one by one where the account is shared");
        assertEquals(1, h.outputs(MessageKind.CANCEL_ALL).size(), "at once where it is ours");
        assertEquals(Reason.HALTED, h.engine.obstacle(ONE));
        assertEquals(Reason.HALTED, h.engine.obstacle(OTHER));
        assertFalse(h.engine.haltConfirmed());
    }

    @Test
    void shouldArmTheSwitchOnlyWhereThereIsOne() {
        EngineHarness h = harness();
        connect(h, ONE);
        assertEquals(List.of(), h.outputs(MessageKind.REFRESH_DEAD_MANS_SWITCH));
        connect(h, OTHER);
        assertEquals(1, h.outputs(MessageKind.REFRESH_DEAD_MANS_SWITCH).size());
    }

    @Test
    void shouldLimitOpenOrdersOfEachVenueByItself() {
        EngineHarness h = started(new EngineHarness(settings(risk(List.of(), List.of(), 1))));
        assertEquals(2, open(h, ONE));
        assertEquals(1, open(h, OTHER));
        assertEquals(Verdict.VENUE_OPEN_ORDERS, h.last(MessageKind.DECISION).get("quotes.1.verdict"));
    }

    @Test
    void shouldLimitThePositionOfACodeOverBothVenues() {
        // 0.025 BTC in each one's own quanta; each quote is 0.01 BTC.
        List<Long> most = List.of(2_500_000L, RiskSettings.UNLIMITED, 25_000_000L, RiskSettings.UNLIMITED);
        EngineHarness h = started(new EngineHarness(settings(risk(most, List.of(), 100))));
        assertEquals(2, open(h, ONE));
        assertEquals(2, open(h, OTHER));
        fill(h, ONE, Side.BUY, 999_995, 1000);
        book(h, ONE, 1_000_000);
        assertEquals(Verdict.ACCOUNT_POSITION, h.last(MessageKind.DECISION).get("quotes.0.verdict"));
        assertEquals(3_000_000L, h.last(MessageKind.DECISION).number("quotes.0.observed"));
        fill(h, OTHER, Side.SELL, 1_000_005, 1000);
        book(h, ONE, 1_000_000);
        assertEquals(2, open(h, ONE), "sold there what was bought here");
    }

    @Test
    void shouldCountTheLossesOfACodeOverBothVenues() {
        // 10 USDT; the finer venue's quanta count.
        List<Long> most = List.of(RiskSettings.UNLIMITED, 1_000_000_000L, RiskSettings.UNLIMITED, 10_000_000_000L);
        EngineHarness h = started(new EngineHarness(settings(risk(List.of(), most, 100))));
        fill(h, ONE, Side.BUY, 999_995, 1000);
        fill(h, OTHER, Side.BUY, 999_995, 1000);
        // 0.01 BTC at each lose 6 USDT when the price falls by 600.
        book(h, ONE, 939_990);
        assertNull(h.engine.market(ONE).stoppingBreaker());
        book(h, OTHER, 939_990);
        assertNotNull(h.engine.market(ONE).stoppingBreaker());
        assertNotNull(h.engine.market(OTHER).stoppingBreaker());
        assertEquals(
                BreakerState.TRIPPED,
                h.engine.guard().breakers().of(BreakerKind.ACCOUNT_DAY_LOSS).state());
    }

    @Test
    void shouldTellOfAllVenuesWhatIsOfNoSingleOne() {
        List<Long> most = List.of(RiskSettings.UNLIMITED, 1L, RiskSettings.UNLIMITED, 10L);
        EngineHarness h = started(new EngineHarness(settings(risk(List.of(), most, 100))));
        fill(h, OTHER, Side.BUY, 999_995, 1000);
        book(h, OTHER, 939_990);
        EngineHarness.Output tripped = h.outputs(MessageKind.NOTICE).stream()
                .filter(notice -> notice.get("text").equals("account-day-loss"))
                .findFirst()
                .orElseThrow();
        assertEquals((long) VenueMessage.NO_VENUE, tripped.number("venue"));
    }

    @Test
    void shouldLeaveTrippedInTheNextSessionWhatWaitsForAnOperatorAtItsVenue() {
        EngineHarness h = started(new EngineHarness(settings(waiting())));
        h.later(SECOND / 2);
        book(h, ONE, 1_000_000);
        h.later(SECOND * 6 / 10);
        h.fireTimer();
        RiskMemory memory = new RiskMemory(settings(waiting()));
        StateCopy.copy(h.engine::visitMemory, memory::visitState);
        EngineHarness next = new EngineHarness(settings(waiting()));
        next.engine.takeOver(memory);
        connect(next, ONE);
        assertEquals(
                BreakerState.TRIPPED,
                next.engine.guard(OTHER).breakers().of(BreakerKind.FEED_SILENCE).state());
        assertEquals(
                BreakerState.ARMED,
                next.engine.guard(ONE).breakers().of(BreakerKind.FEED_SILENCE).state());
        assertEquals(1L, next.outputs(MessageKind.NOTICE).get(0).number("venue"));
        RiskMemory told = new RiskMemory(settings(waiting()));
        Notice notice = new Notice();
        notice.code = NoticeCode.BREAKER_TRIPPED;
        notice.venue = OTHER;
        notice.text = "feed-silence";
        told.onRecord(notice);
        assertEquals(
                BreakerState.TRIPPED,
                told.engine()
                        .guard(OTHER)
                        .breakers()
                        .of(BreakerKind.FEED_SILENCE)
                        .state());
        assertEquals(
                BreakerState.ARMED,
                told.engine().guard(ONE).breakers().of(BreakerKind.FEED_SILENCE).state());
    }

    /** A silent feed waits for an operator. */
    private static SharedRiskSettings waiting() {
        SharedRiskSettings usual = risk(List.of(), List.of(), 100);
        List<BreakerSettings> breakers = new ArrayList<>(usual.breakers());
        breakers.set(
                BreakerKind.FEED_SILENCE.ordinal(),
                new BreakerSettings(Reaction.CANCEL, ResumeRule.OPERATOR, SECOND, 1, 1));
        return new SharedRiskSettings(
                usual.venues(),
                usual.maxPositionQuanta(),
                usual.maxGrossQuanta(),
                usual.maxDayLossQuanta(),
                usual.maxDrawdownQuanta(),
                0,
                breakers);
    }

    @Test
    void shouldCountLossesInOtherQuantaOverARestart() {
        LossWatch coarse = new LossWatch(0);
        coarse.mark(1, -25);
        LossWatch finer = new LossWatch(0);
        finer.takeOver(coarse, 2);
        assertEquals(2_500, finer.dayLossQuanta());
        LossWatch back = new LossWatch(0);
        back.takeOver(finer, -2);
        assertEquals(25, back.drawdownQuanta());
    }

    @Test
    void shouldStopOnlyWhenBothVenuesSayThatNothingIsLeft() {
        EngineHarness h = harness();
        connect(h, ONE);
        connect(h, OTHER);
        reconcile(h, ONE);
        reconcile(h, OTHER);
        h.operator(OperatorAction.STOP);
        reconcile(h, OTHER);
        assertFalse(h.engine.stopConfirmed());
        reconcile(h, ONE);
        assertTrue(h.engine.stopConfirmed());
    }

    @Test
    void shouldInheritAndRestoreWhatEachVenueIs() {
        EngineHarness h = started(harness());
        fill(h, OTHER, Side.BUY, 999_995, 1000);
        Engine restored = new Engine(settings(risk(List.of(), List.of(), 100)), output -> {});
        StateCopy.copy(h.engine::visitState, restored::visitState);
        assertEquals(h.engine.nextDeadlineNanos(), restored.nextDeadlineNanos());
        assertTrue(restored.up(OTHER, Channel.USER));
        Engine next = new Engine(settings(risk(List.of(), List.of(), 100)), output -> {});
        next.inherit(h.engine, List.of(), h.nowNanos);
        assertEquals(h.engine.openOrders(), next.openOrders());
        assertEquals(10_000_000L, next.ledger().expectedQuanta(2) - 100_000_000_000L);
        assertFalse(next.reconciled(ONE));
    }

    @Test
    void shouldRefuseAVenueThatIsNotThere() {
        EngineHarness h = harness();
        assertThrows(IllegalArgumentException.class, () -> connect(h, 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EngineSettings(1, true, SECOND, ASSETS, List.of(market(OTHER))));
    }
}
