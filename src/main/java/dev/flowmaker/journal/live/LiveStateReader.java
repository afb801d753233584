package dev.flowmaker.journal.live;

import dev.flowmaker.journal.JournalException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal's live state from any process. The map's file is mapped read-only and its slots are found by the mark
 * they begin with: the map itself is not opened, no lock of it is taken and nothing in it can be changed, so that a reader
 * may be killed or stopped anywhere without the daemon knowing. When a new session has put a new file in its place, the
 * next {@link #read} reads that.
 */
public final class LiveStateReader {
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int MOST_TRIES = 1_000;
    private static final int MOST_SLOTS = 1_000;

    private final Path file;
    private final CRC32C crc = new CRC32C();
    private @Nullable Object fileKey;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private final Map<Integer, Integer> slotAt = new HashMap<>();

    /** @param journal the journal's folder */
    public LiveStateReader(Path journal) {
        this.file = LiveStateWriter.file(journal);
    }

    /** Whether there is any, of whatever session. */
    public static boolean exists(Path journal) {
        return Files.isRegularFile(LiveStateWriter.file(journal));
    }

    /**
     * The newest picture.
     *
     * @throws JournalException when there is none, or it is of another version
     */
    public LiveState read() {
        if (!Files.exists(file)) {
            throw new JournalException(
                    "no live state: no daemon of this version has run on this journal",
                    file.toString(),
                    "start one with `run`, or name another journal");
        }
        try {
            open();
            LiveCodec.Session session = LiveCodec.readSession(picture(0));
            List<SessionView.Market> markets = new ArrayList<>();
            for (int i = 1; i <= session.markets(); i++) {
                markets.add(LiveCodec.readMarket(picture(i)));
            }
            return new LiveState(session.daemon(), session.view().with(markets));
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    private JournalException unreadable(String why, @Nullable Throwable cause) {
        return new JournalException(
                "the live state cannot be read (" + why + ")",
                file.toString(),
                "use the flowmaker that runs the daemon",
                cause);
    }

    private void open() throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        if (key != null && Objects.equals(key, fileKey) && !slotAt.isEmpty()) {
            return;
        }
        slotAt.clear();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            bytes = mapped.order(ByteOrder.nativeOrder());
        }
        for (int at = 0; at + LiveSlot.BYTES <= bytes.limit(); at += Long.BYTES) {
            if (bytes.getLong(at) != LiveSlot.MAGIC) {
                continue;
            }
            int slot = bytes.getInt(at + LiveSlot.SLOT_AT);
            if (bytes.getInt(at + LiveSlot.LAYOUT_AT) != LiveSlot.LAYOUT || slot < 0 || slot > MOST_SLOTS) {
                throw unreadable("its layout is another version's", null);
            }
            slotAt.put(slot, at);
            at += LiveSlot.BYTES - Long.BYTES;
        }
        fileKey = key;
    }

    private byte[] picture(int slot) {
        Integer at = slotAt.get(slot);
        if (at == null) {
            throw unreadable("slot " + slot + " is missing", null);
        }
        for (int i = 0; i < MOST_TRIES; i++) {
            byte[] picture = tryPicture(at);
            if (picture != null) {
                return picture;
            }
            Thread.onSpinWait();
        }
        throw unreadable("slot " + slot + " holds no whole picture", null);
    }

    /** A picture, or null when it changed under our hands. */
    private byte @Nullable [] tryPicture(int slot) {
        long version = (long) LONGS.getAcquire(bytes, slot + LiveSlot.VERSION_AT);
        int at = slot + LiveSlot.PICTURES_AT + (int) (version & 1) * LiveSlot.PICTURE_BYTES;
        int length = bytes.getInt(at);
        if (version == 0 || length < 0 || length > LiveSlot.PICTURE_BYTES - LiveSlot.PICTURE_HEADER) {
            return null;
        }
        int checksum = bytes.getInt(at + 4);
        long sequence = bytes.getLong(at + 8);
        byte[] picture = new byte[length];
        bytes.get(at + LiveSlot.PICTURE_HEADER, picture);
        VarHandle.acquireFence();
        boolean same = (long) LONGS.getAcquire(bytes, slot + LiveSlot.VERSION_AT) == version;
        return same && LiveStateWriter.checksum(crc, picture, sequence) == checksum ? picture : null;
    }
}
