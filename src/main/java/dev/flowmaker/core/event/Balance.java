package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** What the account holds of one asset. Of a perpetual the asset is the position: contracts, all of them free, with a sign. */
public final class Balance extends Message {
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;
    /** Index of the asset in the session. */
    public int asset;

    public long freeQuanta;
    /** Bound in open orders. */
    public long lockedQuanta;

    public Source source = Source.STREAM;
    /**
     * Of a perpetual's position what it cost to open, quanta of what it is settled in: its entry price times its size;
     * negative when it brought money, as a short position of a linear contract does. 0 of anything else.
     */
    public long costQuanta;

    @Override
    public MessageKind kind() {
        return MessageKind.BALANCE;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.int64("asset", asset);
        out.int64("freeQuanta", freeQuanta);
        out.int64("lockedQuanta", lockedQuanta);
        out.symbol("source", source);
        out.int64("costQuanta", costQuanta);
    }
}
