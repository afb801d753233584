package dev.flowmaker.venue.xchange;

import static dev.flowmaker.venue.xchange.BitmexFixtures.execution;
import static dev.flowmaker.venue.xchange.BitmexFixtures.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** BitMEX's tables of an account, row by row. */
class BitmexUserTablesTest {
    private static final long ORDER = 5L << 32 | 2;

    private final BitmexFixtures.Known known = BitmexFixtures.known();
    private final Session session = known.session();
    private final BitmexOrders orders = new BitmexOrders();
    private final RecordingInbox inbox = new RecordingInbox();
    private final BitmexBalances balances = new BitmexBalances(session, known.money());
    private final BitmexUserTables tables = new BitmexUserTables(
            new BitmexExecutions(
                    session, known.money(), orders, new Secrets(() -> TestSettings.KEY, () -> TestSettings.SECRET)),
            balances,
            orders,
            inbox);
    private final String ours = session.clientId(ORDER);

    private void rows(String table, String action, String... rows) {
        tables.onRows(table, action, json("[" + String.join(",", rows) + "]"));
    }

    private String fill() {
        return execution(
                "Trade",
                "XBTUSD",
                ours,
                "'side':'Buy','lastQty':100,'lastPx':50000,'execCost':-200000," + "'execComm':-20");
    }

    private String placed() {
        return execution("New", "XBTUSD", ours, "'ordStatus':'New'");
    }

    private List<MessageKind> told() {
        return inbox.all().stream().map(Message::kind).toList();
    }

    @Test
    void shouldHoldANewPostOnlyOrderUntilMoreIsToldOfIt() {
        orders.placing(session.market(0), ORDER, true);
        rows("execution", "insert", placed());
        assertEquals(List.of(), told());
        rows("execution", "insert", fill());
        assertEquals(List.of(MessageKind.ORDER_ACCEPTED, MessageKind.FILL), told());
        assertNull(orders.release(ORDER), "told once");
    }

    @Test
    void shouldTellAPostOnlyOrderThatWouldCrossAsRefusedOnly() {
        orders.placing(session.market(0), ORDER, true);
        String crossed = execution("Canceled", "XBTUSD", ours, "'ordStatus':'Canceled','cumQty':0")
                .replace("Submitted via API.", "Canceled: Order had execInst of ParticipateDoNotInitiate");
        rows("execution", "insert", placed());
        rows("execution", "insert", crossed);
        assertEquals(List.of(MessageKind.ORDER_REJECTED), told());
        assertNull(orders.release(ORDER));
    }

    @Test
    void shouldTellAtOnceWhatIsNotHeld() {
        orders.placing(session.market(0), ORDER, false);
        rows("execution", "insert", placed());
        assertEquals(List.of(MessageKind.ORDER_ACCEPTED), told());
    }

    @Test
    void shouldGiveBackWhatItHeldWhenThePlacementIsNotAnswered() {
        orders.placing(session.market(0), ORDER, true);
        rows("execution", "insert", placed());
        assertNotNull(orders.release(ORDER));
        // From then on nothing waits any more.
        rows("execution", "insert", placed());
        assertEquals(List.of(MessageKind.ORDER_ACCEPTED), told());
    }

    @Test
    void shouldTellNoHistory() {
        rows("execution", "partial", fill());
        assertEquals(List.of(), told());
        assertThrows(IllegalArgumentException.class, () -> rows("execution", "delete", fill()));
        assertThrows(IllegalArgumentException.class, () -> rows("wallet", "insert", "{}"));
    }

    @Test
    void shouldTellAPositionWhenItChangesAndNotWithEveryMark() {
        String flat = "{'account':1,'symbol':'XBTUSD','currentQty':0,'unrealisedCost':0,'markPrice':50000}";
        rows("position", "partial", flat, "{'account':1,'symbol':'SOL_USDT','currentQty':null}");
        rows("position", "update", "{'account':1,'symbol':'XBTUSD','markPrice':50001}");
        assertEquals(1, inbox.size());
        rows("position", "update", "{'account':1,'symbol':'XBTUSD','currentQty':-300,'unrealisedCost':600000}");
        rows("position", "update", "{'account':1,'symbol':'XBTUSD','markPrice':50002}");
        List<Balance> all = inbox.all(Balance.class);
        assertEquals(2, all.size());
        assertEquals(session.instruments().get(0).baseAsset(), all.get(1).asset);
        assertEquals(-300, all.get(1).freeQuanta);
        assertEquals(600_000, all.get(1).costQuanta);
        assertThrows(
                IllegalArgumentException.class,
                () -> balances.position(json("{'symbol':'XBTUSD','currentQty':100}"), Source.QUERY),
                "a position without its cost");
    }

    @Test
    void shouldTellTheWalletInWholeUnits() {
        rows(
                "margin",
                "partial",
                "{'account':1,'currency':'XBt','walletBalance':100000001,'marginBalance':100000500}",
                "{'account':1,'currency':'USDt','walletBalance':2500000}",
                "{'account':1,'currency':'MAMUSd','walletBalance':1}");
        rows("margin", "update", "{'account':1,'currency':'XBt','marginBalance':100000700}");
        List<Balance> all = inbox.all(Balance.class);
        assertEquals(2, all.size());
        assertEquals("BTC", session.asset(all.get(0).asset).code());
        assertEquals(100_000_001, all.get(0).freeQuanta);
        assertEquals(2_500_000, all.get(1).freeQuanta);
    }

    @Test
    void shouldAnswerAQueryForEveryAssetOfTheSession() {
        List<Balance> all = balances.all(
                json("[{'symbol':'XBTUSDT','currentQty':200,'unrealisedCost':10000000}]"),
                json("[{'currency':'USDt','walletBalance':7}]"));
        assertEquals(session.assets().size(), all.size());
        assertEquals(
                List.of(0L, 0L, 200L, 7L),
                all.stream().map(balance -> balance.freeQuanta).toList());
        assertThrows(
                IllegalArgumentException.class,
                () -> balances.all(
                        json("[]"),
                        json("[{'currency':'XBt','walletBalance':1}," + "{'currency':'XBt','walletBalance':1}]")));
    }
}
