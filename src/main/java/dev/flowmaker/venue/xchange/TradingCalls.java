package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.command.PlaceOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A venue's private requests, each sent once, with answers in our own terms. What is thrown says what became of the request:
 * {@link VenueProfile#failure}. Called by several threads at once.
 */
interface TradingCalls {
    /**
     * One of our orders.
     *
     * @param venueId null when the venue never told it to us
     */
    record Ref(long orderId, String clientId, @Nullable String venueId) {}

    /** What the account has of an asset, by the session's code. */
    record Held(String asset, BigDecimal free, BigDecimal locked) {}

    /**
     * Trades of a market, oldest first.
     *
     * @param complete whether the venue had none after them
     * @param untilNanos of what is not complete, the time before which all are here, UTC
     */
    record TradePage(List<VenueTrade> trades, boolean complete, long untilNanos) {}

    /**
     * Places an order under our id.
     *
     * @return the venue's id
     */
    String place(Session.Market market, PlaceOrder order, String clientId) throws IOException;

    /** Cancels one order. Returns it as it is then, or null where the answer does not say. */
    @Nullable
    VenueOrder cancel(Session.Market market, Ref order) throws IOException;

    /** Cancels all orders of a market, of dedicated accounts only. Returns those that the answer speaks of. */
    List<VenueOrder> cancelAll(Session.Market market) throws IOException;

    /** An order as it is now, or null when the venue knows none of this id. */
    @Nullable
    VenueOrder order(Session.Market market, Ref order) throws IOException;

    /** The client id of any order of the account, or null when it has none or is not known. */
    @Nullable
    String clientId(Session.Market market, String venueId) throws IOException;

    List<VenueOrder> openOrders(Session.Market market) throws IOException;

    /** All trades of one order. */
    List<VenueTrade> tradesOf(Session.Market market, VenueOrder order) throws IOException;

    /** The account's trades in a market at a time and later. Whole seconds are enough. */
    TradePage tradesFrom(Session.Market market, long fromNanos) throws IOException;

    /** What the account has; an asset that is not named is 0. */
    List<Held> balances() throws IOException;

    /** Arms the dead man's switch, or calls it off with 0. Never called where the venue has none. */
    void refreshSwitch(Session.Market market, long countdownNanos) throws IOException;
}
