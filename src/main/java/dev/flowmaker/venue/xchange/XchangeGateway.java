package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A venue through XChange. Requests use one exchange object for the whole session; market data and user events each have a
 * line that is replaced when it dies. What differs from venue to venue is in its profile.
 */
class XchangeGateway implements Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(XchangeGateway.class);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 100;
    private static final long PROBE_MILLIS = 1_000;
    private static final int THREADS = 2;
    /** The user stream is replaced this part of the age later than the market data. */
    private static final int STAGGER = 50;

    private final VenueProfile venue;
    private final ConnectionSettings connections;
    private final Secrets secrets;
    private final VenueClock clock;
    private final MarketStreams streams;
    private final Endings endings = new Endings();
    private final ScheduledThreadPoolExecutor watch;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private @Nullable Markets markets;
    private @Nullable Watchdog userWatch;
    private volatile @Nullable VenueTrading trading;
    private volatile @Nullable Outcomes outcomes;
    private volatile @Nullable Inbox inbox;

    /** @throws IllegalStateException when this Java would send an order twice */
    XchangeGateway(VenueProfile venue) {
        PostRetries.refuseUnlessOff();
        Secrets.quietHttpClient();
        // A redirect would carry the key to wherever it points.
        HttpURLConnection.setFollowRedirects(false);
        this.venue = venue;
        connections = venue.connections();
        secrets = venue.secrets();
        clock = venue.clock();
        watchLostErrors(secrets);
        streams = new MarketStreams(venue, endings);
        watch = new ScheduledThreadPoolExecutor(
                THREADS,
                task -> {
                    Thread thread = new Thread(task, "venue-watch-" + connections.name());
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
        markets = venue.describe();
        return new Description(markets.assets(), markets.instruments(), clock.offsetNanos(), clock.roundTripNanos());
    }

    @Override
    public Checkup checkup() throws VenueException {
        return venue.checkup(known(0));
    }

    @Override
    public void start(SessionStarted session, Inbox inbox) throws VenueException {
        Session known = known(session.epoch);
        ChannelState userState = new ChannelState(Channel.USER, inbox);
        RequestHealth health = health(session.epoch, inbox);
        VenueTrading opened = trading(known, inbox, userState, health);
        CompletableFuture<Void> userReady = new CompletableFuture<>();
        userWatch = new Watchdog(
                () -> opened.openUserLine(userReady),
                userState,
                connections.reconnectAfter(),
                MarketStreams.LONGEST_PAUSE,
                opened::openWaitingUserLine,
                // Not both at once.
                connections.replaceAfter().plus(connections.replaceAfter().dividedBy(STAGGER)));
        health.answered();
        userWatch.open(System.nanoTime());
        streams.open(known.instruments(), inbox);
        try {
            MarketStreams.awaitReady(userReady, venue, "user stream", opened.userLineUri());
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
        RequestHealth health = health(session.epoch, inbox);
        VenueTrading unused = trading(known(session.epoch), inbox, new ChannelState(Channel.USER, inbox), health);
        health.answered();
    }

    private RequestHealth health(int epoch, Inbox inbox) {
        return new RequestHealth(
                new ChannelState(Channel.REQUESTS, inbox),
                new Maintenance(known(epoch).instruments(), inbox));
    }

    private Session known(int epoch) {
        if (markets == null) {
            throw new IllegalStateException("describe the venue first");
        }
        return new Session(venue.clientIds(epoch), markets.assets(), markets.instruments());
    }

    private VenueTrading trading(Session known, Inbox inbox, ChannelState userState, RequestHealth health) {
        Outcomes told = new Outcomes(inbox, clock, health, this::measureSoon);
        outcomes = told;
        this.inbox = inbox;
        VenueTrading made = venue.trading(new TradingParts(known, inbox, userState, told, this::measureSoon, endings));
        trading = made;
        return made;
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
            venue.ping();
            health.answered();
        } catch (IOException | RuntimeException stillDown) {
            String text = venue.failure(stillDown).text();
            if (Maintenance.unavailable(stillDown)) {
                health.unavailable(text);
            }
            health.unanswered(text);
        }
    }

    private void measureSoon() {
        if (measuring.compareAndSet(false, true)) {
            watch.execute(() -> {
                try {
                    venue.measureClock();
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
        if (trading == null) {
            throw new IllegalStateException("start the gateway first");
        }
        if (command.kind() == MessageKind.QUERY_MARKET && outcomes != null && inbox != null) {
            askStatus(command.market, outcomes, inbox);
            return;
        }
        trading.execute(command);
    }

    private void askStatus(int market, Outcomes told, Inbox to) {
        try {
            to.offer(venue.status(known(0), market));
            told.succeeded();
        } catch (VenueException refused) {
            told.failed(
                    RequestType.QUERY_MARKET,
                    market,
                    0,
                    new Failure(Failure.Kind.REFUSED, RejectReason.OTHER, 0, String.valueOf(refused.getMessage()), 0));
        } catch (IOException | RuntimeException trouble) {
            told.failed(RequestType.QUERY_MARKET, market, 0, venue.failure(trouble));
        }
    }

    @Override
    public MarketStatus status(int market) throws VenueException {
        try {
            return venue.status(known(0), market);
        } catch (IOException | RuntimeException trouble) {
            throw new VenueException(venue.failure(trouble).text());
        }
    }

    @Override
    public int weight(MessageKind command) {
        return venue.weight(command);
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
