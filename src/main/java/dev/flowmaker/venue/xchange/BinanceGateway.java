package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import dev.flowmaker.venue.xchange.BinanceInstruments.Markets;
import info.bitrich.xchangestream.binance.BinanceStreamingExchange;
import info.bitrich.xchangestream.util.Events;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.service.BinanceMarketDataServiceRaw;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binance spot, or the local exchange that speaks its protocol, through XChange. Requests use one exchange object for the
 * whole session; market data and user events each have a line that is replaced when it dies.
 */
public final class BinanceGateway implements Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceGateway.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 100;
    private static final long PROBE_MILLIS = 1_000;
    private static final int THREADS = 2;
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
    /** What the account's rounded commission counts in. */
    private static final long PPB_PER_BASIS_POINT = 100_000;

    private final BinanceSettings settings;
    private final Secrets secrets;
    private final VenueClock clock;
    private final BinanceErrors errors;
    private final BinanceExchange exchange;
    private final BinanceCalls calls;
    private final Endings endings = new Endings();
    private final ScheduledThreadPoolExecutor watch;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private @Nullable Markets markets;
    private @Nullable Watchdog marketWatch;
    private @Nullable Watchdog userWatch;
    private @Nullable BinanceRequests requests;

    /**
     * @param utcNanos our clock, UTC nanoseconds: stamps what arrives
     * @throws IllegalArgumentException when the settings have problems
     * @throws IllegalStateException when this Java would send an order twice
     */
    public BinanceGateway(BinanceSettings settings, LongSupplier utcNanos) {
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        PostRetries.refuseUnlessOff();
        Secrets.quietHttpClient();
        // A redirect would carry the key to wherever it points.
        HttpURLConnection.setFollowRedirects(false);
        this.settings = settings;
        secrets = new Secrets(settings.apiKey(), settings.secretKey());
        clock = new VenueClock(utcNanos);
        errors = new BinanceErrors(secrets);
        RxJavaPlugins.setErrorHandler(trouble -> LOG.warn("nobody waited for: {}", secrets.scrub(trouble)));
        ExchangeSpecification specification = specification();
        specification.setApiKey(secrets.apiKey());
        specification.setSecretKey(secrets.secretKey());
        exchange = new Requester();
        exchange.applySpecification(specification);
        calls = new BinanceCalls(specification, settings, secrets, clock);
        watch = new ScheduledThreadPoolExecutor(
                THREADS,
                task -> {
                    Thread thread = new Thread(task, "venue-watch-" + settings.name());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** XChange's exchange for requests, with the venue's time. It is asked for under XChange's lock of all placements. */
    private final class Requester extends BinanceExchange {
        @Override
        protected void initServices() {
            super.initServices();
            timestampFactory = clock::venueMillis;
        }
    }

    private ExchangeSpecification specification() {
        ExchangeSpecification specification = new ExchangeSpecification(BinanceExchange.class);
        specification.setSslUri(settings.restUri().toString());
        specification.setShouldLoadRemoteMetaData(false);
        specification.setHttpConnTimeout(
                Math.toIntExact(settings.connectTimeout().toMillis()));
        specification.setHttpReadTimeout(
                Math.toIntExact(settings.requestTimeout().toMillis()));
        specification.setExchangeSpecificParametersItem(
                "recvWindow", settings.recvWindow().toMillis());
        return specification;
    }

    @Override
    public Description describe() throws VenueException {
        try {
            measureClock();
            if (Math.abs(clock.offsetNanos()) > settings.recvWindow().toNanos()) {
                throw new VenueException("this machine's clock is "
                        + TimeUnit.NANOSECONDS.toMillis(Math.abs(clock.offsetNanos())) + " ms "
                        + (clock.offsetNanos() > 0 ? "behind" : "ahead of") + " the venue's: synchronise it (NTP)");
            }
            BinanceInstruments known = new BinanceInstruments(data().getExchangeInfo());
            JsonNode account = calls.account();
            if (!account.path("canTrade").asBoolean(true)) {
                throw new VenueException("the account may not trade: allow spot trading for the key");
            }
            Markets found = known.of(
                    settings.symbols(), settings.extraAssets(), feePpb(account, "maker"), feePpb(account, "taker"));
            BinanceInstruments.teach(found.instruments());
            markets = found;
            return new Description(found.assets(), found.instruments(), clock.offsetNanos(), clock.roundTripNanos());
        } catch (IOException | RuntimeException trouble) {
            throw explained(trouble);
        }
    }

    private BinanceMarketDataServiceRaw data() {
        return (BinanceMarketDataServiceRaw) exchange.getMarketDataService();
    }

    private void measureClock() throws IOException {
        clock.measure(() -> data().binanceTime().getServerTime().toInstant().toEpochMilli());
    }

    /** The exact rate where the account tells it, otherwise the one in whole basis points. */
    private static long feePpb(JsonNode account, String who) {
        JsonNode exact = account.path("commissionRates").path(who);
        if (exact.isTextual()) {
            return new BigDecimal(exact.asText())
                    .multiply(BILLION)
                    .setScale(0, RoundingMode.CEILING)
                    .longValueExact();
        }
        return Math.multiplyExact(account.path(who + "Commission").asLong(), PPB_PER_BASIS_POINT);
    }

    private VenueException explained(Exception trouble) {
        Failure failure = errors.of(trouble);
        String remedy = BinanceErrors.remedy(failure.code());
        String text = switch (failure.kind()) {
            case REFUSED ->
                "the venue refuses us (" + failure.code() + " " + failure.text() + ")"
                        + (remedy.isEmpty() ? "" : ": " + remedy);
            case RATE_LIMITED, BANNED ->
                "the venue wants no requests from here for " + TimeUnit.NANOSECONDS.toSeconds(failure.retryAfterNanos())
                        + " s (" + failure.text() + ")";
            case NOT_SENT, UNKNOWN ->
                "no answer from " + settings.restUri() + " (" + failure.text()
                        + "): is the address right and the venue running?";
        };
        // The cause may hold a whole request; its words are in the text.
        return new VenueException(text);
    }

    @Override
    public void start(SessionStarted session, Inbox inbox) throws VenueException {
        if (markets == null) {
            throw new IllegalStateException("describe the venue first");
        }
        Session known = new Session(settings.name(), markets.assets(), markets.instruments());
        ChannelState requestState = new ChannelState(Channel.REQUESTS, inbox);
        ChannelState userState = new ChannelState(Channel.USER, inbox);
        ChannelState marketState = new ChannelState(Channel.MARKET_DATA, inbox);
        BinanceFills fills = new BinanceFills(known, userState, inbox);
        CancelMarks marks = new CancelMarks(known);
        RequestHealth health = new RequestHealth(requestState);
        requests = new BinanceRequests(
                known,
                exchange.getTradeService(),
                calls,
                errors,
                fills,
                marks,
                health,
                clock,
                this::measureSoon,
                inbox);
        BinanceUserEvents events = new BinanceUserEvents(known, inbox, fills, marks, secrets);
        CompletableFuture<Void> userReady = new CompletableFuture<>();
        userWatch = new Watchdog(
                () -> new BinanceUserStream(
                                settings, secrets, clock, events, userState, this::measureSoon, endings, userReady)
                        .open(),
                userState,
                settings.reconnectAfter(),
                LONGEST_PAUSE);
        MarketFeed feed = new MarketFeed(known.instruments(), settings.depthLevels(), inbox);
        CompletableFuture<Void> marketReady = new CompletableFuture<>();
        marketWatch = new Watchdog(
                () -> new MarketLine(
                                wire(),
                                known.instruments(),
                                feed,
                                marketState,
                                secrets,
                                settings.staleAfter(),
                                marketReady)
                        .open(),
                marketState,
                settings.reconnectAfter(),
                LONGEST_PAUSE);
        health.answered();
        userWatch.open(System.nanoTime());
        marketWatch.open(System.nanoTime());
        try {
            awaitReady(userReady, "user stream", settings.socketApiUri().toString());
            awaitReady(marketReady, "market data", settings.streamUri().toString());
        } catch (VenueException refused) {
            close();
            throw refused;
        }
        every(LOOK_MILLIS, () -> look(System.nanoTime()));
        every(PROBE_MILLIS, () -> probe(health));
    }

    private BinanceMarketWire wire() {
        ExchangeSpecification specification = specification();
        specification.setExchangeSpecificParametersItem(BinanceStreamingExchange.USE_HIGHER_UPDATE_FREQUENCY, true);
        specification.setExchangeSpecificParametersItem(
                BinanceStreamingExchange.FETCH_ORDER_BOOK_LIMIT, BinanceSettings.SNAPSHOT_LEVELS);
        int free = settings.symbols().size() + 1;
        specification.setExchangeSpecificParametersItem(Events.BEFORE_API_CALL_HANDLER, new SnapshotPacer(free));
        BinanceMarketWire wire = new BinanceMarketWire(settings, clock, endings);
        wire.applySpecification(specification);
        return wire;
    }

    /** Waits until the venue took or refused us; XChange's own failures are not waited out. */
    private void awaitReady(CompletableFuture<Void> ready, String what, String uri) throws VenueException {
        Duration bound = settings.connectTimeout().plus(settings.requestTimeout());
        try {
            ready.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof VenueException refused) {
                throw refused;
            }
            throw new VenueException(what + ": cannot open " + uri + " ("
                    + secrets.scrub(failed.getCause() == null ? failed : failed.getCause()) + ")");
        } catch (TimeoutException silent) {
            throw new VenueException(what + ": " + uri + " did not answer within " + bound.toMillis() + " ms");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new VenueException(what + ": interrupted while opening it");
        }
    }

    private void look(long nanoTime) {
        if (userWatch != null) {
            userWatch.look(nanoTime);
        }
        if (marketWatch != null) {
            marketWatch.look(nanoTime);
        }
    }

    /** While no request is answered the engine sends none, so somebody has to try. */
    private void probe(RequestHealth health) {
        if (!health.isDown()) {
            return;
        }
        try {
            data().ping();
            health.answered();
        } catch (IOException | RuntimeException stillDown) {
            health.unanswered(errors.of(stillDown).text());
        }
    }

    private void measureSoon() {
        if (measuring.compareAndSet(false, true)) {
            watch.execute(() -> {
                try {
                    measureClock();
                    LOG.info("the venue's clock is {} ns from ours", clock.offsetNanos());
                } catch (IOException | RuntimeException trouble) {
                    LOG.warn("the venue's clock: {}", secrets.scrub(trouble));
                } finally {
                    measuring.set(false);
                }
            });
        }
    }

    private void every(long millis, Runnable task) {
        var unused = watch.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException trouble) {
                        LOG.error("watching the venue: {}", secrets.scrub(trouble));
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void execute(Message command) {
        if (requests == null) {
            throw new IllegalStateException("start the gateway first");
        }
        requests.execute(command);
    }

    @Override
    public void close() {
        watch.shutdownNow();
        if (userWatch != null) {
            userWatch.close();
        }
        if (marketWatch != null) {
            marketWatch.close();
        }
        try {
            if (!endings.await(CLOSE_BOUND.toNanos())) {
                LOG.warn("some threads of the venue's sockets did not end within {}", CLOSE_BOUND);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
