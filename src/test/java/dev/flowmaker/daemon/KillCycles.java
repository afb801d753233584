package dev.flowmaker.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.TestJvm;
import dev.flowmaker.Version;
import dev.flowmaker.cli.Main;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.inventory.Ledger;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.Rolls;
import dev.flowmaker.journal.Verifier;
import dev.flowmaker.replay.Recovery;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.venue.ClientOrderIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A local exchange in one process, and daemons trading on it in others, each killed at another point and followed by the
 * next; at the end one that stops cleanly, and the venue's word held against the journal's.
 */
final class KillCycles implements AutoCloseable {
    private static final Map<String, String> KEYS =
            Map.of("FLOWMAKER_KEY", "killKey", "FLOWMAKER_SECRET", "killSecret");

    private final Path folder;
    private final Process venue;
    private final int port;
    private final Path configuration;
    private final List<Long> startMillis = new ArrayList<>();
    private final Map<KilledDaemon.Point, Integer> kills = new EnumMap<>(KilledDaemon.Point.class);
    private int rolls;
    private final SplittableRandom random = new SplittableRandom(42);

    KillCycles(Path folder) throws IOException {
        this(folder, "free-space-alarm = 1 MB, preallocate = 4 MB");
    }

    /**
     * Starts the exchange.
     *
     * @param journal settings of the daemons' journal
     */
    KillCycles(Path folder, String journal) throws IOException {
        this.folder = folder;
        Path exchange = folder.resolve("exchange.conf");
        Files.writeString(
                exchange, Files.readString(Path.of("conf/exchange.conf")).replace("port = 8642", "port = 0"));
        venue = start(Main.class, "exchange", exchange.toString());
        String line = lineWith(venue.inputReader(StandardCharsets.UTF_8), "listens on");
        port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
        configuration = folder.resolve("daemon.conf");
        Files.writeString(
                configuration,
                Files.readString(Path.of("conf/local.conf"))
                        .replace(":8642", ":" + port)
                        .replace(
                                "name = local\n",
                                "name = local\n  journal { dir = \"" + folder + "\", max-starts = 100000 per 1 h, "
                                        + journal + " }\n"));
    }

    private static Process start(Class<?> main, String... arguments) throws IOException {
        ProcessBuilder builder =
                TestJvm.of(List.of("-Xmx256m", "-Xshare:auto"), main, arguments).redirectErrorStream(true);
        builder.environment().putAll(KEYS);
        return builder.start();
    }

