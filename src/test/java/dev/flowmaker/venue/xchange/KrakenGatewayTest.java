package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.command.RefreshDeadMansSwitch;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.kraken.TestKraken;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Network;
import dev.flowmaker.venue.VenueProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way against the local exchange that speaks Kraken's protocol: real XChange, real sockets. */
class KrakenGatewayTest {
    private static final int DEPTH = 20;
    private static final long SEED = 11;
    private static final long MID = 6_000_000;

    private final TestKraken venue = TestKraken.quiet();
    private final RecordingInbox inbox = new RecordingInbox();
    private final KrakenGateway gateway = new KrakenGateway(settings(venue), TestSettings::utcNanos);
    private Gateway.Description description;
    private int orders;

    static XchangeSettings settings(TestKraken venue) {
        ApiKey key = venue.settings.keys().get(0);
        return new XchangeSettings(
                VenueProtocol.KRAKEN,
                TestSettings.NAME,
                Network.LOCAL,
                venue.uri("http", ""),
                venue.uri("ws", "/"),
                venue.uri("ws", "/auth"),
                List.of("BTC/USD"),
                List.of(),
                key::key,
                key::secret,
                List.of(),
                DEPTH,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                TestSettings.RECONNECT,
                Duration.ofSeconds(20));
    }

    @BeforeEach
    void start() throws Exception {
        theirs(Side.BUY, MID - 100, 100_000);
        theirs(Side.SELL, MID + 100, 100_000);
        description = gateway.describe();
        gateway.start(TestSettings.session(description), inbox);
    }

    @AfterEach
    void stop() {
        gateway.close();
        venue.close();
    }

    private void theirs(Side side, long ticks, long lots) {
        NewOrder order = NewOrder.limit(0, "t" + ++orders, side, TimeInForce.GTC, ticks, lots);
        venue.server.ask(it -> it.place(1, order, it.nowNanos()));
    }

    private PlaceOrder place(Side side, long ticks, long lots) {
        PlaceOrder place = new PlaceOrder();
        place.orderId = 7L << 32 | ++orders;
        place.side = side;
        place.priceTicks = ticks;
        place.lots = lots;
        return place;
    }

    private long placed(Side side, long ticks, long lots) throws InterruptedException {
        PlaceOrder place = place(side, ticks, lots);
        execute(place);
        inbox.await(OrderAccepted.class, event -> event.orderId == place.orderId);
        return place.orderId;
    }

    private <T extends Message> T execute(T command) {
        command.market = 0;
        gateway.execute(command);
        return command;
    }

    private void cancel(long orderId) {
        CancelOrder cancel = new CancelOrder();
        cancel.orderId = orderId;
        execute(cancel);
    }

    private OrderReport report(long orderId) throws InterruptedException {
        int before = inbox.size();
        QueryOrder query = new QueryOrder();
        query.orderId = orderId;
        execute(query);
        return inbox.awaitAfter(before, OrderReport.class, event -> event.orderId == orderId);
    }

    @Test
    void shouldReadRulesAndFees() {
        Instrument market = description.instruments().get(0);
        assertEquals("BTC/USD", market.symbol());
        assertEquals("XBTUSD", market.venueSymbol());
        assertEquals("0.01", market.tick().toString());
        assertEquals("0.00001", market.lot().toString());
        assertEquals(10, market.minLots());
        assertEquals(1_600_000, market.makerFeePpb());
        assertEquals(2_600_000, market.takerFeePpb());
        assertEquals(
                List.of("BTC", "USD"),
                description.assets().stream().map(a -> a.code()).toList());
        assertTrue(Math.abs(description.clockOffsetNanos()) < 1_000_000_000, "" + description.clockOffsetNanos());
    }

