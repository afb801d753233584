package dev.flowmaker.venue.xchange;

import static dev.flowmaker.venue.xchange.BitmexFixtures.execution;
import static dev.flowmaker.venue.xchange.BitmexFixtures.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.market.Instrument;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** BitMEX's executions, as its documentation shows them, as our events. */
class BitmexExecutionsTest {
    private static final long ORDER = 3L << 32 | 17;
    private static final long NANOS = Instant.parse("2026-06-06T04:35:04.763Z").toEpochMilli() * 1_000_000;

    private final BitmexFixtures.Known known = BitmexFixtures.known();
    private final Session session = known.session();
    private final BitmexOrders orders = new BitmexOrders();
    private final BitmexExecutions executions = new BitmexExecutions(
            session, known.money(), orders, new Secrets(() -> TestSettings.KEY, () -> TestSettings.SECRET));
    private final String ours = session.clientId(ORDER);

    private <T extends Message> T event(Class<T> type, String row) {
        return assertInstanceOf(type, Objects.requireNonNull(executions.event(json(row), Source.STREAM)));
    }

    private void assertNothing(String row) {
        assertNull(executions.event(json(row), Source.STREAM));
    }

    @Test
    void shouldTellANewOrder() {
        OrderAccepted accepted = event(OrderAccepted.class, execution("New", "XBTUSD", ours, "'ordStatus':'New'"));
        assertEquals(ORDER, accepted.orderId);
        assertEquals("5f6c16df-4706-4548-f47d-25f2f915f149", accepted.venueOrderRef);
        assertEquals(NANOS, accepted.exchangeTimeNanos);
    }

    /** BitMEX rounds a price to a satoshi for each contract: 13,119 × 300, and not 300 / 7,622.5. */
    @Test
    void shouldKeepCashAsTheVenueRoundsIt() {
        String sale = "'side':'Sell','lastQty':300,'lastPx':7622.5,'lastLiquidityInd':'AddedLiquidity',"
                + "'commission':-0.00025,'execCost':3935700,'execComm':-983";
        Fill fill = event(Fill.class, execution("Trade", "XBTUSD", ours, sale));
        Instrument market = session.market(0).instrument();
        assertEquals(ORDER, fill.orderId);
        assertEquals(Side.SELL, fill.side);
        assertEquals(15_245, fill.priceTicks);
        assertEquals(3, fill.lots);
        assertEquals(Liquidity.MAKER, fill.liquidity);
        assertEquals(market.quoteAsset(), fill.feeAsset);
        assertEquals(-3_935_717, market.cashQuanta(fill.side, fill.priceTicks, fill.lots));
        // Sold as if paid in full: 0.039357 BTC went out, and 983 satoshi of rebate came in.
        assertEquals(-3_935_700 + 983, market.cashQuanta(fill.side, fill.priceTicks, fill.lots) - fill.feeQuanta);
        assertEquals(NANOS, fill.exchangeTimeNanos);
    }

    @Test
    void shouldReadALinearFill() {
        String bought = "'side':'Buy','lastQty':1E+3,'lastPx':6E+4,'lastLiquidityInd':'RemovedLiquidity',"
                + "'commission':5.0E-4,'execCost':60000000,'execComm':30000";
        Fill fill = event(Fill.class, execution("Trade", "XBTUSDT", ours, bought));
        assertEquals(1, fill.market);
        assertEquals(600_000, fill.priceTicks);
        assertEquals(10, fill.lots);
        assertEquals(Liquidity.TAKER, fill.liquidity);
        assertEquals(30_000, fill.feeQuanta);
    }

    @Test
    void shouldNumberTradesByTimeAndId() {
        String trade = execution(
                "Trade",
                "XBTUSD",
                ours,
                "'side':'Buy','lastQty':100,'lastPx':50000," + "'execCost':-200000,'execComm':-20");
        long id = event(Fill.class, trade).tradeId;
        assertEquals(id, assertInstanceOf(Fill.class, executions.event(json(trade), Source.QUERY)).tradeId);
        assertNotEquals(id, event(Fill.class, trade.replace("8c9d", "8c9e")).tradeId);
        String later = trade.replace("8c9d", "8c9f").replace("04.764Z", "05.000Z");
        assertTrue(event(Fill.class, later).tradeId > id);
    }

    @Test
    void shouldTellWhoseCancelItWas() {
        String canceled = execution("Canceled", "XBTUSD", ours, "'ordStatus':'Canceled','cumQty':100");
        OrderCanceled event = event(OrderCanceled.class, canceled);
        assertEquals(CancelReason.VENUE, event.reason);
        assertEquals(1, event.filledLots);
        orders.canceling(ORDER);
        assertEquals(CancelReason.REQUESTED, event(OrderCanceled.class, canceled).reason);
        String another = canceled.replace(ours, session.clientId(ORDER + 1));
        assertEquals(CancelReason.VENUE, event(OrderCanceled.class, another).reason);
        orders.cancelingAll(session.market(0));
        assertEquals(CancelReason.REQUESTED, event(OrderCanceled.class, another).reason);
        orders.placing(session.market(0), 1, true);
        assertEquals(CancelReason.VENUE, event(OrderCanceled.class, another).reason);
    }

