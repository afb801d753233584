package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.daemon.LocalExchange;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.binance.BinanceServer;
import dev.flowmaker.exchange.binance.BinanceServerSettings;
import dev.flowmaker.exchange.capture.CaptureFile;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.replay.RecordedSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Whatever is asked wrongly gets a line that says what and how to put it right, and nothing is lost. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NonsenseTest {
    private static final long NOON = 1_700_000_000_000_000_000L;
    private static final String SECRET = "verySecretWord";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(Arrays.stream(args).map(String::valueOf).toArray(String[]::new));
    }

    /** One line for each problem, none of them a stack trace, and no secret. */
    private void assertSaid(String... texts) {
        List<String> lines = err.toString().lines().toList();
        assertEquals(texts.length, lines.size(), err.toString());
        for (String text : texts) {
            assertTrue(lines.stream().anyMatch(line -> line.contains(text)), () -> text + " is not in " + err);
        }
        lines.forEach(line -> assertTrue(line.startsWith("flowmaker: "), line));
        assertFalse(err.toString().contains(SECRET) || out.toString().contains(SECRET), "tells a secret");
    }

    private Path configuration(int port, String... changes) throws IOException {
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
                """.formatted(folder.resolve("journal"), port, port, port, keys("testKey"));
        for (int i = 0; i < changes.length; i += 2) {
            assertTrue(text.contains(changes[i]), "nothing to replace: " + changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        return Files.writeString(folder.resolve("test.conf"), text);
    }

    private Path keys(String key) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "key=" + key + "\nsecret=" + SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static ExchangeServer exchange() throws IOException {
        String text =
                "exchange { port = 0, accounts = [ { balances = [ 10 BTC, 1000000 USDT ] } ], markets = [ { symbol ="
                        + " BTC/USDT } ] }";
        return LocalExchange.open(
                Configuration.parse("exchange.conf", text).exchange(),
                Map.of("FLOWMAKER_KEY", "testKey", "FLOWMAKER_SECRET", SECRET),
                System.currentTimeMillis());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void assertNoRecords() throws IOException {
        Path records = folder.resolve("journal").resolve("test").resolve("records");
        if (Files.exists(records)) {
            try (Stream<Path> files = Files.list(records)) {
                assertEquals(
                        List.of(),
                        files.filter(file -> file.toString().endsWith(".cq4")).toList(),
                        "a session was opened");
            }
        }
    }

    @Test
    void shouldTellEverythingWrongInAConfigurationAtOnceAndTouchNothing() throws IOException {
        Path conf = configuration(
                freePort(),
                "half-spread = 5 bps",
                "half-spread = 5, levls = 2",
                "max-long = 1 BTC",
                "max-long = 0.001 BTC");
        for (String command : List.of("check", "run")) {
            err.getBuffer().setLength(0);
            assertEquals(2, run(command, conf));
            assertSaid(
                    "\"5\" has no unit", "did you mean levels?", "max-long: 0.001 BTC is less than the largest level");
        }
        assertFalse(Files.exists(folder.resolve("journal")));
        assertEquals(2, run("check", "--json", conf));
        assertTrue(out.toString().contains("\"good\":false"), out.toString());
    }

    @Test
    void shouldProveAGoodConfiguration() throws IOException {
        Path conf = configuration(freePort());
        assertEquals(0, run("check", conf));
        assertEquals(0, run("check", "--json", conf));
        assertTrue(out.toString().contains("\"effective\":{"), out.toString());
    }

    @Test
    void shouldWantAConfigurationThatIsThere() {
        assertEquals(2, run("run", folder.resolve("none.conf")));
        assertSaid("no such file");
    }

    @Test
    void shouldWantTheWordForRealMoneyAndOnlyThen() throws IOException {
        Path live = configuration(
                freePort(),
                "max-short = 1 BTC",
                "max-short = 1 BTC, breakers.day-loss.limit = 5 %",
                "name = test",
                "name = test, risk { account.max-gross = [ 9000 USDT ], breakers.account-day-loss.limits = [ 90 USDT ] }",
                "mode = sim",
                "mode = live",
                "http:",
                "https:",
                "ws:",
                "wss:",
                "127.0.0.1",
                "api.binance.com");
        assertEquals(2, run("run", live));
        assertSaid("say --live too");
        err.getBuffer().setLength(0);
        // The venue's host is not to be found here, so the doctor has something bad to say.
        assertEquals(2, run("run", "--live", live));
        assertSaid("mode live starts only when `flowmaker doctor` has nothing bad to say");
        assertNoRecords();
        err.getBuffer().setLength(0);
        assertEquals(2, run("run", "--live", configuration(freePort())));
        assertSaid("venue.mode is sim");
    }

    @Test
    void shouldWantAKey() throws IOException {
        Path conf = configuration(freePort(), "key-file = \"" + keys("testKey") + "\"", "key-env = NO_SUCH_KEY_IS_SET");
        assertEquals(2, run("run", conf));
        assertTrue(err.toString().contains("the environment variable NO_SUCH_KEY_IS_SET is not set"), err.toString());
        err.getBuffer().setLength(0);
        Path open = configuration(freePort());
        Files.setPosixFilePermissions(folder.resolve("keys"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(2, run("run", open));
        assertSaid("chmod 600");
    }

    @Test
    void shouldSayThatTheVenueIsNotThere() throws IOException {
        assertEquals(1, run("run", configuration(freePort())));
        assertSaid("is the address right and the venue running?");
        assertNoRecords();
    }

    @Test
    void shouldSayThatTheKeyIsWrong() throws IOException {
        try (ExchangeServer server = exchange()) {
            Path conf = configuration(server.port());
            keys("anotherKey");
            assertEquals(1, run("run", conf));
            assertSaid("the venue refuses us");
            assertNoRecords();
        }
    }

    @Test
    void shouldSayThatTheMarketIsUnknownToTheVenue() throws IOException {
        try (ExchangeServer server = exchange()) {
            Path conf =
                    configuration(server.port(), "BTC/USDT", "ETH/USDT", "0.002 BTC", "0.002 ETH", "1 BTC", "1 ETH");
            assertEquals(1, run("run", conf));
            assertSaid("ETH/USDT");
            assertNoRecords();
        }
    }

    @Test
    void shouldHoldSizesAgainstTheVenuesRules() throws IOException {
        try (ExchangeServer server = exchange()) {
            Path conf = configuration(server.port(), "size = 0.002 BTC", "size = 0.002005 BTC");
            assertEquals(2, run("run", conf));
            assertSaid("write 0.00200 or 0.00201 BTC");
            assertTrue(err.toString().contains("test.conf:14"), err.toString());
            assertNoRecords();
        }
    }

    @Test
    void shouldRefuseAVenueWhoseClockIsAnother() throws IOException {
        Asset btc = new Asset("BTC", 8);
        Asset usdt = new Asset("USDT", 8);
        Instrument instrument = new Instrument(
                0,
                "BTC/USDT",
                "BTCUSDT",
                btc,
                0,
                usdt,
                1,
                new Decimal(1, 2),
                new Decimal(1, 5),
                1,
                1_000_000_000,
                1,
                100_000_000,
                500_000_000,
                0,
                0);
        long offset = 3_000_000_000L;
        long start = System.currentTimeMillis() * 1_000_000 + offset;
        ExchangeSettings settings = ExchangeSettings.of(
                start,
                List.of(btc, usdt),
                List.of(new MarketSetup(instrument, new MarketSource.ClientsOnly())),
                List.of(new AccountSetup("test", List.of(0L, 0L))));
        BinanceServerSettings door = BinanceServerSettings.of(List.of(new ApiKey(0, "testKey", SECRET)))
                .withClockOffset(offset);
        try (ExchangeServer server = BinanceServer.start("127.0.0.1", 0, settings, door)) {
            assertEquals(1, run("run", configuration(server.port())));
            assertSaid("venue.max-clock-skew");
            assertNoRecords();
        }
    }

    @Test
    void shouldRefuseAJournalInUse() throws IOException {
        try (ExchangeServer server = exchange();
                JournalWriter owner =
                        JournalWriter.open(folder.resolve("journal").resolve("test"))) {
            assertEquals(1, run("run", configuration(server.port())));
            assertSaid("in use");
            assertEquals(0, owner.lastSequence());
        }
    }

    @Test
    void shouldRefuseAFolderThatCannotBeWritten() throws IOException {
        // Not even root writes there.
        Path conf = configuration(freePort(), folder.resolve("journal").toString(), "/proc/journal");
        assertEquals(1, run("run", conf));
        assertSaid("choose another journal.dir");
    }

    @Test
    void shouldRefuseADiskThatIsNearlyFull() throws IOException {
        Path conf = configuration(freePort(), "free-space-alarm = 1 MB", "free-space-alarm = 9000 TB");
        assertEquals(1, run("run", conf));
        assertSaid("journal.free-space-alarm");
        assertNoRecords();
    }

    @Test
    void shouldRefuseAJournalOfANewerSchemaAndLeaveItAlone() throws IOException {
        Path journal = folder.resolve("journal").resolve("test");
        try (JournalWriter writer = JournalWriter.open(journal)) {
            new RecordedSession(writer, RecordedSession.settings(writer.nextEpoch(), 1_000_000), 9, NOON, 1_000_000)
                    .play(10)
                    .stop();
        }
        Path file;
        try (Stream<Path> files = Files.list(journal.resolve("records"))) {
            file = files.filter(each -> each.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        makeNewer(file);
        byte[] before = Files.readAllBytes(file);
        assertEquals(1, run("run", configuration(freePort())));
        assertSaid("read it with a newer flowmaker");
        assertTrue(Arrays.equals(before, Files.readAllBytes(file)), "the journal was touched");
        err.getBuffer().setLength(0);
        assertEquals(1, run("replay", journal));
        assertSaid("read it with a newer flowmaker");
    }

    /** Gives the first record, a session's header, the schema version after its own, and the checksum that goes with it. */
    private static void makeNewer(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            byte[] bytes = new byte[1 << 20];
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, file.read(bytes)).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 4; at + 40 < buffer.limit(); at += 4) {
                int length = buffer.getInt(at - 4) & 0x3FFF_FFFF;
                boolean header = buffer.getShort(at + 2) == 1 && buffer.getShort(at + 4) == 1;
                boolean fits = length > 40 && length < buffer.limit() - at;
                if (header && fits && checksum(bytes, at, length) == buffer.getInt(at + 8)) {
                    buffer.putShort(at + 6, (short) (buffer.getShort(at + 6) + 1));
                    buffer.putInt(at + 8, checksum(bytes, at, length));
                    file.seek(0);
                    file.write(bytes, 0, buffer.limit());
                    return;
                }
            }
        }
        throw new AssertionError("no session's header found");
    }

    private static int checksum(byte[] bytes, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, 8);
        crc.update(bytes, at + 12, length - 12);
        return (int) crc.getValue();
    }

    @Test
    void shouldSayThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path conf = exchangeConfiguration("port = " + taken.getLocalPort(), "{ symbol = BTC/USDT }");
            assertEquals(1, run("exchange", conf));
            assertSaid("127.0.0.1:" + taken.getLocalPort());
        }
    }

    private Path exchangeConfiguration(String port, String market) throws IOException {
        return Files.writeString(
                folder.resolve("exchange.conf"),
                "exchange { " + port + ", accounts = [ { balances = [ 1 BTC ], key-file = \"" + keys("testKey")
                        + "\" } ], markets = [ " + market + " ] }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cut short  | capture.gz: ",
                "no JSON    | capture.gz:3: ",
                "futures    | capture.gz:1: ",
                "no gzip    | capture.gz: ",
            })
    void shouldRefuseACaptureThatCannotBePlayed(String trouble, String said) throws IOException {
        Path capture = folder.resolve("capture.gz");
        try (CaptureFile file = new CaptureFile(capture)) {
            if (trouble.equals("futures")) {
                file.line(
                        "1723161253937085768 {\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1,"
                                + "\"T\":1,\"s\":\"BTCUSDT\",\"U\":1,\"u\":2,\"pu\":0,\"b\":[],\"a\":[]}}");
            }
            file.snapshot(1_723_161_253_937L, 10, Map.of(6_000_000L, 5L), Map.of(6_000_010L, 5L));
            file.depth(1_723_161_254_037L, 11, 12, Map.of(6_000_000L, 6L), Map.of());
            if (trouble.equals("no JSON")) {
                file.line("1723161253937085768 {\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\"");
            }
            file.depth(1_723_161_254_137L, 13, 14, Map.of(6_000_000L, 7L), Map.of());
        }
        if (trouble.equals("cut short")) {
            byte[] whole = Files.readAllBytes(capture);
            Files.write(capture, Arrays.copyOf(whole, whole.length - 12));
        } else if (trouble.equals("no gzip")) {
            Files.writeString(capture, "1723161253937085768 {}\n");
        }
        Path conf = exchangeConfiguration(
                "port = 0", "{ symbol = BTC/USDT, source = capture, files = [ \"" + capture + "\" ] }");
        assertEquals(1, run("exchange", conf));
        assertSaid(said);
    }

    @ParameterizedTest
    @CsvSource({
        "--minutes, 0, give minutes above 0",
        "--minutes, -1, give minutes above 0",
        "--speed, 2, --speed needs --capture",
        "--speed, 0, out of range",
        "--seed, -1, give 0 or more",
        "--capture, none.gz, no such file",
    })
    void shouldRefuseADemoThatMakesNoSense(String option, String value, String said) throws IOException {
        assertEquals(2, run("demo", option, value, "--journal", folder.resolve("demo")));
        assertTrue(err.toString().contains(said), err.toString());
        assertFalse(Files.exists(folder.resolve("demo")));
    }

    @ParameterizedTest
    @CsvSource({"status", "watch", "halt", "resume", "flatten --limit 1", "set a=b", "guard"})
    void shouldSayThatThereIsNoDaemonToSeeOrSteer(String command) throws IOException {
        Path nowhere = folder.resolve("nowhere");
        List<String> words = new java.util.ArrayList<>(List.of(command.split(" ")));
        words.add(nowhere.toString());
        assertEquals(1, run(words.toArray()));
        assertSaid(nowhere.toString());
        err.getBuffer().setLength(0);
        // Not a daemon's, but a folder that is there.
        Files.createDirectories(nowhere.resolve("live"));
        Files.writeString(nowhere.resolve("live/state"), "not a map");
        Files.writeString(nowhere.resolve("live/control"), "not a socket");
        assertEquals(1, run(words.toArray()));
        assertSaid(nowhere.toString());
    }

    @Test
    void shouldRefuseAGuardWithoutPatience() {
        assertEquals(2, run("guard", "--patience", "0", folder));
        assertSaid("give 1 to 3600 seconds");
    }

    @ParameterizedTest
    @CsvSource({
        "run",
        "check",
        "exchange",
        "demo",
        "replay",
        "journal",
        "status",
        "watch",
        "halt",
        "resume",
        "flatten",
        "set",
        "guard"
    })
    void shouldExplainEveryCommand(String command) {
        assertEquals(0, run(command, "--help"));
        assertTrue(out.toString().contains("Usage: flowmaker " + command), out.toString());
        assertEquals(2, run(command, "--no-such-option"));
    }

    @Test
    void shouldAddTheTraceOnlyWhenAsked() {
        assertEquals(2, run("run", "-v", folder.resolve("none.conf")));
        assertTrue(err.toString().contains("\tat dev.flowmaker."), err.toString());
    }
}