    @Test
    void shouldShowTheVenuesBookAndWhoTook() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            theirs(side, MID + side.sign() * -(random.nextInt(60) - 3L), 1_000 + random.nextInt(9));
        }
        NewOrder taking = NewOrder.limit(0, "taking", Side.BUY, TimeInForce.GTC, MID + 500, 4_321);
        venue.server.ask(it -> it.place(0, taking, it.nowNanos()));
        Trade trade = inbox.await(Trade.class, event -> event.lots > 0 && event.aggressor == Side.BUY);
        assertTrue(trade.exchangeTimeNanos > 0 && trade.receiveTimeNanos > 0);
        String truth = truth(Side.BUY) + truth(Side.SELL);
        ShownBook shown = new ShownBook();
        int applied = 0;
        String told = "";
        while (!told.equals(truth)) {
            int skipped = applied;
            BookUpdate next = inbox.awaitAfter(skipped, BookUpdate.class, event -> true);
            applied = inbox.all().indexOf(next) + 1;
            shown.apply(next);
            told = shown.levels(Side.BUY).toString() + shown.levels(Side.SELL);
        }
    }

    @Test
    void shouldFollowABookThatIsEmptyForAWhile() throws Exception {
        inbox.await(BookUpdate.class, event -> true);
        venue.server.ask(it -> it.cancelAll(1, 0, it.nowNanos()));
        inbox.await(BookUpdate.class, event -> event.reset == ResetReason.NONE && event.levels.count() == 2);
        int before = inbox.size();
        theirs(Side.BUY, MID - 7, 1_000);
        BookUpdate anew = inbox.awaitAfter(before, BookUpdate.class, event -> true);
        assertEquals(ResetReason.NONE, anew.reset);
        assertEquals(MID - 7, anew.levels.priceTicks(0));
        theirs(Side.SELL, MID + 7, 1_000);
        BookUpdate next = inbox.awaitAfter(inbox.all().indexOf(anew) + 1, BookUpdate.class, event -> true);
        assertEquals(ResetReason.NONE, next.reset);
    }

    private String truth(Side side) {
        return venue.server.ask(it -> {
            var depth = it.depth(0);
            java.util.List<String> levels = new java.util.ArrayList<>();
            for (int rank = 0; rank < Math.min(DEPTH, depth.levels(side)); rank++) {
                levels.add(depth.priceTicks(side, rank) + " x " + depth.lots(side, rank));
            }
            return levels.toString();
        });
    }

    @Test
    void shouldFillAndAccountForIt() throws Exception {
        long orderId = placed(Side.BUY, MID, 1_000);
        theirs(Side.SELL, MID, 400);
        Fill fill = inbox.await(Fill.class, event -> event.orderId == orderId);
        assertEquals(400, fill.lots);
        assertEquals(MID, fill.priceTicks);
        assertEquals(Side.BUY, fill.side);
        assertEquals(Source.STREAM, fill.source);
        assertEquals(1, fill.feeAsset, "in the quote asset");
        // 0.004 at 60000, 16 basis points.
        assertEquals(38_400_000L * pow(description.assets().get(1).scale() - 8), fill.feeQuanta);
        OrderReport open = report(orderId);
        assertEquals(OrderStatus.PARTIALLY_FILLED, open.status);
        assertEquals(400, open.filledLots);
        Fill again = inbox.await(Fill.class, event -> event.source == Source.QUERY);
        assertEquals(fill.tradeId, again.tradeId);
        assertEquals(Liquidity.MAKER, again.liquidity);
        QueryTrades trades = new QueryTrades();
        trades.fromTradeId = fill.tradeId - 5_000_000_000L;
        TradesReport told = inboxAfter(trades, TradesReport.class);
        assertTrue(told.complete);
        assertEquals(fill.tradeId, inbox.all(Fill.class).get(2).tradeId);
        cancel(orderId);
        OrderCanceled canceled = inbox.await(OrderCanceled.class, event -> event.orderId == orderId);
        assertEquals(400, canceled.filledLots);
        assertEquals(CancelReason.REQUESTED, canceled.reason);
        assertEquals(OrderStatus.CANCELED, report(orderId).status);
        execute(new QueryBalances());
        Balance coins = inbox.await(Balance.class, event -> event.asset == 0);
        assertEquals(10_000_400_000L, coins.freeQuanta + coins.lockedQuanta);
    }

    private static long pow(int exponent) {
        return exponent == 0 ? 1 : 10 * pow(exponent - 1);
    }

    private <T extends Message> T inboxAfter(Message command, Class<T> type) throws InterruptedException {
        int before = inbox.size();
        execute(command);
        return inbox.awaitAfter(before, type, event -> true);
    }

    @Test
    void shouldHearOfAPostOnlyOrderThatWouldTake() throws Exception {
        PlaceOrder place = execute(place(Side.BUY, MID + 100, 1_000));
        OrderRejected rejected = inbox.await(OrderRejected.class, event -> event.orderId == place.orderId);
        assertEquals(RejectReason.POST_ONLY_WOULD_TAKE, rejected.reason);
        OrderCanceled ended = inbox.await(OrderCanceled.class, event -> event.orderId == place.orderId);
        assertEquals(CancelReason.EXPIRED, ended.reason, "taken in and ended at once");
        assertEquals(0, ended.filledLots);
        PlaceOrder poor = execute(place(Side.SELL, MID + 200, 900_000_000));
        assertEquals(
                RejectReason.INSUFFICIENT_BALANCE,
                inbox.await(OrderRejected.class, event -> event.orderId == poor.orderId).reason);
        PlaceOrder small = execute(place(Side.SELL, MID + 200, 1));
        assertEquals(
                RejectReason.FILTER, inbox.await(OrderRejected.class, event -> event.orderId == small.orderId).reason);
    }

    @Test
    void shouldListOpenOrdersAndCancelThemAll() throws Exception {
        long first = placed(Side.BUY, MID - 300, 1_000);
        long second = placed(Side.SELL, MID + 300, 2_000);
        OpenOrders open = inboxAfter(new QueryOpenOrders(), OpenOrders.class);
        assertEquals(2, open.orders.count());
        Map<Long, Long> lots = new java.util.TreeMap<>();
        for (int i = 0; i < 2; i++) {
            lots.put(open.orders.get(i).orderId(), open.orders.get(i).lots());
        }
        assertEquals(Map.of(first, 1_000L, second, 2_000L), lots);
        execute(new CancelAll());
        for (long each : new long[] {first, second}) {
            OrderCanceled canceled = inbox.await(OrderCanceled.class, event -> event.orderId == each);
            assertEquals(CancelReason.REQUESTED, canceled.reason);
            assertEquals(0, canceled.filledLots);
        }
        cancel(first);
        assertEquals(RejectReason.UNKNOWN_ORDER, inbox.await(RequestFailed.class, event -> true).reason);
        assertEquals(OrderStatus.NOT_FOUND, report(7L << 32 | 99_999).status);
    }

    @Test
    void shouldFindAnOrderOfAnEarlierSessionByItsReference() throws Exception {
        long orderId = placed(Side.BUY, MID - 300, 1_000);
        RecordingInbox next = new RecordingInbox();
        try (KrakenGateway later = new KrakenGateway(settings(venue), TestSettings::utcNanos)) {
            var session = TestSettings.session(later.describe());
            session.epoch = 8;
            later.startRequests(session, next);
            QueryOrder query = new QueryOrder();
            query.orderId = orderId;
            query.market = 0;
            later.execute(query);
            assertEquals(OrderStatus.WORKING, next.await(OrderReport.class, event -> true).status);
            QueryOpenOrders open = new QueryOpenOrders();
            open.market = 0;
            later.execute(open);
            assertEquals(
                    orderId,
                    next.await(OpenOrders.class, event -> true).orders.get(0).orderId());
            CancelOrder cancel = new CancelOrder();
            cancel.orderId = orderId;
            cancel.market = 0;
            later.execute(cancel);
        }
        assertEquals(
                CancelReason.VENUE,
                inbox.await(OrderCanceled.class, event -> event.orderId == orderId).reason,
                "somebody else asked for it");
    }

    @Test
    void shouldArmTheDeadMansSwitch() throws Exception {
        long orderId = placed(Side.BUY, MID - 300, 1_000);
        RefreshDeadMansSwitch refresh = new RefreshDeadMansSwitch();
        refresh.countdownNanos = 300_000_000L;
        execute(refresh);
        OrderCanceled canceled = inbox.await(OrderCanceled.class, event -> event.orderId == orderId);
        assertEquals(CancelReason.VENUE, canceled.reason);
    }

    @Test
    void shouldCheckTheAccount() throws Exception {
        long unused = placed(Side.BUY, MID - 300, 1_000);
        Checkup checkup = gateway.checkup();
        assertEquals(Checkup.Answer.YES, checkup.trade());
        assertEquals(Checkup.Answer.NO, checkup.withdraw());
        assertEquals(1, checkup.markets().get(0).ourOrders());
        assertEquals(0, checkup.markets().get(0).otherOrders());
        assertEquals(MID - 100, checkup.markets().get(0).bidTicks());
        assertFalse(checkup.balances().isEmpty());
    }
}
