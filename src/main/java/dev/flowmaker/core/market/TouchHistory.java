package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;

/**
 * The touches of the last {@link #FRAMES} frames, those told between them among these, and the flow they emitted. When a
 * state showed a change of ours before we heard of it, its touch is put right and what it emitted wrongly is withdrawn.
 *
 * <p>A touch told between two frames whose own part is uncertain is passed over: what comes next is compared with the
 * last certain one, at the farthest with the last frame. An uncertain frame is not passed over.
 *
 * <p>Why the touch alone is enough: a known touch means that at every better price the frame showed exactly what we took
 * for ours. If that was too much by d, the rest of the level belongs to others.
 */
final class TouchHistory {
    static final int FRAMES = 64;
    /** States kept, frames and touches together. */
    static final int STATES = 512;

    private static final class Entry {
        final FrameTime frame = new FrameTime();
        /** Told by the feed of touches, between two frames. */
        boolean between;
        /** The venue's id of the state. */
        long updateId;

        final Touch bid = new Touch();
        final Touch ask = new Touch();
        long timeNanos;
        long bidFlowLots;
        long askFlowLots;
        boolean bidFlowKnown;
        boolean askFlowKnown;
        /** Emitted too much and not taken back yet. */
        long owedLots;
        /** What the order that is changing was taken for; -1 when it was uncertain. */
        long ownLots;

        Touch touch(Side side) {
            return side == Side.BUY ? bid : ask;
        }

        void visitState(StateVisitor visitor) {
            frame.visitState(visitor);
            between = visitor.flag("between", between);
            updateId = visitor.int64("updateId", updateId);
            bid.visitState(visitor);
            ask.visitState(visitor);
            timeNanos = visitor.int64("timeNanos", timeNanos);
            bidFlowLots = visitor.int64("bidFlowLots", bidFlowLots);
            askFlowLots = visitor.int64("askFlowLots", askFlowLots);
            bidFlowKnown = visitor.flag("bidFlowKnown", bidFlowKnown);
            askFlowKnown = visitor.flag("askFlowKnown", askFlowKnown);
            owedLots = visitor.int64("owedLots", owedLots);
        }
    }

    private final Entry[] ring = new Entry[STATES];
    private int first;
    private int count;
    private int frames;
    /** Age of the first entry that the order that is changing can be in. */
    private int reached;
    /** Whether an older frame than the first here emitted flow from the same start. */
    private boolean truncated;
    /** False only when no entry owes anything, so that there is nothing to look for. */
    private boolean perhapsOwed = true;

    TouchHistory() {
        for (int i = 0; i < STATES; i++) {
            ring[i] = new Entry();
        }
    }

    private Entry entry(int age) {
        return ring[(first + age) % STATES];
    }

    private Entry last() {
        return entry(count - 1);
    }

