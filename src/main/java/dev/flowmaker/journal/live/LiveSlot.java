package dev.flowmaker.journal.live;

import java.lang.invoke.VarHandle;
import java.util.Objects;
import net.openhft.chronicle.bytes.Byteable;
import net.openhft.chronicle.bytes.BytesStore;
import org.jspecify.annotations.Nullable;

/**
 * A value of the map, held by its place in memory. It has room for two pictures: the one that counts is
 * {@code version % 2}, and the next is written into the other, so that a writer that stops in the middle, even for good,
 * leaves a whole one.
 *
 * <pre>
 *  0  int64  {@link #MAGIC}
 *  8  int32  slot, from 0
 * 12  int32  layout of the pictures, {@link #LAYOUT}
 * 16  int64  version
 * 32  picture 0, then picture 1, each {@value #PICTURE_BYTES} bytes:
 *       0  int32  length of its bytes   4  int32  their CRC32C   8  int64  sequence of the input it shows   16  bytes
 * </pre>
 *
 * All in the machine's own byte order.
 */
public final class LiveSlot implements Byteable {
    static final long MAGIC = 0x464d_4c49_5645_0001L;
    static final int LAYOUT = 3;
    static final int PICTURE_BYTES = 16 * 1024;
    static final int PICTURES_AT = 32;
    static final int PICTURE_HEADER = 16;
    static final int BYTES = PICTURES_AT + 2 * PICTURE_BYTES;
    static final int SLOT_AT = 8;
    static final int LAYOUT_AT = 12;
    static final int VERSION_AT = 16;

    private @Nullable BytesStore<?, ?> store;
    private long offset;

    /** Made by the map. */
    public LiveSlot() {}

    @Override
    @SuppressWarnings("rawtypes")
    public void bytesStore(BytesStore newStore, long newOffset, long length) {
        store = newStore;
        offset = newOffset;
    }

    @Override
    public BytesStore<?, ?> bytesStore() {
        return Objects.requireNonNull(store);
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long maxSize() {
        return BYTES;
    }

    /** Fills a fresh value. */
    void format(int slot) {
        BytesStore<?, ?> to = bytesStore();
        to.zeroOut(offset, offset + BYTES);
        to.writeInt(offset + SLOT_AT, slot);
        to.writeInt(offset + LAYOUT_AT, LAYOUT);
        to.writeOrderedLong(offset, MAGIC);
    }

    /**
     * Writes the next picture and makes it the one that counts.
     *
     * @param sequence of the input it shows
     */
    void publish(byte[] bytes, int length, int checksum, long sequence) {
        if (length > PICTURE_BYTES - PICTURE_HEADER) {
            throw new IllegalArgumentException("a picture of " + length + " bytes");
        }
        BytesStore<?, ?> to = bytesStore();
        long version = to.readLong(offset + VERSION_AT) + 1;
        long at = offset + PICTURES_AT + (version & 1) * PICTURE_BYTES;
        to.writeInt(at, length);
        to.writeInt(at + 4, checksum);
        to.writeLong(at + 8, sequence);
        to.write(at + PICTURE_HEADER, bytes, 0, length);
        to.writeOrderedLong(offset + VERSION_AT, version);
        // The next picture's bytes must not be seen before this version is.
        VarHandle.storeStoreFence();
    }
}
