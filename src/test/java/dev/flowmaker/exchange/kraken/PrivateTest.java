package dev.flowmaker.exchange.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.TextSocket;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.PlannedFault;
import dev.flowmaker.exchange.door.PlannedFault.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys, orders, and what accounts are told. */
class PrivateTest {
    private TestKraken venue = TestKraken.quiet();
    private KrakenClient alice = new KrakenClient(venue, 0);
    private KrakenClient bob = new KrakenClient(venue, 1);

    @BeforeEach
    void haveABook() {
        bob.limit("buy", "1", "59000");
        bob.limit("sell", "1", "61000");
    }

    @AfterEach
    void close() {
        venue.close();
    }

    private void use(UnaryOperator<KrakenServerSettings> change) {
        venue.close();
        venue = TestKraken.of(new MarketSource.ClientsOnly(), change);
        alice = new KrakenClient(venue, 0);
        bob = new KrakenClient(venue, 1);
    }

    @Test
    void shouldLetInOnlyWhoSignsWithANonceThatGrows() {
        String path = "/0/private/Balance";
        String body = "nonce=5";
        String good = Security.sign(venue.settings.keys().get(0).secret(), path, "5", body);
        assertEquals(
                error("EAPI:Invalid signature"),
                alice.sendSigned(path, body, "x").toString());
        assertEquals(
                error("EAPI:Invalid signature"),
                alice.sendSigned(path, body + "&a=1", good).toString());
        assertEquals(
                error("EAPI:Invalid signature"),
                bob.sendSigned(path, body, good).toString());
        assertTrue(alice.sendSigned(path, body, good).path("error").isEmpty());
        assertEquals(
                error("EAPI:Invalid nonce"), alice.sendSigned(path, body, good).toString());
        assertEquals(error("EAPI:Invalid nonce"), alice.send("Balance", 4, "").toString());
        assertEquals(error("EAPI:Invalid key"), venue.get(path).toString());
    }

    private static String error(String words) {
        return "{\"error\":[\"" + words + "\"]}";
    }

    @Test
    void shouldLetAKeyDoWhatItsRightsSay() {
        Set<ApiKey.Right> readAndWithdraw = EnumSet.of(ApiKey.Right.READ, ApiKey.Right.WITHDRAW);
        List<ApiKey> keys = List.of(TestKraken.key(0, readAndWithdraw), TestKraken.key(1, Set.of(ApiKey.Right.TRADE)));
        use(settings -> KrakenServerSettings.of(keys));
        alice.refused("EGeneral:Permission denied", "AddOrder", "pair", "XBTUSD");
        alice.refused("EGeneral:Permission denied", "CancelAll");
        bob.refused("EGeneral:Permission denied", "OpenOrders");
        JsonNode permissions = alice.ok("GetApiKeyInfo").path("permissions");
        assertEquals(
                "[\"query-funds\",\"query-open-trades\",\"query-closed-trades\",\"withdraw-funds\"]",
                permissions.toString());
    }

