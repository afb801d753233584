package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
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
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.venue.Gateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way against the local exchange: real XChange, real sockets, real rules. */
class BinanceGatewayTest {
    private static final long SEED = 42;
    private static final int DEPTH = 20;
    private static final long FAR_BELOW = 5_000_000;
    private static LocalBinance venue;

    private final RecordingInbox inbox = new RecordingInbox();
    private BinanceGateway gateway;
    private Gateway.Description description;
    private int orders;

    @BeforeAll
    static void open() {
        venue = new LocalBinance(SEED);
    }

    @AfterAll
    static void shut() {
        venue.close();
    }

    @BeforeEach
    void start() throws Exception {
        gateway = new BinanceGateway(venue.settings(), TestSettings::utcNanos);
        description = gateway.describe();
        gateway.start(TestSettings.session(description), inbox);
    }

    @AfterEach
    void stop() {
        gateway.execute(new CancelAllOf(0).command);
        gateway.close();
    }

    /** A command of one market. */
    private record CancelAllOf(CancelAll command) {
        CancelAllOf(int market) {
            this(new CancelAll());
            command.market = market;
        }
    }

    private long nextOrderId() {
        return System.nanoTime() >>> 20 << 32 | ++orders;
    }

    private PlaceOrder place(Side side, long priceTicks, long lots) {
        PlaceOrder place = new PlaceOrder();
        place.market = 0;
        place.orderId = nextOrderId();
        place.side = side;
        place.priceTicks = priceTicks;
        place.lots = lots;
        return place;
    }

    private CancelOrder cancel(long orderId) {
        CancelOrder cancel = new CancelOrder();
        cancel.market = 0;
        cancel.orderId = orderId;
        return cancel;
    }

    private QueryOrder query(long orderId) {
        QueryOrder query = new QueryOrder();
        query.market = 0;
        query.orderId = orderId;
        query.attempt = 1;
        return query;
    }

    @Test
    void shouldReadInstrumentsFromTheRawFilters() {
        Instrument market = description.instruments().get(0);
        assertEquals(Fixtures.bitcoin(), market);
        assertEquals(Fixtures.ASSETS, description.assets());
        assertTrue(Math.abs(description.clockOffsetNanos()) < 100_000_000, "" + description.clockOffsetNanos());
    }

    @Test
    void shouldShowTheVenuesBookAtEveryFrame() throws Exception {
        int frames = 50;
        List<BookUpdate> updates = awaitBooks(frames);
        ShownBook shown = new ShownBook();
        for (BookUpdate update : updates) {
            shown.apply(update);
            for (Side side : Side.values()) {
                assertEquals(
                        ShownBook.top(venue.bookAt(side, update.updateId), DEPTH),
                        shown.levels(side),
                        side + " after update " + update.updateId);
            }
        }
        assertEquals(ResetReason.SNAPSHOT, updates.get(0).reset);
    }

    private List<BookUpdate> awaitBooks(int count) throws InterruptedException {
        long[] seen = {0};
        inbox.await(BookUpdate.class, update -> ++seen[0] >= count);
        return inbox.all(BookUpdate.class);
    }

    @Test
    void shouldNameTheAggressorAndNotTheMaker() throws Exception {
        for (Side aggressor : Side.values()) {
            venue.bobTakes(aggressor, 100);
            inbox.await(Trade.class, trade -> trade.aggressor == aggressor);
        }
        for (Trade trade : inbox.all(Trade.class)) {
            boolean buyerMade = venue.buyerIsMaker(trade.tradeId);
            assertEquals(buyerMade ? Side.SELL : Side.BUY, trade.aggressor, "trade " + trade.tradeId);
        }
    }

