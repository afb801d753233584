package dev.flowmaker.replay.explain;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.core.signal.SignalKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision explained.
 *
 * @param asked what was asked, in words
 * @param session the session's name, number and mode
 * @param sequence of the decision
 * @param timeNanos of it, UTC
 * @param trigger the kind of input that led to it
 * @param input that input as text
 * @param scene what the market was, and the engine knew
 * @param slots each quote that was asked for
 * @param notes what a reader should know, such as that this build decides otherwise
 */
public record Explanation(
        String asked,
        String session,
        Instrument instrument,
        long sequence,
        long timeNanos,
        MessageKind trigger,
        String input,
        Scene scene,
        List<Slot> slots,
        List<String> notes) {

    /**
     * The market at the decision.
     *
     * @param bidTicks best bid without our orders, or {@link Instrument#NO_PRICE}
     * @param askTicks best ask without our orders
     * @param microTicks the touch weighted by its queues, millionths of a tick; {@link Instrument#NO_PRICE} without one
     * @param volatility ticks per square root of a second
     * @param intensity A, per second
     * @param intensityDecay k, per tick
     * @param inventoryQuanta base held minus target
     * @param buyMarkoutMicroTicks expected against a buy of ours
     * @param sellMarkoutMicroTicks expected against a sell
     * @param signals what each said; their sum is alpha
     * @param book the first levels, ours taken out; empty when it could not be had
     */
    public record Scene(
            long bidTicks,
            long bidLots,
            long askTicks,
            long askLots,
            long microTicks,
            double volatility,
            double intensity,
            double intensityDecay,
            long inventoryQuanta,
            long buyMarkoutMicroTicks,
            long sellMarkoutMicroTicks,
            List<Signal> signals,
            List<Level> book) {}

    /** A signal's part in alpha: value × weight, rounded. */
    public record Signal(SignalKind kind, int rank, double value, double weight, long microTicks, double confidence) {}

    /** One rank of the book: others' lots, and ours at the same price. */
    public record Level(long bidTicks, long bidLots, long ownBidLots, long askTicks, long askLots, long ownAskLots) {}

    /** A named part of a price, millionths of a tick. */
    public record Part(PartKind kind, long microTicks) {}

    /**
     * One quote of the decision.
     *
     * @param why the reason in words, with its numbers
     * @param since since when there has been no quote for this reason; 0 when there is one, or it is not known
     * @param parts of the wanted price; empty when there was none
     * @param priceTicks wanted, or {@link Instrument#NO_PRICE}
     * @param lots wanted
     * @param workingTicks price of the order that was there, or {@link Instrument#NO_PRICE}
     * @param workingLots its open size
     * @param checkedTicks price of the order the checks were about, wanted or standing
     * @param checks those that were made, in their order; empty when there were none or they could not be had
     * @param orderId of the order placed, kept or taken away; 0 for none
     * @param life what became of that order; null for none
     * @param before the order that had the slot before it; null for none
     */
    public record Slot(
            Side side,
            int level,
            Action action,
            Reason reason,
            String why,
            long since,
            List<Part> parts,
            long priceTicks,
            long lots,
            long workingTicks,
            long workingLots,
            Verdict verdict,
            long observed,
            long limit,
            long checkedTicks,
            List<Check> checks,
            long orderId,
            @Nullable Life life,
            @Nullable Life before) {
        /** Whether there is a price, and its parts add up to it exactly. */
        public boolean exact() {
            return priceTicks != Instrument.NO_PRICE
                    && parts.stream().mapToLong(Part::microTicks).sum()
                            == Math.multiplyExact(priceTicks, PriceParts.MICRO);
        }
    }

    /** A risk check, its numbers in its own unit. */
    public record Check(Verdict check, long observed, long limit, boolean passed) {}

    /**
     * An order from its placement to what came after it.
     *
     * @param clientId as the venue knows it
     * @param placedSequence of the command; 0 when it is older than the journal
     * @param acceptedNanos when we heard of it, 0 when we did not
     * @param kept evaluations that left it there, by reason, in the order in which the reasons first came
     * @param taken the decision to take it away; null when there was none
     * @param end how it ended, in words; empty while it had not
     * @param endNanos when we heard of it
     * @param queue the place in the queue, as far as it can be told; null when it could not be followed
     */
    public record Life(
            long orderId,
            String clientId,
            Side side,
            int level,
            long priceTicks,
            long lots,
            long placedSequence,
            long placedNanos,
            long acceptedNanos,
            List<Kept> kept,
            @Nullable Taken taken,
            String end,
            long endNanos,
            @Nullable Queue queue,
            List<Fill> fills) {
        Life with(@Nullable Queue found) {
            return new Life(
                    orderId,
                    clientId,
                    side,
                    level,
                    priceTicks,
                    lots,
                    placedSequence,
                    placedNanos,
                    acceptedNanos,
                    kept,
                    taken,
                    end,
                    endNanos,
                    found,
                    fills);
        }
    }

    /** Evaluations that left an order where it was for one reason. */
    public record Kept(Reason reason, long count, long firstNanos, long lastNanos) {}

    /** The decision that took an order away, what it wanted instead and why. */
    public record Taken(long sequence, long timeNanos, Action action, Reason reason, long wantedTicks, String why) {}

    /**
     * What stood before our order: at most, because whoever leaves is taken to have been behind it.
     *
     * @param atAccept others' lots at its price when the venue had it
     * @param atEnd what was left of them when it was filled first, or ended, or the journal did
     * @param traded lots that traded at its price meanwhile
     */
    public record Queue(long atAccept, long atEnd, long traded) {}

    /**
     * A trade of the order.
     *
     * @param timeNanos at the venue where it said so
     * @param fee in words, with its asset
     * @param edgeTicks price to mid at the last decision before it, towards us; NaN when it is not known
     * @param markouts after 1, 10 and 60 s, ticks towards us; NaN when it is not known
     */
    public record Fill(
            long tradeId,
            long timeNanos,
            long priceTicks,
            long lots,
            boolean maker,
            String fee,
            double edgeTicks,
            List<Double> markouts) {}
}
