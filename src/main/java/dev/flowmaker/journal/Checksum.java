package dev.flowmaker.journal;

import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/** CRC32C of a record, the checksum's own four bytes left out. */
final class Checksum {
    private final CRC32C crc = new CRC32C();
    private byte[] scratch = new byte[0];

    int of(DirectBuffer buffer, int offset, int length) {
        byte[] array = buffer.byteArray();
        int start = buffer.wrapAdjustment() + offset;
        if (array == null) {
            if (scratch.length < length) {
                scratch = new byte[length];
            }
            buffer.getBytes(offset, scratch, 0, length);
            array = scratch;
            start = 0;
        }
        crc.reset();
        crc.update(array, start, Frame.CHECKSUM);
        int rest = Frame.CHECKSUM + Integer.BYTES;
        crc.update(array, start + rest, length - rest);
        return (int) crc.getValue();
    }
}
