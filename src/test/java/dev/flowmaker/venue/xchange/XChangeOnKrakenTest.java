package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.PlannedFault;
import dev.flowmaker.exchange.kraken.TestKraken;
import info.bitrich.xchangestream.kraken.KrakenStreamingExchange;
import info.bitrich.xchangestream.kraken.KrakenStreamingMarketDataService;
import info.bitrich.xchangestream.kraken.KrakenStreamingService;
import info.bitrich.xchangestream.kraken.dto.enums.KrakenEventType;
import io.reactivex.rxjava3.disposables.Disposable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.currency.Currency;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.Order.OrderStatus;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.account.Fee;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.dto.meta.InstrumentMetaData;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.UserTrade;
import org.knowm.xchange.exceptions.ExchangeException;
import org.knowm.xchange.exceptions.FundsExceededException;
import org.knowm.xchange.kraken.dto.trade.KrakenOrderFlags;
import org.knowm.xchange.kraken.service.KrakenAccountServiceRaw;
import org.knowm.xchange.kraken.service.KrakenMarketDataServiceRaw;
import org.knowm.xchange.service.account.AccountService;
import org.knowm.xchange.service.trade.TradeService;
import org.knowm.xchange.service.trade.params.DefaultCancelOrderByUserReferenceParams;

/** XChange's own Kraken modules, as they are released, against the local exchange. They keep the names of assets in statics. */
@ResourceLock("org.knowm.xchange.kraken.KrakenUtils")
class XChangeOnKrakenTest {
    private static final long SEED = 3;
    private static final CurrencyPair REST_PAIR = CurrencyPair.BTC_USD;
    private static final CurrencyPair FEED_PAIR = new CurrencyPair("XBT/USD");

    private final TestKraken venue = TestKraken.quiet();
    private final KrakenStreamingExchange exchange = new KrakenStreamingExchange();

    @BeforeEach
    void connect() throws IOException {
        ApiKey key = venue.settings.keys().get(0);
        ExchangeSpecification specification = exchange.getDefaultExchangeSpecification();
        specification.setSslUri(venue.uri("http", "").toString());
        specification.setApiKey(key.key());
        specification.setSecretKey(key.secret());
        exchange.applySpecification(specification);
        exchange.remoteInit();
    }

    @AfterEach
    void close() {
        venue.close();
    }

