package dev.flowmaker.core.risk;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.StateVisitor;

/**
 * What was lost since the day began and since the profit was highest, over all sessions. Quanta of a quote asset. A day
 * begins with the profit of the last mark before it.
 */
public final class LossWatch {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final long dayStartNanos;
    /** Profit of earlier sessions. */
    private long carriedQuanta;
    /** Profit over all sessions at the last mark. */
    private long profitQuanta;

    private long dayEndNanos = Long.MIN_VALUE;
    private long dayBeganQuanta;
    private long highestQuanta;

    /** @param dayStartNanos when days begin, nanoseconds after midnight UTC */
    public LossWatch(long dayStartNanos) {
        this.dayStartNanos = dayStartNanos;
    }

    /** The session's profit or loss so far is this. */
    public void mark(long nowNanos, long sessionQuanta) {
        if (nowNanos >= dayEndNanos) {
            dayEndNanos = (StrictMath.floorDiv(nowNanos - dayStartNanos, DAY_NANOS) + 1) * DAY_NANOS + dayStartNanos;
            dayBeganQuanta = profitQuanta;
        }
        profitQuanta = carriedQuanta + sessionQuanta;
        highestQuanta = StrictMath.max(highestQuanta, profitQuanta);
    }

    /** Profit over all sessions. */
    public long profitQuanta() {
        return profitQuanta;
    }

    /** Lost since the day began; negative is a gain. */
    public long dayLossQuanta() {
        return dayBeganQuanta - profitQuanta;
    }

    /** Lost since the profit was highest, never negative. */
    public long drawdownQuanta() {
        return highestQuanta - profitQuanta;
    }

    /** The day's loss counts anew from here. */
    void forgiveDay() {
        dayBeganQuanta = profitQuanta;
    }

    /** So does the fall from the highest. */
    void forgiveDrawdown() {
        highestQuanta = profitQuanta;
    }

    /** Goes on where an earlier session ended; before the first mark. */
    public void takeOver(LossWatch earlier) {
        takeOver(earlier, 0);
    }

    /**
     * The same where quanta are counted otherwise now.
     *
     * @param digits how many more decimals there are, negative for fewer
     */
    public void takeOver(LossWatch earlier, int digits) {
        carriedQuanta = counted(earlier.profitQuanta, digits);
        profitQuanta = carriedQuanta;
        dayBeganQuanta = counted(earlier.dayBeganQuanta, digits);
        highestQuanta = counted(earlier.highestQuanta, digits);
        dayEndNanos = earlier.dayStartNanos == dayStartNanos ? earlier.dayEndNanos : Long.MIN_VALUE;
    }

    private static long counted(long quanta, int digits) {
        long factor = Decimal.powerOfTen(StrictMath.abs(digits));
        return digits < 0 ? StrictMath.floorDiv(quanta, factor) : StrictMath.multiplyExact(quanta, factor);
    }

    /** Of what was taken over this much is in the session's own profit, which goes on too: it is not counted twice. */
    public void alreadyIn(long sessionQuanta) {
        carriedQuanta -= sessionQuanta;
    }

    public void visitState(StateVisitor v) {
        v.begin("lossWatch");
        carriedQuanta = v.int64("carriedQuanta", carriedQuanta);
        profitQuanta = v.int64("profitQuanta", profitQuanta);
        dayEndNanos = v.int64("dayEndNanos", dayEndNanos);
        dayBeganQuanta = v.int64("dayBeganQuanta", dayBeganQuanta);
        highestQuanta = v.int64("highestQuanta", highestQuanta);
        v.end();
    }
}
