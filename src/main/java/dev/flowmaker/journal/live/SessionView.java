package dev.flowmaker.journal.live;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.MarginState;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.OrderState;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerState;
import dev.flowmaker.core.risk.Reaction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session looks like at one moment; made by the event loop a few times a second for those who watch.
 *
 * @param timeNanos event time
 * @param sequence of the journal's last record
 * @param up the ways that are open to every venue
 * @param quoting whether nothing keeps all markets from being quoted
 * @param halted by an operator, or by what broke
 * @param haltConfirmed whether a halt was asked for and every venue confirmed that no order is open
 * @param flattening whether a position is being closed
 * @param reconciled whether every venue and we agree on orders and balances
 * @param records journal records of this session
 * @param actions what the decisions' quotes did, by kind
 * @param places placements sent
 * @param cancels cancels sent
 * @param droppedMarketData events the inbox had no room for
 * @param inboxBytes events that wait for the loop
 * @param outbox commands that wait for the venue
 * @param openOrders orders not known to have ended
 * @param breakers those that watch all markets at all venues and are not armed
 * @param venues the venues, by index
 */
public record SessionView(
        long timeNanos,
        long sequence,
        List<Channel> up,
        boolean quoting,
        boolean halted,
        boolean haltConfirmed,
        boolean flattening,
        boolean stopping,
        boolean reconciled,
        long records,
        long decisions,
        Map<Action, Long> actions,
        long places,
        long cancels,
        long droppedMarketData,
        int inboxBytes,
        Lanes outbox,
        int openOrders,
        List<Tripped> breakers,
        List<Venue> venues,
        List<Market> markets) {

    /** Whether every way to every venue is open. */
    public boolean connected() {
        return up.size() == Channel.values().length;
    }

    /** The same with these markets. */
    public SessionView with(List<Market> others) {
        return new SessionView(
                timeNanos,
                sequence,
                up,
                quoting,
                halted,
                haltConfirmed,
                flattening,
                stopping,
                reconciled,
                records,
                decisions,
                actions,
                places,
                cancels,
                droppedMarketData,
                inboxBytes,
                outbox,
                openOrders,
                breakers,
                venues,
                List.copyOf(others));
    }

    /**
     * One venue.
     *
     * @param up the ways to it that are open
     * @param reconciled whether it and we agree on orders and balances
     * @param limitedUntilNanos until when it wants no placements, event time; 0 when it does not say
     * @param openOrders orders there not known to have ended
     * @param breakers those that watch all its markets and are not armed
     */
    public record Venue(
            String name,
            List<Channel> up,
            boolean reconciled,
            long limitedUntilNanos,
            int openOrders,
            List<Tripped> breakers) {}

    /** Commands in the outbox, by lane, and those that left and were not answered yet. */
    public record Lanes(int cancels, int places, int queries, int underWay) {
        public int waiting() {
            return cancels + places + queries;
        }
    }

    /**
     * One market.
     *
     * @param bidTicks best bid without our own orders, or {@link Instrument#NO_PRICE}
     * @param obstacle why nothing is quoted, null when nothing keeps it from being
     * @param flowImbalance normalised order-flow imbalance
     * @param fairMicroTicks of the last decision, millionths of a tick; 0 when it had none
     * @param decisionSequence of the last decision; 0 before the first
     * @param inventoryQuanta base held minus target
     * @param margin of a perpetual, else null
     * @param breakers those of this market that are not armed
     */
    public record Market(
            Instrument instrument,
            BookStatus status,
            @Nullable Reason obstacle,
            long bidTicks,
            long bidLots,
            long askTicks,
            long askLots,
            double flowImbalance,
            long fairMicroTicks,
            long decisionSequence,
            long inventoryQuanta,
            ProfitParts profit,
            @Nullable MarginState margin,
            SideFills bought,
            SideFills sold,
            List<Tripped> breakers,
            List<Quote> quotes) {}

    /**
     * A breaker whose reaction is in force.
     *
     * @param sinceNanos event time at which it tripped
     * @param observed what it saw then, in its kind's unit
     * @param limit what that was held against
     * @param operator whether it waits for an operator; the rest says nothing then
     * @param afterNanos how long after the condition is over it arms itself; 0 when that is no matter of time
     * @param armsNanos event time at which it will, if the condition does not come again; 0 while that is not known
     * @param cleanFrames how many clean book updates in a row are still wanted; 0 when they are not counted
     */
    public record Tripped(
            BreakerKind kind,
            BreakerState state,
            Reaction reaction,
            long sinceNanos,
            long observed,
            long limit,
            boolean operator,
            long afterNanos,
            long armsNanos,
            int cleanFrames) {}

    /**
     * Profit and loss in its parts, quote quanta.
     *
     * @param spreadQuanta gained against the mid at each fill
     * @param inventoryQuanta gained by what is held beyond the target, as the mid moved
     * @param feesQuanta commission
     * @param fundingQuanta received minus paid
     * @param equityQuanta the whole, computed without the parts
     * @param exact whether the parts sum to the whole, to the last quantum
     */
    public record ProfitParts(
            long spreadQuanta,
            long inventoryQuanta,
            long feesQuanta,
            long fundingQuanta,
            long totalQuanta,
            long equityQuanta,
            boolean exact) {}

    /** Fills of one side. */
    public record SideFills(long count, long lots, long notionalQuanta) {}

    /** A working order. */
    public record Quote(Side side, int level, long priceTicks, long openLots, OrderState state) {}
}