    @Test
    void shouldPlaceFindAndCancelAnOrder() throws Exception {
        PlaceOrder place = place(Side.BUY, FAR_BELOW, 100);
        gateway.execute(place);
        OrderAccepted answer = inbox.await(OrderAccepted.class, event -> event.source == Source.RESPONSE);
        OrderAccepted report = inbox.await(OrderAccepted.class, event -> event.source == Source.STREAM);
        assertEquals(place.orderId, answer.orderId);
        assertEquals(place.orderId, report.orderId);
        assertEquals(answer.venueOrderId, report.venueOrderId);
        assertTrue(report.exchangeTimeNanos > 0);
        Balance locked = inbox.await(Balance.class, event -> event.asset == 1 && event.lockedQuanta > 0);
        assertEquals(Fixtures.bitcoin().notionalQuanta(FAR_BELOW, 100), locked.lockedQuanta);

        gateway.execute(query(place.orderId));
        OrderReport working = inbox.await(OrderReport.class, event -> event.orderId == place.orderId);
        assertEquals(OrderStatus.WORKING, working.status);
        assertEquals(answer.venueOrderId, working.venueOrderId);
        long before = TestSettings.utcNanos();
        QueryOpenOrders queryOpen = new QueryOpenOrders();
        queryOpen.market = 0;
        gateway.execute(queryOpen);
        OpenOrders open = inbox.await(OpenOrders.class, event -> true);
        assertEquals(1, open.orders.count());
        assertEquals(place.orderId, open.orders.get(0).orderId());
        assertEquals(FAR_BELOW, open.orders.get(0).priceTicks());
        assertTrue(open.requestTimeNanos >= before);

        gateway.execute(cancel(place.orderId));
        OrderCanceled canceled = inbox.await(OrderCanceled.class, event -> event.source == Source.RESPONSE);
        OrderCanceled told = inbox.await(OrderCanceled.class, event -> event.source == Source.STREAM);
        for (OrderCanceled event : List.of(canceled, told)) {
            assertEquals(place.orderId, event.orderId);
            assertEquals(CancelReason.REQUESTED, event.reason);
            assertEquals(0, event.filledLots);
            assertTrue(event.exchangeTimeNanos > 0);
        }
        int skipped = inbox.size();
        gateway.execute(query(place.orderId));
        OrderReport ended = inbox.awaitAfter(skipped, OrderReport.class, event -> true);
        assertEquals(OrderStatus.CANCELED, ended.status);
        gateway.execute(cancel(place.orderId));
        RequestFailed failed = inbox.awaitAfter(skipped, RequestFailed.class, event -> true);
        assertEquals(RejectReason.UNKNOWN_ORDER, failed.reason);
        assertEquals(place.orderId, failed.orderId);
    }

    @Test
    void shouldTellTheSameFillByStreamAndByQuery() throws Exception {
        // Takes at once, so that the fill does not wait for others.
        PlaceOrder place = place(Side.BUY, 7_000_000, 50);
        place.postOnly = false;
        gateway.execute(place);
        Fill streamed = inbox.await(Fill.class, event -> event.orderId == place.orderId);
        assertEquals(Liquidity.TAKER, streamed.liquidity);
        assertEquals(Side.BUY, streamed.side);
        assertEquals(0, streamed.feeAsset);
        assertTrue(streamed.feeQuanta > 0);

        int skipped = inbox.size();
        gateway.execute(query(place.orderId));
        OrderReport report = inbox.awaitAfter(skipped, OrderReport.class, event -> true);

        assertEquals(OrderStatus.FILLED, report.status);
        assertEquals(50, report.filledLots);
        List<Fill> queried = inbox.all(Fill.class).stream()
                .filter(fill -> fill.source == Source.QUERY)
                .toList();
        assertEquals(50, queried.stream().mapToLong(fill -> fill.lots).sum());
        Fill same = queried.stream()
                .filter(fill -> fill.tradeId == streamed.tradeId)
                .findFirst()
                .orElseThrow();
        assertEquals(streamed.priceTicks, same.priceTicks);
        assertEquals(streamed.lots, same.lots);
        assertEquals(streamed.feeAsset, same.feeAsset);
        assertEquals(streamed.feeQuanta, same.feeQuanta);
        assertEquals(streamed.liquidity, same.liquidity);
        assertEquals(streamed.exchangeTimeNanos, same.exchangeTimeNanos);
        assertTrue(inbox.all().indexOf(same) < inbox.all().indexOf(report), "fills come before their report");
    }

