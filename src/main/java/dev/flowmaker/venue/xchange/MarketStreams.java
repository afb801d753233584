package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import info.bitrich.xchangestream.binance.BinanceStreamingExchange;
import info.bitrich.xchangestream.util.Events;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.ExchangeSpecification;

/** The market data of a session: books, trades and best prices over one line that is replaced when it dies. */
final class MarketStreams implements AutoCloseable {
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final BinanceSettings settings;
    private final Secrets secrets;
    private final VenueClock clock;
    private final Endings endings;
    private final SnapshotPacer snapshots;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile @Nullable Watchdog watch;

    MarketStreams(BinanceSettings settings, Secrets secrets, VenueClock clock, Endings endings) {
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
        this.endings = endings;
        snapshots = new SnapshotPacer(settings.symbols().size() + 1);
    }

    /** Begins to open the line. */
    void open(List<Instrument> instruments, Inbox inbox) {
        ChannelState state = new ChannelState(Channel.MARKET_DATA, inbox);
        MarketFeed feed = new MarketFeed(instruments, settings.depthLevels(), inbox);
        Watchdog created = new Watchdog(
                () -> new MarketLine(wire(), instruments, feed, state, secrets, settings.staleAfter(), ready).open(),
                state,
                settings.reconnectAfter(),
                LONGEST_PAUSE);
        watch = created;
        created.open(System.nanoTime());
    }

    /** Waits until the line is open for the first time. */
    void awaitOpen() throws VenueException {
        awaitReady(ready, settings, secrets, "market data", settings.streamUri().toString());
    }

    /** Waits until the venue took or refused us; XChange's own failures are not waited out. */
    static void awaitReady(
            CompletableFuture<Void> ready, BinanceSettings settings, Secrets secrets, String what, String uri)
            throws VenueException {
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

    private BinanceMarketWire wire() {
        ExchangeSpecification specification = settings.specification();
        specification.setExchangeSpecificParametersItem(BinanceStreamingExchange.USE_HIGHER_UPDATE_FREQUENCY, true);
        specification.setExchangeSpecificParametersItem(BinanceStreamingExchange.USE_REALTIME_BOOK_TICKER, true);
        specification.setExchangeSpecificParametersItem(
                BinanceStreamingExchange.FETCH_ORDER_BOOK_LIMIT, BinanceSettings.SNAPSHOT_LEVELS);
        specification.setExchangeSpecificParametersItem(Events.BEFORE_API_CALL_HANDLER, snapshots);
        BinanceMarketWire wire = new BinanceMarketWire(settings, clock, endings);
        wire.applySpecification(specification);
        return wire;
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
