package dev.flowmaker.venue.xchange;

import info.bitrich.xchangestream.core.StreamingMarketDataService;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import java.math.BigDecimal;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.OrderBook;

/** One connection for market data, as a venue's subclasses of XChange provide it. It serves one line and is then thrown away. */
interface MarketWire {
    /** What the socket reports. */
    interface Listener {
        /** The socket is open, for the first time or again; nothing of it was delivered yet. */
        void opened();

        void lost();

        /** Something came that cannot be: what it should have been is missing now. */
        void failed(Throwable trouble);
    }

    /** Connects and subscribes. Completes before the first message is delivered. */
    Completable connect(Listener listener);

    StreamingMarketDataService marketData();

    /** A market's best prices after a change. A price of 0 is none. */
    record BestPrices(long updateId, BigDecimal bid, BigDecimal bidQuantity, BigDecimal ask, BigDecimal askQuantity) {}

    /** A market's best prices after each change, beside the depth; never anything where that is not wanted. */
    Observable<BestPrices> bestPrices(CurrencyPair pair);

    Liveness liveness();

    /** The venue's time of the frame that is being delivered now and made {@code book}, UTC nanoseconds. */
    long frameTimeNanos(OrderBook book);

    /** The venue's id of the last change in the frame that is being delivered now, or 0. */
    long frameUpdateId();

    /** When the message that is being delivered now arrived, UTC nanoseconds. */
    long receiveTimeNanos();

    /** Ends the connection and its threads, for good. */
    void shutDown();
}
