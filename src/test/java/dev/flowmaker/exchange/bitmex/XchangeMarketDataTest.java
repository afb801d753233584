package dev.flowmaker.exchange.bitmex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import info.bitrich.xchangestream.bitmex.BitmexStreamingMarketDataService;
import info.bitrich.xchangestream.bitmex.BitmexStreamingService;
import io.reactivex.rxjava3.core.Observable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.bitmex.BitmexExchange;
import org.knowm.xchange.bitmex.dto.account.BitmexTicker;
import org.knowm.xchange.bitmex.service.BitmexMarketDataServiceRaw;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;

/** XChange's own modules for BitMEX, as released, read the public endpoints and tables. */
class XchangeMarketDataTest {
    private static final CurrencyPair INVERSE = new CurrencyPair("XBT", "USD");
    private static final CurrencyPair LINEAR = new CurrencyPair("XBT", "USDT");
    private static final long WAIT_SECONDS = 20;

    private static BitmexExchange exchange(BitmexTestVenue venue) {
        ExchangeSpecification settings = new ExchangeSpecification(BitmexExchange.class);
        settings.setSslUri("http://127.0.0.1:" + venue.server.port());
        settings.setHost("127.0.0.1");
        settings.setExchangeSpecificParametersItem("Use_Sandbox", false);
        settings.setShouldLoadRemoteMetaData(false);
        return (BitmexExchange) ExchangeFactory.INSTANCE.createExchange(settings);
    }

    private static <T> T first(Observable<T> stream) {
        return stream.timeout(WAIT_SECONDS, TimeUnit.SECONDS).blockingFirst();
    }

    @Test
    @SuppressWarnings("deprecation") // XChange's module for BitMEX knows no other
    void shouldReadRulesBookAndTradesOverRest() throws Exception {
        try (BitmexTestVenue venue = BitmexTestVenue.busy(3)) {
            BitmexExchange exchange = exchange(venue);
            exchange.updateExchangeMetaData();
            assertTrue(exchange.getExchangeMetaData().getInstruments().containsKey(INVERSE));
            BitmexMarketDataServiceRaw raw = (BitmexMarketDataServiceRaw) exchange.getMarketDataService();
            List<BitmexTicker> tickers = raw.getActiveTickers();
            assertEquals(
                    List.of("XBTUSD", "XBTUSDT"),
                    tickers.stream().map(BitmexTicker::getSymbol).toList());
            assertEquals("0.5", tickers.get(0).getTickSize().toPlainString());
            assertEquals(true, tickers.get(0).getInverse());
            OrderBook book = exchange.getMarketDataService().getOrderBook(LINEAR);
            assertTrue(book.getAsks().size() > 20 && book.getBids().size() > 20);
            assertTrue(book.getAsks()
                            .get(0)
                            .getLimitPrice()
                            .compareTo(book.getBids().get(0).getLimitPrice())
                    > 0);
            assertNotNull(exchange.getMarketDataService().getTicker(INVERSE).getBid());
            assertNotNull(exchange.getMarketDataService().getTrades(INVERSE));
        }
    }

    @Test
    void shouldFollowBookTradesAndQuotes() {
        try (BitmexTestVenue venue = BitmexTestVenue.busy(3)) {
            BitmexStreamingService service =
                    new BitmexStreamingService("ws://127.0.0.1:" + venue.server.port() + "/realtime", null, null);
            assertTrue(service.connect().blockingAwait(WAIT_SECONDS, TimeUnit.SECONDS));
            try {
                BitmexStreamingMarketDataService data = new BitmexStreamingMarketDataService(service, exchange(venue));
                OrderBook book = first(data.getOrderBook(INVERSE).skip(50));
                assertFalse(book.getBids().isEmpty());
                assertTrue(book.getAsks().get(0).compareTo(book.getAsks().get(1)) < 0, "sorted");
                // What left the window is told before what came into it.
                OrderBook window = first(data.getOrderBook(LINEAR, "25")
                        .skip(20)
                        .filter(each -> each.getBids().size() == 25));
                assertTrue(window.getAsks().size() <= 25, window::toString);
                OrderBook ten = first(data.getOrderBook(INVERSE, "10").skip(2));
                assertEquals(10, ten.getAsks().size());
                Trade trade = first(data.getTrades(LINEAR).skip(1));
                assertTrue(trade.getId().startsWith("00000001-006d-1000-"), trade::toString);
                assertNotNull(first(data.getTicker(INVERSE)).getAsk());
            } finally {
                var unused = service.disconnect().blockingAwait(WAIT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }
}
