package dev.flowmaker.exchange.matching;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.SelfTradePrevention;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A book with price-time priority over orders and recorded quantity. A synthetic market has orders only; in a capture the
 * recorded quantity belongs to nobody and clients' orders queue in it. A taker walks each level's queue: recorded lots
 * ahead of the first order, that order, recorded lots ahead of the second, and so on.
 *
 * <p>Recorded quantity that a client took is gone until the capture next names that level; of a touch between two frames,
 * until the next frame. A recorded trade moves the
 * queue but not the quantity shown: the recorded frames do that.
 */
public final class Book implements Depth {
    private final BookListener listener;
    private final QueueModel queue;
    private final Ladder bids = new Ladder(Side.BUY);
    private final Ladder asks = new Ladder(Side.SELL);
    /** What touches changed since the last frame, the first change of a level before its later ones. */
    private final List<Passing> betweenFrames = new ArrayList<>();
    /** The same of the frame that is being set. */
    private final List<Passing> passed = new ArrayList<>();

    private int restingOrders;
    private long unrecordedLots;
    private boolean recording;
    private long playedTicks;
    /** Of the recorded trade being played, until its first print; 0 when there is none. */
    private long playedLots;

    private record Passing(Side side, long priceTicks, long frameLots) {}

    public Book(BookListener listener) {
        this(listener, QueueModel.RISK_AVERSE);
    }

    public Book(BookListener listener, QueueModel queue) {
        this.listener = listener;
        this.queue = queue;
    }

