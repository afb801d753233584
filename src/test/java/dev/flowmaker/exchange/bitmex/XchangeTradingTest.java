package dev.flowmaker.exchange.bitmex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.exchange.door.Hmac;
import info.bitrich.xchangestream.bitmex.BitmexStreamingMarketDataService;
import info.bitrich.xchangestream.bitmex.BitmexStreamingService;
import info.bitrich.xchangestream.bitmex.dto.BitmexExecution;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.bitmex.BitmexExchange;
import org.knowm.xchange.bitmex.dto.marketdata.BitmexPrivateOrder;
import org.knowm.xchange.bitmex.dto.trade.BitmexOrderFlags;
import org.knowm.xchange.bitmex.dto.trade.BitmexPosition;
import org.knowm.xchange.bitmex.service.BitmexAccountServiceRaw;
import org.knowm.xchange.bitmex.service.BitmexTradeService;
import org.knowm.xchange.currency.Currency;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.UserTrade;
import org.knowm.xchange.exceptions.ExchangeException;

/**
 * XChange's own modules for BitMEX trade. Of the streaming service a subclass logs in: the released one does it as BitMEX does
 * not know any more.
 */
class XchangeTradingTest {
    private static final CurrencyPair INVERSE = new CurrencyPair("XBT", "USD");
    private static final long WAIT_SECONDS = 20;

    private static BitmexExchange exchange(BitmexTestVenue venue, BitmexTestClient client) {
        ExchangeSpecification settings = new ExchangeSpecification(BitmexExchange.class);
        settings.setSslUri("http://127.0.0.1:" + venue.server.port());
        settings.setHost("127.0.0.1");
        settings.setApiKey(client.key().key());
        settings.setSecretKey(client.key().secret());
        settings.setExchangeSpecificParametersItem("Use_Sandbox", false);
        settings.setShouldLoadRemoteMetaData(false);
        return (BitmexExchange) ExchangeFactory.INSTANCE.createExchange(settings);
    }

    private static LimitOrder order(OrderType type, long contracts, String price, String id) {
        return new LimitOrder.Builder(type, INVERSE)
                .originalAmount(BigDecimal.valueOf(contracts))
                .limitPrice(new BigDecimal(price))
                .id(id)
                .build();
    }

    /** Logs in before it follows anything, on each connection. */
    private static final class LoggedIn extends BitmexStreamingService {
        private final BitmexTestClient client;

        LoggedIn(BitmexTestVenue venue, BitmexTestClient client) {
            super("ws://127.0.0.1:" + venue.server.port() + "/realtime", null, null);
            this.client = client;
        }

        @Override
        public void resubscribeChannels() {
            long expires = client.nowSeconds() + 30;
            sendMessage("{\"op\":\"authKeyExpires\",\"args\":[\"" + client.key().key() + "\"," + expires + ",\""
                    + Hmac.sha256(client.key().secret(), "GET/realtime" + expires) + "\"]}");
            super.resubscribeChannels();
        }
    }

    @Test
    void shouldPlaceFindAndCancel() throws Exception {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet()) {
            BitmexExchange exchange = exchange(venue, venue.alice);
            BitmexTradeService trades = (BitmexTradeService) exchange.getTradeService();
            String id = trades.placeLimitOrder(order(OrderType.BID, 300, "6E+4", "mine"));
            LimitOrder open = trades.getOpenOrders().getOpenOrders().get(0);
            assertEquals(id + " 60000 300", open.getId() + " " + open.getLimitPrice() + " " + open.getOriginalAmount());
            LimitOrder post = order(OrderType.ASK, 100, "60000", "post");
            post.addOrderFlag(BitmexOrderFlags.POST);
            String ended = trades.placeLimitOrder(post);
            List<BitmexPrivateOrder> raw =
                    trades.getBitmexOrders(null, "{\"orderID\":\"" + ended + "\"}", null, null, null);
            assertEquals(BitmexPrivateOrder.OrderStatus.Canceled, raw.get(0).getOrderStatus());
            assertTrue(raw.get(0).getText().contains("ParticipateDoNotInitiate"), raw.get(0)::getText);
            assertTrue(trades.cancelOrder(id));
            assertTrue(trades.cancelOrder(id), "also of one that is gone: its row says so");
            assertTrue(trades.getOpenOrders().getOpenOrders().isEmpty());
            ExchangeException refused = assertThrows(
                    ExchangeException.class, () -> trades.placeLimitOrder(order(OrderType.BID, 300, "1", "mine")));
            assertTrue(String.valueOf(refused.getMessage()).startsWith("Duplicate clOrdID"), refused::toString);
            assertEquals(Instant.EPOCH, trades.cancelAllAfter(0).getCancelTime().toInstant());
        }
    }

    @Test
    void shouldTellFillsPositionsAndBalances() throws Exception {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet()) {
            BitmexExchange exchange = exchange(venue, venue.alice);
            LoggedIn service = new LoggedIn(venue, venue.alice);
            assertTrue(service.connect().blockingAwait(WAIT_SECONDS, TimeUnit.SECONDS));
            try {
                BitmexStreamingMarketDataService data = new BitmexStreamingMarketDataService(service, exchange);
                BlockingQueue<BitmexExecution> heard = new LinkedBlockingQueue<>();
                var subscription = data.getRawExecutions("XBTUSD").subscribe(heard::add);
                venue.bob.limit("XBTUSD", "Sell", 500, "50000").ok();
                BitmexTradeService trades = (BitmexTradeService) exchange.getTradeService();
                BitmexExecution placed = null;
                // What was placed before the table was followed is not told.
                for (int i = 0; placed == null; i++) {
                    assertTrue(i < 100, "nothing is told");
                    trades.placeLimitOrder(order(OrderType.BID, 200, "1", "probe" + i));
                    placed = heard.poll(200, TimeUnit.MILLISECONDS);
                }
                trades.placeLimitOrder(order(OrderType.BID, 200, "50000", "fill"));
                BitmexExecution told = heard.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                while (told != null && !told.getExecType().equals("Trade")) {
                    told = heard.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                }
                assertTrue(told != null);
                assertEquals(
                        "fill 200 50000 200 -400000",
                        told.getClOrdID() + " " + told.getLastQty() + " " + told.getLastPx() + " " + told.getCumQty()
                                + " " + told.getExecCost());
                subscription.dispose();
                UserTrade trade = trades.getTradeHistory(trades.createTradeHistoryParams())
                        .getUserTrades()
                        .get(0);
                assertEquals("fill", trade.getOrderUserReference());
                assertEquals(0, trade.getFeeAmount().compareTo(new BigDecimal("0.000002")));
                BitmexPosition position = trades.getBitmexPositions("XBTUSD").get(0);
                assertEquals(200, position.getCurrentQty().intValue());
                assertEquals(
                        0,
                        exchange.getAccountService()
                                .getAccountInfo()
                                .getWallet("margin")
                                .getBalance(Currency.BTC)
                                .getTotal()
                                .compareTo(new BigDecimal("9.999998")));
                assertEquals(
                        2,
                        ((BitmexAccountServiceRaw) exchange.getAccountService())
                                .getBitmexMarginAccountsStatus()
                                .size());
            } finally {
                var unused = service.disconnect().blockingAwait(WAIT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }
}
