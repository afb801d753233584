package dev.flowmaker.core.command;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.VenueMessage;

/** Ask for the balances of the account at a venue. */
public final class QueryBalances extends VenueMessage {

    @Override
    public MessageKind kind() {
        return MessageKind.QUERY_BALANCES;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("venue", venue);
    }
}