    @Test
    void shouldTellBalancesAsTheVenueHasThem() throws Exception {
        QueryBalances query = new QueryBalances();
        gateway.execute(query);
        inbox.await(Balance.class, event -> event.source == Source.QUERY && event.asset == 1);
        for (Balance balance : inbox.all(Balance.class)) {
            if (balance.source == Source.QUERY) {
                assertEquals(venue.balances().get(balance.asset).freeQuanta(), balance.freeQuanta);
                assertEquals(venue.balances().get(balance.asset).lockedQuanta(), balance.lockedQuanta);
            }
        }
    }

    @Test
    void shouldNameTheReasonOfARefusal() throws Exception {
        PlaceOrder crossing = place(Side.BUY, 9_000_000, 100);
        PlaceOrder tooMuch = place(Side.BUY, FAR_BELOW, 800_000_000);
        PlaceOrder tooSmall = place(Side.BUY, FAR_BELOW, 1);
        Map<PlaceOrder, RejectReason> expected = Map.of(
                crossing, RejectReason.POST_ONLY_WOULD_TAKE,
                tooMuch, RejectReason.INSUFFICIENT_BALANCE,
                tooSmall, RejectReason.FILTER);
        for (Map.Entry<PlaceOrder, RejectReason> entry : expected.entrySet()) {
            gateway.execute(entry.getKey());
            OrderRejected rejected = inbox.await(OrderRejected.class, event -> event.orderId == entry.getKey().orderId);
            assertEquals(entry.getValue(), rejected.reason, rejected.text);
            assertTrue(rejected.code < 0, "" + rejected.code);
        }
    }

    @Test
    void shouldCallARepeatedIdUnknownAndNotRefused() throws Exception {
        PlaceOrder place = place(Side.BUY, FAR_BELOW, 100);
        gateway.execute(place);
        gateway.execute(place);

        RequestUnknown unknown = inbox.await(RequestUnknown.class, event -> event.orderId == place.orderId);

        assertTrue(unknown.text.contains("Duplicate"), unknown.text);
        assertTrue(inbox.all(OrderRejected.class).isEmpty());
    }

    @Test
    void shouldReportAnOrderThatNeverWasAsNotFound() throws Exception {
        long orderId = nextOrderId();
        gateway.execute(query(orderId));
        OrderReport report = inbox.await(OrderReport.class, event -> event.orderId == orderId);
        assertEquals(OrderStatus.NOT_FOUND, report.status);
    }

    @Test
    void shouldCancelAllAndFindNothingWrongWithNothing() throws Exception {
        List<Long> placed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            PlaceOrder place = place(Side.BUY, FAR_BELOW - i, 100);
            placed.add(place.orderId);
            gateway.execute(place);
        }

        gateway.execute(new CancelAllOf(0).command);

        for (long orderId : placed) {
            for (Source source : List.of(Source.RESPONSE, Source.STREAM)) {
                OrderCanceled canceled =
                        inbox.await(OrderCanceled.class, event -> event.orderId == orderId && event.source == source);
                assertEquals(CancelReason.REQUESTED, canceled.reason);
            }
        }
        int skipped = inbox.size();
        gateway.execute(new CancelAllOf(0).command);
        assertFalse(inbox.all().subList(skipped, inbox.size()).stream()
                .anyMatch(event -> event instanceof RequestFailed || event instanceof RequestUnknown));
    }

    @Test
    void shouldServeSeveralThreadsAtOnce() throws Exception {
        int threads = 4;
        int each = 10;
        List<PlaceOrder> all = new ArrayList<>();
        for (int i = 0; i < threads * each; i++) {
            all.add(place(Side.BUY, FAR_BELOW - i, 100));
        }
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            List<PlaceOrder> share = all.subList(t * each, (t + 1) * each);
            Thread thread = new Thread(() -> share.forEach(place -> {
                gateway.execute(place);
                gateway.execute(cancel(place.orderId));
            }));
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
        for (PlaceOrder place : all) {
            inbox.await(
                    OrderAccepted.class, event -> event.orderId == place.orderId && event.source == Source.RESPONSE);
            inbox.await(
                    OrderCanceled.class, event -> event.orderId == place.orderId && event.source == Source.RESPONSE);
        }
        assertTrue(inbox.all(OrderRejected.class).isEmpty());
        assertTrue(inbox.all(RequestUnknown.class).isEmpty());
    }
}
