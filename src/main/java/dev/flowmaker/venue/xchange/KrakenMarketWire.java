package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import info.bitrich.xchangestream.kraken.KrakenStreamingExchange;
import info.bitrich.xchangestream.kraken.KrakenStreamingMarketDataService;
import info.bitrich.xchangestream.kraken.KrakenStreamingService;
import info.bitrich.xchangestream.kraken.dto.enums.KrakenSubscriptionName;
import info.bitrich.xchangestream.service.netty.WebSocketClientHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kraken's market data through XChange. A subclass because the address and the pause before a reconnect cannot be set, a
 * refused subscription is only logged, a book does not say of what frame it is, and some are not told: {@link KrakenBook}. It never reconnects: after that XChange would go on from the book of before. The line is replaced instead.
 */
final class KrakenMarketWire extends KrakenStreamingService implements MarketWire {
    private static final Logger LOG = LoggerFactory.getLogger(KrakenMarketWire.class);
    private static final int LEAST_PARTS = 4;
    private static final int[] DEPTHS = {10, 25, 100, 500, 1000};

    /** What the service takes its parameters from; it makes no services of its own, which have Kraken's addresses. */
    private static final class Parameters extends KrakenStreamingExchange {
        Parameters() {
            applySpecification(getDefaultExchangeSpecification());
        }

        @Override
        protected void initServices() {}
    }

    private final KrakenNames names;
    private final VenueClock clock;
    private final Liveness liveness;
    private final int depth;
    private final KrakenStreamingMarketDataService data = new KrakenStreamingMarketDataService(this, false);
    private Object delivered = this;
    private final CompositeDisposable sockets = new CompositeDisposable();
    private volatile @Nullable Listener listener;
    private long receiveTimeNanos;
    private long frameTimeNanos;

    KrakenMarketWire(XchangeSettings settings, KrakenNames names, VenueClock clock, Endings endings) {
        super(
                new Parameters(),
                false,
                settings.streamUri().toString(),
                XchangeSettings.LARGEST_FRAME_BYTES,
                settings.connectTimeout(),
                settings.reconnectAfter(),
                XchangeSettings.IDLE_SECONDS,
                () -> {
                    throw new IllegalStateException("no token is needed here");
                });
        this.names = names;
        this.clock = clock;
        liveness = new Liveness(endings);
        depth = depth(settings.depthLevels());
        setAutoReconnect(false);
    }

    /** The least of Kraken's depths that has so many levels. */
    static int depth(int levels) {
        for (int offered : DEPTHS) {
            if (offered >= levels) {
                return offered;
            }
        }
        return DEPTHS[DEPTHS.length - 1];
    }

    @Override
    public Completable connect(Listener told) {
        listener = told;
        sockets.add(subscribeDisconnect()
                .subscribe(
                        lost -> {
                            told.lost();
                            told.failed(new IOException("connection lost"));
                        },
                        told::failed));
        return connect().doOnComplete(told::opened);
    }

    private CurrencyPair pair(Instrument market) {
        return new CurrencyPair(names.stream(market.venueSymbol()));
    }

    @Override
    public Observable<OrderBook> books(Instrument market) {
        CurrencyPair pair = pair(market);
        String channel = data.getChannelName(KrakenSubscriptionName.book, pair);
        KrakenBook followed = new KrakenBook(pair, depth);
        return data.subscribe(channel, LEAST_PARTS, depth).concatMapMaybe(frame -> {
            boolean waited = followed.isWaiting();
            OrderBook book = followed.apply(frame);
            if (book == null) {
                if (!waited) {
                    LOG.warn("the book of {} failed its checksum", pair);
                    sendMessage(getUnsubscribeMessage(channel, depth));
                    sendMessage(getSubscribeMessage(channel, depth));
                }
                return Maybe.empty();
            }
            delivered = followed.lineage();
            return Maybe.just(book);
        });
    }

    /** Of the book that is being delivered: all is done on the socket's thread. */
    @Override
    public Object lineage(OrderBook book) {
        return delivered;
    }

    @Override
    public Observable<Trade> trades(Instrument market) {
        return data.getTrades(pair(market));
    }

    /** Kraken gives the side of the order that took. */
    @Override
    public Side aggressor(Trade trade) {
        return trade.getType() == OrderType.BID ? Side.BUY : Side.SELL;
    }

    /** In place of XChange's, which leaves out what it cannot parse. */
    @Override
    public void messageHandler(String message) {
        receiveTimeNanos = clock.nowNanos();
        try {
            JsonNode parsed = BinanceJson.parse(message);
            frameTimeNanos = KrakenFrames.timeNanos(parsed);
            String refusal = KrakenFrames.refusal(parsed);
            if (refusal != null) {
                throw new IllegalArgumentException(refusal);
            }
            handleMessage(parsed);
        } catch (IllegalArgumentException malformed) {
            Listener told = listener;
            if (told != null) {
                told.failed(malformed);
            } else {
                LOG.warn("before anybody listens: {}", malformed.toString());
            }
        }
    }

    @Override
    public Liveness liveness() {
        return liveness;
    }

    @Override
    public long frameTimeNanos(OrderBook book) {
        return frameTimeNanos;
    }

    @Override
    public long frameUpdateId() {
        return 0;
    }

    @Override
    public long receiveTimeNanos() {
        return receiveTimeNanos;
    }

    @Override
    public void shutDown() {
        sockets.dispose();
        liveness.shutDown();
    }

    @Override
    protected WebSocketClientHandler getWebSocketClientHandler(
            WebSocketClientHandshaker handshaker, WebSocketClientHandler.WebSocketMessageHandler handler) {
        return new NettyWebSocketClientHandler(handshaker, handler) {
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
        };
    }
}