    @Test
    void shouldRefuseSecretsThatAreNotKrakens() {
        List<ApiKey> keys = List.of(new ApiKey(0, "key", "not base 64!"));
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> use(settings -> KrakenServerSettings.of(keys)));
        assertEquals("the secret of account 0 is not Base64, as Kraken's are: take another", refusal.getMessage());
    }

    @Test
    void shouldTellOfAnOrdersWholeLife() {
        try (TextSocket orders = alice.follow("openOrders");
                TextSocket trades = alice.follow("ownTrades")) {
            assertEquals("[[],\"openOrders\",{\"sequence\":1}]", orders.next().toString());
            assertEquals("[[],\"ownTrades\",{\"sequence\":1}]", trades.next().toString());
            String id = alice.limit("buy", "0.5", "60000", "userref", "-77", "oflags", "post");
            JsonNode first = order(orders, id, 2);
            assertEquals("pending", first.path("status").asText());
            assertEquals("limit XBT/USD buy 60000.00000", words(first.path("descr")));
            assertEquals("fciq,post", first.path("oflags").asText());
            assertEquals(
                    "{\"status\":\"open\",\"userref\":-77}",
                    order(orders, id, 3).toString());
            String other = bob.limit("sell", "0.2", "60000");
            JsonNode progress = order(orders, id, 4);
            assertEquals(
                    "{\"vol_exec\":\"0.20000000\",\"cost\":\"12000.00000000\",\"fee\":\"19.20000000\","
                            + "\"avg_price\":\"60000.00000\",\"userref\":-77}",
                    progress.toString());
            JsonNode message = trades.next();
            assertEquals(2, message.path(2).path("sequence").asInt());
            JsonNode trade = message.path(0).path(0).elements().next();
            assertEquals(id, trade.path("ordertxid").asText());
            assertEquals(
                    "buy XBT/USD 0.20000000",
                    trade.path("type").asText() + " " + trade.path("pair").asText() + " "
                            + trade.path("vol").asText());
            assertEquals("closed", bob.order(other).path("status").asText());
            alice.ok("CancelOrder", "txid", id);
            JsonNode end = order(orders, id, 5);
            assertEquals(
                    "canceled User requested",
                    end.path("status").asText() + " "
                            + end.path("cancel_reason").asText());
            JsonNode asked = alice.order(id);
            assertEquals(
                    "canceled -77 User requested 0.20000000",
                    asked.path("status").asText() + " "
                            + asked.path("userref") + " " + asked.path("reason").asText() + " "
                            + asked.path("vol_exec").asText());
            assertEquals(1, asked.path("trades").size());
            String tradeId = asked.path("trades").path(0).asText();
            assertEquals(
                    id,
                    alice.ok("QueryTrades", "txid", tradeId)
                            .path(tradeId)
                            .path("ordertxid")
                            .asText());
            assertEquals(1, alice.ok("TradesHistory").path("count").asInt());
            assertEquals(
                    0, alice.ok("TradesHistory", "start", tradeId).path("count").asInt());
            assertEquals(
                    1, alice.ok("ClosedOrders", "userref", "-77").path("count").asInt());
        }
    }

    private static String words(JsonNode description) {
        return description.path("ordertype").asText() + " "
                + description.path("pair").asText() + " "
                + description.path("type").asText() + " "
                + description.path("price").asText();
    }

    private static JsonNode order(TextSocket socket, String id, int sequence) {
        JsonNode message = socket.take(JsonNode::isArray);
        assertEquals(sequence, message.path(2).path("sequence").asInt(), message::toString);
        JsonNode order = message.path(0).path(0).path(id);
        assertTrue(order.isObject(), message::toString);
        return order;
    }

    @Test
    void shouldTakeInAPostOnlyOrderThatWouldTakeAndCancelIt() {
        String id = alice.limit("buy", "0.5", "61000", "oflags", "post");
        JsonNode order = alice.order(id);
        assertEquals(
                "canceled Post only order 0.00000000",
                order.path("status").asText() + " " + order.path("reason").asText() + " "
                        + order.path("vol_exec").asText());
        assertEquals(0, alice.ok("OpenOrders").path("open").size());
    }

    @Test
    void shouldCancelAllOrdersWithAClientsNumberWhichNeedNotDiffer() {
        alice.limit("buy", "0.1", "58000", "userref", "7");
        alice.limit("buy", "0.1", "58001", "userref", "7");
        alice.limit("buy", "0.1", "58002", "userref", "8");
        assertEquals(2, alice.ok("OpenOrders", "userref", "7").path("open").size());
        assertEquals(2, alice.ok("CancelOrder", "txid", "7").path("count").asInt());
        assertEquals(1, alice.ok("OpenOrders").path("open").size());
        alice.refused("EOrder:Unknown order", "CancelOrder", "txid", "7");
        assertEquals(1, alice.ok("CancelAll").path("count").asInt());
        assertEquals(0, alice.ok("CancelAll").path("count").asInt());
    }

    @Test
    void shouldCancelTheWholeAccountWhenItsCountdownEnds() {
        try (TextSocket orders = alice.follow("openOrders")) {
            alice.limit("buy", "0.1", "58000");
            alice.ok("AddOrder", "pair", "ETHUSD", "type", "buy", "ordertype", "limit", "volume", "1", "price", "2000");
            JsonNode armed = alice.ok("CancelAllOrdersAfter", "timeout", "60");
            assertNotEquals(armed.path("currentTime"), armed.path("triggerTime"));
            assertEquals(
                    "0",
                    alice.ok("CancelAllOrdersAfter", "timeout", "0")
                            .path("triggerTime")
                            .asText());
            alice.ok("CancelAllOrdersAfter", "timeout", "1");
            orders.take(message -> message.toString().contains("canceled"));
            orders.take(message -> message.toString().contains("canceled"));
            assertEquals(0, alice.ok("OpenOrders").path("open").size());
        }
    }

    @Test
    void shouldBindValueAndCommissionOfAPurchase() {
        assertEquals("1000000.00000000", alice.ok("Balance").path("ZUSD").asText());
        alice.refused(
                "EOrder:Insufficient funds",
                "AddOrder",
                "pair",
                "XBTUSD",
                "type",
                "buy",
                "ordertype",
                "limit",
                "volume",
                "20",
                "price",
                "50000");
        alice.limit("buy", "19", "50000");
        assertEquals(
                "{\"balance\":\"1000000.00000000\",\"hold_trade\":\"950000.00000000\"}",
                alice.ok("BalanceEx").path("ZUSD").toString());
        alice.refused(
                "EOrder:Insufficient funds",
                "AddOrder",
                "pair",
                "XBTUSD",
                "type",
                "buy",
                "ordertype",
                "limit",
                "volume",
                "0.95",
                "price",
                "50000");
        alice.limit("buy", "0.94", "50000");
        alice.ok("CancelAll");
        bob.ok("CancelAll");
        alice.limit("buy", "19.94", "50000");
        bob.limit("sell", "19.94", "50000");
        assertEquals("1404.80000000", alice.ok("Balance").path("ZUSD").asText());
        assertEquals("119.94000000", alice.ok("Balance").path("XXBT").asText());
        assertEquals(
                "0.2600 0.1600",
                alice.ok("TradeVolume", "pair", "XBTUSD")
                                .path("fees")
                                .path("XXBTZUSD")
                                .path("fee")
                                .asText() + " "
                        + alice.ok("TradeVolume", "pair", "XBTUSD")
                                .path("fees_maker")
                                .path("XXBTZUSD")
                                .path("fee")
                                .asText());
    }

    @Test
    void shouldRefuseOrdersInKrakensWords() {
        place("EQuery:Unknown asset pair", "pair", "XBTEUR");
        place("EGeneral:Invalid arguments:type", "type", "hold");
        place("EGeneral:Invalid arguments:ordertype", "ordertype", "stop-loss");
        place("EGeneral:Invalid arguments:volume", "volume", "-1");
        place("EGeneral:Invalid arguments:volume", "volume", "1e3");
        place("EGeneral:Invalid arguments:volume minimum not met", "volume", "0.00001");
        place("EOrder:Cost minimum not met", "price", "0.01");
        place("EOrder:Invalid price:XBT/USD price can only be specified up to 2 decimals.", "price", "1.001");
        place("EGeneral:Invalid arguments:price", "price", "0");
        place("EGeneral:Invalid arguments:userref", "userref", "2147483648");
        place("EGeneral:Invalid arguments:oflags", "oflags", "fcib");
        place("EGeneral:Invalid arguments:leverage", "leverage", "5:1");
        place("EGeneral:Invalid arguments:timeinforce", "timeinforce", "GTD");
        place("EGeneral:Invalid arguments:stptype", "stptype", "none");
        place("EOrder:Insufficient funds", "volume", "1000");
        alice.refused("EOrder:Invalid order", "QueryOrders", "txid", "O00000-00000-00000Z");
        alice.refused("EOrder:Invalid order", "QueryOrders", "txid", "nonsense");
        alice.refused("EGeneral:Invalid arguments:txid", "CancelOrder");
        alice.refused("EGeneral:Unknown method", "Withdraw");
        assertEquals(0, alice.ok("OpenOrders").path("open").size());
    }

    /** An order that is good but for one parameter. */
    private void place(String error, String name, String value) {
        Object[] form = {
            "pair", "XBTUSD", "type", "buy", "ordertype", "limit", "volume", "0.1", "price", "58000", name, value
        };
        alice.refused(error, "AddOrder", form);
    }

    @Test
    void shouldOnlyLookAtAnOrderThatIsToBeValidated() {
        JsonNode result = alice.ok(
                "AddOrder",
                "pair",
                "XBT/USD",
                "type",
                "sell",
                "ordertype",
                "market",
                "volume",
                "0.25",
                "validate",
                "true");
        assertEquals("{\"descr\":{\"order\":\"sell 0.25000000 XBTUSD @ market\"}}", result.toString());
        assertEquals(0, alice.ok("ClosedOrders").path("count").asInt());
    }

    @Test
    void shouldCountCallsByKeyAndOrdersByAge() {
        use(settings -> settings.withLimits(new KrakenLimits(5, 0.01, 20, 0.01)));
        // One and eight, twice.
        alice.ok("CancelOrder", "txid", alice.limit("buy", "0.1", "58000"));
        alice.ok("CancelOrder", "txid", alice.limit("buy", "0.1", "58000"));
        alice.limit("buy", "0.1", "58000");
        alice.limit("buy", "0.1", "58000");
        place("EOrder:Rate limit exceeded", "volume", "0.1");
        alice.ok("AddOrder", "pair", "ETHUSD", "type", "buy", "ordertype", "limit", "volume", "1", "price", "2000");
        alice.ok("TradesHistory");
        alice.ok("TradesHistory");
        alice.ok("OpenOrders");
        alice.refused("EAPI:Rate limit exceeded", "OpenOrders");
        bob.ok("OpenOrders");
        assertEquals(8, OrderLimits.cancelCost(4_999_999_999L));
        assertEquals(6, OrderLimits.cancelCost(5_000_000_000L));
        assertEquals(1, OrderLimits.cancelCost(299_999_999_999L));
        assertEquals(0, OrderLimits.cancelCost(300_000_000_000L));
    }

    @Test
    void shouldFollowPrivateFeedsOnlyWithAToken() {
        try (TextSocket socket = venue.open("/auth")) {
            socket.send("{\"event\":\"subscribe\",\"subscription\":{\"name\":\"openOrders\",\"token\":\"guess\"}}");
            assertEquals(
                    "ESession:Invalid session",
                    socket.next().path("errorMessage").asText());
            socket.send("{\"event\":\"subscribe\",\"pair\":[\"XBT/USD\"],\"subscription\":{\"name\":\"book\"}}");
            assertEquals("error", socket.next().path("status").asText());
        }
    }

    @Test
    void shouldShowNewFollowersWhatIsOpenAndWhatWasTraded() {
        alice.limit("sell", "1", "59000");
        String open = alice.limit("buy", "0.1", "58000", "userref", "9");
        try (TextSocket orders = alice.follow("openOrders");
                TextSocket trades = alice.follow("ownTrades")) {
            JsonNode first = orders.next();
            assertEquals(1, first.path(0).size());
            assertEquals("open", first.path(0).path(0).path(open).path("status").asText());
            assertEquals(1, trades.next().path(0).size());
        }
    }

    @Test
    void shouldFailInKrakensWordsWhenItIsToldTo() {
        fails(Kind.RATE_LIMITED, "EAPI:Rate limit exceeded");
        fails(Kind.BANNED, "EGeneral:Temporary lockout");
        fails(Kind.OVERLOADED, "EService:Busy");
        fails(Kind.MAINTENANCE, "EService:Unavailable");
        fails(Kind.KEY_EXPIRED, "EAPI:Invalid key");
        assertEquals(0, alice.ok("OpenOrders").path("open").size());
        try (TextSocket orders = alice.follow("openOrders")) {
            orders.next();
            venue.server.plan(new PlannedFault(Kind.MESSAGE_LOST, "pending", 1));
            alice.limit("buy", "0.1", "58000");
            assertEquals(3, orders.next().path(2).path("sequence").asInt(), "a gap shows in the sequence");
        }
    }

    private void fails(Kind kind, String words) {
        venue.server.plan(new PlannedFault(kind, "POST /0/private/AddOrder", 1));
        place(words, "volume", "0.1");
    }

    private JsonNode pairs() {
        return venue.get("/0/public/AssetPairs").path("result");
    }

    private void happens(Consumer<Exchange> what) {
        venue.server.ask(exchange -> {
            what.accept(exchange);
            return exchange;
        });
    }

    @Test
    void shouldSayWhatHappensToAMarket() {
        String open = alice.limit("buy", "0.1", "58000");
        happens(exchange -> exchange.halt(0, exchange.nowNanos()));
        assertEquals("cancel_only", pairs().path("XXBTZUSD").path("status").asText());
        place("EService:Market in cancel_only mode", "volume", "0.1");
        alice.ok("CancelOrder", "txid", open);
        happens(exchange -> exchange.resume(0, exchange.nowNanos()));
        Rules coarse = new Rules(10, 10, 100, 1_000_000, 500_000_000, 2_000_000, 3_000_000);
        happens(exchange -> exchange.change(0, coarse, exchange.nowNanos()));
        JsonNode pair = pairs().path("XXBTZUSD");
        assertEquals(
                "online 0.10 4 0.00100000 [[0,0.3]] [[0,0.2]]",
                pair.path("status").asText() + " "
                        + pair.path("tick_size").asText() + " " + pair.path("lot_decimals") + " "
                        + pair.path("ordermin").asText() + " " + pair.path("fees") + " " + pair.path("fees_maker"));
        place("EOrder:Tick size check failed", "price", "58000.05");
        place("EGeneral:Invalid arguments:volume minimum not met", "volume", "0.0009");
        assertEquals(
                "0.3000",
                alice.ok("TradeVolume", "pair", "XBTUSD")
                        .path("fees")
                        .path("XXBTZUSD")
                        .path("fee")
                        .asText());
        happens(exchange -> exchange.delist(0, exchange.nowNanos()));
        assertEquals(1, pairs().size());
        place("EQuery:Unknown asset pair", "volume", "0.1");
    }

    @Test
    void shouldBeginAnewWithoutAWord() {
        String before = alice.limit("sell", "0.2", "59000");
        assertEquals(1, alice.order(before).path("trades").size());
        happens(exchange -> exchange.reset(exchange.nowNanos()));
        alice.refused("EOrder:Invalid order", "QueryOrders", "txid", before);
        assertEquals(0, alice.ok("TradesHistory").path("count").asInt());
        String again = bob.limit("sell", "0.2", "61000");
        for (int i = 0; !again.equals(before) && i < 10; i++) {
            again = alice.limit("sell", "0.2", "61000");
        }
        assertEquals(before, again, "numbers begin anew");
        assertEquals(0, alice.order(again).path("trades").size());
        assertEquals("0.00000000", alice.order(again).path("fee").asText());
    }
}
