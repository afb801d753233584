package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.NotSentReason;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.venue.ClientOrderIds;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.xchange.ScriptedBinance.Answer;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Misbehaviour of the venue and of the wire, on real sockets. */
class BinanceFaultsTest {
    private static final String POST_ORDER = "POST /api/v3/order";
    private static final String DELETE_ORDER = "DELETE /api/v3/order";
    private static final String PLACED =
            "{\"symbol\":\"BTCUSDT\",\"orderId\":7,\"clientOrderId\":\"x\",\"transactTime\":1}";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

    private final ScriptedBinance venue = new ScriptedBinance();
    private final RecordingInbox inbox = new RecordingInbox();
    private final ClientOrderIds ids = new ClientOrderIds(TestSettings.NAME);
    private final BinanceGateway gateway =
            new BinanceGateway(TestSettings.of(venue, Duration.ofSeconds(20), REQUEST_TIMEOUT), TestSettings::utcNanos);
    private io.netty.channel.Channel stream;
    private io.netty.channel.Channel user;
    private int orders;

    @BeforeEach
    void start() throws Exception {
        Gateway.Description description = gateway.describe();
        gateway.start(TestSettings.session(description), inbox);
        stream = venue.awaitStream();
        user = venue.awaitUser();
    }

    @AfterEach
    void stop() {
        gateway.close();
        venue.close();
    }

    private PlaceOrder place() {
        PlaceOrder place = new PlaceOrder();
        place.market = 0;
        place.orderId = 1L << 32 | ++orders;
        place.side = Side.BUY;
        place.priceTicks = 5_999_900;
        place.lots = 100;
        return place;
    }

    private CancelOrder cancel(long orderId) {
        CancelOrder cancel = new CancelOrder();
        cancel.market = 0;
        cancel.orderId = orderId;
        return cancel;
    }

    private RequestUnknown unknownAfter(Message command) throws InterruptedException {
        int skipped = inbox.size();
        gateway.execute(command);
        return inbox.awaitAfter(skipped, RequestUnknown.class, event -> true);
    }

    @Test
    void shouldSendAPlacementOnceWhenAKeptAliveConnectionDrops() throws Exception {
        venue.on(POST_ORDER, call -> Answer.json(PLACED));
        gateway.execute(place());
        inbox.await(OrderAccepted.class, accepted -> accepted.venueOrderId == 7);
        venue.on(POST_ORDER, call -> Answer.dropped());

        RequestUnknown unknown = unknownAfter(place());

        assertEquals(1L << 32 | 2, unknown.orderId);
        assertEquals(RequestType.PLACE, unknown.request);
        assertEquals(2, venue.calls(POST_ORDER).size());
        ScriptedBinance.Call call = venue.calls(POST_ORDER).get(1);
        assertEquals("LIMIT_MAKER", call.parameter("type"));
        assertEquals("59999.00", call.parameter("price"));
        assertEquals("0.00100", call.parameter("quantity"));
        assertEquals(ids.text(1L << 32 | 2), call.parameter("newClientOrderId"));
    }

    @Test
    void shouldCallAPlacementUnknownWhateverKeepsTheAnswerFromUs() throws Exception {
        List<Answer> answers = List.of(
                Answer.none(),
                Answer.dropped(),
                Answer.plain(500, "<html>oops</html>"),
                Answer.plain(502, ""),
                Answer.error(503, -1008, "Server is currently overloaded with other requests."),
                Answer.error(504, -1007, "Timeout waiting for response from backend server."),
                Answer.error(400, -1006, "An unexpected response was received from the message bus."),
                Answer.error(400, -2010, "Duplicate order sent."),
                Answer.plain(400, "Bad Request"),
                Answer.plain(200, "<html>a proxy speaks</html>"),
                Answer.plain(200, ""),
                Answer.plain(200, "{}"),
                Answer.plain(302, "").with("Location", "http://127.0.0.1:1/elsewhere"));
        for (Answer answer : answers) {
            venue.on(POST_ORDER, call -> answer);
            PlaceOrder place = place();

            RequestUnknown unknown = unknownAfter(place);

            assertEquals(place.orderId, unknown.orderId, answer.toString());
        }
        assertEquals(answers.size(), venue.calls(POST_ORDER).size());
        assertTrue(inbox.all(OrderRejected.class).isEmpty());
        assertTrue(inbox.all(OrderAccepted.class).isEmpty());
    }

