package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;

/**
 * One market's book: as the venue shows it, without our own orders, whether it can be believed, and its best-level order
 * flow. After anything that breaks the chain of frames (a reset, a lost connection, an empty, locked, crossed or stale
 * book) it begins anew: {@link #restarts} counts up, signals are to be reset, and the next clean frame emits no flow.
 */
public final class MarketBook implements OwnPrices {
    private static final BookStatus[] STATUSES = BookStatus.values();

    private final BookSettings settings;
    private final OrderBook raw = new OrderBook();
    private final FrameTime frame = new FrameTime();
    private final OwnOrders own = new OwnOrders(new Corrections(), frame);
    private final FilteredBook filtered = new FilteredBook(raw, own, frame);
    private final Touch bid = new Touch();
    private final Touch ask = new Touch();
    private final TouchHistory history = new TouchHistory();

    private BookStatus status = BookStatus.EMPTY;
    private boolean connected = true;
    /** Whether a whole book came since the connection was made. */
    private boolean synced;

    /** Whether the last frame was not older than the one before it. */
    private boolean ordered = true;

    private int cleanFrames;
    private long lastExchangeNanos;
    private long lastUpdateNanos;

    private long restarts;
    private long resets;
    private long crossed;
    private long locked;
    private long backwards;
    private long orphans;
    private long ambiguous;
    private long lateOwnChanges;

    public MarketBook(Instrument instrument, BookSettings settings) {
        this.settings = settings;
        if (settings.warmupFrames() < 0 || settings.staleAfterNanos() <= 0) {
            throw new IllegalArgumentException(instrument.symbol() + ": " + settings);
        }
    }

    /** Applies a frame. One that needs a book before it, when there is none, is counted and dropped. */
    public void onBookUpdate(BookUpdate update) {
        boolean reset = update.reset != ResetReason.NONE;
        if (!connected || !(reset || synced)) {
            orphans++;
            return;
        }
        if (reset) {
            raw.clear();
            synced = true;
            resets++;
            restart();
        } else if (status == BookStatus.STALE) {
            restart();
        }
        ordered = place(update);
        for (int i = 0; i < update.levels.count(); i++) {
            raw.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
        }
        lastUpdateNanos = update.timeNanos;
        findTouches();
        judge(update, reset);
        own.settle();
    }

    /** Puts the frame on the venue's time line; false when it goes backwards there, and nothing in it is certain. */
    private boolean place(BookUpdate update) {
        frame.index++;
        long nanos = update.exchangeTimeNanos;
        if (nanos == 0) {
            frame.nanos = update.receiveTimeNanos;
            frame.slackNanos = FrameTime.GUESS_NANOS;
            return true;
        }
        boolean forward = nanos >= lastExchangeNanos;
        backwards += forward ? 0 : 1;
        lastExchangeNanos = StrictMath.max(lastExchangeNanos, nanos);
        frame.nanos = lastExchangeNanos;
        frame.slackNanos = 0;
        return forward;
    }

    private void findTouches() {
        filtered.findTouch(Side.BUY, bid);
        filtered.findTouch(Side.SELL, ask);
        bid.known &= ordered;
        ask.known &= ordered;
    }

    private void judge(BookUpdate update, boolean reset) {
        status = integrity();
        if (status != BookStatus.OK) {
            restart();
            return;
        }
        ambiguous += bid.known && ask.known ? 0 : 1;
        history.add(frame, update.timeNanos, bid, ask);
        cleanFrames += reset || cleanFrames >= settings.warmupFrames() ? 0 : 1;
        status = cleanFrames >= settings.warmupFrames() ? BookStatus.OK : BookStatus.WARMING_UP;
    }

    private BookStatus integrity() {
        if (bid.priceTicks == Instrument.NO_PRICE || ask.priceTicks == Instrument.NO_PRICE) {
            return BookStatus.EMPTY;
        }
        long spread = raw.bestTicks(Side.SELL) - raw.bestTicks(Side.BUY);
        if (spread < 0) {
            crossed++;
            return BookStatus.CROSSED;
        }
        if (spread == 0) {
            locked++;
            return BookStatus.LOCKED;
        }
        return BookStatus.OK;
    }

    private void restart() {
        restarts++;
        status = status == BookStatus.OK ? BookStatus.WARMING_UP : status;
        cleanFrames = 0;
        history.clear();
    }

    /** Told of the market data connection. After it was down, the book is empty until a whole one comes. */
    public void onConnection(boolean up) {
        if (connected != up) {
            connected = up;
            status = up ? BookStatus.EMPTY : BookStatus.DISCONNECTED;
            synced = false;
            raw.clear();
            bid.clear();
            ask.clear();
            restart();
        }
    }

    /** Calls the book stale when no frame came for too long; true when it becomes so now. */
    public boolean checkStale(long nowNanos) {
        if (nowNanos < staleDeadlineNanos()) {
            return false;
        }
        status = BookStatus.STALE;
        restart();
        return true;
    }

