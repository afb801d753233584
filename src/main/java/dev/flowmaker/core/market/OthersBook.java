package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded book turned into the one that others alone made, frame by frame, by the same rules as those the engine takes
 * its own orders out by, and with what was reported only later. Where our part of a level cannot be known, the level
 * stays as near to what it was as the frame allows, and the case is counted; a touch of which that is so is left out.
 */
public final class OthersBook {
    private record Place(Side side, long priceTicks) {}

    private static final OwnOrders.Listener NOBODY = new OwnOrders.Listener() {
        @Override
        public void beforeChange(OwnOrder order) {}

        @Override
        public void afterChange(OwnOrder order) {}
    };

    private final OrderBook raw = new OrderBook();
    private final OrderBook others = new OrderBook();
    private final TimeLine time = new TimeLine();
    private final OwnOrders own = new OwnOrders(NOBODY, time.frame);
    private final FilteredBook filtered = new FilteredBook(new MergedBook(raw), own, time.frame);
    private final BookWindow window = new BookWindow();
    /** Where orders of ours may be, or were until the last frame. */
    private final List<Place> ownPlaces = new ArrayList<>();

    private final MergedBook between = new MergedBook(raw);
    private final FrameTime betweenTime = new FrameTime();
    private final FilteredBook filteredBetween = new FilteredBook(between, own, betweenTime);
    private final Touch bid = new Touch();
    private final Touch ask = new Touch();
    private final TouchUpdate last = new TouchUpdate();
    private long lastId;
    private boolean begun;
    private long uncertain;

    /** Where it is told what became of our orders, each change before the first frame that may show it. */
    public OwnOrders own() {
        return own;
    }

    /** Levels and touches of which our own part could not be known. */
    public long uncertain() {
        return uncertain;
    }

    /**
     * Takes our orders out of a frame.
     *
     * @param out is made the frame without them: what changed of others
     */
    public void onFrame(BookUpdate update, BookUpdate out) {
        begin(update, out);
        notePlaces();
        if (update.reset != ResetReason.NONE) {
            begun = true;
            raw.clear();
            others.clear();
            window.restart((side, price) -> {});
        }
        if (!begun) {
            return;
        }
        for (int i = 0; i < update.levels.count(); i++) {
            raw.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
        }
        time.place(update);
        lastId = update.updateId;
        window.look(raw);
        for (int i = 0; i < update.levels.count(); i++) {
            Side side = update.levels.side(i);
            long price = update.levels.priceTicks(i);
            if (!isOwnPlace(side, price)) {
                set(side, price, raw.lotsAt(side, price), out);
            }
        }
        for (int i = 0; i < ownPlaces.size(); i++) {
            setOwn(ownPlaces.get(i), out);
        }
        window.drop(raw, (side, price) -> put(side, price, 0, out));
        uncertain += own.blind() ? 1 : 0;
        own.settle();
        ownPlaces.removeIf(place -> !own.mayBeAt(place.side, place.priceTicks));
        last.bidTicks = others.bestTicks(Side.BUY);
        last.bidLots = others.bestLots(Side.BUY);
        last.askTicks = others.bestTicks(Side.SELL);
        last.askLots = others.bestLots(Side.SELL);
    }

    private static void begin(BookUpdate update, BookUpdate out) {
        out.market = update.market;
        out.timeNanos = update.timeNanos;
        out.sequence = update.sequence;
        out.exchangeTimeNanos = update.exchangeTimeNanos;
        out.receiveTimeNanos = update.receiveTimeNanos;
        out.updateId = update.updateId;
        out.reset = update.reset;
        out.levels.clear();
    }

    private void notePlaces() {
        for (int i = 0; i < own.count(); i++) {
            OwnOrder order = own.get(i);
            if (!isOwnPlace(order.side, order.priceTicks)) {
                ownPlaces.add(new Place(order.side, order.priceTicks));
            }
        }
    }

    private boolean isOwnPlace(Side side, long priceTicks) {
        for (int i = 0; i < ownPlaces.size(); i++) {
            if (ownPlaces.get(i).priceTicks == priceTicks && ownPlaces.get(i).side == side) {
                return true;
            }
        }
        return false;
    }

    private void setOwn(Place place, BookUpdate out) {
        long displayed = raw.lotsAt(place.side, place.priceTicks);
        long least = filtered.lotsAt(place.side, place.priceTicks);
        long most = StrictMath.max(0, displayed - filtered.leastOwnLots());
        boolean seen = displayed > 0 || !window.keeps(place.side, place.priceTicks);
        boolean missing = filtered.leastOwnLots() > displayed;
        uncertain += seen && (least < most || missing) ? 1 : 0;
        long before = others.lotsAt(place.side, place.priceTicks);
        if (seen) {
            put(place.side, place.priceTicks, StrictMath.max(least, StrictMath.min(most, before)), out);
        }
    }

    private void set(Side side, long priceTicks, long lots, BookUpdate out) {
        if (lots > 0 || !window.keeps(side, priceTicks)) {
            put(side, priceTicks, lots, out);
        }
    }

    private void put(Side side, long priceTicks, long lots, BookUpdate out) {
        if (others.lotsAt(side, priceTicks) != lots) {
            others.set(side, priceTicks, lots);
            out.levels.add(side, priceTicks, lots);
        }
    }

    /**
     * Takes our orders out of a touch between two frames; returns whether it is known and tells anything new.
     *
     * @param notAfterNanos when it was the touch at last, by the venue's clock; Long.MAX_VALUE when not known
     * @param out is made the touch without them
     */
    public boolean onTouch(TouchUpdate update, long notAfterNanos, TouchUpdate out) {
        if (!begun || update.updateId <= lastId) {
            return false;
        }
        placeBetween(update, notAfterNanos);
        between.lay(update);
        filteredBetween.findTouch(Side.BUY, bid);
        filteredBetween.findTouch(Side.SELL, ask);
        if (!bid.known || !ask.known) {
            uncertain++;
            return false;
        }
        lastId = update.updateId;
        out.market = update.market;
        out.timeNanos = update.timeNanos;
        out.sequence = update.sequence;
        out.exchangeTimeNanos = update.exchangeTimeNanos;
        out.receiveTimeNanos = update.receiveTimeNanos;
        out.updateId = update.updateId;
        out.bidTicks = bid.priceTicks;
        out.bidLots = bid.lots;
        out.askTicks = ask.priceTicks;
        out.askLots = ask.lots;
        return news(out);
    }

    private void placeBetween(TouchUpdate update, long notAfterNanos) {
        betweenTime.set(time.frame);
        betweenTime.index++;
        if (update.exchangeTimeNanos == 0) {
            betweenTime.after(update.receiveTimeNanos);
            betweenTime.notAfter(StrictMath.max(betweenTime.fromNanos, notAfterNanos));
        } else {
            betweenTime.at(StrictMath.max(betweenTime.fromNanos, update.exchangeTimeNanos));
        }
    }

    /** Whether others moved the touch, not we. */
    private boolean news(TouchUpdate touch) {
        boolean same = touch.bidTicks == last.bidTicks
                && touch.bidLots == last.bidLots
                && touch.askTicks == last.askTicks
                && touch.askLots == last.askLots;
        last.bidTicks = touch.bidTicks;
        last.bidLots = touch.bidLots;
        last.askTicks = touch.askTicks;
        last.askLots = touch.askLots;
        return !same;
    }
}