    private static String lineWith(BufferedReader output, String text) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return line;
            }
            said.append(line).append(System.lineSeparator());
        }
        throw new AssertionError("it never said \"" + text + "\" but: " + said);
    }

    /** A daemon as an operator starts it. */
    Process run() throws IOException {
        return start(Main.class, "run", configuration.toString());
    }

    /** The same, when it has orders on the book. */
    Process trading() throws IOException, InterruptedException {
        Process daemon = run();
        lineWith(daemon.inputReader(StandardCharsets.UTF_8), "makes 1 market(s)");
        while (openOrders() < 2 && daemon.isAlive()) {
            Thread.sleep(5);
        }
        require(daemon.isAlive(), "it ended by itself");
        return daemon;
    }

    /** Starts a daemon that another class puts together. */
    Process start(Class<?> main) throws IOException {
        return start(main, configuration.toString());
    }

    /** How many orders the venue says are open. */
    int openOrders() {
        return get("/api/v3/openOrders", "symbol=BTCUSDT&").size();
    }

    /** How many orders the venue has ever had. */
    int orders() {
        return pages("/api/v3/allOrders", "orderId", "orderId").size();
    }

    Path journal() {
        return folder.resolve("local");
    }

    /** One daemon's life and its violent end. */
    void cycle(KilledDaemon.Point point) throws IOException, InterruptedException {
        int count = switch (point) {
            case IN_SNAPSHOT -> 1;
            case IN_ROLL -> 1 + rolls++ % 3;
            default -> 1 + random.nextInt(12);
        };
        Process daemon = start(KilledDaemon.class, configuration.toString(), point.name(), Integer.toString(count));
        try (BufferedReader output = daemon.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder said = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append(System.lineSeparator());
                if (line.startsWith("quoting after ")) {
                    startMillis.add(Long.parseLong(line.split(" ", -1)[2]));
                }
            }
            if (!daemon.waitFor(60, TimeUnit.SECONDS) || daemon.exitValue() != 137) {
                throw new AssertionError(point + " did not kill it: " + said);
            }
        } finally {
            daemon.destroyForcibly();
        }
        kills.merge(point, 1, Integer::sum);
    }

    /** Ends with a clean session, compares everything, and says what was seen. */
    String audit() throws IOException, InterruptedException {
        Process last = run();
        try (BufferedReader output = last.inputReader(StandardCharsets.UTF_8)) {
            lineWith(output, "makes 1 market(s)");
            Thread.sleep(3_000);
            require(last.toHandle().destroy(), "the last daemon cannot be asked to stop");
            lineWith(output, "stopped: every order canceled, and the venue confirmed it");
            require(last.waitFor(60, TimeUnit.SECONDS) && last.exitValue() == 0, "the last daemon failed");
        } finally {
            last.destroyForcibly();
        }
        Path journal = journal();
        try (var files = Files.list(journal)) {
            require(files.noneMatch(file -> file.getFileName().toString().startsWith("quarantine")), "quarantined");
        }
        Verifier.Findings findings = Verifier.verify(journal, count -> {});
        require(findings.problems().isEmpty(), "the journal is not whole: " + findings.problems());
        require(Rolls.files(journal) >= 1 + rolls, Rolls.files(journal) + " files after " + rolls + " rolls");
        ReplayResult replayed;
        try (JournalReader reader = JournalReader.open(journal)) {
            replayed = new Replayer(EngineSettingsFactory::from, Version.text()).run(reader, done -> {});
        }
        require(replayed.identical(), "the journal replays otherwise: " + replayed.divergence());
        String compared = compare(journal);
        startMillis.sort(null);
        return kills + ", " + Rolls.files(journal) + " files, " + replayed.sessions() + " sessions, "
                + replayed.records() + " records replayed identically, " + compared + ", from start to quoting p50 "
                + at(0.5) + " ms, p90 " + at(0.9) + " ms, at most " + at(1) + " ms";
    }

    private long at(double share) {
        return startMillis.isEmpty() ? 0 : startMillis.get((int) Math.round((startMillis.size() - 1) * share));
    }

    private String compare(Path journal) throws IOException {
        ClientOrderIds ids = new ClientOrderIds("local");
        Set<String> placed = new HashSet<>();
        Map<Long, Fill> fills = new HashMap<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            for (Message each = reader.next(); each != null; each = reader.next()) {
                if (each instanceof PlaceOrder place) {
                    require(placed.add(ids.text(place.orderId)), "placed twice: " + place.orderId);
                } else if (each instanceof Fill fill) {
                    Fill copy = new Fill();
                    copy.lots = fill.lots;
                    fills.put(fill.tradeId, copy);
                }
            }
        }
        Set<String> atVenue = new HashSet<>();
        for (JsonNode order : pages("/api/v3/allOrders", "orderId", "orderId")) {
            String clientId = order.path("clientOrderId").asText();
            require(atVenue.add(clientId), "the venue has " + clientId + " twice");
            require(placed.contains(clientId), "the venue has " + clientId + ", which is in no journal");
            String status = order.path("status").asText();
            require(!status.equals("NEW") && !status.equals("PARTIALLY_FILLED"), clientId + " is still open");
        }
        int trades = 0;
        for (JsonNode trade : pages("/api/v3/myTrades", "fromId", "id")) {
            trades++;
            Fill fill = fills.get(trade.path("id").asLong());
            require(fill != null, "trade " + trade.path("id") + " is in no journal");
            BigDecimal lots = new BigDecimal(trade.path("qty").asText()).movePointRight(5);
            require(fill != null && lots.compareTo(BigDecimal.valueOf(fill.lots)) == 0, "trade of another size");
        }
        require(trades == fills.size(), fills.size() + " trades in the journal, " + trades + " at the venue");
        Ledger ledger = Objects.requireNonNull(engine(journal)).ledger();
        for (JsonNode balance : get("/api/v3/account", "").path("balances")) {
            int asset = balance.path("asset").asText().equals("BTC") ? 0 : 1;
            BigDecimal sum = new BigDecimal(balance.path("free").asText())
                    .add(new BigDecimal(balance.path("locked").asText()));
            long venueQuanta = sum.movePointRight(8).longValueExact();
            require(ledger.expectedQuanta(asset) == venueQuanta, balance + " and ours " + ledger.expectedQuanta(asset));
        }
        return placed.size() + " placements, " + atVenue.size() + " orders and " + trades
                + " trades at the venue, none lost or doubled, balances equal";
    }

    private static Engine engine(Path journal) {
        try (JournalWriter writer = JournalWriter.open(journal)) {
            return Objects.requireNonNull(
                            new Recovery(EngineSettingsFactory::from, Version.text()).run(writer::readFile))
                    .engine();
        } catch (Recovery.RecoveryException e) {
            throw new AssertionError(e);
        }
    }

    private List<JsonNode> pages(String path, String from, String idField) {
        List<JsonNode> all = new ArrayList<>();
        long next = 0;
        while (true) {
            JsonNode page = get(path, "symbol=BTCUSDT&limit=1000&" + from + "=" + next + "&");
            page.forEach(all::add);
            if (page.size() < 1000) {
                return all;
            }
            next = page.get(page.size() - 1).path(idField).asLong() + 1;
        }
    }

    private JsonNode get(String path, String parameters) {
        try {
            String query = parameters + "recvWindow=60000&timestamp=" + System.currentTimeMillis();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Objects.requireNonNull(KEYS.get("FLOWMAKER_SECRET")).getBytes(StandardCharsets.UTF_8),
                    "HmacSHA256"));
            String signature = HexFormat.of().formatHex(mac.doFinal(query.getBytes(StandardCharsets.UTF_8)));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + path + "?" + query + "&signature=" + signature))
                    .header("X-MBX-APIKEY", Objects.requireNonNull(KEYS.get("FLOWMAKER_KEY")))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            require(answer.statusCode() == 200, path + " answers " + answer.body());
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void close() {
        venue.destroyForcibly();
    }
}
