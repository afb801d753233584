package dev.flowmaker.daemon;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.OrderState;
import java.util.List;
import java.util.Map;

/**
 * What a session looks like at one moment; made by the event loop a few times a second for those who watch.
 *
 * @param timeNanos event time
 * @param quoting whether nothing keeps all markets from being quoted
 * @param records journal records of this session
 * @param actions what the decisions' quotes did, by kind
 * @param places placements sent
 * @param cancels cancels sent
 * @param droppedMarketData events the inbox had no room for
 * @param waitingCommands commands in the outbox
 * @param openOrders orders not known to have ended
 */
public record SessionView(
        long timeNanos,
        boolean connected,
        boolean quoting,
        boolean stopping,
        long records,
        long decisions,
        Map<Action, Long> actions,
        long places,
        long cancels,
        long droppedMarketData,
        int waitingCommands,
        int openOrders,
        List<Market> markets) {

    /**
     * One market.
     *
     * @param bidTicks best bid without our own orders, or {@link Instrument#NO_PRICE}
     * @param flowImbalance normalised order-flow imbalance
     * @param inventoryQuanta base held minus target
     */
    public record Market(
            Instrument instrument,
            BookStatus status,
            long bidTicks,
            long bidLots,
            long askTicks,
            long askLots,
            double flowImbalance,
            long inventoryQuanta,
            ProfitParts profit,
            SideFills bought,
            SideFills sold,
            List<Quote> quotes) {}

    /**
     * Profit and loss in its parts, quote quanta.
     *
     * @param spreadQuanta gained against the mid at each fill
     * @param inventoryQuanta gained by what is held beyond the target, as the mid moved
     * @param feesQuanta commission
     * @param equityQuanta the whole, computed without the parts
     * @param exact whether the parts sum to the whole, to the last quantum
     */
    public record ProfitParts(
            long spreadQuanta,
            long inventoryQuanta,
            long feesQuanta,
            long totalQuanta,
            long equityQuanta,
            boolean exact) {}

    /** Fills of one side. */
    public record SideFills(long count, long lots, long notionalQuanta) {}

    /** A working order. */
    public record Quote(Side side, int level, long priceTicks, long openLots, OrderState state) {}
}