    /** Event time at which the book becomes stale, UTC nanoseconds; Long.MAX_VALUE when it is not to be believed anyway. */
    public long staleDeadlineNanos() {
        return status == BookStatus.OK || status == BookStatus.WARMING_UP
                ? lastUpdateNanos + settings.staleAfterNanos()
                : Long.MAX_VALUE;
    }

    public BookStatus status() {
        return status;
    }

    /** The book as the venue shows it. */
    public OrderBook raw() {
        return raw;
    }

    /** Where the order stage tells what became of our orders. Afterwards {@link #takeWithdrawnFlow} may have some. */
    public OwnOrders own() {
        return own;
    }

    /** Best bid without our own orders, or {@link Instrument#NO_PRICE}. */
    public long bidTicks() {
        return bid.priceTicks;
    }

    public long bidLots() {
        return bid.lots;
    }

    /** Best ask without our own orders, or {@link Instrument#NO_PRICE}. */
    public long askTicks() {
        return ask.priceTicks;
    }

    public long askLots() {
        return ask.lots;
    }

    /** Best bid plus best ask, which is the mid in half ticks; {@link Instrument#NO_PRICE} when one is missing. */
    public long mid2Ticks() {
        boolean both = bid.priceTicks != Instrument.NO_PRICE && ask.priceTicks != Instrument.NO_PRICE;
        return both ? bid.priceTicks + ask.priceTicks : Instrument.NO_PRICE;
    }

    /** Quantity at a price that is not ours. */
    public long filteredLots(Side side, long priceTicks) {
        return filtered.lotsAt(side, priceTicks);
    }

    /** Price of a level without our own orders, rank 0 the best; {@link Instrument#NO_PRICE} beyond the last. */
    public long filteredTicks(Side side, int rank) {
        int rawRank = filtered.rawRank(side, rank);
        return rawRank < 0 ? Instrument.NO_PRICE : raw.priceTicks(side, rawRank);
    }

    @Override
    public boolean mayBeOurs(Side side, long priceTicks) {
        return own.mayBeAt(side, priceTicks);
    }

    /** Whether the last frame's flow on a side is the market's alone, and the frame had one before it. */
    public boolean flowKnown(Side side) {
        return history.flowKnown(side);
    }

    /** What a side added to e_n in the last frame, lots; 0 where that is not known. */
    public long flowLots(Side side) {
        return history.flowLots(side);
    }

    /** e_n of the last frame, lots: the sum of the sides where it is known. */
    public long flowLots() {
        return history.flowLots(Side.BUY) + history.flowLots(Side.SELL);
    }

    /** Hands over, once, flow of earlier frames that later reports showed to be our own; returns its sum, lots. */
    public long takeWithdrawnFlow(WithdrawnFlow out) {
        return history.take(out);
    }

    /** How often the chain of frames began anew. */
    public long restarts() {
        return restarts;
    }

    /** Whole books received. */
    public long resets() {
        return resets;
    }

    public long crossed() {
        return crossed;
    }

    public long locked() {
        return locked;
    }

    /** Frames older by the venue's clock than the one before. */
    public long backwards() {
        return backwards;
    }

    /** Frames dropped because there was no book they could change. */
    public long orphans() {
        return orphans;
    }

    /** Clean frames in which our own size at the touch was not certain. */
    public long ambiguous() {
        return ambiguous;
    }

    /** Own changes that a frame had shown before they were reported. */
    public long lateOwnChanges() {
        return lateOwnChanges;
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("book");
        raw.visitState(visitor);
        frame.visitState(visitor);
        own.visitState(visitor);
        bid.visitState(visitor);
        ask.visitState(visitor);
        history.visitState(visitor);
        status = visitor.symbol("status", status, STATUSES);
        connected = visitor.flag("connected", connected);
        synced = visitor.flag("synced", synced);
        ordered = visitor.flag("ordered", ordered);
        cleanFrames = visitor.int32("cleanFrames", cleanFrames);
        lastExchangeNanos = visitor.int64("lastExchangeNanos", lastExchangeNanos);
        lastUpdateNanos = visitor.int64("lastUpdateNanos", lastUpdateNanos);
        restarts = visitor.int64("restarts", restarts);
        resets = visitor.int64("resets", resets);
        crossed = visitor.int64("crossed", crossed);
        locked = visitor.int64("locked", locked);
        backwards = visitor.int64("backwards", backwards);
        orphans = visitor.int64("orphans", orphans);
        ambiguous = visitor.int64("ambiguous", ambiguous);
        lateOwnChanges = visitor.int64("lateOwnChanges", lateOwnChanges);
        visitor.end();
    }

    /** Puts the last frames right when we learn more about our orders. */
    private final class Corrections implements OwnOrders.Listener {
        @Override
        public void beforeChange(OwnOrder order) {
            history.beforeChange(order);
        }

        @Override
        public void afterChange(OwnOrder order) {
            lateOwnChanges += history.afterChange(order) ? 1 : 0;
            if (history.beyondReach(order)) {
                restart();
            }
            findTouches();
            if (!history.isEmpty()) {
                history.setLast(bid, ask);
                history.recompute();
            }
        }
    }
}
