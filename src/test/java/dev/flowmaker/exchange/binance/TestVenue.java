package dev.flowmaker.exchange.binance;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.ExchangeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** A server on a free port with two markets — one when it is a recorded one — and two accounts, rich in everything. */
final class TestVenue implements AutoCloseable {
    static final String SYMBOL = "BTCUSDT";
    static final String OTHER = "ETHUSDT";
    static final List<Asset> ASSETS = List.of(new Asset("BTC", 8), new Asset("USDT", 8), new Asset("ETH", 8));
    static final ApiLimits GENEROUS =
            new ApiLimits(1_000_000, 100, 1_000_000_000, 2_000_000_000, 5_000, 6_000, 500, 100);

    private static final long MINUTE_NANOS = 60_000_000_000L;

    final ExchangeServer server;
    final TestClient alice;
    final TestClient bob;
    final long clockOffsetNanos;

    private TestVenue(MarketSource source, BinanceServerSettings settings, ExchangeListener tap) {
        try {
            server = BinanceServer.start("127.0.0.1", 0, exchange(source, settings.clockOffsetNanos()), settings, tap);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        clockOffsetNanos = settings.clockOffsetNanos();
        alice = new TestClient(server.port(), settings.keys().get(0), settings.clockOffsetNanos());
        bob = new TestClient(server.port(), settings.keys().get(1), settings.clockOffsetNanos());
    }

    /** Markets where nothing happens but what clients do. */
    static TestVenue quiet() {
        return of(new MarketSource.ClientsOnly(), settings -> settings);
    }

    static TestVenue of(MarketSource source, UnaryOperator<BinanceServerSettings> change) {
        return of(source, change, new DeafListener());
    }

    static TestVenue of(MarketSource source, UnaryOperator<BinanceServerSettings> change, ExchangeListener tap) {
        BinanceServerSettings settings = BinanceServerSettings.of(List.of(ApiKey.random(0), ApiKey.random(1)))
                .withLimits(GENEROUS)
                .withClockOffset(toNextMinute());
        return new TestVenue(source, change.apply(settings), tap);
    }

    /** So that no count starts anew in the middle of a test. */
    private static long toNextMinute() {
        return MINUTE_NANOS - System.currentTimeMillis() * 1_000_000 % MINUTE_NANOS;
    }

    private static ExchangeSettings exchange(MarketSource source, long offsetNanos) {
        long startNanos = System.currentTimeMillis() * 1_000_000 + offsetNanos / 1_000_000 * 1_000_000;
        MarketSetup bitcoin = new MarketSetup(instrument(0, "BTC", 0, 2, 5), source);
        MarketSetup ether = new MarketSetup(instrument(1, "ETH", 2, 1, 4), new MarketSource.ClientsOnly());
        return ExchangeSettings.of(
                startNanos,
                ASSETS,
                source instanceof MarketSource.Capture ? List.of(bitcoin) : List.of(bitcoin, ether),
                List.of(account("alice"), account("bob")));
    }

    private static Instrument instrument(int market, String base, int baseAsset, int tickScale, int lotScale) {
        return new Instrument(
                market,
                base + "/USDT",
                base + "USDT",
                ASSETS.get(baseAsset),
                baseAsset,
                ASSETS.get(1),
                1,
                new Decimal(1, tickScale),
                new Decimal(1, lotScale),
                1,
                900_000_000,
                1,
                100_000_000,
                500_000_000,
                1_000_000,
                1_500_000);
    }

    private static AccountSetup account(String name) {
        long coin = 100_000_000;
        return new AccountSetup(name, List.of(100 * coin, 1_000_000 * coin, 100 * coin));
    }

    @Override
    public void close() {
        server.close();
    }
}
