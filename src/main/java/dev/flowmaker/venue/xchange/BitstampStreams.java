package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import info.bitrich.xchangestream.bitstamp.v2.BitstampStreamingExchange;
import info.bitrich.xchangestream.bitstamp.v2.BitstampStreamingMarketDataService;
import info.bitrich.xchangestream.bitstamp.v2.BitstampStreamingService;
import info.bitrich.xchangestream.core.ProductSubscription;
import info.bitrich.xchangestream.core.StreamingMarketDataService;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.dto.trade.LimitOrder;

/**
 * Bitstamp's streams through XChange's sockets. A subclass because the address cannot be set; because XChange keeps its
 * subscriptions under names that no message has, and drops every message; because it cuts a book's time to the second; and because
 * it looks for a trade's side under another name than the venue's, and takes every trade for a buyer's. Channels and their words: Bitstamp's WebSocket API v2.
 */
final class BitstampStreams extends BitstampStreamingExchange {
    private final Socket socket;
    private final StreamingMarketDataService data;

    /** Closes when the venue wants to be connected to anew; XChange only logs that. */
    private static final class Socket extends BitstampStreamingService {
        Socket(XchangeSettings settings) {
            super(
                    settings.streamUri().toString(),
                    XchangeSettings.LARGEST_FRAME_BYTES,
                    settings.connectTimeout(),
                    settings.reconnectAfter(),
                    XchangeSettings.IDLE_SECONDS);
            setAutoReconnect(false);
        }

        /** The venue's messages name the channel alone. */
        @Override
        public String getSubscriptionUniqueId(String channelName, Object... args) {
            return channelName;
        }

        @Override
        protected void handleMessage(JsonNode message) {
            String event = message.path("event").asText();
            if (event.equals("bts:request_reconnect") || event.equals("bts:error")) {
                var unused = disconnect().subscribe(() -> {}, trouble -> {});
            } else {
                super.handleMessage(message);
            }
        }
    }

    private static final class Data extends BitstampStreamingMarketDataService {
        private final Socket socket;

        Data(Socket socket) {
            super(socket);
            this.socket = socket;
        }

        private Observable<JsonNode> channel(String kind, CurrencyPair pair, String event) {
            String name = kind + "_"
                    + (pair.base.getCurrencyCode() + pair.counter.getCurrencyCode()).toLowerCase(Locale.ROOT);
            return socket.subscribeChannel(name, event).map(message -> message.path("data"));
        }

        @Override
        public Observable<OrderBook> getOrderBook(CurrencyPair pair, Object... args) {
            return channel("order_book", pair, BitstampStreamingService.EVENT_ORDERBOOK)
                    .map(book -> new OrderBook(
                            time(book),
                            levels(OrderType.ASK, pair, book.path("asks")),
                            levels(OrderType.BID, pair, book.path("bids"))));
        }

        private static List<LimitOrder> levels(OrderType side, CurrencyPair pair, JsonNode levels) {
            List<LimitOrder> orders = new ArrayList<>();
            for (JsonNode level : levels) {
                orders.add(new LimitOrder(side, decimal(level.path(1)), pair, "", null, decimal(level.path(0))));
            }
            return orders;
        }

        @Override
        public Observable<Trade> getTrades(CurrencyPair pair, Object... args) {
            return channel("live_trades", pair, BitstampStreamingService.EVENT_TRADE)
                    .map(trade -> new Trade.Builder()
                            .type(taker(trade.path("type")))
                            .originalAmount(decimal(trade.path("amount_str")))
                            .instrument(pair)
                            .price(decimal(trade.path("price_str")))
                            .timestamp(time(trade))
                            .id(trade.path("id").asText())
                            .build());
        }

        private static OrderType taker(JsonNode type) {
            return switch (type.asInt(-1)) {
                case 0 -> OrderType.BID;
                case 1 -> OrderType.ASK;
                default -> throw new IllegalArgumentException("a trade of type " + type);
            };
        }

        private static BigDecimal decimal(JsonNode text) {
            return new BigDecimal(text.asText());
        }

        private static Date time(JsonNode data) {
            long millis = Long.parseLong(data.path("microtimestamp").asText()) / 1_000;
            return Date.from(Instant.ofEpochMilli(millis));
        }
    }

    BitstampStreams(XchangeSettings settings) {
        socket = new Socket(settings);
        data = new Data(socket);
    }

    @Override
    public Completable connect(ProductSubscription... args) {
        return socket.connect();
    }

    @Override
    public Completable disconnect() {
        return socket.disconnect();
    }

    @Override
    public boolean isAlive() {
        return socket.isSocketOpen();
    }

    @Override
    public StreamingMarketDataService getStreamingMarketDataService() {
        return data;
    }
}
