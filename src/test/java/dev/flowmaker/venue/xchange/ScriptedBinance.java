package dev.flowmaker.venue.xchange;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on loopback that speaks just enough of Binance's protocol to misbehave on purpose. */
@SuppressWarnings("FutureReturnValueIgnored")
final class ScriptedBinance implements AutoCloseable {
    /** One request as it came. */
    record Call(String method, String path, String query, String body) {
        String parameters() {
            return body.isEmpty() ? query : body;
        }

        String parameter(String name) {
            Matcher found = Pattern.compile("(^|&)" + name + "=([^&]*)").matcher(parameters());
            return found.find() ? found.group(2) : "";
        }
    }

    /** What is done with a request. */
    record Answer(int status, String body, Map<String, String> headers, boolean drop, boolean hang) {
        static Answer json(String body) {
            return new Answer(200, body, Map.of(), false, false);
        }

        static Answer error(int status, int code, String text) {
            return new Answer(status, "{\"code\":" + code + ",\"msg\":\"" + text + "\"}", Map.of(), false, false);
        }

        static Answer plain(int status, String body) {
            return new Answer(status, body, Map.of(), false, false);
        }

        /** The connection is closed instead. */
        static Answer dropped() {
            return new Answer(0, "", Map.of(), true, false);
        }

        /** Nothing ever comes. */
        static Answer none() {
            return new Answer(0, "", Map.of(), false, true);
        }

        Answer with(String header, String value) {
            return new Answer(status, body, Map.of(header, value), drop, hang);
        }
    }

    static final String SYMBOL = "BTCUSDT";
    private static final int PATIENCE_SECONDS = 20;

    private final NioEventLoopGroup threads =
            new NioEventLoopGroup(2, new DefaultThreadFactory("scripted-binance", true));
    private final Channel listening;
    private final Map<String, Function<Call, Answer>> rest = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Channel> streams = new LinkedBlockingQueue<>();
    private final BlockingQueue<Channel> users = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> subscriptions = new LinkedBlockingQueue<>();
    /** Answers to user stream subscriptions. */
    volatile Function<String, String> onSubscribe = ScriptedBinance::accepted;
    /** When set, pings are not answered: a peer that is gone without a word. */
    volatile boolean deaf;

    ScriptedBinance() {
        on("GET /api/v3/ping", call -> Answer.json("{}"));
        on("GET /api/v3/time", call -> Answer.json("{\"serverTime\":" + System.currentTimeMillis() + "}"));
        on("GET /api/v3/exchangeInfo", call -> Answer.json(exchangeInfo()));
        on("GET /api/v3/account", call -> Answer.json(account()));
        on("GET /api/v3/depth", call -> Answer.json(snapshot(100, "60000.00", "60000.01")));
        listening = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(1 << 20))
                                .addLast(new Handler());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /** What is answered to {@code METHOD /path}, from now on. */
    void on(String methodAndPath, Function<Call, Answer> answer) {
        rest.put(methodAndPath, answer);
    }

    List<Call> calls(String methodAndPath) {
        return calls.stream()
                .filter(call -> (call.method() + " " + call.path()).equals(methodAndPath))
                .toList();
    }

    URI restUri() {
        return uri("http", "");
    }

    URI streamUri() {
        return uri("ws", "/");
    }

