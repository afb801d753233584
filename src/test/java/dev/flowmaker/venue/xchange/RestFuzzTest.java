package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Gateway.Description;
import dev.flowmaker.venue.Mutator;
import dev.flowmaker.venue.VenueException;
import dev.flowmaker.venue.xchange.ScriptedBinance.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged answers to requests, over HTTP: each request has one fate, and a fate that is told is the one that was said. */
@Timeout(600)
class RestFuzzTest {
    private static final long OURS = 1L << 32 | 17;
    private static final String ID = StrictBinance.IDS.text(OURS);
    private static final long VENUE_ID = 4293153;
    private static final String ACCOUNT =
            "{\"makerCommission\":10,\"takerCommission\":10,\"canTrade\":true,\"updateTime\":1700000000123,\"balances\":["
                    + "{\"asset\":\"BTC\",\"free\":\"1.50000000\",\"locked\":\"0.25000000\"},"
                    + "{\"asset\":\"ETH\",\"free\":\"7.00000000\",\"locked\":\"0.00000000\"},"
                    + "{\"asset\":\"USDT\",\"free\":\"1000.00000001\",\"locked\":\"0.00000000\"}]}";

    private final ScriptedBinance venue = new ScriptedBinance();
    private final RecordingInbox inbox = new RecordingInbox();
    private final BinanceGateway gateway = new BinanceGateway(TestSettings.of(venue), TestSettings::utcNanos);
    private int taken;
    private int refused;

    @BeforeEach
    void start() throws VenueException {
        gateway.startRequests(TestSettings.session(gateway.describe()), inbox);
    }

    @AfterEach
    void stop() {
        gateway.close();
        venue.close();
    }

    private static String order(String status, String executed) {
        return "{\"symbol\":\"BTCUSDT\",\"orderId\":" + VENUE_ID + ",\"orderListId\":-1,\"clientOrderId\":\"" + ID
                + "\",\"price\":\"60000.01000000\",\"origQty\":\"0.00500000\",\"executedQty\":\"" + executed
                + "\",\"status\":\"" + status + "\",\"timeInForce\":\"GTC\",\"type\":\"LIMIT_MAKER\",\"side\":\"BUY\","
                + "\"time\":1700000000100,\"updateTime\":1700000000123,\"isWorking\":true}";
    }

    private static String trade(long id) {
        return "{\"symbol\":\"BTCUSDT\",\"id\":" + id + ",\"orderId\":" + VENUE_ID + ",\"orderListId\":-1,"
                + "\"price\":\"60000.01000000\",\"qty\":\"0.00100000\",\"quoteQty\":\"60.00001000\","
                + "\"commission\":\"0.00000100\",\"commissionAsset\":\"BTC\",\"time\":1700000000123,"
                + "\"isBuyer\":true,\"isMaker\":true,\"isBestMatch\":true}";
    }

    /** One request whose answer is damaged. */
    private void play(String kind, String call, String answer, Message command, StrictBinance.Reading reading) {
        for (int i = 0; i < Mutator.CASES; i++) {
            String damaged = new Mutator(i).damage(answer);
            venue.on(call, asked -> Answer.json(damaged));
            int before = inbox.size();
            command.market = 0;
            gateway.execute(command);
            List<Message> came = inbox.all().subList(before, inbox.size()).stream()
                    .filter(event -> !(event instanceof ConnectionChanged))
                    .toList();
            List<Map<String, String>> said = StrictBinance.read(damaged, reading);
            String what = kind + " " + i + " said " + said + ", came "
                    + came.stream().map(StrictBinance::fields).toList() + ": " + UserStreamFuzzTest.shown(damaged);
            boolean failed = came.isEmpty()
                    // Of these nothing at all is told when none is ours; the user stream tells them.
                    ? command instanceof CancelAll
                    : came.size() == 1 && isFailure(came.get(0));
            if (failed) {
                refused++;
            } else {
                assertTrue(
                        StrictBinance.same(
                                said, came.stream().map(StrictBinance::fields).toList()),
                        what);
                taken++;
            }
        }
    }

    private static boolean isFailure(Message event) {
        return event instanceof RequestUnknown || event instanceof RequestFailed;
    }

    private void checkBoth() {
        assertTrue(taken > Mutator.CASES / 20, taken + " taken");
        assertTrue(refused > Mutator.CASES / 4, refused + " refused");
    }

    @Test
    void shouldBelieveNoDamagedOrder() {
        QueryOrder query = new QueryOrder();
        query.orderId = OURS;
        play("order", "GET /api/v3/order", order("NEW", "0.00000000"), query, StrictBinance.order(OURS));
        checkBoth();
    }

    @Test
    void shouldBelieveNoDamagedTradesOfAnOrder() {
        QueryOrder query = new QueryOrder();
        query.orderId = OURS;
        String genuine = order("PARTIALLY_FILLED", "0.00200000");
        venue.on("GET /api/v3/order", call -> Answer.json(genuine));
        play("trades of an order", "GET /api/v3/myTrades", "[" + trade(7) + "," + trade(9) + "]", query, answer -> {
            List<Map<String, String>> said =
                    new ArrayList<>(StrictBinance.ownTrades(OURS, VENUE_ID).of(answer));
            said.addAll(Objects.requireNonNull(StrictBinance.read(genuine, StrictBinance.order(OURS))));
            return said;
        });
        checkBoth();
    }

