package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import info.bitrich.xchangestream.core.StreamingExchange;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import java.util.concurrent.TimeUnit;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;

/**
 * Market data through XChange's streams as they are. A lost connection ends the line: another one is opened with streams made
 * anew, so that no book of before is taken for one of after.
 */
final class StandardMarketWire implements MarketWire {
    private final StandardProfile venue;
    private final StreamingExchange streams;
    private final Endings endings;
    private final Liveness liveness;
    private final Object lineage = new Object();
    private volatile boolean opened;
    private volatile long receiveTimeNanos;

    StandardMarketWire(StandardProfile venue, StreamingExchange streams, Endings endings) {
        this.venue = venue;
        this.streams = streams;
        this.endings = endings;
        liveness = new Liveness(endings);
    }

    @Override
    public Completable connect(Listener listener) {
        return streams.connect().doOnComplete(() -> {
            listener.opened();
            opened = true;
        });
    }

    /** Asked of the socket itself: not every module tells of a connection that the venue closed. */
    @Override
    public boolean isOpen() {
        return !opened || streams.isAlive();
    }

    @Override
    public Observable<OrderBook> books(Instrument market) {
        return streams.getStreamingMarketDataService()
                .getOrderBook(venue.streamName(market), venue.bookArguments())
                .doOnNext(book -> heard());
    }

    /** Another book object each time is what most modules make; a line's books all follow from its first. */
    @Override
    public Object lineage(OrderBook book) {
        return lineage;
    }

    @Override
    public Observable<Trade> trades(Instrument market) {
        return streams.getStreamingMarketDataService()
                .getTrades(venue.streamName(market))
                .doOnNext(trade -> heard());
    }

    private void heard() {
        receiveTimeNanos = venue.clock().nowNanos();
        liveness.heard();
    }

    @Override
    public Side aggressor(Trade trade) {
        return venue.aggressor(trade);
    }

    @Override
    public Liveness liveness() {
        return liveness;
    }

    @Override
    public long frameTimeNanos(OrderBook book) {
        return book.getTimeStamp() == null
                ? 0
                : TimeUnit.MILLISECONDS.toNanos(book.getTimeStamp().toInstant().toEpochMilli());
    }

    @Override
    public long frameUpdateId() {
        return 0;
    }

    @Override
    public long receiveTimeNanos() {
        return receiveTimeNanos;
    }

    @Override
    public void shutDown() {
        Promise<Void> ended = ImmediateEventExecutor.INSTANCE.newPromise();
        endings.add(ended);
        var unused = streams.disconnect().subscribe(() -> ended.trySuccess(null), trouble -> ended.trySuccess(null));
        liveness.shutDown();
    }
}
