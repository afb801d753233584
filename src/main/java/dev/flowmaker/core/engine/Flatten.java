package dev.flowmaker.core.engine;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.event.OperatorRequest;

/**
 * Closing one market's position on an operator's word: how far, and with which order. The limits are fixed when it begins,
 * or with the first good book after that when they are a distance from the mid.
 */
final class Flatten {
    private static final long BILLION = 1_000_000_000L;

    private boolean active;
    /** Limits are still to be made from this distance; billionths of the mid. */
    private long slippagePpb = -1;

    private long lowestSellTicks;
    private long highestBuyTicks;
    /** The order that closes, 0 when there is none. */
    private long orderId;

    boolean active() {
        return active;
    }

    /** Begins anew with the limits of the request. */
    void begin(OperatorRequest request) {
        active = true;
        orderId = 0;
        slippagePpb = request.limitTicks == OperatorRequest.NO_LIMIT ? request.slippagePpb : -1;
        lowestSellTicks = request.limitTicks;
        highestBuyTicks = request.limitTicks;
    }

    /** Begins anew, as far from the mid of the next good book as this; billionths. */
    void begin(long farthestPpb) {
        active = true;
        orderId = 0;
        slippagePpb = farthestPpb;
    }

    void end() {
        active = false;
        orderId = 0;
    }

    /** Makes the limits if they are not there yet, from a good book. */
    void onBook(long mid2Ticks) {
        if (!active || slippagePpb < 0) {
            return;
        }
        long away2 = Wide.multiplyDivideFloor(mid2Ticks, slippagePpb, BILLION);
        // Both towards the mid, so that no price is farther than asked.
        lowestSellTicks = -StrictMath.floorDiv(-(mid2Ticks - away2), 2);
        highestBuyTicks = StrictMath.floorDiv(mid2Ticks + away2, 2);
        slippagePpb = -1;
    }

    /** The worst price of a side. */
    long limitTicks(Side side) {
        return side == Side.BUY ? highestBuyTicks : lowestSellTicks;
    }

    void placed(long newOrderId) {
        orderId = newOrderId;
    }

    boolean isItsOrder(long id) {
        return active && id == orderId;
    }

    void visitState(StateVisitor v) {
        v.begin("flatten");
        active = v.flag("active", active);
        slippagePpb = v.int64("slippagePpb", slippagePpb);
        lowestSellTicks = v.int64("lowestSellTicks", lowestSellTicks);
        highestBuyTicks = v.int64("highestBuyTicks", highestBuyTicks);
        orderId = v.int64("orderId", orderId);
        v.end();
    }
}
