package dev.flowmaker.replay;

import dev.flowmaker.core.Message;
import dev.flowmaker.journal.Codec;
import org.agrona.ExpandableArrayBuffer;

/** Copies of messages that their reader would use again. */
public final class Copies {
    private Copies() {}

    @SuppressWarnings("unchecked")
    public static <M extends Message> M of(M message) {
        Codec codec = new Codec();
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        int length = codec.encode(message, buffer, 0);
        return (M) codec.decode(buffer, 0, length);
    }
}
