package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Network;
import dev.flowmaker.venue.VenueProtocol;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Settings for tests: this machine, one market, short limits. */
final class TestSettings {
    static final String NAME = "test";
    static final Duration RECONNECT = Duration.ofMillis(500);
    static final String KEY = "testApiKey0123456789";
    static final String SECRET = "testSecret9876543210";

    private TestSettings() {}

    static XchangeSettings of(URI rest, URI stream, URI socketApi) {
        return of(rest, stream, socketApi, Duration.ofSeconds(20), Duration.ofSeconds(5));
    }

    static XchangeSettings of(ScriptedBinance venue) {
        return of(venue.restUri(), venue.streamUri(), venue.socketApiUri());
    }

    static XchangeSettings of(ScriptedBinance venue, Duration staleAfter, Duration requestTimeout) {
        return of(venue.restUri(), venue.streamUri(), venue.socketApiUri(), staleAfter, requestTimeout);
    }

    private static XchangeSettings of(
            URI rest, URI stream, URI socketApi, Duration staleAfter, Duration requestTimeout) {
        return of(rest, stream, socketApi, staleAfter, requestTimeout, KEY, SECRET);
    }

    static XchangeSettings of(
            URI rest,
            URI stream,
            URI socketApi,
            Duration staleAfter,
            Duration requestTimeout,
            String key,
            String secret) {
        return new XchangeSettings(
                VenueProtocol.BINANCE,
                NAME,
                Network.LOCAL,
                rest,
                stream,
                socketApi,
                List.of("BTC/USDT"),
                List.of(),
                () -> key,
                () -> secret,
                List.of("BTC/USDT"),
                20,
                Duration.ofSeconds(5),
                requestTimeout,
                Duration.ofSeconds(5),
                RECONNECT,
                staleAfter);
    }

    static long utcNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** What the daemon would say of its session. */
    static SessionStarted session(Gateway.Description description) {
        SessionStarted session = new SessionStarted();
        session.name = NAME;
        description.assets().forEach(a -> session.assets.add(new SessionStarted.AssetRow(a.code(), a.scale())));
        return session;
    }
}
