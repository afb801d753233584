package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.VenueException;
import info.bitrich.xchangestream.binance.BinanceStreamingExchange;
import info.bitrich.xchangestream.util.Events;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.knowm.xchange.ExchangeSpecification;

/** Binance spot. */
final class BinanceProfile implements VenueProfile {
    private final XchangeSettings settings;
    private final Secrets secrets;
    private final VenueClock clock;
    private final BinanceErrors errors;
    private final BinanceAccess access;
    private final SnapshotPacer snapshots;

    /** @throws IllegalArgumentException when the settings have problems */
    BinanceProfile(XchangeSettings settings, LongSupplier utcNanos) {
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        this.settings = settings;
        secrets = new Secrets(settings.apiKey(), settings.secretKey());
        clock = new VenueClock(utcNanos);
        errors = new BinanceErrors(secrets);
        access = new BinanceAccess(settings, secrets, clock, errors);
        snapshots = new SnapshotPacer(settings.symbols().size() + 1);
    }

    @Override
    public ConnectionSettings connections() {
        return new ConnectionSettings(
                settings.name(),
                settings.depthLevels(),
                settings.connectTimeout(),
                settings.requestTimeout(),
                settings.reconnectAfter(),
                settings.staleAfter(),
                settings.replaceAfter());
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
        access.ping();
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
    public MarketStatus status(Session session, int market) throws IOException, VenueException {
        return access.status().of(session, market);
    }

    @Override
    public Checkup checkup(Session session) throws VenueException {
        return access.checkup(session);
    }

    @Override
    public Failure failure(Throwable trouble) {
        return errors.of(trouble);
    }

    /** As Binance documents them; a query of an order may ask for its trades too. */
    @Override
    public int weight(MessageKind command) {
        return switch (command) {
            case QUERY_ORDER -> 4 + 5;
            case QUERY_OPEN_ORDERS -> 6;
            case QUERY_BALANCES, QUERY_TRADES -> 20;
            case QUERY_MARKET -> 20 + 20;
            default -> 1;
        };
    }

    @Override
    public MarketWire marketWire(Endings endings) {
        ExchangeSpecification specification = BinanceAccess.specification(settings);
        specification.setExchangeSpecificParametersItem(BinanceStreamingExchange.USE_HIGHER_UPDATE_FREQUENCY, true);
        specification.setExchangeSpecificParametersItem(BinanceStreamingExchange.USE_REALTIME_BOOK_TICKER, true);
        specification.setExchangeSpecificParametersItem(
                BinanceStreamingExchange.FETCH_ORDER_BOOK_LIMIT, XchangeSettings.SNAPSHOT_LEVELS);
        specification.setExchangeSpecificParametersItem(Events.BEFORE_API_CALL_HANDLER, snapshots);
        BinanceMarketWire wire = new BinanceMarketWire(settings, clock, endings);
        wire.applySpecification(specification);
        return wire;
    }

    @Override
    public String marketDataUri() {
        return settings.streamUri().toString();
    }

    @Override
    public VenueTrading trading(TradingParts parts) {
        return new BinanceTrading(settings, secrets, clock, errors, access, parts);
    }
}