    @Test
    void shouldBelieveNoDamagedTrades() {
        QueryTrades query = new QueryTrades();
        query.fromTradeId = 5;
        venue.on("GET /api/v3/order", call -> {
            boolean asked = call.parameter("orderId").equals(Long.toString(VENUE_ID));
            return asked
                    ? Answer.json(order("FILLED", "0.00200000"))
                    : Answer.error(400, -2013, "Order does not exist.");
        });
        play(
                "trades",
                "GET /api/v3/myTrades",
                "[" + trade(7) + "," + trade(9) + "]",
                query,
                StrictBinance.trades(OURS, VENUE_ID, 5));
        checkBoth();
    }

    @Test
    void shouldBelieveNoDamagedOpenOrders() {
        String others = order("NEW", "0.00000000").replace(ID, "web_1").replace("4293153", "4293154");
        play(
                "open orders",
                "GET /api/v3/openOrders",
                "[" + order("NEW", "0.00100000") + "," + others + "]",
                new QueryOpenOrders(),
                StrictBinance::openOrders);
        checkBoth();
    }

    @Test
    void shouldBelieveNoDamagedBalances() {
        play("account", "GET /api/v3/account", ACCOUNT, new QueryBalances(), StrictBinance::account);
        checkBoth();
    }

    @Test
    void shouldBelieveNoDamagedCancel() {
        String canceled = order("CANCELED", "0.00100000")
                .replace("\"clientOrderId\":\"" + ID, "\"origClientOrderId\":\"" + ID)
                .replace("\"time\"", "\"transactTime\"");
        CancelOrder cancel = new CancelOrder();
        cancel.orderId = OURS;
        play("cancel", "DELETE /api/v3/order", canceled, cancel, StrictBinance.canceled(OURS));
        CancelAll all = new CancelAll();
        play("cancel all", "DELETE /api/v3/openOrders", "[" + canceled + "]", all, answer -> {
            List<Map<String, String>> said = new ArrayList<>();
            if (!answer.isArray()) {
                throw new ArithmeticException("no list");
            }
            answer.forEach(row -> {
                boolean named = row.has("origClientOrderId");
                if (named && !row.path("origClientOrderId").isTextual()) {
                    throw new ArithmeticException("no text");
                }
                long order =
                        StrictBinance.IDS.orderId(row.path("origClientOrderId").asText());
                if (named && order != 0) {
                    said.addAll(StrictBinance.canceled(order).of(row));
                }
            });
            return said;
        });
        checkBoth();
    }

    /** A refusal that was not said would forget an order that lives. */
    @Test
    void shouldTakeNoPlacementForRefusedThatMayHaveWorked() {
        PlaceOrder place = new PlaceOrder();
        place.market = 0;
        place.orderId = OURS;
        place.priceTicks = 6_000_000;
        place.lots = 100;
        for (int i = 0; i < Mutator.CASES; i++) {
            Mutator mutator = new Mutator(i);
            boolean error = mutator.below(2) == 0;
            String damaged = mutator.damage(
                    error
                            ? "{\"code\":-2010,\"msg\":\"Order would immediately match and take.\"}"
                            : order("NEW", "0.00000000"));
            venue.on("POST /api/v3/order", call -> Answer.plain(error ? 400 : 200, damaged));
            int before = inbox.size();
            gateway.execute(place);
            List<Message> came = inbox.all().subList(before, inbox.size()).stream()
                    .filter(event -> !(event instanceof ConnectionChanged) && !(event instanceof RateLimited))
                    .toList();
            String what = "placement " + i + ": " + came + " " + UserStreamFuzzTest.shown(damaged);
            assertEquals(1, came.size(), what);
            if (came.get(0) instanceof OrderRejected rejected) {
                assertTrue(error && damaged.contains(Integer.toString(rejected.code)) && rejected.code < 0, what);
            } else {
                assertTrue(came.get(0) instanceof RequestUnknown || !error, what);
            }
        }
    }

    /** Markets and fees are the venue's own, or nothing begins. */
    @Test
    void shouldBeginWithNoDamagedRules() {
        int begun = 0;
        for (int i = 0; i < Mutator.CASES; i++) {
            Mutator mutator = new Mutator(i);
            boolean rules = mutator.below(2) == 0;
            String info = rules ? mutator.damage(ScriptedBinance.exchangeInfo()) : ScriptedBinance.exchangeInfo();
            String account = rules ? ACCOUNT : mutator.damage(ACCOUNT);
            venue.on("GET /api/v3/exchangeInfo", call -> Answer.json(info));
            venue.on("GET /api/v3/account", call -> Answer.json(account));
            String what = "rules " + i + ": " + UserStreamFuzzTest.shown(rules ? info : account);
            try {
                Description described = gateway.describe();
                Instrument market = described.instruments().get(0);
                assertEquals("BTCUSDT", market.venueSymbol(), what);
                assertTrue(says(info, "tickSize", market.tick().toString()), what);
                assertTrue(says(info, "stepSize", market.lot().toString()), what);
                assertTrue(account.contains("makerCommission"), what);
                assertTrue(market.minLots() > 0 && market.minPriceTicks() > 0 && market.maxLots() > 0, what);
                begun++;
            } catch (VenueException inWords) {
                assertNotNull(inWords.getMessage(), what);
            }
        }
        assertTrue(begun > Mutator.CASES / 20, "begun " + begun);
    }

    /** Whether the field has that value somewhere, with or without zeros behind. */
    private static boolean says(String text, String field, String value) {
        return text.matches("(?s).*\"" + field + "\":\"?" + Pattern.quote(value) + "\\.?0*\"?.*");
    }
}
