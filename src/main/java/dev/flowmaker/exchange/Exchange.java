package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchange: markets, accounts and their orders. Single-threaded; time is an argument and never goes back. A request
 * at a time comes after every event of the market sources at or before it. What happens is told to the listener before
 * the call that caused it returns.
 */
public final class Exchange implements AutoCloseable {
    private final ExchangeSettings settings;
    private final ExchangeListener listener;
    private long nowNanos;

    /** Opens the market sources and builds their first books; the listener hears nothing of that. */
    public Exchange(ExchangeSettings settings, ExchangeListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.nowNanos = settings.startNanos();
    }

    public ExchangeSettings settings() {
        return settings;
    }

    /** Venue time reached, UTC nanoseconds. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Runs the events of the market sources with time at or before {@code timeNanos}, in time order. */
    public void advanceTo(long timeNanos) {
        if (timeNanos < nowNanos) {
            throw new IllegalArgumentException("time goes back from " + nowNanos + " to " + timeNanos);
        }
        nowNanos = timeNanos;
    }

    /** Time of the next event of a market source, Long.MAX_VALUE when there is none. */
    public long nextEventNanos() {
        return Long.MAX_VALUE;
    }

    /** Whether every market source has come to its end: true after the last line of the captures, never for others. */
    public boolean ended() {
        return false;
    }

    /** Places an order for an account. */
    public PlaceResult place(int account, NewOrder order, long timeNanos) {
        advanceTo(timeNanos);
        throw new UnsupportedOperationException("not yet");
    }

    /** Whether {@link #place} would refuse this now, and why; changes nothing. */
    public @Nullable Reject check(int account, NewOrder order) {
        return order.lots()
                        < settings.markets().get(order.market()).instrument().minLots()
                ? Reject.LOT_SIZE
                : null;
    }

    /** Cancels one open order of an account. */
    public CancelResult cancel(int account, int market, OrderRef ref, long timeNanos) {
        advanceTo(timeNanos);
        return CancelResult.refused(Reject.UNKNOWN_ORDER);
    }

    /** Cancels every open order of an account in a market, the oldest first; returns them as they ended. */
    public List<OrderInfo> cancelAll(int account, int market, long timeNanos) {
        advanceTo(timeNanos);
        return List.of();
    }

    /** The latest order of that name, open or ended; null when it is unknown or longer ago than the history goes. */
    public @Nullable OrderInfo order(int account, int market, OrderRef ref) {
        return null;
    }

    /** Open orders of an account in a market, the oldest first. */
    public List<OrderInfo> openOrders(int account, int market) {
        return List.of();
    }

    /** Open and ended orders with at least this venue id, the oldest first, at most {@code limit}. */
    public List<OrderInfo> allOrders(int account, int market, long fromVenueOrderId, int limit) {
        return List.of();
    }

    /** Fills with at least this trade id, the oldest first, at most {@code limit}. */
    public List<FillInfo> fills(int account, int market, long fromTradeId, int limit) {
        return List.of();
    }

    /** Balances of an account, one for each asset in index order. */
    public List<BalanceInfo> balances(int account) {
        return List.of();
    }

    /** The displayed book of a market: a live view. */
    public Depth depth(int market) {
        return new EmptyDepth();
    }

    /** Id of the last change of a market's displayed book. */
    public long lastUpdateId(int market) {
        return 0;
    }

    /** The latest public trades of a market, the oldest first, at most {@code limit} and at most 1,000. */
    public List<TradeInfo> recentTrades(int market, int limit) {
        return List.of();
    }

    /** Closes the files of captures. */
    @Override
    public void close() {}

    ExchangeListener listener() {
        return listener;
    }

    private static final class EmptyDepth implements Depth {
        @Override
        public int levels(Side side) {
            return 0;
        }

        @Override
        public long priceTicks(Side side, int rank) {
            throw new IndexOutOfBoundsException(rank);
        }

        @Override
        public long lots(Side side, int rank) {
            throw new IndexOutOfBoundsException(rank);
        }

        @Override
        public long lotsAt(Side side, long priceTicks) {
            return 0;
        }
    }
}
