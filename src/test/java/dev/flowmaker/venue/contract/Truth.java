package dev.flowmaker.venue.contract;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.venue.xchange.ShownBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that the exchange's market did since it opened, empty: what a venue's words are held against. */
final class Truth implements ExchangeListener {
    /** A level as it was from then on. */
    record Level(Side side, long priceTicks, long lots) {
        void applyTo(SortedMap<Long, Long> book) {
            if (lots == 0) {
                book.remove(priceTicks);
            } else {
                book.put(priceTicks, lots);
            }
        }
    }

    /** A public trade. */
    record Trade(Side aggressor, long priceTicks, long lots) {}

    private final List<Level> levels = new ArrayList<>();
    private final List<Trade> trades = new ArrayList<>();
    private final SortedMap<Long, Long> bids = emptySide(Side.BUY);
    private final SortedMap<Long, Long> asks = emptySide(Side.SELL);

    /** How many changes there were. */
    synchronized int changes() {
        return levels.size();
    }

    synchronized Level change(int index) {
        return levels.get(index);
    }

    /** The best levels of a side as they are now. */
    synchronized List<String> top(Side side, int depth) {
        return ShownBook.top(side == Side.BUY ? bids : asks, depth);
    }

    synchronized List<Trade> trades() {
        return List.copyOf(trades);
    }

    static SortedMap<Long, Long> emptySide(Side side) {
        return new TreeMap<>(side == Side.BUY ? Comparator.<Long>reverseOrder() : Comparator.<Long>naturalOrder());
    }

    @Override
    public synchronized void onLevel(
            int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {
        Level level = new Level(side, priceTicks, displayedLots);
        levels.add(level);
        level.applyTo(side == Side.BUY ? bids : asks);
    }

    @Override
    public synchronized void onTrade(
            int market,
            long timeNanos,
            long tradeId,
            long priceTicks,
            long lots,
            boolean buyerIsMaker,
            long buyerVenueOrderId,
            long sellerVenueOrderId) {
        trades.add(new Trade(buyerIsMaker ? Side.SELL : Side.BUY, priceTicks, lots));
    }

    @Override
    public void onExecution(ExecutionReport report) {}

    @Override
    public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {}

    @Override
    public void onFrame(int market, long timeNanos) {}
}
