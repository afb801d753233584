package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.Depth;

/** The best prices of a market as they were last told. */
final class ToldTouch {
    private final Depth depth;
    private long bidTicks = Instrument.NO_PRICE;
    private long bidLots;
    private long askTicks = Instrument.NO_PRICE;
    private long askLots;

    ToldTouch(Depth depth) {
        this.depth = depth;
    }

    /** Whether they differ by now; they are told then, by whatever feed. */
    boolean moved() {
        long bid = price(Side.BUY);
        long bids = lots(Side.BUY);
        long ask = price(Side.SELL);
        long asks = lots(Side.SELL);
        boolean moved = bid != bidTicks || bids != bidLots || ask != askTicks || asks != askLots;
        bidTicks = bid;
        bidLots = bids;
        askTicks = ask;
        askLots = asks;
        return moved;
    }

    void fill(TouchUpdate update) {
        update.bidTicks = bidTicks;
        update.bidLots = bidLots;
        update.askTicks = askTicks;
        update.askLots = askLots;
    }

    private long price(Side side) {
        return depth.levels(side) == 0 ? Instrument.NO_PRICE : depth.priceTicks(side, 0);
    }

    private long lots(Side side) {
        return depth.levels(side) == 0 ? 0 : depth.lots(side, 0);
    }
}
