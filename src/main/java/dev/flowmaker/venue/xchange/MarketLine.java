package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.market.Instrument;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.trade.LimitOrder;

/** Market data over one connection: the books and trades of all markets, and the signs that it died. */
final class MarketLine implements Watchdog.Line, MarketWire.Listener {
    /** Silence of this part of the limit is asked about with a ping. */
    private static final int PINGS_BEFORE_DEAD = 3;

    private final MarketWire wire;
    private final List<Instrument> instruments;
    private final MarketFeed feed;
    private final ChannelState channel;
    private final Secrets secrets;
    private final long staleNanos;
    private final CompletableFuture<Void> ready;
    private final CompositeDisposable subscriptions = new CompositeDisposable();
    private final List<MarketPulse> pulses;

    private final boolean[] shown;
    /** Another line serves still: nothing of this one is told. */
    private volatile boolean waiting;

    private volatile @Nullable String broken;
    private volatile boolean closed;

    /**
     * @param staleAfter a market whose book says nothing for longer is not followed any more
     * @param ready completed when the connection is open or was refused
     */
    MarketLine(
            MarketWire wire,
            List<Instrument> instruments,
            MarketFeed feed,
            ChannelState channel,
            Secrets secrets,
            Duration staleAfter,
            CompletableFuture<Void> ready) {
        this.wire = wire;
        this.instruments = instruments;
        this.feed = feed;
        this.channel = channel;
        this.secrets = secrets;
        this.staleNanos = staleAfter.toNanos();
        this.ready = ready;
        shown = new boolean[instruments.size()];
        pulses = instruments.stream()
                .map(each -> new MarketPulse(each.symbol(), staleNanos, System.nanoTime()))
                .toList();
    }

    /** Says nothing until it takes over from another. Before it is opened. */
    MarketLine waiting() {
        waiting = true;
        return this;
    }

    @Override
    public boolean serves() {
        synchronized (shown) {
            for (boolean each : shown) {
                if (!each) {
                    return false;
                }
            }
        }
        return broken == null && wire.isOpen();
    }

    @Override
    public void takeOver() {
        touchAll();
        feed.replaced();
        waiting = false;
    }

    MarketLine open() {
        subscriptions.add(wire.connect(this).subscribe(this::subscribe, this::fail));
        return this;
    }

    private void subscribe() {
        try {
            subscribeAll();
            ready.complete(null);
        } catch (RuntimeException refused) {
            fail(refused);
        }
    }

    private void subscribeAll() {
        for (Instrument instrument : instruments) {
            int market = instrument.market();
            subscriptions.add(wire.books(instrument)
                    .subscribe(book -> onBook(market, book), this::fail, () -> fail(instrument, "book")));
            subscriptions.add(wire.trades(instrument)
                    .subscribe(trade -> onTrade(market, trade), this::fail, () -> fail(instrument, "trades")));
            subscriptions.add(wire.bestPrices(instrument)
                    .subscribe(best -> onBestPrices(market, best), this::fail, () -> fail(instrument, "best prices")));
            subscriptions.add(wire.marks(instrument)
                    .subscribe(mark -> onMark(market, mark), this::fail, () -> fail(instrument, "marks")));
        }
    }

    private void onBook(int market, OrderBook book) {
        if (waiting) {
            synchronized (shown) {
                shown[market] = true;
            }
            pulses.get(market).onBook(System.nanoTime(), best(book));
        } else if (!closed) {
            feed.onBook(
                    market,
                    book,
                    wire.lineage(book),
                    wire.frameTimeNanos(book),
                    wire.frameUpdateId(),
                    wire.receiveTimeNanos());
            pulses.get(market).onBook(System.nanoTime(), best(book));
        }
    }

    /** The best prices, without their quantities. */
    private static List<Object> best(OrderBook book) {
        return List.of(price(book.getBids()), price(book.getAsks()));
    }

    private static Object price(List<LimitOrder> side) {
        return side.isEmpty() ? "" : side.get(0).getLimitPrice().stripTrailingZeros();
    }

    private void onTrade(int market, org.knowm.xchange.dto.marketdata.Trade trade) {
        if (!closed && !waiting) {
            feed.onTrade(market, trade, wire.aggressor(trade), wire.receiveTimeNanos());
            pulses.get(market).onTrade(System.nanoTime());
        }
    }

    private void onBestPrices(int market, MarketWire.BestPrices best) {
        if (!closed && !waiting) {
            feed.onBestPrices(market, best, wire.receiveTimeNanos());
            pulses.get(market).onBestPrices(System.nanoTime());
        }
    }

    private void onMark(int market, MarketWire.Mark mark) {
        if (!closed && !waiting) {
            feed.onMark(market, mark, wire.receiveTimeNanos());
        }
    }

    @Override
    public void opened() {
        if (!closed && !waiting) {
            touchAll();
            feed.connected();
            channel.up("market data connected");
        }
    }

    @Override
    public void lost() {
        if (waiting) {
            broken = "market data: connection lost";
        } else if (!closed) {
            touchAll();
            channel.down("market data connection lost");
        }
    }

    /** The line is replaced, and its books begin anew. */
    @Override
    public void failed(Throwable trouble) {
        if (!closed) {
            fail(trouble);
        }
    }

    private void fail(Throwable trouble) {
        broken = "market data: " + secrets.scrub(trouble);
        ready.completeExceptionally(trouble);
    }

    private void fail(Instrument instrument, String what) {
        broken = "market data: the stream of " + instrument.symbol() + " " + what + " ended";
    }

    private void touchAll() {
        pulses.forEach(pulse -> pulse.reset(System.nanoTime()));
    }

    @Override
    public @Nullable String deadBecause(long nanoTime) {
        if (broken != null) {
            return broken;
        }
        if (!wire.isOpen()) {
            return "market data: connection lost";
        }
        Liveness liveness = wire.liveness();
        liveness.ping(nanoTime, staleNanos / PINGS_BEFORE_DEAD);
        if (liveness.silentNanos(nanoTime) > staleNanos) {
            return "market data: no sign of life for " + seconds(liveness.silentNanos(nanoTime));
        }
        for (MarketPulse pulse : pulses) {
            String silence = pulse.silence(nanoTime);
            if (silence != null) {
                return "market data: " + silence;
            }
        }
        return null;
    }

    private static String seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0 + " s";
    }

    @Override
    public void close() {
        closed = true;
        subscriptions.dispose();
        wire.shutDown();
    }
}
