package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** The engine's whole state at this place of the journal, as the state visitor wrote it. */
public final class Snapshot extends Message {
    /** Hash of the state, equal in every process that has the same state. */
    public long stateHash;
    /** Sequence of the session's header that holds here; 0 when it is not told. */
    public long sessionSequence;
    /** The encoded state; only the first {@code length} bytes count. */
    public byte[] state = new byte[0];

    public int length;

    @Override
    public MessageKind kind() {
        return MessageKind.SNAPSHOT;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("stateHash", stateHash);
        out.int64("sessionSequence", sessionSequence);
        out.int64("length", length);
    }
}
