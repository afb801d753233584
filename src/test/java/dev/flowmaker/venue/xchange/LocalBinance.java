package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.PlaceResult;
import dev.flowmaker.exchange.binance.ApiLimits;
import dev.flowmaker.exchange.binance.BinanceServer;
import dev.flowmaker.exchange.binance.BinanceServerSettings;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.ExchangeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The local exchange on a free port, with a synthetic BTC/USDT market and two accounts, and all it did. */
final class LocalBinance implements AutoCloseable {
    static final int ALICE = 0;
    static final int BOB = 1;

    /** A change of a level as the exchange made it. */
    record Level(Side side, long priceTicks, long lots) {}

    private final ApiKey key = new ApiKey(ALICE, TestSettings.KEY, TestSettings.SECRET);
    /** By update id; dense. */
    private final ConcurrentSkipListMap<Long, Level> levels = new ConcurrentSkipListMap<>();
    /** By trade id. */
    private final Map<Long, Boolean> buyerIsMaker = new ConcurrentHashMap<>();

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final ApiLimits GENEROUS =
            new ApiLimits(1_000_000, 100, MINUTE_NANOS, MINUTE_NANOS, 5_000, 160_000, 500, 100);

    private final ExchangeServer server;
    private final Opening opening;

    LocalBinance(long seed) {
        this(seed, GENEROUS, 0);
    }

    LocalBinance(long seed, ApiLimits limits, long clockOffsetNanos) {
        long millis = System.currentTimeMillis() + clockOffsetNanos / 1_000_000;
        ExchangeSettings exchange = ExchangeSettings.of(
                millis * 1_000_000,
                Fixtures.ASSETS,
                List.of(new MarketSetup(Fixtures.bitcoin(), Fixtures.synthetic(seed))),
                List.of(Fixtures.account("alice", 10, 1_000_000), Fixtures.account("bob", 100, 10_000_000)));
        BinanceServerSettings settings =
                BinanceServerSettings.of(List.of(key)).withLimits(limits).withClockOffset(clockOffsetNanos);
        try {
            server = BinanceServer.start("127.0.0.1", 0, exchange, settings, new Tap());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        opening = server.ask(LocalBinance::opening);
    }

    XchangeSettings settings() {
        return settings(TestSettings.KEY, TestSettings.SECRET);
    }

    XchangeSettings settings(String apiKey, String secret) {
        return TestSettings.of(
                uri("http", ""),
                uri("ws", ""),
                uri("ws", "/ws-api/v3"),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                apiKey,
                secret);
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + server.port() + path);
    }

    /** A whole book, as it was after an update. */
    private record Opening(long updateId, Map<Side, Map<Long, Long>> book) {}

    private static Opening opening(Exchange exchange) {
        Map<Side, Map<Long, Long>> book = new EnumMap<>(Side.class);
        Depth depth = exchange.depth(0);
        for (Side side : Side.values()) {
            Map<Long, Long> rows = new HashMap<>();
            for (int rank = 0; rank < depth.levels(side); rank++) {
                rows.put(depth.priceTicks(side, rank), depth.lots(side, rank));
            }
            book.put(side, rows);
        }
        return new Opening(exchange.lastUpdateId(0), book);
    }

    /** One side as the exchange had it after an update, best first: its opening and every change since, in order. */
    SortedMap<Long, Long> bookAt(Side side, long updateId) {
        SortedMap<Long, Long> book =
                new TreeMap<>(side == Side.BUY ? Comparator.<Long>reverseOrder() : Comparator.<Long>naturalOrder());
        book.putAll(opening.book.get(side));
        levels.subMap(opening.updateId, false, updateId, true).values().stream()
                .filter(level -> level.side() == side)
                .forEach(level -> {
                    if (level.lots() == 0) {
                        book.remove(level.priceTicks());
                    } else {
                        book.put(level.priceTicks(), level.lots());
                    }
                });
        return book;
    }

    boolean buyerIsMaker(long tradeId) {
        return Objects.requireNonNull(buyerIsMaker.get(tradeId), "no such trade");
    }

    /** The other account takes that much at the market. */
    PlaceResult bobTakes(Side side, long lots) {
        return server.ask(exchange ->
                exchange.place(BOB, NewOrder.market(0, "bob" + System.nanoTime(), side, lots), exchange.nowNanos()));
    }

    List<BalanceInfo> balances() {
        return server.ask(exchange -> exchange.balances(ALICE));
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Tap implements ExchangeListener {
        @Override
        public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayed) {
            levels.put(updateId, new Level(side, priceTicks, displayed));
        }

        @Override
        public void onTrade(
                int market,
                long timeNanos,
                long tradeId,
                long priceTicks,
                long lots,
                boolean buyerMade,
                long buyerVenueOrderId,
                long sellerVenueOrderId) {
            buyerIsMaker.put(tradeId, buyerMade);
        }

        @Override
        public void onExecution(ExecutionReport report) {}

        @Override
        public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {}

        @Override
        public void onFrame(int market, long timeNanos) {}
    }
}
