package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;

/**
 * One market's book: as the venue shows it, without our own orders, whether it can be believed, and its best-level order
 * flow. After anything that breaks the chain of frames (a reset, a lost connection, an empty, locked, crossed or stale
 * book) it begins anew: {@link #restarts} counts up, signals are to be reset, and the next clean frame emits no flow.
 *
 * <p>Where the venue also tells its touch faster than its depth, both are merged by the venue's ids. A touch newer than
 * all before is the touch; a depth frame whose last change is as new or newer takes its place; a frame that is older
 * changes the levels behind the touch and not the touch, so that it cannot bring back what the touch took away; a touch
 * that is not newer is dropped, the frame has it in it. So each state comes once, in the venue's order, whichever way the
 * two feeds overtake each other. Levels are those of the last depth frame: signals of many levels move when a frame does.
 * Only depth frames warm a book up and keep it from going stale.
 */
public final class MarketBook implements OwnPrices {
    private static final BookStatus[] STATUSES = BookStatus.values();

    private final BookSettings settings;
    private final OrderBook raw = new OrderBook();
    private final MergedBook shown = new MergedBook(raw);
    private final TimeLine time = new TimeLine();
    private final OwnOrders own = new OwnOrders(new Corrections(), time.frame);
    private final FilteredBook filtered = new FilteredBook(shown, own, time.frame);
    private final StandingBook standing;
    private final Touch bid = new Touch();
    private final Touch ask = new Touch();
    private final TouchHistory history = new TouchHistory();
    private final TouchWatch touchFeed = new TouchWatch();

    private BookStatus status = BookStatus.EMPTY;
    private boolean connected = true;
    /** Whether a whole book came since the connection was made. */
    private boolean synced;

    /** Whether the last update made a state that comes after the one before it. */
    private boolean advanced;
    /** The last depth frame's id and the last used touch's, 0 for none. */
    private long depthId;

    private long touchId;
    private int cleanFrames;
    private long lastUpdateNanos;

    private long restarts;
    private long resets;
    private long crossed;
    private long locked;
    private long orphans;
    private long ambiguous;
    private long ambiguousTouches;
    private long lateOwnChanges;

    public MarketBook(Instrument instrument, BookSettings settings) {
        this.settings = settings;
        standing = new StandingBook(filtered, shown, settings.minLifeNanos());
        if (settings.warmupFrames() < 0 || settings.staleAfterNanos() <= 0) {
            throw new IllegalArgumentException(instrument.symbol() + ": " + settings);
        }
    }

    /** Applies a frame. One that needs a book before it, when there is none, is counted and dropped. */
    public void onBookUpdate(BookUpdate update) {
        boolean reset = update.reset != ResetReason.NONE;
        advanced = false;
        if (!connected || !(reset || synced)) {
            orphans++;
            return;
        }
        if (reset) {
            raw.clear();
            shown.lift();
            touchId = 0;
            touchFeed.restart();
            standing.clear();
            synced = true;
            resets++;
            restart();
        } else if (status == BookStatus.STALE) {
            restart();
        }
        boolean overtaken = shown.laid() && update.updateId < touchId;
        depthId = update.updateId;
        lastUpdateNanos = update.timeNanos;
        if (!reset) {
            standing.before(update);
        }
        if (overtaken) {
            putUnder(update);
        } else {
            putOn(update, reset);
        }
        if (!reset) {
            standing.after(update, update.timeNanos);
        }
        findTouches();
        judge(update, reset, overtaken);
        if (!overtaken) {
            own.settle();
        }
    }

    private void apply(BookUpdate update) {
        for (int i = 0; i < update.levels.count(); i++) {
            raw.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
        }
    }

    /** Applies a frame that is newer than the touch, and sees whether it moved it. */
    private void putOn(BookUpdate update, boolean reset) {
        long bidTicks = shown.bestTicks(Side.BUY);
        long bidLots = shown.bestLots(Side.BUY);
        long askTicks = shown.bestTicks(Side.SELL);
        long askLots = shown.bestLots(Side.SELL);
        apply(update);
        shown.lift();
        boolean same = bidTicks == raw.bestTicks(Side.BUY)
                && bidLots == raw.bestLots(Side.BUY)
                && askTicks == raw.bestTicks(Side.SELL)
                && askLots == raw.bestLots(Side.SELL);
        if (!same && !reset && settings.touch() == TouchFeed.MERGED) {
            touchFeed.movedWithout();
        }
        time.place(update);
        history.bound(time.frame.fromNanos, time.frame.toNanos, update.updateId);
    }

    /** Applies a frame that is older than the touch. */
    private void putUnder(BookUpdate update) {
        apply(update);
        shown.fit();
        if (time.placeUnder(update)) {
            history.bound(time.lastExchangeNanos(), time.lastExchangeNanos(), update.updateId);
        }
    }

    /**
     * Applies a touch; returns whether it was newer than all before. One that is not, or has no book to be laid over, is
     * counted and dropped.
     */
    public boolean onTouchUpdate(TouchUpdate update) {
        advanced = false;
        if (settings.touch() == TouchFeed.DEPTH || !connected || !synced || depthId == 0) {
            touchFeed.orphan();
            return false;
        }
        if (update.updateId <= StrictMath.max(depthId, touchId)) {
            touchFeed.late();
            return false;
        }
        touchFeed.used();
        touchId = update.updateId;
        standing.before(update);
        shown.lay(update);
        time.place(update);
        standing.after(update, update.timeNanos);
        findTouches();
        if (status != BookStatus.STALE) {
            judge(update);
        }
        return true;
    }

