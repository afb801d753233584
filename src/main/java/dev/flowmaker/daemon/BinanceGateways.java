package dev.flowmaker.daemon;

import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.VenueSettings;
import dev.flowmaker.core.market.TouchFeed;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.xchange.BinanceGateway;
import dev.flowmaker.venue.xchange.BinanceSettings;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Makes the gateway that a configuration asks for. */
public final class BinanceGateways implements GatewayFactory {
    private final DaemonSettings settings;
    private final Credentials credentials;

    public BinanceGateways(DaemonSettings settings, Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    @Override
    public Gateway create(LongSupplier utcNanos) {
        VenueSettings venue = settings.venue();
        int depth = settings.markets().stream()
                .mapToInt(market -> market.book().depth())
                .max()
                .orElseThrow();
        BinanceSettings.Place place = switch (venue.mode()) {
            case SIM -> BinanceSettings.Place.LOCAL;
            case TESTNET -> BinanceSettings.Place.TESTNET;
            case LIVE -> BinanceSettings.Place.PRODUCTION;
        };
        return new BinanceGateway(
                new BinanceSettings(
                        settings.name(),
                        place,
                        venue.restUri(),
                        venue.streamUri(),
                        venue.wsApiUri(),
                        settings.markets().stream()
                                .map(market -> market.symbol())
                                .toList(),
                        venue.feeAssets(),
                        credentials::key,
                        credentials::secret,
                        settings.markets().stream()
                                .filter(market -> market.book().touch() == TouchFeed.MERGED)
                                .map(market -> market.symbol())
                                .toList(),
                        depth,
                        Duration.ofNanos(venue.connectTimeoutNanos()),
                        Duration.ofNanos(venue.requestTimeoutNanos()),
                        Duration.ofNanos(venue.receiveWindowNanos()),
                        Duration.ofNanos(venue.reconnectNanos()),
                        Duration.ofNanos(venue.silenceNanos())),
                utcNanos);
    }
}
