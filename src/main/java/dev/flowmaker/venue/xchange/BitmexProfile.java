package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.VenueException;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/** BitMEX's perpetuals, linear and inverse. */
final class BitmexProfile implements VenueProfile {
    private final XchangeSettings settings;
    private final Secrets secrets;
    private final VenueClock clock;
    private final BitmexErrors errors;
    private final BitmexAccess access;

    /** @throws IllegalArgumentException when the settings have problems */
    BitmexProfile(XchangeSettings settings, LongSupplier utcNanos) {
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        this.settings = settings;
        secrets = new Secrets(settings.apiKey(), settings.secretKey());
        clock = new VenueClock(utcNanos);
        errors = new BitmexErrors(secrets);
        access = new BitmexAccess(settings, secrets, clock, errors);
    }

    @Override
    public ConnectionSettings connections() {
        return new ConnectionSettings(
                settings.name(),
                settings.depthLevels(),
                settings.connectTimeout(),
                settings.requestTimeout(),
                settings.reconnectAfter(),
                settings.staleAfter());
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }

    @Override
    public VenueClock clock() {
        return clock;
    }

    @Override
    public void measureClock() throws IOException {
        access.measureClock();
    }

    @Override
    public void ping() throws IOException {
        access.calls().timeMillis();
    }

    @Override
    public Markets describe() throws VenueException {
        return access.describe();
    }

    @Override
    public Markets describePublic() throws VenueException {
        return access.describePublic();
    }

    @Override
    public Checkup checkup(Session session) throws VenueException {
        return access.checkup(session);
    }

    @Override
    public MarketStatus status(Session session, int market) throws IOException, VenueException {
        return new BitmexStatus(access.calls(), !secrets.apiKey().isEmpty()).of(session, market);
    }

    @Override
    public Failure failure(Throwable trouble) {
        return errors.of(trouble);
    }

    /** Every request costs one token; some questions are two requests. */
    @Override
    public int weight(MessageKind command) {
        return switch (command) {
            case QUERY_ORDER, QUERY_BALANCES -> 2;
            case QUERY_MARKET -> 3;
            default -> 1;
        };
    }

    @Override
    public MarketWire marketWire(Endings endings) {
        return new BitmexMarketWire(settings, clock, endings);
    }

    @Override
    public String marketDataUri() {
        return BitmexLogin.uri(settings).toString();
    }

    @Override
    public VenueTrading trading(TradingParts parts) {
        return new BitmexTrading(settings, secrets, clock, errors, access, parts);
    }
}