    private Ladder ladder(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    @Override
    public int levels(Side side) {
        return ladder(side).size();
    }

    @Override
    public long priceTicks(Side side, int rank) {
        return ladder(side).rank(rank).priceTicks;
    }

    @Override
    public long lots(Side side, int rank) {
        return ladder(side).rank(rank).displayedLots();
    }

    @Override
    public long lotsAt(Side side, long priceTicks) {
        Level level = ladder(side).at(priceTicks);
        return level == null ? 0 : level.displayedLots();
    }

    /** Lots filled in full by a price passing an order, beyond the recorded trades that could be carved. */
    public long unrecordedLots() {
        return unrecordedLots;
    }

    /** Whether what nobody ordered here is of a recording, whose trades are told by {@link #takePlayedLots}. */
    public boolean plays() {
        return recording;
    }

    /** Lots of the recorded trade that the trade just told is the first part of; 0 when it is of none, or a later part. */
    public long takePlayedLots() {
        long lots = playedLots;
        playedLots = 0;
        return lots;
    }

    /** Price of the recorded trade last played. */
    public long playedTicks() {
        return playedTicks;
    }

    /** Whether an order of that side and limit would trade at once. */
    public boolean crosses(Side side, long limitTicks) {
        Level best = ladder(side.opposite()).best();
        return best != null && !side.better(best.priceTicks, limitTicks);
    }

    /** Puts an order, or what is left of it, at the end of its level's queue. */
    public void rest(Order order) {
        Level level = ladder(order.side).obtain(order.limitTicks);
        level.append(order);
        restingOrders++;
        changed(order.side, level);
    }

    /** Takes a resting order out. */
    public void remove(Order order) {
        Level level = order.level;
        if (level == null) {
            throw new IllegalStateException("order " + order.venueOrderId + " does not rest");
        }
        level.unlink(order);
        restingOrders--;
        changed(order.side, level);
    }

    /**
     * Trades an incoming order with what crosses it. What is left is for the caller to rest or end.
     *
     * @return whether self-trade prevention ends the order
     */
    public boolean take(Order taker) {
        Ladder opposite = ladder(taker.side.opposite());
        while (taker.remainingLots() > 0) {
            Level level = opposite.best();
            if (level == null || taker.side.better(level.priceTicks, taker.limitTicks)) {
                return false;
            }
            if (takeFrom(level, taker)) {
                return true;
            }
        }
        return false;
    }

    private boolean takeFrom(Level level, Order taker) {
        long consumed = 0;
        boolean prevented = false;
        for (Order maker = level.first; maker != null && taker.remainingLots() > 0 && !prevented; ) {
            Order behind = maker.next;
            consumed += takeRecorded(level, taker, Math.min(maker.aheadLots(), level.recordedLots) - consumed);
            if (taker.remainingLots() > 0) {
                if (taker.sameClientAs(maker) && taker.selfTradePrevention != SelfTradePrevention.NONE) {
                    prevented = taker.selfTradePrevention != SelfTradePrevention.EXPIRE_MAKER;
                    if (taker.selfTradePrevention != SelfTradePrevention.EXPIRE_TAKER) {
                        level.unlink(maker);
                        restingOrders--;
                        listener.onPrevented(maker);
                    }
                } else {
                    long lots = Math.min(taker.remainingLots(), maker.remainingLots());
                    taker.executedLots += lots;
                    fill(level, maker, lots);
                    listener.onMatch(maker, taker, taker.side, level.priceTicks, lots);
                }
            }
            maker = behind;
        }
        if (!prevented) {
            consumed += takeRecorded(level, taker, level.recordedLots - consumed);
        }
        level.recordedLots -= consumed;
        level.advance(consumed);
        changed(taker.side.opposite(), level);
        return prevented;
    }

    private long takeRecorded(Level level, Order taker, long available) {
        long lots = Math.min(taker.remainingLots(), available);
        if (lots > 0) {
            taker.executedLots += lots;
            listener.onMatch(null, taker, taker.side, level.priceTicks, lots);
        }
        return Math.max(0, lots);
    }

    /** Sets the recorded quantity of a level, 0 for none. A level named with what it had before has been looked at too. */
    public void setRecorded(Side side, long priceTicks, long lots) {
        recording = true;
        Ladder ladder = ladder(side);
        Level level = lots == 0 ? ladder.at(priceTicks) : ladder.obtain(priceTicks);
        if (level == null) {
            return;
        }
        level.setRecorded(lots, queue);
        changed(side, level);
    }

    /**
     * Sets the recorded quantity of a side's best level between two frames, and takes away whatever is recorded better.
     * Nobody moves in a queue by it: the trades behind it are told apart, some after it, and the next frame the rest.
     *
     * @param lots 0 when the side is empty
     */
    public void setRecordedTouch(Side side, long priceTicks, long lots) {
        Ladder ladder = ladder(side);
        for (int rank = 0; rank < ladder.size(); ) {
            Level level = ladder.rank(rank);
            if (lots > 0 && !side.better(level.priceTicks, priceTicks)) {
                break;
            }
            int before = ladder.size();
            setBetweenFrames(side, level, 0);
            rank += ladder.size() == before ? 1 : 0;
        }
        if (lots > 0) {
            setBetweenFrames(side, ladder.obtain(priceTicks), lots);
        }
    }

    private void setBetweenFrames(Side side, Level level, long lots) {
        if (level.recordedLots > 0 || lots > 0) {
            betweenFrames.add(new Passing(side, level.priceTicks, level.recordedLots));
            level.recordedLots = lots;
        }
        changed(side, level);
    }

    /**
     * Puts the recorded quantities back that touches changed since the last frame: the next one is about to be set, and
     * names only what differs between the two.
     */
    public void beginFrame() {
        for (int i = betweenFrames.size() - 1; i >= 0; i--) {
            Passing passing = betweenFrames.get(i);
            Level level = ladder(passing.side).obtain(passing.priceTicks);
            level.recordedLots = passing.frameLots;
            changed(passing.side, level);
        }
        passed.addAll(betweenFrames);
        betweenFrames.clear();
    }

    /**
     * The next frame has been set: nobody has more before it than there is now. Not sooner, or who joined a price that the
     * frame before did not have would be first there.
     */
    public void endFrame() {
        for (Passing passing : passed) {
            Level level = ladder(passing.side).at(passing.priceTicks);
            if (level != null) {
                level.bound();
            }
        }
        passed.clear();
    }

    /**
     * Plays a recorded trade: every order of the side it hit at a better price is filled in full at its own price; at the
     * price itself the queue ahead trades first. Our fills are carved out of its lots.
     */
    public void recordedTrade(Side aggressor, long priceTicks, long lots) {
        long left = lots;
        playedTicks = priceTicks;
        playedLots = lots;
        Side side = aggressor.opposite();
        if (restingOrders > 0) {
            left = fillBetter(side, priceTicks, left);
            Level level = ladder(side).at(priceTicks);
            if (level != null && level.first != null) {
                level.traded(lots);
                left = tradeAt(level, aggressor, left);
                changed(side, level);
            }
        }
        if (left > 0) {
            listener.onRecordedTrade(aggressor, priceTicks, left);
        }
        playedLots = 0;
    }

    private long tradeAt(Level level, Side aggressor, long lots) {
        long left = lots;
        long passed = 0;
        for (Order maker = level.first; maker != null && left > 0; ) {
            Order behind = maker.next;
            long reaching = Math.max(0, Math.round(left - Math.max(0, maker.ahead - passed)));
            long ahead = left - reaching;
            if (ahead > 0) {
                passed += ahead;
                listener.onRecordedTrade(aggressor, level.priceTicks, ahead);
            }
            left = reaching;
            long ours = Math.min(left, maker.remainingLots());
            if (ours > 0) {
                left -= ours;
                maker.ahead = 0;
                fill(level, maker, ours);
                listener.onMatch(maker, null, aggressor, level.priceTicks, ours);
            }
            maker = behind;
        }
        level.advance(passed);
        return left;
    }

    /** Fills in full, at their own prices, all orders whose price the other side's recorded best has reached. */
    public void fillCrossed() {
        if (restingOrders > 0) {
            fillReached(Side.BUY);
            fillReached(Side.SELL);
        }
    }

    private void fillReached(Side side) {
        Ladder opposite = ladder(side.opposite());
        for (int rank = 0; rank < opposite.size(); rank++) {
            Level level = opposite.rank(rank);
            if (level.recordedLots > 0) {
                fillBetter(side, level.priceTicks - side.sign(), 0);
                return;
            }
        }
    }

    /** Fills all orders priced better than {@code priceTicks}; returns what is left of {@code carveLots}. */
    private long fillBetter(Side side, long priceTicks, long carveLots) {
        Ladder ladder = ladder(side);
        long left = carveLots;
        for (int rank = 0; rank < ladder.size(); ) {
            Level level = ladder.rank(rank);
            if (!side.better(level.priceTicks, priceTicks)) {
                break;
            }
            while (level.first != null) {
                Order maker = level.first;
                long lots = maker.remainingLots();
                long carved = Math.min(left, lots);
                left -= carved;
                unrecordedLots += lots - carved;
                fill(level, maker, lots);
                listener.onMatch(maker, null, side.opposite(), level.priceTicks, lots);
            }
            int before = ladder.size();
            changed(side, level);
            rank += ladder.size() == before ? 1 : 0;
        }
        return left;
    }

    private void fill(Level level, Order maker, long lots) {
        level.fill(maker, lots);
        if (!maker.resting()) {
            restingOrders--;
        }
    }

    private void changed(Side side, Level level) {
        long displayed = level.displayedLots();
        if (displayed == 0) {
            ladder(side).remove(level);
        }
        if (displayed != level.shownLots) {
            level.shownLots = displayed;
            listener.onLevel(side, level.priceTicks, displayed);
        }
    }

    /** What {@link #take} would trade for this order now, as far as {@code maxQuanta} pays for it. */
    public Taking preview(Order taker, long quantaPerLotTick, long maxQuanta) {
        Taking taking = new Taking(taker.lots, quantaPerLotTick, maxQuanta);
        Ladder opposite = ladder(taker.side.opposite());
        for (int rank = 0; rank < opposite.size() && !taking.complete(); rank++) {
            Level level = opposite.rank(rank);
            if (taker.side.better(level.priceTicks, taker.limitTicks)) {
                break;
            }
            Order own = firstPrevented(level, taker);
            taking.add(level.priceTicks, own == null ? level.displayedLots() : availableBeside(level, taker, own));
            if (own != null && taker.selfTradePrevention != SelfTradePrevention.EXPIRE_MAKER) {
                break;
            }
        }
        return taking;
    }

    private static @Nullable Order firstPrevented(Level level, Order taker) {
        if (taker.selfTradePrevention == SelfTradePrevention.NONE) {
            return null;
        }
        Order order = level.first;
        while (order != null && !taker.sameClientAs(order)) {
            order = order.next;
        }
        return order;
    }

    private static long availableBeside(Level level, Order taker, Order firstOwn) {
        boolean wholeLevel = taker.selfTradePrevention == SelfTradePrevention.EXPIRE_MAKER;
        long lots = wholeLevel ? level.recordedLots : Math.min(firstOwn.aheadLots(), level.recordedLots);
        for (Order order = level.first; order != null && (wholeLevel || order != firstOwn); order = order.next) {
            lots += taker.sameClientAs(order) ? 0 : order.remainingLots();
        }
        return lots;
    }
}
