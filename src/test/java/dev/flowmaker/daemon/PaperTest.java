package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.journal.Codec;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.live.LiveStateReader;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.venue.VenueException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon on paper: real sockets to the local exchange, which must never hear of an order. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PaperTest {
    private static final Set<String> PUBLIC = Set.of(
            "GET /api/v3/time", "GET /api/v3/exchangeInfo", "GET /api/v3/depth", "GET /api/v3/ping", "GET /stream");
    private static final long OPENING_BTC = 100_000_000L;
    private static final long OPENING_USDT = 100_000L * 100_000_000;

    @TempDir
    private Path folder;

    private final AtomicInteger executions = new AtomicInteger();
    private final Set<String> requests = new TreeSet<>();

    private static final String EXCHANGE = """
            exchange {
              port = 0
              accounts = [ { balances = [ 10 BTC ] } ]
              markets = [ { symbol = BTC/USDT, source = synthetic, seed = %d } ]
            }
            """;

    private DaemonSettings settings(int port, String paper) {
        return Configuration.parse("daemon.conf", """
                flowmaker {
                  name = on-paper
                  journal { dir = "%s", free-space-alarm = 1 MB }
                  venue {
                    mode = paper
                    rest-uri = "http://127.0.0.1:%d"
                    stream-uri = "ws://127.0.0.1:%d"
                    paper { %s }
                  }
                  markets = [ {
                    symbol = BTC/USDT
                    book { depth = 20, warmup-frames = 3 }
                    quote { half-spread = 1 tick, fee-floor = false, adverse-selection.floor = false, levels = 3, level-spacing = 1 tick, size = 0.002 BTC }
                    risk {
                      max-order-size = 0.01 BTC, max-order-notional = 10000 USDT, max-long = 0.5 BTC, max-short = 0.5 BTC
                      breakers { fill-rate.reaction = off, markout.reaction = off }
                    }
                  } ]
                }
                """.formatted(folder.resolve("journal"), port, port, paper))
                .daemon();
    }

    private static final String ACCOUNT =
            "balances = [ 1 BTC, 100000 USDT ], maker-fee = -1 bps, taker-fee = 5 bps, depth = 50";

    private interface During {
        void run(Daemon daemon) throws Exception;
    }

    private Path journal() {
        return folder.resolve("journal").resolve("on-paper");
    }

    /** One session against an exchange of its own. */
    private void trade(int seed, During during) throws Exception {
        ExchangeListener tap = new DeafListener() {
            @Override
            public void onExecution(ExecutionReport report) {
                executions.incrementAndGet();
            }
        };
        Map<String, String> environment = Map.of("FLOWMAKER_KEY", "nobodysKey", "FLOWMAKER_SECRET", "nobodysSecret");
        try (ExchangeServer server = LocalExchange.open(
                        Configuration.parse("exchange.conf", EXCHANGE.formatted(seed))
                                .exchange(),
                        environment,
                        System.currentTimeMillis(),
                        tap);
                WatchedLine line = new WatchedLine(server.port())) {
            DaemonSettings settings = settings(line.port(), ACCOUNT);
            Daemon daemon = Daemon.prepare(settings, new VenueGateways(settings, Credentials.NONE));
            daemon.start();
            during.run(daemon);
            daemon.requestStop(StopReason.REQUESTED, "test");
            assertEquals(StopReason.REQUESTED, daemon.await());
            requests.addAll(line.requests());
            assertFalse(line.heard("X-MBX-APIKEY"), "a key was sent");
            assertFalse(line.heard("signature"), "something was signed");
        }
    }

    private static long fills(SessionView view) {
        SessionView.Market market = view.markets().get(0);
        return market.bought().count() + market.sold().count();
    }

    private static SessionView awaitFills(Daemon daemon, int least) {
        while (true) {
            SessionView view = daemon.view();
            if (view != null && fills(view) >= least) {
                return view;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldTradeOnPaperWithoutAnOrderEverLeaving() throws Exception {
        trade(31, daemon -> {
            assertEquals("paper", new LiveStateReader(journal()).read().daemon().mode());
            awaitFills(daemon, 10);
        });
        assertEquals(0, executions.get(), "the exchange heard of an order");
        assertTrue(PUBLIC.containsAll(requests), requests::toString);
        assertTrue(requests.contains("GET /stream"), requests::toString);

        List<Message> records = records();
        SessionStarted started = (SessionStarted) records.get(0);
        assertEquals("paper", started.mode);
        assertEquals(-100_000, started.instruments.get(0).makerFeePpb());
        assertEquals(500_000, started.instruments.get(0).takerFeePpb());
        List<Fill> fills = fills(records);
        assertTrue(fills.size() >= 10, fills.size() + " fills");
        assertTrue(fills.stream().allMatch(fill -> fill.liquidity == Liquidity.MAKER && fill.feeQuanta < 0), "rebates");
        assertAccountFollows(records, OPENING_BTC, OPENING_USDT);
        assertReplays();
    }

    @Test
    void shouldGoOnWithTheAccountOfTheLastSession() throws Exception {
        trade(32, daemon -> awaitFills(daemon, 3));
        List<Message> first = records();
        long[] held = assertAccountFollows(first, OPENING_BTC, OPENING_USDT);
        trade(33, daemon -> awaitFills(daemon, 3));
        List<Message> second = records().subList(first.size(), records().size());
        assertEquals("paper", ((SessionStarted) second.get(0)).mode);
        assertAccountFollows(second, held[0], held[1]);
        assertFalse(fills(second).isEmpty());
        assertTrue(
                fills(second).get(0).tradeId > fills(first).get(fills(first).size() - 1).tradeId,
                "trade ids of a later session are later");
        assertTrue(
                second.stream()
                        .noneMatch(each -> each instanceof Notice notice
                                && (notice.code == NoticeCode.BALANCE_ADOPTED
                                        || notice.code == NoticeCode.BALANCE_DIFFERENCE)),
                "the account is the one there was");
        assertReplays();
    }

    /** Balances by the venue's last word: opening plus fills less commission. */
    private static long[] assertAccountFollows(List<Message> records, long btc, long usdt) {
        Instrument instrument = EngineSettingsFactory.instruments((SessionStarted) records.get(0))
                .get(0);
        long[] expected = new long[2];
        expected[instrument.baseAsset()] = btc;
        expected[instrument.quoteAsset()] = usdt;
        long[] told = {-1, -1};
        boolean first = true;
        Set<Long> seen = new HashSet<>();
        for (Message record : records) {
            if (record instanceof Fill fill && seen.add(fill.tradeId)) {
                expected[instrument.baseAsset()] += fill.side.sign() * fill.lots * instrument.baseQuantaPerLot();
                expected[instrument.quoteAsset()] -=
                        fill.side.sign() * instrument.notionalQuanta(fill.priceTicks, fill.lots);
                expected[fill.feeAsset] -= fill.feeQuanta;
            } else if (record instanceof Balance balance) {
                told[balance.asset] = balance.freeQuanta + balance.lockedQuanta;
                if (first) {
                    assertEquals(balance.asset == instrument.baseAsset() ? btc : usdt, told[balance.asset], "opening");
                    first = false;
                }
            }
        }
        assertEquals(expected[0], told[0]);
        assertEquals(expected[1], told[1]);
        return new long[] {expected[instrument.baseAsset()], expected[instrument.quoteAsset()]};
    }

    private List<Message> records() {
        List<Message> records = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal())) {
            while (reader.advance()) {
                Message message = switch (reader.kind()) {
                    case SESSION_STARTED, FILL, BALANCE, NOTICE -> copy(reader);
                    default -> null;
                };
                if (message != null) {
                    records.add(message);
                }
            }
        }
        return records;
    }

    private static Message copy(JournalReader reader) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        int length = new Codec().encode(reader.message(), buffer, 0);
        return new Codec().decode(buffer, 0, length);
    }

    private static List<Fill> fills(List<Message> records) {
        return records.stream()
                .filter(Fill.class::isInstance)
                .map(Fill.class::cast)
                .toList();
    }

    private void assertReplays() {
        try (JournalReader reader = JournalReader.open(journal())) {
            ReplayResult result = new Replayer(EngineSettingsFactory::from, "development").run(reader, done -> {});
            assertTrue(result.identical(), () -> String.valueOf(result.divergence()));
        }
    }

    /** The watch itself: it would have seen an order and a key. */
    @Test
    void shouldHearAnOrderOnTheLine() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WatchedLine line = new WatchedLine(server.getLocalPort());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), line.port())) {
            String order = "POST /api/v3/order?symbol=BTCUSDT HTTP/1.1\r\nX-MBX-APIKEY: abc\r\n\r\n";
            client.getOutputStream().write(order.getBytes(StandardCharsets.US_ASCII));
            try (Socket heard = server.accept()) {
                heard.getInputStream().readNBytes(order.length());
            }
            assertEquals(List.of("POST /api/v3/order"), line.requests());
            assertTrue(line.heard("x-mbx-apikey"));
        }
    }

    @Test
    void shouldRefuseAnAccountOfOtherAssets() throws Exception {
        int seed = 34;
        Map<String, String> environment = Map.of("FLOWMAKER_KEY", "nobodysKey", "FLOWMAKER_SECRET", "nobodysSecret");
        try (ExchangeServer server = LocalExchange.open(
                Configuration.parse("exchange.conf", EXCHANGE.formatted(seed)).exchange(),
                environment,
                System.currentTimeMillis())) {
            DaemonSettings settings = settings(server.port(), "balances = [ 1 BTC, 5 DOGE ]");
            VenueException refused = assertThrows(
                    VenueException.class,
                    () -> Daemon.prepare(settings, new VenueGateways(settings, Credentials.NONE)));
            assertTrue(Objects.requireNonNull(refused.getMessage()).contains("DOGE"), refused.getMessage());
        }
    }
}
