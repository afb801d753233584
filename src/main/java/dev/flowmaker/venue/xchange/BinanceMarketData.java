package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.MarketData;
import dev.flowmaker.venue.VenueException;
import dev.flowmaker.venue.xchange.BinanceInstruments.Markets;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binance's public market data through XChange, or that of whatever speaks its protocol. No key is asked for, and no signed
 * request can be made from here.
 */
public final class BinanceMarketData implements MarketData {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceMarketData.class);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 100;

    private final Secrets secrets = new Secrets(() -> "", () -> "");
    private final BinanceAccess access;
    private final VenueClock clock;
    private final Endings endings = new Endings();
    private final MarketStreams streams;
    private final ScheduledThreadPoolExecutor watch;
    private @Nullable Markets markets;

    /**
     * @param settings their keys are not looked at
     * @param utcNanos our clock, UTC nanoseconds: stamps what arrives
     * @throws IllegalArgumentException when the settings have problems
     */
    public BinanceMarketData(BinanceSettings settings, LongSupplier utcNanos) {
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        Secrets.quietHttpClient();
        HttpURLConnection.setFollowRedirects(false);
        BinanceGateway.watchLostErrors(secrets);
        clock = new VenueClock(utcNanos);
        access = new BinanceAccess(settings, secrets, clock, new BinanceErrors(secrets));
        streams = new MarketStreams(settings, secrets, clock, endings);
        watch = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "market-watch-" + settings.name());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public Gateway.Description describe() throws VenueException {
        Markets known = access.describePublic();
        markets = known;
        return new Gateway.Description(
                known.assets(), known.instruments(), clock.offsetNanos(), clock.roundTripNanos());
    }

    @Override
    public void start(Inbox inbox) throws VenueException {
        if (markets == null) {
            throw new IllegalStateException("describe the venue first");
        }
        streams.open(markets.instruments(), inbox);
        try {
            streams.awaitOpen();
        } catch (VenueException refused) {
            close();
            throw refused;
        }
        var unused = watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            streams.look(System.nanoTime());
        } catch (RuntimeException trouble) {
            LOG.error("watching the market data: {}", secrets.scrub(trouble));
        }
    }

    @Override
    public int weight(MessageKind command) {
        return BinanceGateway.weightOf(command);
    }

    @Override
    public void close() {
        watch.shutdownNow();
        streams.close();
        try {
            if (!endings.await(CLOSE_BOUND.toNanos())) {
                LOG.warn("some threads of the market data's sockets did not end within {}", CLOSE_BOUND);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
