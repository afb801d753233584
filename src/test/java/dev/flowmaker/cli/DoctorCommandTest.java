package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.daemon.LocalExchange;
import dev.flowmaker.exchange.door.ExchangeServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The doctor, asked about a local exchange over real sockets. */
class DoctorCommandTest {
    private static final String SECRET = "secretThatNobodyMaySee";
    private static final int FINE = 0;
    private static final int NOT_FINE = 3;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private int doctor(Object... args) {
        out.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(out));
        Object[] all = new Object[args.length + 1];
        all[0] = "doctor";
        System.arraycopy(args, 0, all, 1, args.length);
        int code = commandLine.execute(Arrays.stream(all).map(String::valueOf).toArray(String[]::new));
        assertFalse(out.toString().contains(SECRET), "tells a secret");
        return code;
    }

    private void assertSaid(String verdict, String what, String text) {
        assertTrue(
                out.toString()
                        .lines()
                        .anyMatch(line -> line.startsWith(verdict) && line.contains(what) && line.contains(text)),
                () -> "no line " + verdict + " " + what + " " + text + " in\n" + out);
    }

    private Path configuration(int port, String... changes) throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), "key=testKey\nsecret=" + SECRET + "\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        String text = """
                flowmaker {
                  name = test
                  journal { dir = "%s", free-space-alarm = 1 MB }
                  venue {
                    mode = sim
                    rest-uri = "http://127.0.0.1:%d"
                    stream-uri = "ws://127.0.0.1:%d"
                    ws-api-uri = "ws://127.0.0.1:%d/ws-api/v3"
                    key-file = "%s"
                    connect-timeout = 2 s
                  }
                  markets = [ {
                    symbol = BTC/USDT
                    quote { half-spread = 5 bps, size = 0.002 BTC }
                    risk {
                      max-order-size = 1 BTC, max-order-notional = 100000 USDT, max-long = 1 BTC, max-short = 1 BTC
                    }
                  } ]
                }
                """.formatted(folder.resolve("journal"), port, port, port, keys);
        for (int i = 0; i < changes.length; i += 2) {
            assertTrue(text.contains(changes[i]), "nothing to replace: " + changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        return Files.writeString(folder.resolve("test.conf"), text);
    }

    private static ExchangeServer exchange(String account) throws IOException {
        String text = "exchange { port = 0, accounts = [ { " + account + " } ], markets = [ { symbol = BTC/USDT } ] }";
        return LocalExchange.open(
                Configuration.parse("exchange.conf", text).exchange(),
                Map.of("FLOWMAKER_KEY", "testKey", "FLOWMAKER_SECRET", SECRET),
                System.currentTimeMillis());
    }

    @Test
    void shouldFindNothingWrongWithAHealthySetupAndTouchNothing() throws IOException {
        try (ExchangeServer server = exchange("balances = [ 10 BTC, 1000000 USDT ]")) {
            Path conf = configuration(server.port());
            assertEquals(FINE, doctor(conf), out::toString);
            assertSaid("fine", "requests", "answers in");
            assertSaid("fine", "clock", "ours");
            assertSaid("fine", "key's rights", "it may trade");
            assertSaid("fine", "BTC/USDT rules", "lot 0.00001 BTC");
            assertSaid("fine", "BTC/USDT fees", "maker 0.01 %, taker 0.1 %");
            assertSaid("fine", "BTC balance", "10.00000000 BTC, and the first orders need 0.00200000 BTC");
            assertSaid("fine", "streams", "take us");
            assertSaid("fine", "dead man's switch", "armed for 60 s");
            assertTrue(out.toString().contains("a daemon may start: "), out::toString);
            assertFalse(Files.exists(folder.resolve("journal")), "the journal was made");
            assertEquals(FINE, doctor("--json", conf));
            JsonNode json = new ObjectMapper().readTree(out.toString());
            assertTrue(json.path("passes").asBoolean());
            assertEquals("fine", json.path("findings").get(0).path("verdict").asText());
        }
    }

    private static ExchangeServer perpetuals(String wallet) throws IOException {
        String text = """
                exchange {
                  port = 0, protocol = bitmex, limit-multiple = 100
                  accounts = [ { balances = [ %s ] } ]
                  markets = [ {
                    symbol = "BTC/USD:BTC", start-price = 60000 USD, tick = 0.5 USD, lot = 100 contracts
                    min-notional = 0 BTC, maker-fee = -1 bps, taker-fee = 5 bps
                    contract { size = 1, initial-margin = 1 %%, maintenance-margin = 0.5 %% }
                    funding { rate = -0.01 %%, interval = 8 h }
                  } ]
                }
                """.formatted(wallet);
        return LocalExchange.open(
                Configuration.parse("exchange.conf", text).exchange(),
                Map.of("FLOWMAKER_KEY", "testKey", "FLOWMAKER_SECRET", SECRET),
                System.currentTimeMillis());
    }

    /** Before it nobody knows when funding is due. */
    private static void awaitTheFirstMark(ExchangeServer server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1/instrument?symbol=XBTUSD"))
                .build();
        long start = System.nanoTime();
        while (!HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .contains("\"fundingTimestamp\":\"2")) {
            assertTrue(System.nanoTime() - start < 20_000_000_000L, "never marked");
            LockSupport.parkNanos(50_000_000);
        }
    }

    private Path perpetual(int port) throws IOException {
        return configuration(
                port,
                "mode = sim",
                "mode = sim, protocol = bitmex",
                "ws-api-uri = \"ws://127.0.0.1:" + port + "/ws-api/v3\"",
                "",
                "symbol = BTC/USDT",
                "symbol = \"BTC/USD:BTC\"",
                "size = 0.002 BTC",
                "size = 300 contracts",
                "max-order-size = 1 BTC, max-order-notional = 100000 USDT, max-long = 1 BTC, max-short = 1 BTC",
                "max-order-size = 600 contracts, max-order-notional = 1 BTC, max-long = 6000 contracts"
                        + ", max-short = 3000 contracts");
    }

    @Test
    void shouldExamineAPerpetualsMargin() throws Exception {
        try (ExchangeServer server = perpetuals("0.1 BTC")) {
            awaitTheFirstMark(server);
            assertEquals(FINE, doctor(perpetual(server.port())), out::toString);
            assertSaid("fine", "BTC/USD:BTC rules", "tick 0.5 USD, lot 100 contracts");
            assertSaid("fine", "BTC/USD:BTC contract", "inverse, 1 USD each, settled in BTC; margin 1 % of the value");
            assertSaid("fine", "BTC/USD:BTC funding", "0.01 %, shorts pay, next at ");
            assertSaid("fine", "BTC/USD:BTC position", "none");
            assertSaid("fine", "BTC balance", "and the first orders need 0.0000");
            // 6,000 dollars are the 0.1 BTC of the wallet at about 60,000: half of which an inverse position can lose.
            assertSaid("fine", "BTC/USD:BTC leverage", "and the venue closes them when the price moves 49.");
            assertSaid("fine", "dead man's switch", "armed for 60 s");
        }
    }

    @Test
    void shouldSayWhereTheVenueWouldCloseAPositionSoon() throws IOException {
        try (ExchangeServer server = perpetuals("0.004 BTC")) {
            assertEquals(FINE, doctor(perpetual(server.port())), out::toString);
            assertSaid("LOOK", "BTC/USD:BTC leverage", "and the venue closes them when the price moves 3.");
        }
        try (ExchangeServer server = perpetuals("0.0005 BTC")) {
            assertEquals(FINE, doctor(perpetual(server.port())), out::toString);
            assertSaid("LOOK", "BTC/USD:BTC leverage", "its margin does not reach that far");
        }
    }

    @Test
    void shouldWarnLoudlyOfAKeyThatCanWithdraw() throws IOException {
        try (ExchangeServer server =
                exchange("rights = [ read, trade, withdraw ], balances = [ 10 BTC, 1000000 USDT ]")) {
            assertEquals(FINE, doctor(configuration(server.port())), out::toString);
            assertSaid("LOOK", "key's rights", "it may WITHDRAW");
        }
    }

    @Test
    void shouldNotPassAKeyThatMayNotTrade() throws IOException {
        try (ExchangeServer server = exchange("rights = [ read ], balances = [ 10 BTC, 1000000 USDT ]")) {
            assertEquals(NOT_FINE, doctor(configuration(server.port())), out::toString);
            assertSaid("BAD", "key's rights", "it may NOT trade");
            assertTrue(out.toString().contains("may NOT start"), out::toString);
        }
    }

    @Test
    void shouldSayWhatIsTooLittle() throws IOException {
        try (ExchangeServer server = exchange("balances = [ 0.001 BTC, 1000000 USDT ]")) {
            assertEquals(FINE, doctor(configuration(server.port())), out::toString);
            assertSaid("LOOK", "BTC balance", "0.00100000 BTC, and the first orders need 0.00200000 BTC");
        }
    }

    @Test
    void shouldSayWhichSizeTheVenueDoesNotTake() throws IOException {
        try (ExchangeServer server = exchange("balances = [ 10 BTC, 1000000 USDT ]")) {
            Path conf = configuration(server.port(), "size = 0.002 BTC", "size = 0.002005 BTC");
            assertEquals(NOT_FINE, doctor(conf), out::toString);
            assertSaid("BAD", "rules", "write 0.00200 or 0.00201 BTC");
        }
    }

    @Test
    void shouldSayThatNobodyAnswersAndThatTheDiskIsFull() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertEquals(
                NOT_FINE,
                doctor(configuration(port, "free-space-alarm = 1 MB", "free-space-alarm = 9000 TB")),
                out::toString);
        assertSaid("BAD", "journal's disk", "the alarm is at");
        assertSaid("BAD", "requests", "is the address right and the venue running?");
    }

    @Test
    void shouldWantAKey() throws IOException {
        Path conf = configuration(1, "key-file = \"" + folder.resolve("keys") + "\"", "key-env = NO_SUCH_KEY_IS_SET");
        assertEquals(NOT_FINE, doctor(conf), out::toString);
        assertSaid("BAD", "key and secret", "NO_SUCH_KEY_IS_SET is not set");
    }
}
