package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.ClientOrderIds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Binance's user events, as its documentation shows them. */
class BinanceUserEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ORDER = 3L << 32 | 17;
    private static final long MILLIS = 1_700_000_000_123L;
    private static final ClientOrderIds IDS = new ClientOrderIds(TestSettings.NAME);

    private final RecordingInbox inbox = new RecordingInbox();
    private final Instrument market = MarketFeedTest.instrument();
    private final Session session =
            new Session(new ClientOrderIds(TestSettings.NAME), List.of(market.base(), market.quote()), List.of(market));
    private final ChannelState channel = new ChannelState(Channel.USER, inbox);
    private final CancelMarks marks = new CancelMarks(session);
    private final BinanceUserEvents events = new BinanceUserEvents(
            session,
            inbox,
            new Fills(session, channel, inbox),
            marks,
            new OrderNames(),
            new Secrets(() -> TestSettings.KEY, () -> TestSettings.SECRET));

    private static ObjectNode execution(String type, String status) {
        return JSON.createObjectNode()
                .put("e", "executionReport")
                .put("E", MILLIS + 1)
                .put("s", "BTCUSDT")
                .put("c", IDS.text(ORDER))
                .put("S", "SELL")
                .put("q", "0.00500000")
                .put("p", "60000.01000000")
                .put("C", "")
                .put("x", type)
                .put("X", status)
                .put("r", "NONE")
                .put("i", 4293153)
                .put("l", "0.00000000")
                .put("z", "0.00100000")
                .put("L", "0.00000000")
                .put("n", "0")
                .putNull("N")
                .put("T", MILLIS)
                .put("t", -1)
                .put("m", false);
    }

    private <T> T only(Class<T> type) {
        assertEquals(1, inbox.size());
        return type.cast(inbox.all().get(0));
    }

    @Test
    void shouldTellANewOrder() {
        events.onEvent(execution("NEW", "NEW"));
        OrderAccepted accepted = only(OrderAccepted.class);
        assertEquals(ORDER, accepted.orderId);
        assertEquals(4293153, accepted.venueOrderId);
        assertEquals(MILLIS * 1_000_000, accepted.exchangeTimeNanos);
        assertEquals(Source.STREAM, accepted.source);
    }

    @Test
    void shouldTellAFillWithItsCommission() {
        events.onEvent(execution("TRADE", "PARTIALLY_FILLED")
                .put("l", "0.00100000")
                .put("L", "60000.01000000")
                .put("n", "0.06000001")
                .put("N", "USDT")
                .put("t", 999)
                .put("m", true));
        Fill fill = only(Fill.class);
        assertEquals(ORDER, fill.orderId);
        assertEquals(999, fill.tradeId);
        assertEquals(Side.SELL, fill.side);
        assertEquals(6_000_001, fill.priceTicks);
        assertEquals(100, fill.lots);
        assertEquals(Liquidity.MAKER, fill.liquidity);
        assertEquals(1, fill.feeAsset);
        assertEquals(6_000_001, fill.feeQuanta);
    }

    @Test
    void shouldKeepAFillWhoseCommissionIsInAnUnknownAssetAndSaySo() {
        channel.up("for the test");
        events.onEvent(execution("TRADE", "FILLED")
                .put("l", "0.00100000")
                .put("L", "60000.01000000")
                .put("n", "0.00003")
                .put("N", "BNB")
                .put("t", 999));
        Fill fill = inbox.all(Fill.class).get(0);
        assertEquals(100, fill.lots);
        assertEquals(1, fill.feeAsset);
        assertEquals(0, fill.feeQuanta);
        ConnectionChanged remark = inbox.all(ConnectionChanged.class).get(1);
        assertTrue(remark.up);
        assertTrue(remark.text.contains("0.00003 BNB") && remark.text.contains("extra assets"), remark.text);
    }

    @Test
    void shouldFindTheOrderOfACancelUnderItsOriginalId() {
        String ours = IDS.text(ORDER);
        events.onEvent(execution("CANCELED", "CANCELED").put("C", ours).put("c", marks.cancelId(ORDER)));
        events.onEvent(execution("CANCELED", "CANCELED").put("C", ours).put("c", "web_f3a2"));
        marks.cancelingAll(session.market(0));
        events.onEvent(execution("CANCELED", "CANCELED").put("C", ours).put("c", "Qx7"));
        marks.placing(session.market(0));
        events.onEvent(execution("CANCELED", "CANCELED").put("C", ours).put("c", "Qx8"));
        List<OrderCanceled> canceled = inbox.all(OrderCanceled.class);
        assertEquals(
                List.of(CancelReason.REQUESTED, CancelReason.VENUE, CancelReason.REQUESTED, CancelReason.VENUE),
                canceled.stream().map(event -> event.reason).toList());
        for (OrderCanceled event : canceled) {
            assertEquals(ORDER, event.orderId);
            assertEquals(100, event.filledLots);
            assertEquals(MILLIS * 1_000_000, event.exchangeTimeNanos);
        }
    }

    @Test
    void shouldTakeNoCancelIdForAnOrder() {
        assertEquals(0, IDS.orderId(marks.cancelId(ORDER)));
        assertTrue(marks.cancelId(-1).matches("[A-Za-z0-9_-]{1,36}"), marks.cancelId(-1));
    }

    @Test
    void shouldTellExpiryAndSelfTradePreventionAsExpired() {
        events.onEvent(execution("EXPIRED", "EXPIRED"));
        events.onEvent(execution("TRADE_PREVENTION", "EXPIRED_IN_MATCH"));
        events.onEvent(execution("TRADE_PREVENTION", "PARTIALLY_FILLED"));
        assertEquals(2, inbox.size());
        for (OrderCanceled event : inbox.all(OrderCanceled.class)) {
            assertEquals(CancelReason.EXPIRED, event.reason);
        }
    }

    @Test
    void shouldTellARejection() {
        events.onEvent(execution("REJECTED", "REJECTED").put("r", "INSUFFICIENT_BALANCE"));
        assertEquals(RejectReason.INSUFFICIENT_BALANCE, only(OrderRejected.class).reason);
    }

    @Test
    void shouldCountWhatItDoesNotKnowAndGoOn() {
        events.onEvent(execution("TELEPORTED", "NEW"));
        events.onEvent(JSON.createObjectNode().put("e", "solarFlare"));
        assertEquals(2, events.notUnderstood());
        events.onEvent(JSON.createObjectNode().put("e", "balanceUpdate"));
        assertEquals(2, events.notUnderstood());
        events.onEvent(execution("NEW", "NEW"));
        only(OrderAccepted.class);
    }

    @Test
    void shouldCountOrdersOfOthersAndOfOtherMarkets() {
        events.onEvent(execution("NEW", "NEW").put("c", "web_12345"));
        events.onEvent(execution("NEW", "NEW").put("c", new ClientOrderIds("another").text(ORDER)));
        events.onEvent(execution("NEW", "NEW").put("s", "ETHUSDT"));
        assertEquals(3, events.foreign());
        assertEquals(0, inbox.size());
    }

    @Test
    void shouldTellBalancesOfTheSessionsAssets() throws Exception {
        events.onEvent(JSON.readTree("{\"e\":\"outboundAccountPosition\",\"E\":1564034571105,\"u\":1564034571073,"
                + "\"B\":[{\"a\":\"ETH\",\"f\":\"10000.0\",\"l\":\"0.0\"},"
                + "{\"a\":\"BTC\",\"f\":\"1.00000002\",\"l\":\"0.50000000\"}]}"));
        Balance balance = only(Balance.class);
        assertEquals(0, balance.asset);
        assertEquals(100_000_002, balance.freeQuanta);
        assertEquals(50_000_000, balance.lockedQuanta);
        assertEquals(1_564_034_571_073L * 1_000_000, balance.exchangeTimeNanos);
        assertEquals(Source.STREAM, balance.source);
    }
}
