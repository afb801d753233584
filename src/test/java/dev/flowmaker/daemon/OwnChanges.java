package dev.flowmaker.daemon;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the exchange itself says of its clients' orders on the book: every change of size, with the venue's time. */
final class OwnChanges implements ExchangeListener {
    private record Change(long timeMillis, Side side, long priceTicks, long lots) {}

    static final int NO_TOUCH = -1;

    private final TreeMap<Long, Integer> touchApplied = new TreeMap<>();
    private long lastUpdateId;
    private int touches;
    private final List<Change> changes = new ArrayList<>();
    private final Map<Long, Long> openLots = new HashMap<>();

    @Override
    public synchronized void onExecution(ExecutionReport report) {
        OrderInfo order = report.order();
        boolean open = order.status() == OrderStatus.NEW || order.status() == OrderStatus.PARTIALLY_FILLED;
        long now = open ? order.remainingLots() : 0;
        long before = openLots.getOrDefault(order.venueOrderId(), 0L);
        openLots.put(order.venueOrderId(), now);
        if (now != before) {
            changes.add(new Change(report.timeNanos() / 1_000_000, order.side(), order.priceTicks(), now - before));
        }
    }

    /** Own size at each price of a side as a frame of this millisecond shows it at least, and what is uncertain. */
    synchronized Map<Long, Long> before(Side side, long millis) {
        return sum(side, Long.MIN_VALUE, millis);
    }

    /** Changes within the frame's own millisecond: in it or not. */
    synchronized Map<Long, Long> within(Side side, long millis) {
        return sum(side, millis, millis + 1);
    }

    private Map<Long, Long> sum(Side side, long from, long until) {
        Map<Long, Long> sizes = new HashMap<>();
        for (Change change : changes) {
            if (change.side == side && change.timeMillis >= from && change.timeMillis < until) {
                sizes.merge(change.priceTicks, change.lots, Long::sum);
            }
        }
        sizes.values().removeIf(lots -> lots == 0);
        return sizes;
    }

    @Override
    public synchronized void onLevel(
            int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {
        lastUpdateId = updateId;
    }

    @Override
    public void onTrade(
            int market,
            long timeNanos,
            long tradeId,
            long priceTicks,
            long lots,
            boolean buyerIsMaker,
            long buyerVenueOrderId,
            long sellerVenueOrderId) {}

    @Override
    public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {}

    @Override
    public synchronized void onFrame(int market, long timeNanos) {
        touchApplied.put(lastUpdateId, NO_TOUCH);
    }

    @Override
    public synchronized void onTouch(int market, long timeNanos) {
        touchApplied.put(lastUpdateId, touches++);
    }

    /** Which recorded touch was the last of the recording as of an id of the venue; {@link #NO_TOUCH} when a frame was. */
    synchronized int recordedTouch(long updateId) {
        Map.Entry<Long, Integer> last = touchApplied.floorEntry(updateId);
        return last == null ? NO_TOUCH : last.getValue();
    }
}