    @Test
    void shouldCallAPostOnlyOrderThatWouldCrossRejected() {
        String text = "Canceled: Order had execInst of ParticipateDoNotInitiate\\nSubmitted via API.";
        String canceled = execution("Canceled", "XBTUSD", ours, "'ordStatus':'Canceled','cumQty':0")
                .replace("Submitted via API.", text);
        OrderRejected rejected = event(OrderRejected.class, canceled);
        assertEquals(RejectReason.POST_ONLY_WOULD_TAKE, rejected.reason);
        assertEquals(ORDER, rejected.orderId);
        // What comes late of it is nothing; and one that was told to be open before has ended.
        assertNothing(execution("New", "XBTUSD", ours, "'ordStatus':'New'"));
        event(OrderAccepted.class, execution("New", "XBTUSD", session.clientId(ORDER + 1), "'ordStatus':'New'"));
        OrderCanceled ended = event(OrderCanceled.class, canceled.replace(ours, session.clientId(ORDER + 1)));
        assertEquals(CancelReason.EXPIRED, ended.reason);
        assertEquals(0, ended.filledLots);
    }

    @Test
    void shouldTellWhyAnOrderWasRejected() {
        OrderRejected rejected = event(
                OrderRejected.class,
                execution("Rejected", "XBTUSD", ours, "'ordStatus':'Rejected','ordRejReason':'insufficient margin'"));
        assertEquals(RejectReason.INSUFFICIENT_BALANCE, rejected.reason);
        assertEquals("insufficient margin", rejected.text);
    }

    @Test
    void shouldBookFundingByItsTime() {
        Funding funding = event(
                Funding.class,
                execution(
                        "Funding",
                        "XBTUSD",
                        "",
                        "'lastQty':1000,'lastPx':50000.25,'commission':0.0001,"
                                + "'execCost':-2000000,'execComm':200"));
        assertEquals(NANOS, funding.fundingTimeNanos);
        assertEquals(-200, funding.quanta);
        assertEquals(100_000, funding.ratePpb);
        // To the nearest half tick.
        assertEquals(200_001, funding.mark2Ticks);
        Funding received = event(
                Funding.class,
                execution(
                        "Funding",
                        "XBTUSDT",
                        "",
                        "'lastQty':1000,'lastPx':50000,'commission':-0.0001,"
                                + "'execCost':-50000000,'execComm':-5000"));
        assertEquals(5_000, received.quanta);
        assertEquals(100_000, received.ratePpb, "a short position receives what longs pay");
    }

    @Test
    void shouldTellWhatTheVenueDidToThePosition() {
        String sold = "'side':'Sell','lastQty':100,'lastPx':50000,'execCost':200000,'execComm':100";
        for (String type : new String[] {"Liquidation", "Bankruptcy", "Settlement"}) {
            Fill fill = event(Fill.class, execution(type, "XBTUSD", "", sold));
            assertEquals(Liquidity.LIQUIDATION, fill.liquidity, type);
            assertEquals(0, fill.orderId);
        }
        Fill byOrder =
                event(Fill.class, execution("Trade", "XBTUSD", "", sold).replace("Submitted via API.", "Liquidation"));
        assertEquals(Liquidity.LIQUIDATION, byOrder.liquidity);
    }

    @Test
    void shouldTellOthersTradesAndNothingElseOfTheirs() {
        String bought = "'side':'Buy','lastQty':150,'lastPx':50000.1,'execCost':-300000,'execComm':0,'cumQty':0";
        Fill fill = event(Fill.class, execution("Trade", "XBTUSD", "by hand", bought));
        assertEquals(0, fill.orderId);
        assertEquals(2, fill.lots);
        for (String type : new String[] {"New", "Canceled", "Rejected", "Replaced"}) {
            assertNothing(execution(type, "XBTUSD", "by hand", bought));
        }
        assertNothing(execution("Trade", "ETHUSD", ours, bought));
        assertNothing("{'execID':'1','orderID':'2','execType':'CancelReject','ordRejReason':'Invalid orderID'}");
    }

    @Test
    void shouldMakeNothingOfWhatItDoesNotUnderstand() {
        assertThrows(
                RuntimeException.class,
                () -> executions.event(json(execution("Replaced", "XBTUSD", ours, "'cumQty':0")), Source.STREAM));
        assertThrows(
                RuntimeException.class,
                () -> executions.event(
                        json(execution("Insurance", "XBTUSD", "", "'lastQty':1,'lastPx':2")), Source.STREAM));
        assertNothing(execution("Insurance", "XBTUSD", "", "'lastQty':null,'lastPx':null"));
        // A lot is 100 contracts.
        assertThrows(
                RuntimeException.class,
                () -> executions.event(
                        json(execution(
                                "Trade",
                                "XBTUSD",
                                ours,
                                "'side':'Buy','lastQty':150,'lastPx':50000," + "'execCost':-300000,'execComm':0")),
                        Source.STREAM));
        assertThrows(
                RuntimeException.class,
                () -> executions.event(
                        json(execution(
                                "Trade", "XBTUSD", ours, "'side':'Buy','lastQty':100,'lastPx':50000,'execComm':0")),
                        Source.STREAM));
    }
}
