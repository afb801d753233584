package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.agrona.sbe.MessageEncoderFlyweight;

/** How one kind of message lies in bytes, below message header and stamp. Holds the one instance it reads into. */
abstract class Template<M extends Message, E extends MessageEncoderFlyweight, D extends MessageDecoderFlyweight> {
    final M message;
    final E out;
    final D in;

    Template(M message, E out, D in) {
        this.message = message;
        this.out = out;
        this.in = in;
    }

    /** Puts the fields of {@code m} through {@link #out}, in the schema's order. */
    abstract void write(M m);

    /** Sets every field of {@code m} from {@link #in}, in the schema's order. */
    abstract void read(M m);

    /** Writes the body at {@code offset} and returns where it ends. */
    @SuppressWarnings("unchecked")
    final int encode(Message m, MutableDirectBuffer buffer, int offset) {
        out.wrap(buffer, offset);
        write((M) m);
        return out.limit();
    }

    /** Reads the body at {@code offset}; returns where it ends. */
    final int decode(DirectBuffer buffer, int offset, int blockLength, int version) {
        in.wrap(buffer, offset, blockLength, version);
        read(message);
        return in.limit();
    }
}
