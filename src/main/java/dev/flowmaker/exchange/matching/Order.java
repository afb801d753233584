package dev.flowmaker.exchange.matching;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.SelfTradePrevention;
import org.jspecify.annotations.Nullable;

/** What matching needs to know of an order. The book changes {@code executedLots} and the links, nobody else. */
public class Order {
    /** The account of everybody who is not a client: never the same as anyone. */
    public static final int STREET = -1;
    /** Limit of a market buy. */
    public static final long ANY_HIGHER = Long.MAX_VALUE;
    /** Limit of a market sell. */
    public static final long ANY_LOWER = Long.MIN_VALUE;

    public final int account;
    public final long venueOrderId;
    public final Side side;
    /** Worst price it trades at. */
    public final long limitTicks;

    public final long lots;
    public final SelfTradePrevention selfTradePrevention;

    long executedLots;
    /** Recorded lots that trade before it at its level, as well as the queue model knows. */
    double ahead;
    /** Recorded lots of its level that {@link #ahead} was last judged against. */
    long seenLots;
    /** What recorded trades took from its level since then. */
    long tradedLots;

    @Nullable
    Order previous;

    @Nullable
    Order next;

    @Nullable
    Level level;

    public Order(
            int account,
            long venueOrderId,
            Side side,
            long limitTicks,
            long lots,
            SelfTradePrevention selfTradePrevention) {
        this.account = account;
        this.venueOrderId = venueOrderId;
        this.side = side;
        this.limitTicks = limitTicks;
        this.lots = lots;
        this.selfTradePrevention = selfTradePrevention;
    }

    public long executedLots() {
        return executedLots;
    }

    public long remainingLots() {
        return lots - executedLots;
    }

    /** Whether it rests in a book. */
    public boolean resting() {
        return level != null;
    }

    /** Recorded lots that trade before it at its level, to whole lots; 0 in a market without recorded quantity. */
    public long aheadLots() {
        return Math.round(ahead);
    }

    /** The same to fractions of a lot, which queue models that share out what leaves come to. */
    public double ahead() {
        return ahead;
    }

    boolean sameClientAs(Order other) {
        return account != STREET && account == other.account;
    }
}
