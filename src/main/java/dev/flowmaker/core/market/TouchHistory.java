package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;

/**
 * The touches of the last {@link #FRAMES} frames and the flow they emitted. When a frame showed a change of ours before
 * we heard of it, its touch is put right and what it emitted wrongly is withdrawn.
 *
 * <p>Why the touch alone is enough: a known touch means that at every better price the frame showed exactly what we took
 * for ours. If that was too much by d, the rest of the level belongs to others.
 */
final class TouchHistory {
    static final int FRAMES = 64;

    private static final class Entry {
        final FrameTime frame = new FrameTime();
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

    private final Entry[] ring = new Entry[FRAMES];
    private int first;
    private int count;
    /** Whether an older frame than the first here emitted flow from the same start. */
    private boolean truncated;

    TouchHistory() {
        for (int i = 0; i < FRAMES; i++) {
            ring[i] = new Entry();
        }
    }

    private Entry entry(int age) {
        return ring[(first + age) % FRAMES];
    }

    private Entry last() {
        return entry(count - 1);
    }

    /** Begins anew: the next frame emits nothing. Flow owed is forgotten with what it was emitted into. */
    void clear() {
        first = 0;
        count = 0;
        truncated = false;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void add(FrameTime frame, long timeNanos, Touch bid, Touch ask) {
        long carried = 0;
        if (count == FRAMES) {
            carried = entry(0).owedLots;
            first = (first + 1) % FRAMES;
            count--;
            truncated = true;
            entry(0).owedLots += carried;
        }
        count++;
        Entry entry = last();
        entry.frame.set(frame);
        entry.timeNanos = timeNanos;
        entry.bid.set(bid);
        entry.ask.set(ask);
        entry.owedLots = 0;
        entry.bidFlowKnown = count > 1 && bid.known && entry(count - 2).bid.known;
        entry.askFlowKnown = count > 1 && ask.known && entry(count - 2).ask.known;
        entry.bidFlowLots = entry.bidFlowKnown ? flow(Side.BUY, count - 1) : 0;
        entry.askFlowLots = entry.askFlowKnown ? flow(Side.SELL, count - 1) : 0;
    }

    private long flow(Side side, int age) {
        Touch before = entry(age - 1).touch(side);
        Touch now = entry(age).touch(side);
        return BestLevelFlow.of(side, before.priceTicks, before.lots, now.priceTicks, now.lots);
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
        for (int age = 0; age < count; age++) {
            order.evaluate(entry(age).frame);
            entry(age).ownLots = order.certain() ? order.mostLots : -1;
        }
    }

    /**
     * Puts the touches right after something new about an order was applied; the last frame's touches are the given ones.
     * Returns whether it was late for some frame.
     */
    boolean afterChange(OwnOrder order) {
        boolean late = false;
        for (int age = 0; age < count; age++) {
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
        if (!truncated) {
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

    /** Computes all emitted flow again from the touches as they are now. */
    void recompute() {
        for (int age = 1; age < count; age++) {
            Entry entry = entry(age);
            Entry before = entry(age - 1);
            if (entry.bidFlowKnown) {
                entry.bidFlowKnown = entry.bid.known && before.bid.known;
                long flow = entry.bidFlowKnown ? flow(Side.BUY, age) : 0;
                entry.owedLots += entry.bidFlowLots - flow;
                entry.bidFlowLots = flow;
            }
            if (entry.askFlowKnown) {
                entry.askFlowKnown = entry.ask.known && before.ask.known;
                long flow = entry.askFlowKnown ? flow(Side.SELL, age) : 0;
                entry.owedLots += entry.askFlowLots - flow;
                entry.askFlowLots = flow;
            }
        }
    }

    /** Hands over what is owed, with the event times of the frames that emitted it; returns the sum, lots. */
    long take(WithdrawnFlow out) {
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
        count = visitor.length("frames", count, FRAMES);
        if (visitor.restoring()) {
            first = 0;
        }
        for (int age = 0; age < count; age++) {
            entry(age).visitState(visitor);
        }
        truncated = visitor.flag("truncated", truncated);
        visitor.end();
    }
}
