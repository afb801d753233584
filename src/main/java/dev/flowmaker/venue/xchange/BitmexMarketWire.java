package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import info.bitrich.xchangestream.bitmex.BitmexStreamingService;
import info.bitrich.xchangestream.service.netty.WebSocketClientHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BitMEX's market data through XChange's streaming service, built here because XChange's exchange leads to hosts of its own.
 * The service gets no key, with which it would log in as BitMEX does not know any more. Tables are read here: as XChange reads
 * them they lose the ids of trades, the marks of perpetuals, and books fail.
 */
final class BitmexMarketWire implements MarketWire {
    private static final Logger LOG = LoggerFactory.getLogger(BitmexMarketWire.class);
    /** Levels of each side in the smaller table. */
    private static final int FEW_LEVELS = 25;

    private final XchangeSettings settings;
    private final VenueClock clock;
    private final Liveness liveness;
    private final CompositeDisposable sockets = new CompositeDisposable();
    private final List<BitmexBook> books = new ArrayList<>();
    private final Service service;
    private @Nullable Listener listener;
    private long frameTimeNanos;
    private long receiveTimeNanos;

    BitmexMarketWire(XchangeSettings settings, VenueClock clock, Endings endings) {
        this.settings = settings;
        this.clock = clock;
        liveness = new Liveness(endings);
        service = new Service();
    }

    @Override
    public Completable connect(Listener told) {
        listener = told;
        sockets.add(service.subscribeConnectionSuccess().subscribe(opened -> told.opened(), this::log));
        sockets.add(service.subscribeDisconnect().subscribe(lost -> told.lost(), this::log));
        return service.connect();
    }

    private void log(Throwable trouble) {
        LOG.warn("socket state: {}", trouble.toString());
    }

    @Override
    public Observable<OrderBook> books(Instrument market) {
        BitmexBook book = new BitmexBook();
        books.add(book);
        String table = settings.depthLevels() <= FEW_LEVELS ? "orderBookL2_25" : "orderBookL2";
        return service.subscribeChannel(table + ":" + market.venueSymbol()).mapOptional(message -> {
            OrderBook after = book.apply(BitmexJson.text(message, "action"), message.path("data"));
            frameTimeNanos = book.timeNanos();
            return Optional.ofNullable(after);
        });
    }

    /** New trades; the last one before we asked, which begins the table, is left out. */
    @Override
    public Observable<Trade> trades(Instrument market) {
        return service.subscribeChannel("trade:" + market.venueSymbol())
                .filter(message -> BitmexJson.text(message, "action").equals("insert"))
                .flatMapIterable(message -> message.path("data"))
                .map(BitmexMarketWire::trade);
    }

    private static Trade trade(JsonNode row) {
        return new Trade.Builder()
                .type(BitmexExecutions.side(row) == Side.BUY ? OrderType.BID : OrderType.ASK)
                .originalAmount(BitmexJson.positive(row, "size"))
                .instrument(CurrencyPair.BTC_USD)
                .price(BitmexJson.positive(row, "price"))
                .timestamp(Date.from(
                        Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(BitmexJson.nanos(row, "timestamp")))))
                .id(BitmexJson.text(row, "trdMatchID"))
                .build();
    }

    /** BitMEX names the taker's side. */
    @Override
    public Side aggressor(Trade trade) {
        return trade.getType() == OrderType.BID ? Side.BUY : Side.SELL;
    }

    @Override
    public Observable<Mark> marks(Instrument market) {
        BitmexMarks marks = new BitmexMarks();
        return service.subscribeChannel("instrument:" + market.venueSymbol())
                .mapOptional(message ->
                        Optional.ofNullable(marks.apply(BitmexJson.text(message, "action"), message.path("data"))));
    }

    @Override
    public Liveness liveness() {
        return liveness;
    }

    @Override
    public long frameTimeNanos(OrderBook book) {
        return frameTimeNanos;
    }

    /** BitMEX counts no changes. */
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
        service.setAutoReconnect(false);
        liveness.shutDown();
        sockets.dispose();
    }

    /** XChange's service with our address, pauses and liveness, and nothing left out that it cannot parse. */
    private final class Service extends BitmexStreamingService {
        Service() {
            super(
                    BitmexLogin.uri(settings).toString(),
                    null,
                    null,
                    XchangeSettings.LARGEST_FRAME_BYTES,
                    settings.connectTimeout(),
                    settings.reconnectAfter(),
                    XchangeSettings.IDLE_SECONDS);
        }

        /** Called after every connect: the books of before are no more. */
        @Override
        public void resubscribeChannels() {
            books.forEach(BitmexBook::forget);
            super.resubscribeChannels();
        }

        @Override
        public void messageHandler(String message) {
            receiveTimeNanos = clock.nowNanos();
            try {
                JsonNode parsed = BitmexJson.parse(message);
                if (parsed.has("error")) {
                    throw new IllegalArgumentException(
                            "BitMEX says " + parsed.path("error").asText());
                }
                if (parsed.has("table")) {
                    handleMessage(parsed);
                }
            } catch (IllegalArgumentException malformed) {
                if (listener != null) {
                    listener.failed(malformed);
                }
            }
        }

        @Override
        protected String getChannelNameFromMessage(JsonNode message) {
            JsonNode first = message.path("data").path(0);
            JsonNode symbol = first.has("symbol")
                    ? first.path("symbol")
                    : message.path("filter").path("symbol");
            return BitmexJson.text(message, "table") + ":" + symbol.asText();
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
}