    /** Begins anew: the next frame emits nothing. Flow owed is forgotten with what it was emitted into. */
    void clear() {
        first = 0;
        count = 0;
        frames = 0;
        truncated = false;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /**
     * Adds the next state.
     *
     * @param between told by the feed of touches, between two frames
     * @param updateId the venue's id of it
     */
    void add(FrameTime frame, boolean between, long updateId, long timeNanos, Touch bid, Touch ask) {
        makeRoom(between);
        count++;
        frames += between ? 0 : 1;
        Entry entry = last();
        entry.frame.set(frame);
        entry.between = between;
        entry.updateId = updateId;
        entry.timeNanos = timeNanos;
        entry.bid.set(bid);
        entry.ask.set(ask);
        entry.owedLots = 0;
        int bidBase = base(Side.BUY, count - 1);
        int askBase = base(Side.SELL, count - 1);
        entry.bidFlowKnown = flowKnown(Side.BUY, bidBase, count - 1);
        entry.askFlowKnown = flowKnown(Side.SELL, askBase, count - 1);
        entry.bidFlowLots = entry.bidFlowKnown ? flow(Side.BUY, bidBase, count - 1) : 0;
        entry.askFlowLots = entry.askFlowKnown ? flow(Side.SELL, askBase, count - 1) : 0;
    }

    private void makeRoom(boolean between) {
        while (count == STATES || (!between && frames == FRAMES)) {
            Entry oldest = entry(0);
            frames -= oldest.between ? 0 : 1;
            first = (first + 1) % STATES;
            count--;
            truncated = true;
            entry(0).owedLots += oldest.owedLots;
        }
    }

    /** What a state is compared with: the one before, on a side of which touches that are uncertain are passed over. */
    private int base(Side side, int age) {
        int base = age - 1;
        while (base > 0 && entry(base).between && !entry(base).touch(side).known) {
            base--;
        }
        return base;
    }

    private boolean flowKnown(Side side, int base, int age) {
        return base >= 0 && entry(base).touch(side).known && entry(age).touch(side).known;
    }

    private long flow(Side side, int base, int age) {
        Touch before = entry(base).touch(side);
        Touch now = entry(age).touch(side);
        return BestLevelFlow.of(side, before.priceTicks, before.lots, now.priceTicks, now.lots);
    }

    /**
     * A frame lies between two times of the venue: what it holds is not later, what it does not is not earlier.
     * That bounds the times of the touches since the frame before.
     *
     * @param updateId the frame's last change
     */
    void bound(long fromNanos, long toNanos, long updateId) {
        for (int age = count - 1; age >= 0 && entry(age).between; age--) {
            Entry entry = entry(age);
            if (entry.updateId <= updateId) {
                entry.frame.notAfter(toNanos);
            } else {
                entry.frame.notBefore(fromNanos);
            }
        }
    }

    boolean flowKnown(Side side) {
        return count > 0 && (side == Side.BUY ? last().bidFlowKnown : last().askFlowKnown);
    }

    long flowLots(Side side) {
        if (count == 0) {
            return 0;
        }
        return side == Side.BUY ? last().bidFlowLots : last().askFlowLots;
    }

    /** Keeps what an order was taken for in each frame, before something new about it is applied. */
    void beforeChange(OwnOrder order) {
        reached = count;
        while (reached > 0 && entry(reached - 1).frame.index > order.accepted.afterFrame()) {
            reached--;
        }
        for (int age = reached; age < count; age++) {
            Entry entry = entry(age);
            order.evaluate(entry.frame);
            entry.ownLots = order.certain() && !hidden(entry, order) ? order.mostLots : -1;
        }
    }

    /** Whether an order seems to be there, but was not: nothing better than a certain touch between frames was shown. */
    private static boolean hidden(Entry entry, OwnOrder order) {
        Touch touch = entry.touch(order.side);
        return entry.between
                && touch.known
                && order.leastLots > 0
                && order.side.better(order.priceTicks, touch.priceTicks);
    }

    /**
     * Puts the touches right after something new about an order was applied; the last frame's touches are the given ones.
     * Returns whether it was late for some frame.
     */
    boolean afterChange(OwnOrder order) {
        boolean late = false;
        for (int age = reached; age < count; age++) {
            Entry entry = entry(age);
            order.evaluate(entry.frame);
            if (entry.ownLots < 0) {
                contradict(entry.touch(order.side), order);
            } else if (!(order.certain() && order.mostLots == entry.ownLots)) {
                late = true;
                correct(entry.touch(order.side), order, entry.ownLots);
            }
        }
        return late;
    }

    /** Whether the frame before the first one here was taken wrong as well, so that what it emitted is out of reach. */
    boolean beyondReach(OwnOrder order) {
        if (!truncated || reached > 0) {
            return false;
        }
        Entry oldest = entry(0);
        order.evaluate(oldest.frame);
        return oldest.ownLots >= 0 && !(order.certain() && order.mostLots == oldest.ownLots);
    }

    /** An order that was uncertain turns out to have been there, but a known touch says nothing was: more is to come. */
    private static void contradict(Touch touch, OwnOrder order) {
        if (order.leastLots > 0 && order.side.better(order.priceTicks, touch.priceTicks)) {
            touch.known = false;
        }
    }

    private static void correct(Touch touch, OwnOrder order, long takenLots) {
        boolean before = order.side.better(order.priceTicks, touch.priceTicks);
        if (!touch.known || !(before || order.priceTicks == touch.priceTicks)) {
            return;
        }
        long others = (before ? 0 : touch.lots) + takenLots - order.mostLots;
        touch.set(order.priceTicks, others, order.certain() && others > 0);
    }

    /** Replaces the last frame's touches by what is known of them now, which may be more. */
    void setLast(Touch bid, Touch ask) {
        last().bid.set(bid);
        last().ask.set(ask);
    }

    /** Computes the flow again that the order's change may have altered. */
    void recompute() {
        recompute(StrictMath.max(1, StrictMath.min(reached, count - 1)));
    }

    /** Computes the last state's flow again. */
    void recomputeLast() {
        recompute(StrictMath.max(1, count - 1));
    }

    private void recompute(int from) {
        int bidBase = base(Side.BUY, from);
        int askBase = base(Side.SELL, from);
        for (int age = from; age < count; age++) {
            Entry entry = entry(age);
            if (entry.bidFlowKnown) {
                entry.bidFlowKnown = flowKnown(Side.BUY, bidBase, age);
                long flow = entry.bidFlowKnown ? flow(Side.BUY, bidBase, age) : 0;
                perhapsOwed |= entry.bidFlowLots != flow;
                entry.owedLots += entry.bidFlowLots - flow;
                entry.bidFlowLots = flow;
            }
            if (entry.askFlowKnown) {
                entry.askFlowKnown = flowKnown(Side.SELL, askBase, age);
                long flow = entry.askFlowKnown ? flow(Side.SELL, askBase, age) : 0;
                perhapsOwed |= entry.askFlowLots != flow;
                entry.owedLots += entry.askFlowLots - flow;
                entry.askFlowLots = flow;
            }
            bidBase = entry.between && !entry.bid.known ? bidBase : age;
            askBase = entry.between && !entry.ask.known ? askBase : age;
        }
    }

    /** Hands over what is owed, with the event times of the frames that emitted it; returns the sum, lots. */
    long take(WithdrawnFlow out) {
        if (!perhapsOwed) {
            return 0;
        }
        perhapsOwed = false;
        long sum = 0;
        for (int age = 0; age < count; age++) {
            Entry entry = entry(age);
            if (entry.owedLots != 0) {
                out.withdraw(entry.timeNanos, entry.owedLots);
                sum += entry.owedLots;
                entry.owedLots = 0;
            }
        }
        return sum;
    }

    void visitState(StateVisitor visitor) {
        visitor.begin("touches");
        count = visitor.length("states", count, STATES);
        if (visitor.restoring()) {
            first = 0;
            perhapsOwed = true;
        }
        for (int age = 0; age < count; age++) {
            entry(age).visitState(visitor);
        }
        frames = visitor.int32("frames", frames);
        truncated = visitor.flag("truncated", truncated);
        visitor.end();
    }
}