    URI socketApiUri() {
        return uri("ws", "/ws-api/v3");
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort() + path);
    }

    /** The next market data connection that is opened. */
    Channel awaitStream() throws InterruptedException {
        return next(streams, "market data connection");
    }

    /** The next user stream that subscribes. */
    Channel awaitUser() throws InterruptedException {
        return next(users, "user stream");
    }

    /** The next subscription to the user stream, as it was sent. */
    String awaitSubscription() throws InterruptedException {
        return next(subscriptions, "subscription");
    }

    private static <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
        T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no " + what + " within " + PATIENCE_SECONDS + " s");
        }
        return next;
    }

    static void send(Channel channel, String text) {
        channel.writeAndFlush(new TextWebSocketFrame(text));
    }

    static void sendUser(Channel channel, String event) {
        send(channel, "{\"subscriptionId\":0,\"event\":" + event + "}");
    }

    /** A depth frame of updates {@code first} to {@code last} with one level a side. */
    static String depth(long first, long last, long timeMillis, String bid, String bidQuantity, String ask) {
        return "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + timeMillis
                + ",\"s\":\"BTCUSDT\",\"U\":" + first + ",\"u\":" + last + ",\"b\":[[\"" + bid + "\",\"" + bidQuantity
                + "\"]],\"a\":[[\"" + ask + "\",\"1.00000000\"]]}}";
    }

    static String trade(long id, String price, String quantity, boolean buyerIsMaker, long timeMillis) {
        return "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + timeMillis
                + ",\"s\":\"BTCUSDT\",\"t\":" + id + ",\"p\":\"" + price + "\",\"q\":\"" + quantity
                + "\",\"T\":" + timeMillis + ",\"m\":" + buyerIsMaker + ",\"M\":true}}";
    }

    static String snapshot(long lastUpdateId, String bid, String ask) {
        return "{\"lastUpdateId\":" + lastUpdateId + ",\"bids\":[[\"" + bid + "\",\"2.00000000\"]],\"asks\":[[\"" + ask
                + "\",\"3.00000000\"]]}";
    }

    static String exchangeInfo() {
        return "{\"timezone\":\"UTC\",\"serverTime\":1,\"rateLimits\":[],\"exchangeFilters\":[],\"symbols\":["
                + symbol("BTC", "USDT", "0.01000000", "0.00001000") + ","
                + symbol("ETH", "USDT", "0.01000000", "0.00010000") + "]}";
    }

    static String symbol(String base, String quote, String tick, String step) {
        return "{\"symbol\":\"" + base + quote + "\",\"status\":\"TRADING\",\"baseAsset\":\"" + base
                + "\",\"quoteAsset\":\"" + quote + "\",\"baseAssetPrecision\":8,\"quoteAssetPrecision\":8,"
                + "\"orderTypes\":[\"LIMIT\",\"LIMIT_MAKER\",\"MARKET\"],\"isSpotTradingAllowed\":true,\"filters\":["
                + "{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"0.01000000\",\"maxPrice\":\"1000000.00000000\","
                + "\"tickSize\":\"" + tick + "\"},"
                + "{\"filterType\":\"LOT_SIZE\",\"minQty\":\"0.00010000\",\"maxQty\":\"9000.00000000\",\"stepSize\":\""
                + step + "\"},"
                + "{\"filterType\":\"NOTIONAL\",\"minNotional\":\"5.00000000\",\"applyMinToMarket\":true,"
                + "\"maxNotional\":\"9000000.00000000\",\"applyMaxToMarket\":false,\"avgPriceMins\":5}],"
                + "\"permissions\":[]}";
    }

    static String account() {
        return "{\"makerCommission\":10,\"takerCommission\":15,\"commissionRates\":{\"maker\":\"0.00095000\","
                + "\"taker\":\"0.00150000\"},\"canTrade\":true,\"updateTime\":1700000000123,\"balances\":["
                + "{\"asset\":\"BTC\",\"free\":\"1.50000000\",\"locked\":\"0.25000000\"},"
                + "{\"asset\":\"USDT\",\"free\":\"1000.00000001\",\"locked\":\"0.00000000\"}]}";
    }

    /** The answer to a subscription that is granted. */
    static String accepted(String request) {
        return "{\"id\":\"" + id(request) + "\",\"status\":200,\"result\":{\"subscriptionId\":0}}";
    }

    private static String id(String request) {
        int start = request.indexOf("\"id\":\"") + 6;
        return request.substring(start, request.indexOf('"', start));
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private final class Handler extends SimpleChannelInboundHandler<Object> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Object message) {
            if (message instanceof FullHttpRequest request) {
                if (request.headers().contains(HttpHeaderNames.UPGRADE)) {
                    upgrade(context, request);
                } else {
                    answer(context, request);
                }
            } else if (message instanceof PingWebSocketFrame ping) {
                if (!deaf) {
                    context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
                }
            } else if (message instanceof CloseWebSocketFrame) {
                context.close();
            } else if (message instanceof TextWebSocketFrame text) {
                onText(context, text.text());
            } else if (!(message instanceof WebSocketFrame)) {
                throw new IllegalStateException("a " + message.getClass());
            }
        }

        private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
            WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                            "ws://127.0.0.1" + request.uri(), null, false)
                    .newHandshaker(request);
            handshaker.handshake(context.channel(), request);
            if (request.uri().startsWith("/stream")) {
                streams.add(context.channel());
            }
        }

        private void onText(ChannelHandlerContext context, String text) {
            String answer = onSubscribe.apply(text);
            if (!answer.isEmpty()) {
                send(context.channel(), answer);
            }
            subscriptions.add(text);
            users.add(context.channel());
        }

        private void answer(ChannelHandlerContext context, FullHttpRequest request) {
            URI uri = URI.create(request.uri());
            Call call = new Call(
                    request.method().name(),
                    uri.getPath(),
                    uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                    request.content().toString(StandardCharsets.UTF_8));
            calls.add(call);
            Function<Call, Answer> known = rest.get(call.method() + " " + call.path());
            Answer answer = known == null ? Answer.error(404, -1, "no " + call) : known.apply(call);
            if (answer.drop()) {
                context.close();
            } else if (!answer.hang()) {
                DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(answer.status()),
                        Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8));
                response.headers()
                        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
                answer.headers().forEach(response.headers()::set);
                context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            }
        }
    }
}