    private KrakenStreamingService feeds(boolean own, String path) {
        KrakenStreamingService service = new KrakenStreamingService(
                exchange,
                own,
                venue.uri("ws", path).toString(),
                () -> exchange.authData((KrakenAccountServiceRaw) exchange.getAccountService()));
        service.connect().blockingAwait();
        return service;
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        @Nullable T next = queue.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, "nothing came");
        return next;
    }

    @Test
    void shouldReadTheRules() {
        InstrumentMetaData rules =
                exchange.getExchangeMetaData().getInstruments().get(REST_PAIR);
        assertNotNull(rules);
        assertEquals(2, rules.getPriceScale());
        assertEquals(5, rules.getVolumeScale());
        assertEquals(0, new BigDecimal("0.0001").compareTo(rules.getMinimumAmount()));
        assertEquals(0, new BigDecimal("0.0026").compareTo(rules.getTradingFee()));
    }

    @Test
    void shouldKeepABookEqualToTheExchanges() throws Exception {
        KrakenStreamingService service = feeds(false, "/");
        BlockingQueue<OrderBook> books = new LinkedBlockingQueue<>();
        Random random = new Random(SEED);
        IntStream.range(0, 40).forEach(i -> place(random, i));
        Disposable following = new KrakenStreamingMarketDataService(service, false)
                .getOrderBook(FEED_PAIR, 25)
                .subscribe(books::add);
        next(books);
        // One is lost on the way: XChange sees the wrong checksum and follows anew.
        venue.server.plan(new PlannedFault(PlannedFault.Kind.MESSAGE_LOST, "book-25", 1));
        IntStream.range(40, 240).forEach(i -> place(random, i));
        String truth = venue.server.ask(it -> text(it.depth(0), Side.SELL) + text(it.depth(0), Side.BUY));
        String told = "";
        while (!truth.equals(told)) {
            OrderBook book = next(books);
            told = text(book.getAsks()) + text(book.getBids());
        }
        following.dispose();
        service.disconnect().blockingAwait();
    }

    private void place(Random random, int number) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long ticks = 6_000_000 + (side == Side.BUY ? -1L : 1L) * random.nextInt(60) + random.nextInt(20);
        NewOrder order = NewOrder.limit(0, "o" + number, side, TimeInForce.GTC, ticks, 100_000 + random.nextInt(99));
        venue.server.ask(it -> it.place(number % 2, order, it.nowNanos()));
    }

    private static String text(Depth depth, Side side) {
        StringBuilder text = new StringBuilder();
        for (int rank = 0; rank < Math.min(25, depth.levels(side)); rank++) {
            text.append(depth.priceTicks(side, rank))
                    .append('x')
                    .append(depth.lots(side, rank))
                    .append(' ');
        }
        return text.append("| ").toString();
    }

    private static String text(List<LimitOrder> levels) {
        StringBuilder text = new StringBuilder();
        for (LimitOrder level : levels) {
            text.append(level.getLimitPrice().movePointRight(2).longValueExact())
                    .append('x')
                    .append(level.getOriginalAmount().movePointRight(5).longValueExact())
                    .append(' ');
        }
        return text.append("| ").toString();
    }

    @Test
    void shouldHearTradesWithTheTakersSide() throws Exception {
        KrakenStreamingService service = feeds(false, "/");
        BlockingQueue<Trade> trades = new LinkedBlockingQueue<>();
        BlockingQueue<Boolean> confirmed = new LinkedBlockingQueue<>();
        Disposable confirming = service.subscribeSystemChannel(KrakenEventType.subscriptionStatus)
                .subscribe(status -> confirmed.add(true));
        Disposable following = new KrakenStreamingMarketDataService(service, false)
                .getTrades(FEED_PAIR)
                .subscribe(trades::add);
        next(confirmed);
        venue.server.ask(it ->
                it.place(0, NewOrder.limit(0, "a", Side.BUY, TimeInForce.GTC, 6_000_000, 300_000), it.nowNanos()));
        venue.server.ask(it ->
                it.place(1, NewOrder.limit(0, "b", Side.SELL, TimeInForce.GTC, 6_000_000, 100_000), it.nowNanos()));
        Trade trade = next(trades);
        assertEquals(OrderType.ASK, trade.getType(), "the seller took");
        assertEquals(0, BigDecimal.ONE.compareTo(trade.getOriginalAmount()));
        assertEquals(0, new BigDecimal("60000").compareTo(trade.getPrice()));
        following.dispose();
        confirming.dispose();
        service.disconnect().blockingAwait();
        KrakenMarketDataServiceRaw asking = (KrakenMarketDataServiceRaw) exchange.getMarketDataService();
        assertEquals(1, asking.getKrakenTrades(REST_PAIR).getTrades().size());
    }

    private LimitOrder limit(OrderType side, String amount, String price, String userReference) {
        return new LimitOrder.Builder(side, REST_PAIR)
                .originalAmount(new BigDecimal(amount))
                .limitPrice(new BigDecimal(price))
                .userReference(userReference)
                .flag(KrakenOrderFlags.POST)
                .build();
    }

    @Test
    void shouldPlaceFindAndCancelOrders() throws Exception {
        TradeService trading = exchange.getTradeService();
        String id = trading.placeLimitOrder(limit(OrderType.BID, "0.5", "60000", "123"));
        LimitOrder open = trading.getOpenOrders().getOpenOrders().get(0);
        assertEquals(
                id + " 123 " + REST_PAIR, open.getId() + " " + open.getUserReference() + " " + open.getInstrument());
        venue.server.ask(it ->
                it.place(1, NewOrder.limit(0, "b", Side.SELL, TimeInForce.GTC, 6_000_000, 20_000), it.nowNanos()));
        Order asked = trading.getOrder(id).iterator().next();
        assertEquals(OrderStatus.PARTIALLY_FILLED, asked.getStatus());
        assertEquals(0, new BigDecimal("0.2").compareTo(asked.getCumulativeAmount()));
        UserTrade trade = trading.getTradeHistory(trading.createTradeHistoryParams())
                .getUserTrades()
                .get(0);
        assertEquals(
                id + " USD " + REST_PAIR,
                trade.getOrderId() + " " + trade.getFeeCurrency() + " " + trade.getInstrument());
        assertEquals(0, new BigDecimal("19.2").compareTo(trade.getFeeAmount()));
        assertTrue(trading.cancelOrder(new DefaultCancelOrderByUserReferenceParams("123")));
        assertThrows(ExchangeException.class, () -> trading.cancelOrder(id));
        String crossing = trading.placeLimitOrder(limit(OrderType.ASK, "0.1", "60000", "124"));
        assertEquals(
                OrderStatus.NEW, trading.getOrder(crossing).iterator().next().getStatus(), "nobody is there to take");
        String ended = trading.placeLimitOrder(limit(OrderType.BID, "0.1", "60000", "125"));
        assertEquals(
                OrderStatus.CANCELED, trading.getOrder(ended).iterator().next().getStatus());
        assertThrows(
                FundsExceededException.class,
                () -> trading.placeLimitOrder(limit(OrderType.BID, "500", "50000", "126")));
    }

    @Test
    void shouldReadBalancesAndFees() throws Exception {
        AccountService account = exchange.getAccountService();
        assertEquals(
                0,
                new BigDecimal("100")
                        .compareTo(account.getAccountInfo()
                                .getWallet("margin")
                                .getBalance(Currency.BTC)
                                .getTotal()));
        Fee fee = account.getDynamicTradingFeesByInstrument().get(REST_PAIR);
        assertNotNull(fee);
        assertEquals(0, new BigDecimal("0.0016").compareTo(fee.getMakerFee()));
    }

    @Test
    void shouldHearOfItsOwnOrdersAndTrades() throws Exception {
        KrakenStreamingService service = feeds(true, "/auth");
        BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
        Disposable orders = service.subscribeChannel("openOrders").subscribe(told::add);
        Disposable trades = service.subscribeChannel("ownTrades").subscribe(told::add);
        assertEquals(1, next(told).path(2).path("sequence").asInt());
        assertEquals(1, next(told).path(2).path("sequence").asInt());
        String id = exchange.getTradeService().placeLimitOrder(limit(OrderType.BID, "0.5", "60000", "-5"));
        assertEquals(
                "pending", next(told).path(0).path(0).path(id).path("status").asText());
        assertEquals("open", next(told).path(0).path(0).path(id).path("status").asText());
        venue.server.ask(it ->
                it.place(1, NewOrder.limit(0, "b", Side.SELL, TimeInForce.GTC, 6_000_000, 50_000), it.nowNanos()));
        assertEquals("ownTrades", next(told).path(1).asText());
        assertEquals(
                "0.50000000",
                next(told).path(0).path(0).path(id).path("vol_exec").asText());
        assertEquals(
                "closed", next(told).path(0).path(0).path(id).path("status").asText());
        orders.dispose();
        trades.dispose();
        service.disconnect().blockingAwait();
    }
}
