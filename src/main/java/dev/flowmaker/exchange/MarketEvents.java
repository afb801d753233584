package dev.flowmaker.exchange;

import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.exchange.matching.Book;
import dev.flowmaker.exchange.matching.Order;

/** What a market source may do in its market, at the time of its own event. */
public interface MarketEvents {
    /** The book; a capture sets its recorded quantity and plays its trades there. */
    Book book();

    /** The recording lost its place: the frame that is applied next begins the book anew. */
    void beginsAnew(ResetReason reason);

    /** A recorded frame has been applied completely. */
    void frameApplied();

    /** A recorded touch has been applied completely. */
    void touchApplied();

    /** Id for a participant's next order. */
    long nextVenueOrderId();

    /** Trades a participant's order with what it crosses; then rests what is left, or drops it. */
    void submit(Order participantsOrder, boolean rest);

    /**
     * The recording marks a perpetual from here on.
     *
     * @param index2Ticks {@code Instrument.NO_PRICE} when it does not say
     */
    default void marked(long mark2Ticks, long index2Ticks, long ratePpb) {}
}
