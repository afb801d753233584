package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;

/** One connection for market data, as XChange's modules and our few subclasses provide it. It serves one line and is then thrown away. */
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

    /** Whether nothing is known of its socket's having closed; one that reconnects by itself never has. */
    default boolean isOpen() {
        return true;
    }

    /** A market's whole book after each frame, which the wire may go on changing. */
    Observable<OrderBook> books(Instrument market);

    /**
     * What stays the same object from book to book while each follows from the one before. Another one means that the
     * book was fetched anew.
     */
    default Object lineage(OrderBook book) {
        return book;
    }

    Observable<Trade> trades(Instrument market);

    /** Who took in a trade: the venue's word for its side, the maker's or the taker's. */
    Side aggressor(Trade trade);

    /** A market's best prices after a change. A price of 0 is none. */
    record BestPrices(long updateId, BigDecimal bid, BigDecimal bidQuantity, BigDecimal ask, BigDecimal askQuantity) {}

    /** A market's best prices after each change, beside the depth; never anything where that is not wanted. */
    default Observable<BestPrices> bestPrices(Instrument market) {
        return Observable.never();
    }

    /**
     * How the venue marks a perpetual.
     *
     * @param mark price at which positions are valued
     * @param index price of what the contract follows, or null
     * @param fundingRate of the next funding as it stands, or null
     * @param fundingTimeNanos when that is due, UTC nanoseconds, or 0
     * @param exchangeTimeNanos the venue's time of this, UTC nanoseconds, or 0
     */
    record Mark(
            BigDecimal mark,
            @Nullable BigDecimal index,
            @Nullable BigDecimal fundingRate,
            long fundingTimeNanos,
            long exchangeTimeNanos) {}

    /** A perpetual's mark after each change; never anything where there is none. */
    default Observable<Mark> marks(Instrument market) {
        return Observable.never();
    }

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
