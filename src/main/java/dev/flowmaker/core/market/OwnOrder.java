package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.market.OwnChange.Shown;

/** One order of ours on the venue's time line: when it came onto the book, shrank and left, as far as is known. */
final class OwnOrder {
    /** Fills newer than the last frame; one more is merged into the last, whose time then covers both. */
    private static final int MAX_FILLS = 4;

    private static final Side[] SIDES = Side.values();

    long id;
    Side side = Side.BUY;
    long priceTicks;
    /** Without the fills that every later frame shows. */
    private long settledLots;

    final OwnChange accepted = new OwnChange();
    final OwnChange ended = new OwnChange();
    private final OwnChange[] fills = new OwnChange[MAX_FILLS];
    private final long[] fillLots = new long[MAX_FILLS];
    private int fillCount;

    /** Least and most size in the frame last evaluated. */
    long leastLots;

    long mostLots;

    OwnOrder() {
        for (int i = 0; i < MAX_FILLS; i++) {
            fills[i] = new OwnChange();
        }
    }

    void sent(long orderId, Side orderSide, long orderPriceTicks, long lots, long frame) {
        id = orderId;
        side = orderSide;
        priceTicks = orderPriceTicks;
        settledLots = lots;
        fillCount = 0;
        accepted.pending(frame);
        ended.never();
    }

    void set(OwnOrder other) {
        id = other.id;
        side = other.side;
        priceTicks = other.priceTicks;
        settledLots = other.settledLots;
        accepted.set(other.accepted);
        ended.set(other.ended);
        fillCount = other.fillCount;
        for (int i = 0; i < fillCount; i++) {
            fills[i].set(other.fills[i]);
            fillLots[i] = other.fillLots[i];
        }
    }

    /** Size left after all fills we heard of. */
    long openLots() {
        long open = settledLots;
        for (int i = 0; i < fillCount; i++) {
            open -= fillLots[i];
        }
        return open;
    }

    /** Size without the fills that the last frame shows. */
    long settledLots() {
        return settledLots;
    }

    void filled(long lots, OwnChange when) {
        if (fillCount < MAX_FILLS) {
            fills[fillCount].set(when);
            fillLots[fillCount++] = lots;
        } else {
            fills[MAX_FILLS - 1].widen(when);
            fillLots[MAX_FILLS - 1] += lots;
        }
    }

    /** Finds the size this order can have had in a frame. */
    void evaluate(FrameTime frame) {
        Shown onBook = accepted.in(frame);
        Shown gone = ended.in(frame);
        mostLots = onBook == Shown.NO || gone == Shown.YES ? 0 : settledLots;
        leastLots = mostLots;
        if (mostLots == 0) {
            return;
        }
        for (int i = 0; i < fillCount; i++) {
            Shown shown = fills[i].in(frame);
            leastLots -= shown == Shown.NO ? 0 : fillLots[i];
            mostLots -= shown == Shown.YES ? fillLots[i] : 0;
        }
        if (onBook == Shown.MAYBE || gone == Shown.MAYBE) {
            leastLots = 0;
        }
    }

    boolean certain() {
        return leastLots == mostLots;
    }

    /** Forgets the times of fills that this and so every later frame shows. */
    void settle(FrameTime frame) {
        int kept = 0;
        for (int i = 0; i < fillCount; i++) {
            if (fills[i].in(frame) == Shown.YES) {
                settledLots -= fillLots[i];
            } else {
                fills[kept].set(fills[i]);
                fillLots[kept++] = fillLots[i];
            }
        }
        fillCount = kept;
    }

    void visitState(StateVisitor visitor) {
        id = visitor.int64("orderId", id);
        side = visitor.symbol("side", side, SIDES);
        priceTicks = visitor.int64("priceTicks", priceTicks);
        settledLots = visitor.int64("settledLots", settledLots);
        accepted.visitState(visitor);
        ended.visitState(visitor);
        fillCount = visitor.length("fills", fillCount, MAX_FILLS);
        for (int i = 0; i < fillCount; i++) {
            fills[i].visitState(visitor);
            fillLots[i] = visitor.int64("lots", fillLots[i]);
        }
    }
}
