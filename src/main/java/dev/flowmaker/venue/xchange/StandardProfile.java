package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.VenueException;
import info.bitrich.xchangestream.core.StreamingExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.Trade;

/**
 * A venue through XChange's own interfaces: what is the same for all is here, and each thing that differs is one small answer
 * that a venue's profile gives or leaves as it is.
 */
abstract class StandardProfile implements VenueProfile {
    private static final long BILLION = 1_000_000_000L;

    private final XchangeSettings settings;
    private final Secrets secrets;
    private final VenueClock clock;

    /** @throws IllegalArgumentException when the settings have problems */
    StandardProfile(XchangeSettings settings, LongSupplier utcNanos) {
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        this.settings = settings;
        secrets = new Secrets(settings.apiKey(), settings.secretKey());
        clock = new VenueClock(utcNanos);
    }

    final XchangeSettings settings() {
        return settings;
    }

    // What a venue answers.

    /** The venue's time, UTC milliseconds, by a request that costs little. A venue that tells none is asked something else. */
    abstract long venueMillis() throws IOException;

    /**
     * The rules of all markets that the venue has, by our symbols {@code BASE/QUOTE}, without an account's fees. May leave out
     * what no session can trade.
     */
    abstract Map<String, MarketRules> rules() throws IOException;

    /**
     * The same rules with the account's fees. Asked with a key only, so that a wrong one is found before anything is traded.
     *
     * @throws VenueException with the remedy when the account may not trade
     */
    List<MarketRules> withFees(List<MarketRules> rules) throws IOException, VenueException {
        return rules;
    }

    /** XChange's streams of this venue, made anew for each line: {@code Auto_Reconnect} is false, a line never reconnects. */
    StreamingExchange streams() {
        throw new IllegalStateException(settings.protocol() + " has a wire of its own");
    }

    /** A market as XChange's streams name it. */
    org.knowm.xchange.instrument.Instrument streamName(Instrument market) {
        return new CurrencyPair(market.symbol());
    }

    /** What XChange wants beside the market for a book, such as its depth. */
    Object[] bookArguments() {
        return new Object[0];
    }

    /** Who took in a public trade. Most venues, and XChange with them, give it the taker's side. */
    Side aggressor(Trade trade) {
        return trade.getType() == OrderType.BID ? Side.BUY : Side.SELL;
    }

    /** What to do about a refusal, for an operator; empty when there is nothing better than the venue's words. */
    String remedy(Failure failure) {
        return "";
    }

    // What follows from it.

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
    public final Secrets secrets() {
        return secrets;
    }

    @Override
    public final VenueClock clock() {
        return clock;
    }

    @Override
    public final void measureClock() throws IOException {
        clock.measure(this::venueMillis);
    }

    @Override
    public void ping() throws IOException {
        long unused = venueMillis();
    }

    @Override
    public final Markets describe() throws VenueException {
        try {
            requireClock();
            return MarketRules.markets(withFees(wanted()), settings.extraAssets());
        } catch (IOException | RuntimeException trouble) {
            throw explained(trouble);
        }
    }

    @Override
    public final Markets describePublic() throws VenueException {
        try {
            requireClock();
            return MarketRules.markets(wanted(), settings.extraAssets());
        } catch (IOException | RuntimeException trouble) {
            throw explained(trouble);
        }
    }

    @Override
    public Checkup checkup(Session session) throws VenueException {
        throw new VenueException(settings.protocol().title() + " cannot be asked for the account's rights");
    }

    private List<MarketRules> wanted() throws IOException, VenueException {
        Map<String, MarketRules> known = new TreeMap<>(rules());
        List<MarketRules> wanted = new ArrayList<>();
        for (String symbol : settings.symbols()) {
            MarketRules rules = known.get(symbol);
            if (rules == null) {
                List<String> near = NearWords.of(symbol, known.keySet());
                throw new VenueException(
                        "the venue has no market " + symbol + (near.isEmpty() ? "" : "; near it are " + near));
            }
            wanted.add(rules);
        }
        return wanted;
    }

    private void requireClock() throws IOException, VenueException {
        measureClock();
        long offMillis = TimeUnit.NANOSECONDS.toMillis(Math.abs(clock.offsetNanos()));
        if (offMillis > settings.recvWindow().toMillis()) {
            throw new VenueException("this machine's clock is " + offMillis + " ms "
                    + (clock.offsetNanos() > 0 ? "behind" : "ahead of") + " the venue's: synchronise it (NTP)");
        }
    }

    /** A request's failure in an operator's words. */
    final VenueException explained(Exception trouble) {
        Failure failure = failure(trouble);
        if (trouble instanceof IllegalArgumentException) {
            return new VenueException(settings.restUri() + " says what cannot be (" + failure.text() + "): is it "
                    + settings.protocol().title() + "'s protocol?");
        }
        String remedy = remedy(failure);
        String text = switch (failure.kind()) {
            case REFUSED -> "the venue refuses us (" + failure.text() + ")" + (remedy.isEmpty() ? "" : ": " + remedy);
            case RATE_LIMITED, BANNED ->
                "the venue wants no requests from here for " + failure.retryAfterNanos() / BILLION + " s ("
                        + failure.text() + ")";
            case NOT_SENT, UNKNOWN ->
                "no answer from " + settings.restUri() + " (" + failure.text()
                        + "): is the address right and the venue running?";
        };
        // Without its cause, which may hold a whole request.
        return new VenueException(text);
    }

    /** Counts requests; a venue that weighs them says so. */
    @Override
    public int weight(MessageKind command) {
        return 1;
    }

    @Override
    public MarketWire marketWire(Endings endings) {
        return new StandardMarketWire(this, streams(), endings);
    }

    @Override
    public String marketDataUri() {
        return settings.streamUri().toString();
    }

    /** A failure by what every module of XChange says alike; see {@link StandardErrors}. */
    @Override
    public Failure failure(Throwable trouble) {
        return StandardErrors.of(trouble, secrets);
    }

    /** For a venue that is only looked at. */
    @Override
    public VenueTrading trading(TradingParts parts) {
        throw new IllegalStateException(
                "no order can be sent to " + settings.protocol().title());
    }

    /** The value when the venue named it, and otherwise an error that says what is missing. */
    static <T> T named(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException("the venue names no " + what);
        }
        return value;
    }
}
