package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.ClientIds;
import dev.flowmaker.venue.VenueException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.kraken.KrakenExchange;

/** Kraken spot. */
final class KrakenProfile extends StandardProfile {
    private static final int LAST_MILLI = 999;
    private static final int MILLIS_PER_SECOND = 1000;

    private final KrakenRest open;
    private final KrakenCalls calls;
    private volatile @Nullable KrakenNames names;

    KrakenProfile(XchangeSettings settings, LongSupplier utcNanos) {
        super(settings, utcNanos);
        ExchangeSpecification specification = settings.specification(KrakenExchange.class);
        open = KrakenCalls.proxy(specification);
        calls = new KrakenCalls(specification, secrets(), clock(), this::names);
    }

    private KrakenNames names() {
        return named(names, "markets before it is described");
    }

    /** Kraken tells whole seconds. Within the one that it tells, ours is as good as any. */
    @Override
    long venueMillis() throws IOException {
        long second = BinanceJson.id(KrakenRefusal.result(open.time()), "unixtime") * MILLIS_PER_SECOND;
        long ours = clock().nowNanos() / 1_000_000;
        return Math.min(Math.max(ours, second), second + LAST_MILLI);
    }

    @Override
    Map<String, MarketRules> rules() throws IOException {
        JsonNode pairs = KrakenRefusal.result(open.pairs(null));
        KrakenNames known = new KrakenNames(KrakenRefusal.result(open.assets()), pairs);
        names = known;
        return KrakenRules.of(pairs, known);
    }

    @Override
    List<MarketRules> withFees(List<MarketRules> rules) throws IOException {
        String pairs = rules.stream().map(MarketRules::venueSymbol).collect(Collectors.joining(","));
        return KrakenRules.withFees(rules, calls.feesOf(pairs), names());
    }

    @Override
    public MarketStatus status(Session session, int market) throws IOException {
        boolean hasAccount = !secrets().apiKey().isEmpty();
        return new KrakenStatus(open, names(), rules -> hasAccount ? withFees(rules) : rules).of(session, market);
    }

    @Override
    public Checkup checkup(Session session) throws VenueException {
        try {
            return new KrakenCheckup(calls, open).of(session);
        } catch (IOException | RuntimeException trouble) {
            throw explained(trouble);
        }
    }

    @Override
    public ClientIds clientIds(int epoch) {
        return new KrakenUserRefs(settings().name(), epoch);
    }

    @Override
    public Failure failure(Throwable trouble) {
        return KrakenErrors.of(trouble, secrets());
    }

    @Override
    String remedy(Failure failure) {
        return KrakenErrors.remedy(failure.text());
    }

    /**
     * By Kraken's counter of a key's calls, of which lists of trades cost two. Orders have a counter of their own for each
     * pair: {@code outbox.orders}.
     */
    @Override
    public int weight(MessageKind command) {
        return switch (command) {
            case PLACE_ORDER, CANCEL_ORDER -> 0;
            // Open and closed orders by our reference, or the order, its trades and those themselves.
            case QUERY_ORDER -> 4;
            case QUERY_TRADES -> 2;
            default -> 1;
        };
    }

    @Override
    public MarketWire marketWire(Endings endings) {
        return new KrakenMarketWire(settings(), names(), clock(), endings);
    }

    @Override
    public VenueTrading trading(TradingParts parts) {
        return new StandardTrading(
                this,
                parts,
                calls,
                KrakenErrors::reason,
                (events, ready) ->
                        new KrakenUserStream(settings(), secrets(), calls, names(), parts, events, ready).open(),
                settings().socketApiUri().toString());
    }
}