    @Test
    void shouldTakeARateLimitForARefusalAndTellHowLong() throws Exception {
        for (boolean banned : new boolean[] {false, true}) {
            int status = banned ? 418 : 429;
            venue.on(
                    POST_ORDER,
                    call -> Answer.error(status, -1003, "Too much request weight used.")
                            .with("Retry-After", "17"));
            venue.on(DELETE_ORDER, call -> Answer.plain(status, "<html>").with("retry-after", "17"));
            PlaceOrder place = place();
            int skipped = inbox.size();
            long before = TestSettings.utcNanos();

            gateway.execute(place);
            gateway.execute(cancel(place.orderId));

            RateLimited limited = inbox.awaitAfter(skipped, RateLimited.class, event -> true);
            assertEquals(banned, limited.banned);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(limited.retryAtNanos - before);
            assertTrue(seconds >= 17 && seconds < 30, "" + seconds);
            OrderRejected rejected = inbox.awaitAfter(skipped, OrderRejected.class, event -> true);
            assertEquals(RejectReason.RATE_LIMIT, rejected.reason);
            RequestFailed failed = inbox.awaitAfter(skipped, RequestFailed.class, event -> true);
            assertEquals(RejectReason.RATE_LIMIT, failed.reason);
            assertEquals(RequestType.CANCEL, failed.request);
        }
    }

    @Test
    void shouldTellThatAPlacementNeverLeftWhenNobodyListens() throws Exception {
        venue.close();
        PlaceOrder place = place();

        gateway.execute(place);
        gateway.execute(cancel(place.orderId));

        RequestNotSent notSent = inbox.await(RequestNotSent.class, event -> true);
        assertEquals(place.orderId, notSent.orderId);
        assertEquals(NotSentReason.DISCONNECTED, notSent.reason);
        // A cancel is repeated by the JDK on a dropped connection: the first one may have arrived.
        RequestUnknown unknown = inbox.await(RequestUnknown.class, event -> true);
        assertEquals(RequestType.CANCEL, unknown.request);
    }

    @Test
    void shouldCloseTheChannelOfRequestsUntilOneIsAnswered() throws Exception {
        venue.on(POST_ORDER, call -> Answer.dropped());
        venue.on("GET /api/v3/ping", call -> Answer.dropped());
        int skipped = inbox.size();
        for (int i = 0; i < 3; i++) {
            gateway.execute(place());
        }
        inbox.awaitChannel(skipped, Channel.REQUESTS, false);
        int down = inbox.size();

        venue.on("GET /api/v3/ping", call -> Answer.json("{}"));

        inbox.awaitChannel(down, Channel.REQUESTS, true);
    }

    @Test
    void shouldTellExecutionReportsThatBeatTheAnswer() throws Exception {
        PlaceOrder place = place();
        venue.on(POST_ORDER, call -> {
            ScriptedBinance.sendUser(user, report(place.orderId, "NEW", "NEW", ""));
            ScriptedBinance.sendUser(user, fill(place.orderId, 5, "0.00100", "0.00000100", "BTC"));
            awaitQuietly(dev.flowmaker.core.event.Fill.class);
            return Answer.json(PLACED);
        });

        gateway.execute(place);

        List<Message> told = inbox.all().stream()
                .filter(event -> !(event instanceof ConnectionChanged))
                .toList();
        assertEquals(3, told.size());
        assertEquals(Source.STREAM, ((OrderAccepted) told.get(0)).source);
        assertEquals(100, ((dev.flowmaker.core.event.Fill) told.get(1)).lots);
        assertEquals(Source.RESPONSE, ((OrderAccepted) told.get(2)).source);
    }

