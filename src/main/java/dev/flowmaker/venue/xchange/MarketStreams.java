package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The market data of a session: books, trades and best prices over one line that is replaced when it dies. */
final class MarketStreams implements AutoCloseable {
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final VenueProfile venue;
    private final Endings endings;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile @Nullable Watchdog watch;

    MarketStreams(VenueProfile venue, Endings endings) {
        this.venue = venue;
        this.endings = endings;
    }

    /** Begins to open the line. */
    void open(List<Instrument> instruments, Inbox inbox) {
        ChannelState state = new ChannelState(Channel.MARKET_DATA, inbox);
        ConnectionSettings connections = venue.connections();
        MarketFeed feed = new MarketFeed(instruments, connections.depthLevels(), inbox);
        Supplier<MarketLine> lines = () -> new MarketLine(
                venue.marketWire(endings), instruments, feed, state, venue.secrets(), connections.staleAfter(), ready);
        Watchdog created = new Watchdog(
                () -> lines.get().open(),
                state,
                connections.reconnectAfter(),
                LONGEST_PAUSE,
                () -> lines.get().waiting().open(),
                connections.replaceAfter());
        watch = created;
        created.open(System.nanoTime());
    }

    /** Waits until the line is open for the first time. */
    void awaitOpen() throws VenueException {
        awaitReady(ready, venue, "market data", venue.marketDataUri());
    }

    /** Waits until the venue took or refused us; XChange's own failures are not waited out. */
    static void awaitReady(CompletableFuture<Void> ready, VenueProfile venue, String what, String uri)
            throws VenueException {
        Duration bound =
                venue.connections().connectTimeout().plus(venue.connections().requestTimeout());
        try {
            ready.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof VenueException refused) {
                throw refused;
            }
            throw new VenueException(what + ": cannot open " + uri + " ("
                    + venue.secrets().scrub(failed.getCause() == null ? failed : failed.getCause()) + ")");
        } catch (TimeoutException silent) {
            throw new VenueException(what + ": " + uri + " did not answer within " + bound.toMillis() + " ms");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new VenueException(what + ": interrupted while opening it");
        }
    }

    /** Replaces the line when it is dead. */
    void look(long nanoTime) {
        Watchdog looking = watch;
        if (looking != null) {
            looking.look(nanoTime);
        }
    }

    @Override
    public void close() {
        Watchdog closing = watch;
        if (closing != null) {
            closing.close();
        }
    }
}
