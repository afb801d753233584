package dev.flowmaker.replay.whatif;

import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.MarkPrice;
import org.jspecify.annotations.Nullable;

/**
 * When the recorded venue paid funding of a perpetual, and at which rate: what it last announced with its mark, also when the
 * session held nothing then and was not told of a payment.
 */
final class RecordedFunding {
    /** A payment that the session has not heard of by then did not concern it. */
    private static final long HEARD_NANOS = 60_000_000_000L;

    private final MarkPrice mark = new MarkPrice();
    private boolean told;
    private long paidNanos;
    /** The last one announced that came due while nobody had heard of it. */
    private long dueNanos;

    private long dueRatePpb;

    void on(MarkPrice next) {
        look(next.timeNanos);
        told = true;
        mark.market = next.market;
        mark.timeNanos = next.timeNanos;
        mark.exchangeTimeNanos = next.exchangeTimeNanos;
        mark.receiveTimeNanos = next.receiveTimeNanos;
        mark.mark2Ticks = next.mark2Ticks;
        mark.index2Ticks = next.index2Ticks;
        mark.ratePpb = next.ratePpb;
        mark.fundingTimeNanos = next.fundingTimeNanos;
    }

    /** The session was told. */
    void on(Funding funding) {
        paidNanos = Math.max(paidNanos, funding.fundingTimeNanos);
    }

    /** The venue's last word on the mark; null before the first. */
    @Nullable
    MarkPrice mark() {
        return told ? mark : null;
    }

    private void look(long nowNanos) {
        if (told
                && mark.fundingTimeNanos != 0
                && mark.fundingTimeNanos <= nowNanos
                && mark.fundingTimeNanos > dueNanos) {
            dueNanos = mark.fundingTimeNanos;
            dueRatePpb = mark.ratePpb;
        }
    }

    /** Whether a payment is due by now that was not made yet. */
    boolean due(long nowNanos) {
        look(nowNanos);
        return dueNanos > paidNanos && nowNanos - dueNanos <= HEARD_NANOS;
    }

    /** The time of the payment that is due. */
    long dueNanos() {
        return dueNanos;
    }

    long dueRatePpb() {
        return dueRatePpb;
    }

    /** It is made. */
    void paid() {
        paidNanos = dueNanos;
    }
}
