package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import info.bitrich.xchangestream.binance.BinanceStreamingExchange;
import info.bitrich.xchangestream.binance.BinanceStreamingService;
import info.bitrich.xchangestream.binance.KlineSubscription;
import info.bitrich.xchangestream.core.ProductSubscription;
import info.bitrich.xchangestream.service.netty.WebSocketClientHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binance's market data through XChange. A subclass because the streaming address cannot be set, the pause before a
 * reconnect is 15 s unless the service is built here, and a book's own time is that of our clock after each snapshot.
 */
final class BinanceMarketWire extends BinanceStreamingExchange implements MarketWire {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceMarketWire.class);

    private final XchangeSettings settings;
    private final VenueClock clock;
    private final Liveness liveness;
    private @Nullable Service service;
    private final CompositeDisposable sockets = new CompositeDisposable();
    private @Nullable Listener listener;

    BinanceMarketWire(XchangeSettings settings, VenueClock clock, Endings endings) {
        this.settings = settings;
        this.clock = clock;
        liveness = new Liveness(endings);
    }

    @Override
    public Completable connect(Listener socketListener) {
        listener = socketListener;
        ProductSubscription.ProductSubscriptionBuilder wanted = ProductSubscription.create();
        for (String symbol : settings.symbols()) {
            CurrencyPair pair = new CurrencyPair(symbol);
            wanted.addOrderbook(pair).addTrades(pair);
            if (settings.touchSymbols().contains(symbol)) {
                wanted.addTicker(pair);
            }
        }
        return connect(wanted.build());
    }

    @Override
    protected String getStreamingBaseUri() {
        String uri = settings.streamUri().toString();
        return uri.endsWith("/") ? uri : uri + "/";
    }

    @Override
    protected BinanceStreamingService createStreamingService(ProductSubscription wanted, KlineSubscription klines) {
        String uri = getStreamingBaseUri() + "stream?streams=" + buildSubscriptionStreams(wanted);
        Service created = new Service(uri, wanted, klines);
        applyStreamingSpecification(getExchangeSpecification(), created);
        if (listener != null) {
            Listener told = listener;
            sockets.add(created.subscribeConnectionSuccess().subscribe(opened -> told.opened(), this::log));
            sockets.add(created.subscribeDisconnect().subscribe(lost -> told.lost(), this::log));
        }
        service = created;
        return created;
    }

    private void log(Throwable trouble) {
        LOG.warn("socket state: {}", trouble.toString());
    }

    @Override
    public Observable<OrderBook> books(Instrument market) {
        return getStreamingMarketDataService().getOrderBook(new CurrencyPair(market.symbol()));
    }

    @Override
    public Observable<Trade> trades(Instrument market) {
        return getStreamingMarketDataService().getTrades(new CurrencyPair(market.symbol()));
    }

    /** Binance says whether the buyer is the maker, and XChange gives the trade the maker's side. */
    @Override
    public Side aggressor(Trade trade) {
        return trade.getType() == OrderType.BID ? Side.SELL : Side.BUY;
    }

    @Override
    public Observable<BestPrices> bestPrices(Instrument market) {
        if (!settings.touchSymbols().contains(market.symbol())) {
            return Observable.never();
        }
        // XChange's own ticker leaves the id out.
        return getStreamingMarketDataService()
                .getRawBookTicker(new CurrencyPair(market.symbol()))
                .map(raw -> new BestPrices(
                        raw.getUpdateId(), raw.getBidPrice(), raw.getBidQty(), raw.getAskPrice(), raw.getAskQty()));
    }

    @Override
    public Liveness liveness() {
        return liveness;
    }

    @Override
    public long frameTimeNanos(OrderBook book) {
        return service == null ? 0 : TimeUnit.MILLISECONDS.toNanos(service.frameTimeMillis);
    }

    @Override
    public long frameUpdateId() {
        return service == null ? 0 : service.frameUpdateId;
    }

    @Override
    public long receiveTimeNanos() {
        return service == null ? 0 : service.receiveTimeNanos;
    }

    @Override
    public void shutDown() {
        if (service != null) {
            service.setAutoReconnect(false);
        }
        liveness.shutDown();
        sockets.dispose();
    }

    /** XChange's service, which also keeps what the frame it is delivering says of itself. */
    private final class Service extends BinanceStreamingService {
        private long receiveTimeNanos;
        private long frameTimeMillis;
        private long frameUpdateId;

        Service(String uri, ProductSubscription wanted, KlineSubscription klines) {
            super(
                    uri,
                    wanted,
                    klines,
                    XchangeSettings.LARGEST_FRAME_BYTES,
                    settings.connectTimeout(),
                    settings.reconnectAfter(),
                    XchangeSettings.IDLE_SECONDS);
        }

        /** In place of XChange's, which leaves out what it cannot parse. */
        @Override
        public void messageHandler(String message) {
            receiveTimeNanos = clock.nowNanos();
            JsonNode parsed;
            try {
                parsed = BinanceFrames.parse(message);
            } catch (IllegalArgumentException malformed) {
                if (listener != null) {
                    listener.failed(malformed);
                }
                return;
            }
            if (parsed.has("stream") || parsed.has("result")) {
                handleMessage(parsed);
            } else {
                LOG.warn("a message of no stream: {}", parsed);
            }
        }

        @Override
        protected void handleMessage(JsonNode message) {
            JsonNode data = message.path("data");
            frameTimeMillis = data.path("E").asLong();
            frameUpdateId = data.path("u").asLong();
            super.handleMessage(message);
        }

        @Override
        protected WebSocketClientHandler getWebSocketClientHandler(
                WebSocketClientHandshaker handshaker, WebSocketClientHandler.WebSocketMessageHandler handler) {
            return new Handler(handshaker, handler);
        }

        private final class Handler extends NettyWebSocketClientHandler {
            Handler(WebSocketClientHandshaker handshaker, WebSocketMessageHandler handler) {
                super(handshaker, handler);
            }

            @Override
            public void handlerAdded(ChannelHandlerContext context) {
                super.handlerAdded(context);
                liveness.opening(context);
            }

            @Override
            public void channelRead0(ChannelHandlerContext context, Object message) throws Exception {
                liveness.heard();
                super.channelRead0(context, message);
            }
        }
    }
}
