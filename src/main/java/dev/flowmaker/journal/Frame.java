package dev.flowmaker.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.journal.sbe.MessageHeaderEncoder;
import dev.flowmaker.journal.sbe.StampEncoder;
import org.agrona.DirectBuffer;

/** What every record begins with: the message header, then the stamp. Reads single fields of it without decoding. */
public final class Frame {
    static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;
    static final int CHECKSUM = BODY + StampEncoder.checksumEncodingOffset();
    /** Bytes of the shortest record. */
    static final int LENGTH = BODY + StampEncoder.ENCODED_LENGTH;
    /** Records are padded to a multiple of this, so that the queue adds no bytes the checksum would not cover. */
    static final int ALIGNMENT = 4;

    private static final MessageKind[] KIND_BY_CODE = new MessageKind[256];

    static {
        for (MessageKind kind : MessageKind.values()) {
            KIND_BY_CODE[kind.code()] = kind;
        }
    }

    private Frame() {}

    /** The kind of the record at {@code offset}; throws JournalException for one this build does not know. */
    public static MessageKind kind(DirectBuffer buffer, int offset) {
        return kind(templateId(buffer, offset));
    }

    static MessageKind kind(int code) {
        MessageKind kind = code < KIND_BY_CODE.length ? KIND_BY_CODE[code] : null;
        if (kind == null) {
            throw new JournalException("unknown kind of record " + code, "", "read it with a newer flowmaker");
        }
        return kind;
    }

    static int blockLength(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + MessageHeaderEncoder.blockLengthEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
    }

    static int templateId(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + MessageHeaderEncoder.templateIdEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
    }

    static int schemaId(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + MessageHeaderEncoder.schemaIdEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
    }

    static int version(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + MessageHeaderEncoder.versionEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
    }

    static int checksum(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + CHECKSUM, LITTLE_ENDIAN);
    }

    static int market(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + BODY + StampEncoder.marketEncodingOffset(), LITTLE_ENDIAN);
    }

    static long sequence(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + BODY + StampEncoder.sequenceEncodingOffset(), LITTLE_ENDIAN);
    }

    static long timeNanos(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + BODY + StampEncoder.timeNanosEncodingOffset(), LITTLE_ENDIAN);
    }

    static long causeSequence(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + BODY + StampEncoder.causeSequenceEncodingOffset(), LITTLE_ENDIAN);
    }
}
