package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.FeeSchedule;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.FundingTerms;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.TextSocket;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.ExchangeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A server on a free port with two markets — one when it is a recorded one — and two accounts, rich in everything. */
public final class TestKraken implements AutoCloseable {
    static final KrakenLimits GENEROUS = new KrakenLimits(1_000_000, 1_000, 1_000_000, 1_000);
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public final ExchangeServer server;
    public final KrakenServerSettings settings;

    private TestKraken(MarketSource source, KrakenServerSettings settings) {
        this.settings = settings;
        try {
            server = KrakenServer.start("127.0.0.1", 0, exchange(source), settings);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Markets where nothing happens but what clients do. */
    public static TestKraken quiet() {
        return of(new MarketSource.ClientsOnly(), UnaryOperator.identity());
    }

    public static TestKraken of(MarketSource source, UnaryOperator<KrakenServerSettings> change) {
        return new TestKraken(
                source,
                change.apply(KrakenServerSettings.of(List.of(key(0), key(1))).withLimits(GENEROUS)));
    }

    public static ApiKey key(int account) {
        return key(account, Set.of(ApiKey.Right.READ, ApiKey.Right.TRADE));
    }

    public static ApiKey key(int account, Set<ApiKey.Right> rights) {
        byte[] secret = ("the secret of account " + account).getBytes(StandardCharsets.US_ASCII);
        return new ApiKey(account, "key/of+" + account, Base64.getEncoder().encodeToString(secret), rights);
    }

    /** Recordings are of BTC/USDT; one is alone, or the exchange would never come to an end. */
    private static ExchangeSettings exchange(MarketSource source) {
        Asset quote = new Asset(source instanceof MarketSource.Capture ? "USDT" : "USD", 8);
        List<Asset> assets = List.of(new Asset("BTC", 8), quote, new Asset("ETH", 8));
        MarketSetup first = market(instrument(0, assets, 0, 2, 5), source);
        MarketSetup second = market(instrument(1, assets, 2, 1, 4), new MarketSource.ClientsOnly());
        return ExchangeSettings.of(
                System.currentTimeMillis() * 1_000_000,
                assets,
                source instanceof MarketSource.Capture ? List.of(first) : List.of(first, second),
                List.of(account("alice"), account("bob")));
    }

    private static MarketSetup market(Instrument instrument, MarketSource source) {
        FeeSchedule fees = new FeeSchedule(FeeSchedule.flat(instrument).tiers(), FeeSchedule.In.QUOTE);
        return new MarketSetup(instrument, source, FillModel.RISK_AVERSE, fees, FundingTerms.NONE);
    }

    private static Instrument instrument(int market, List<Asset> assets, int baseAsset, int tickScale, int lotScale) {
        String base = assets.get(baseAsset).code();
        String quote = assets.get(1).code();
        return new Instrument(
                market,
                base + "/" + quote,
                base + quote,
                assets.get(baseAsset),
                baseAsset,
                assets.get(1),
                1,
                new Decimal(1, tickScale),
                new Decimal(1, lotScale),
                10,
                900_000_000,
                1,
                100_000_000,
                500_000_000,
                1_600_000,
                2_600_000);
    }

    private static AccountSetup account(String name) {
        long coin = 100_000_000;
        return new AccountSetup(name, List.of(100 * coin, 1_000_000 * coin, 100 * coin));
    }

    public JsonNode get(String pathAndQuery) {
        return send(HttpRequest.newBuilder(uri("http", pathAndQuery)).GET());
    }

    static JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            return MAPPER.readTree(response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public URI uri(String scheme, String pathAndQuery) {
        return URI.create(scheme + "://127.0.0.1:" + server.port() + pathAndQuery);
    }

    /** Opens a WebSocket and takes its greeting. */
    TextSocket open(String path) {
        TextSocket socket = new TextSocket();
        socket.connect(HTTP, uri("ws", path));
        socket.take(message -> message.path("event").asText().equals("systemStatus"));
        return socket;
    }

    /** The same, following a public feed; the confirmation is taken. */
    TextSocket follow(String subscription, String... pairs) {
        TextSocket socket = open("/");
        subscribe(socket, subscription, pairs);
        return socket;
    }

    static JsonNode subscribe(TextSocket socket, String subscription, String... pairs) {
        socket.send("{\"event\":\"subscribe\",\"pair\":[\"" + String.join("\",\"", pairs) + "\"],\"subscription\":"
                + subscription + "}");
        return socket.take(message -> message.path("event").asText().equals("subscriptionStatus"));
    }

    @Override
    public void close() {
        server.close();
    }
}
