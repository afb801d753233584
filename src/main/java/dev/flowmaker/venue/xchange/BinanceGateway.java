package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import dev.flowmaker.venue.xchange.BinanceInstruments.Markets;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binance spot, or the local exchange that speaks its protocol, through XChange. Requests use one exchange object for the
 * whole session; market data and user events each have a line that is replaced when it dies.
 */
public final class BinanceGateway implements Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceGateway.class);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 100;
    private static final long PROBE_MILLIS = 1_000;
    private static final int THREADS = 2;

    private final BinanceSettings settings;
    private final Secrets secrets;
    private final VenueClock clock;
    private final BinanceErrors errors;
    private final BinanceAccess access;
    private final MarketStreams streams;
    private final Endings endings = new Endings();
    private final ScheduledThreadPoolExecutor watch;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private @Nullable Markets markets;
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
        watchLostErrors(secrets);
        access = new BinanceAccess(settings, secrets, clock, errors);
        streams = new MarketStreams(settings, secrets, clock, endings);
        watch = new ScheduledThreadPoolExecutor(
                THREADS,
                task -> {
                    Thread thread = new Thread(task, "venue-watch-" + settings.name());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** RxJava tells what nobody waited for to one handler of the process. */
    static void watchLostErrors(Secrets secrets) {
        RxJavaPlugins.setErrorHandler(trouble -> LOG.warn("nobody waited for: {}", secrets.scrub(trouble)));
    }

    @Override
    public Description describe() throws VenueException {
        markets = access.describe();
        return new Description(markets.assets(), markets.instruments(), clock.offsetNanos(), clock.roundTripNanos());
    }

    @Override
    public Checkup checkup() throws VenueException {
        return access.checkup(known());
    }

    @Override
    public void start(SessionStarted session, Inbox inbox) throws VenueException {
        Session known = known();
        ChannelState userState = new ChannelState(Channel.USER, inbox);
        BinanceFills fills = new BinanceFills(known, userState, inbox);
        CancelMarks marks = new CancelMarks(known);
        OrderNames names = new OrderNames();
        RequestHealth health = requests(known, fills, marks, names, inbox);
        BinanceUserEvents events = new BinanceUserEvents(known, inbox, fills, marks, names, secrets);
        CompletableFuture<Void> userReady = new CompletableFuture<>();
        userWatch = new Watchdog(
                () -> new BinanceUserStream(
                                settings, secrets, clock, events, userState, this::measureSoon, endings, userReady)
                        .open(),
                userState,
                settings.reconnectAfter(),
                MarketStreams.LONGEST_PAUSE);
        health.answered();
        userWatch.open(System.nanoTime());
        streams.open(known.instruments(), inbox);
        try {
            MarketStreams.awaitReady(
                    userReady,
                    settings,
                    secrets,
                    "user stream",
                    settings.socketApiUri().toString());
            streams.awaitOpen();
        } catch (VenueException refused) {
            close();
            throw refused;
        }
        every(LOOK_MILLIS, () -> look(System.nanoTime()));
        every(PROBE_MILLIS, () -> probe(health));
    }

    @Override
    public void startRequests(SessionStarted session, Inbox inbox) {
        Session known = known();
        BinanceFills fills = new BinanceFills(known, new ChannelState(Channel.USER, inbox), inbox);
        RequestHealth health = requests(known, fills, new CancelMarks(known), new OrderNames(), inbox);
        health.answered();
    }

    private Session known() {
        if (markets == null) {
            throw new IllegalStateException("describe the venue first");
        }
        return new Session(settings.name(), markets.assets(), markets.instruments());
    }

    private RequestHealth requests(
            Session known, BinanceFills fills, CancelMarks marks, OrderNames names, Inbox inbox) {
        RequestHealth health = new RequestHealth(new ChannelState(Channel.REQUESTS, inbox));
        requests = new BinanceRequests(
                known,
                access.trade(),
                access.calls(),
                errors,
                new BinanceQueries(known, access.calls(), errors, fills, clock, names, inbox),
                marks,
                new Outcomes(inbox, clock, health, this::measureSoon),
                inbox);
        return health;
    }

    private void look(long nanoTime) {
        if (userWatch != null) {
            userWatch.look(nanoTime);
        }
        streams.look(nanoTime);
    }

    /** While no request is answered the engine sends none, so somebody has to try. */
    private void probe(RequestHealth health) {
        if (!health.isDown()) {
            return;
        }
        try {
            access.ping();
            health.answered();
        } catch (IOException | RuntimeException stillDown) {
            health.unanswered(errors.of(stillDown).text());
        }
    }

    private void measureSoon() {
        if (measuring.compareAndSet(false, true)) {
            watch.execute(() -> {
                try {
                    access.measureClock();
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
    public int weight(MessageKind command) {
        return weightOf(command);
    }

    /** As Binance documents them; a query of an order may ask for its trades too. */
    static int weightOf(MessageKind command) {
        return switch (command) {
            case QUERY_ORDER -> 4 + 5;
            case QUERY_OPEN_ORDERS -> 6;
            case QUERY_BALANCES, QUERY_TRADES -> 20;
            default -> 1;
        };
    }

    @Override
    public void close() {
        watch.shutdownNow();
        if (userWatch != null) {
            userWatch.close();
        }
        streams.close();
        try {
            if (!endings.await(CLOSE_BOUND.toNanos())) {
                LOG.warn("some threads of the venue's sockets did not end within {}", CLOSE_BOUND);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