    private void awaitQuietly(Class<? extends Message> type) {
        try {
            inbox.await(type, event -> true);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private String report(long orderId, String execution, String status, String original) {
        String clientId = original.isEmpty() ? ids.text(orderId) : "web_1234";
        return "{\"e\":\"executionReport\",\"E\":1700000000001,\"s\":\"BTCUSDT\",\"c\":\"" + clientId
                + "\",\"S\":\"BUY\",\"o\":\"LIMIT_MAKER\",\"f\":\"GTC\",\"q\":\"0.00100\",\"p\":\"59999.00\",\"C\":\""
                + original + "\",\"x\":\"" + execution + "\",\"X\":\"" + status
                + "\",\"r\":\"NONE\",\"i\":7,\"l\":\"0\",\"z\":\"0\",\"L\":\"0\",\"n\":\"0\",\"N\":null,"
                + "\"T\":1700000000001,\"t\":-1,\"m\":false}";
    }

    private String fill(long orderId, long tradeId, String quantity, String fee, String feeAsset) {
        return report(orderId, "TRADE", "FILLED", "")
                .replace("\"l\":\"0\"", "\"l\":\"" + quantity + "\"")
                .replace("\"L\":\"0\"", "\"L\":\"59999.00\"")
                .replace("\"n\":\"0\"", "\"n\":\"" + fee + "\"")
                .replace("\"N\":null", "\"N\":\"" + feeAsset + "\"")
                .replace("\"t\":-1", "\"t\":" + tradeId)
                .replace("\"m\":false", "\"m\":true");
    }

    @Test
    void shouldMakeAResyncVisible() throws Exception {
        long now = System.currentTimeMillis();
        ScriptedBinance.send(stream, ScriptedBinance.depth(95, 101, now, "60000.00", "1.00000000", "60000.01"));
        BookUpdate first = inbox.await(BookUpdate.class, update -> update.reset == ResetReason.SNAPSHOT);
        assertEquals(101, first.updateId);
        assertEquals(now * 1_000_000, first.exchangeTimeNanos);
        ScriptedBinance.send(stream, ScriptedBinance.depth(102, 103, now + 1, "60000.00", "2.00000000", "60000.01"));
        BookUpdate second = inbox.await(BookUpdate.class, update -> update.updateId == 103);
        assertEquals(ResetReason.NONE, second.reset);
        venue.on("GET /api/v3/depth", call -> Answer.json(ScriptedBinance.snapshot(200, "59999.00", "59999.01")));

        ScriptedBinance.send(stream, ScriptedBinance.depth(190, 195, now + 2, "59999.00", "2.00000000", "59999.01"));
        ScriptedBinance.send(stream, ScriptedBinance.depth(196, 205, now + 3, "59999.00", "4.00000000", "59999.01"));

        BookUpdate again = inbox.await(BookUpdate.class, update -> update.reset == ResetReason.RESYNC);
        assertEquals(205, again.updateId);
        assertEquals(2, again.levels.count());
        assertEquals(5_999_900, again.levels.priceTicks(0));
        assertEquals(400_000, again.levels.lots(0));
    }

    @Test
    void shouldTellTheVenuesTimeOfAFrameWhateverOurClockSays() throws Exception {
        // XChange dates a snapshot by our clock, and a book's time never goes back.
        long behind = System.currentTimeMillis() - 60_000;

        ScriptedBinance.send(stream, ScriptedBinance.depth(95, 101, behind, "60000.00", "1.00000000", "60000.01"));

        BookUpdate update = inbox.await(BookUpdate.class, event -> true);
        assertEquals(behind * 1_000_000, update.exchangeTimeNanos);
        assertTrue(update.receiveTimeNanos > update.exchangeTimeNanos + 59_000_000_000L);
    }

    @Test
    void shouldReconnectWithinAboutASecond() throws Exception {
        ScriptedBinance.send(stream, ScriptedBinance.depth(95, 101, 1, "60000.00", "1.00000000", "60000.01"));
        inbox.await(BookUpdate.class, update -> update.reset == ResetReason.SNAPSHOT);
        int before = inbox.size();
        long start = System.nanoTime();
        stream.close().syncUninterruptibly();
        user.close().syncUninterruptibly();

        stream = venue.awaitStream();
        user = venue.awaitUser();

        inbox.awaitChannel(before, Channel.MARKET_DATA, false);
        inbox.awaitChannel(before, Channel.USER, false);
        inbox.awaitChannel(before, Channel.MARKET_DATA, true);
        inbox.awaitChannel(before, Channel.USER, true);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(millis >= TestSettings.RECONNECT.toMillis(), "took " + millis + " ms");
        // XChange's own pause is 15 s; what is above the configured one is this machine's load.
        assertTrue(millis < 5_000, "took " + millis + " ms");
        ScriptedBinance.send(stream, ScriptedBinance.depth(102, 103, 2, "60000.00", "1.00000000", "60000.01"));
        BookUpdate update = inbox.awaitAfter(before, BookUpdate.class, event -> true);
        assertEquals(ResetReason.RECONNECT, update.reset);
        assertEquals(2, update.levels.count());
    }

    @Test
    void shouldCallAnOrderOfUnknownStatusUnknown() throws Exception {
        QueryOrder query = new QueryOrder();
        query.market = 0;
        query.orderId = 1L << 32 | 9;
        venue.on("GET /api/v3/order", call -> Answer.json("{\"status\":\"PENDING_MARS\",\"executedQty\":\"0\"}"));

        RequestUnknown unknown = unknownAfter(query);

        assertEquals(RequestType.QUERY_ORDER, unknown.request);
        assertTrue(unknown.text.contains("PENDING_MARS"), unknown.text);
        assertFalse(unknown.text.contains(TestSettings.KEY));
    }

    @Test
    void shouldOpenTheUserChannelOnlyWhenItIsSubscribed() throws Exception {
        int before = inbox.size();
        venue.onSubscribe = request -> "";
        user.close().syncUninterruptibly();
        user = venue.awaitUser();
        inbox.awaitChannel(before, Channel.USER, false);
        int down = inbox.size();

        ScriptedBinance.send(user, "{\"id\":\"flowmaker-user\",\"status\":200,\"result\":{\"subscriptionId\":1}}");

        inbox.awaitChannel(down, Channel.USER, true);
    }

    private void book() {
        ScriptedBinance.send(stream, ScriptedBinance.depth(95, 101, 1, "60000.00", "1.00000000", "60000.01"));
    }

    private void awaitReplacement(String reason) throws InterruptedException {
        ConnectionChanged down = inbox.awaitChannel(0, Channel.MARKET_DATA, false);
        assertTrue(down.text.contains(reason), down.text);
        stream = venue.awaitStream();
        inbox.awaitChannel(inbox.all().indexOf(down), Channel.MARKET_DATA, true);
        int replaced = inbox.size();
        book();
        BookUpdate update = inbox.awaitAfter(replaced, BookUpdate.class, event -> true);
        assertTrue(update.reset != ResetReason.NONE);
        assertEquals(2, update.levels.count());
    }

    @Test
    void shouldReplaceAStreamThatDiedOfAMessage() throws Exception {
        book();
        inbox.await(BookUpdate.class, update -> update.reset == ResetReason.SNAPSHOT);

        ScriptedBinance.send(
                stream,
                "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1,\"s\":\"BTCUSDT\",\"t\":[\"what\"],"
                        + "\"p\":\"60000.00\",\"q\":\"1.0\",\"T\":1,\"m\":true}}");

        awaitReplacement("t is no number");
        assertNotNull(RxJavaPlugins.getErrorHandler());
    }

    @Test
    void shouldReplaceALineWhosePricesAreBetweenTheTicks() throws Exception {
        ScriptedBinance.send(stream, ScriptedBinance.depth(95, 101, 1, "60000.001", "1.00000000", "60000.01"));

        awaitReplacement("not a multiple");
    }

    @Test
    void shouldSurviveAMessageOfNoStream() throws Exception {
        ScriptedBinance.send(stream, "{\"e\":\"serverShutdown\",\"E\":1}");
        book();

        inbox.await(BookUpdate.class, update -> update.updateId == 101);
        assertEquals(
                0,
                inbox.all(ConnectionChanged.class).stream()
                        .filter(event -> !event.up)
                        .count());
    }
}