    private void findTouches() {
        filtered.findTouch(Side.BUY, bid);
        filtered.findTouch(Side.SELL, ask);
        bid.known &= time.ordered();
        ask.known &= time.ordered();
    }

    private void judge(BookUpdate update, boolean reset, boolean overtaken) {
        status = integrity();
        if (status != BookStatus.OK) {
            restart();
            return;
        }
        if (overtaken && !history.isEmpty()) {
            history.setLast(bid, ask);
            history.recomputeLast();
        } else {
            ambiguous += bid.known && ask.known ? 0 : 1;
            history.add(time.frame, overtaken, overtaken ? touchId : depthId, update.timeNanos, bid, ask);
            advanced = true;
        }
        cleanFrames += reset || cleanFrames >= settings.warmupFrames() ? 0 : 1;
        status = warm();
    }

    private void judge(TouchUpdate update) {
        status = integrity();
        if (status != BookStatus.OK) {
            restart();
            return;
        }
        ambiguousTouches += bid.known && ask.known ? 0 : 1;
        history.add(time.frame, true, update.updateId, update.timeNanos, bid, ask);
        advanced = true;
        status = warm();
    }

    private BookStatus warm() {
        return cleanFrames >= settings.warmupFrames() ? BookStatus.OK : BookStatus.WARMING_UP;
    }

    private BookStatus integrity() {
        if (bid.priceTicks == Instrument.NO_PRICE || ask.priceTicks == Instrument.NO_PRICE) {
            return BookStatus.EMPTY;
        }
        long spread = shown.bestTicks(Side.SELL) - shown.bestTicks(Side.BUY);
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
            shown.lift();
            touchId = 0;
            touchFeed.restart();
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

    /** The levels of the last depth frame as the venue showed them, our own orders included. */
    public OrderBook raw() {
        return raw;
    }

    /** Best price as the venue shows it by the newest touch or frame; {@link Instrument#NO_PRICE} when there is none. */
    public long shownTicks(Side side) {
        return shown.bestTicks(side);
    }

    /** Quantity shown there. */
    public long shownLots(Side side) {
        return shown.bestLots(side);
    }

    /** Whether the last update made a new state, and so may have emitted flow. */
    public boolean advanced() {
        return advanced;
    }

    /** Whether the best prices are from a touch that is newer than the last depth frame. */
    public boolean touchIsNewer() {
        return shown.laid();
    }

    /** What came of the feed of touches. */
    public TouchWatch touchFeed() {
        return touchFeed;
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

    /** Best price at which somebody else's quantity has stood for the minimum life; the touch where none has. */
    public long standingTicks(Side side, long nowNanos) {
        return standing.bestTicks(side, side == Side.BUY ? bid.priceTicks : ask.priceTicks, nowNanos);
    }

    /** How much of it has stood there; where nothing has, what shows at the touch. */
    public long standingLots(Side side, long nowNanos) {
        Touch touch = side == Side.BUY ? bid : ask;
        if (settings.minLifeNanos() == 0) {
            return touch.lots;
        }
        long price = standing.bestTicks(side, touch.priceTicks, nowNanos);
        long lots = standing.lotsAt(side, price, nowNanos);
        return lots > 0 ? lots : touch.lots;
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
        return filtered.priceTicks(side, rank);
    }

    /** Whether our own size at both best levels, and before them, is certain. */
    public boolean touchKnown() {
        return bid.known && ask.known;
    }

    @Override
    public boolean mayBeOurs(Side side, long priceTicks) {
        return own.mayBeAt(side, priceTicks);
    }

    /** Whether the last update made a state whose flow on a side is the market's alone, and there was one before it. */
    public boolean flowKnown(Side side) {
        return advanced && history.flowKnown(side);
    }

    /** What a side added to e_n with the last update, lots; 0 where that is not known. */
    public long flowLots(Side side) {
        return advanced ? history.flowLots(side) : 0;
    }

    /** e_n of the last update, lots: the sum of the sides where it is known. */
    public long flowLots() {
        return flowLots(Side.BUY) + flowLots(Side.SELL);
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
        return time.backwards();
    }

    /** Frames dropped because there was no book they could change. */
    public long orphans() {
        return orphans;
    }

    /** Clean frames in which our own size at the touch was not certain. */
    public long ambiguous() {
        return ambiguous;
    }

    /** The same of touches told between frames. */
    public long ambiguousTouches() {
        return ambiguousTouches;
    }

    /** Own changes that a frame had shown before they were reported. */
    public long lateOwnChanges() {
        return lateOwnChanges;
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("book");
        raw.visitState(visitor);
        shown.visitState(visitor);
        time.visitState(visitor);
        own.visitState(visitor);
        bid.visitState(visitor);
        ask.visitState(visitor);
        standing.visitState(visitor);
        history.visitState(visitor);
        touchFeed.visitState(visitor);
        status = visitor.symbol("status", status, STATUSES);
        connected = visitor.flag("connected", connected);
        synced = visitor.flag("synced", synced);
        advanced = visitor.flag("advanced", advanced);
        depthId = visitor.int64("depthId", depthId);
        touchId = visitor.int64("touchId", touchId);
        cleanFrames = visitor.int32("cleanFrames", cleanFrames);
        lastUpdateNanos = visitor.int64("lastUpdateNanos", lastUpdateNanos);
        restarts = visitor.int64("restarts", restarts);
        resets = visitor.int64("resets", resets);
        crossed = visitor.int64("crossed", crossed);
        locked = visitor.int64("locked", locked);
        orphans = visitor.int64("orphans", orphans);
        ambiguous = visitor.int64("ambiguous", ambiguous);
        ambiguousTouches = visitor.int64("ambiguousTouches", ambiguousTouches);
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
