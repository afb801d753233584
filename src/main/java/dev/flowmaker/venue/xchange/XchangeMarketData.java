package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.MarketData;
import dev.flowmaker.venue.VenueException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A venue's public market data through XChange. Its profile has no key, so no signed request can be made from here. */
class XchangeMarketData implements MarketData {
    private static final Logger LOG = LoggerFactory.getLogger(XchangeMarketData.class);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 100;

    private final VenueProfile venue;
    private final Endings endings = new Endings();
    private final MarketStreams streams;
    private final ScheduledThreadPoolExecutor watch;
    private volatile @Nullable Markets markets;

    XchangeMarketData(VenueProfile venue) {
        Secrets.quietHttpClient();
        HttpURLConnection.setFollowRedirects(false);
        XchangeGateway.watchLostErrors(venue.secrets());
        this.venue = venue;
        streams = new MarketStreams(venue, endings);
        watch = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(
                            task, "market-watch-" + venue.connections().name());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public Gateway.Description describe() throws VenueException {
        Markets known = venue.describePublic();
        markets = known;
        return new Gateway.Description(
                known.assets(),
                known.instruments(),
                venue.clock().offsetNanos(),
                venue.clock().roundTripNanos());
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
            LOG.error("watching the market data: {}", venue.secrets().scrub(trouble));
        }
    }

    @Override
    public MarketStatus status(int market) throws VenueException {
        Markets known = markets;
        if (known == null) {
            throw new IllegalStateException("describe the venue first");
        }
        try {
            return venue.status(new Session(venue.clientIds(0), known.assets(), known.instruments()), market);
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
