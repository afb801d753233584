package dev.flowmaker.journal.live;

import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * The one writer of a journal's live state, for one thread. The file is made anew, aside, and takes the old one's place;
 * its map holds a slot for the session and one for each market, put there once. From then on they are written through
 * their places in memory: no lock of the map is taken, so that no reader can hold one that we wait for.
 */
public final class LiveStateWriter implements AutoCloseable {
    private static final String NEW = ".new";

    private final ChronicleMap<Integer, LiveSlot> map;
    private final List<LiveSlot> slots = new ArrayList<>();
    private final CRC32C crc = new CRC32C();
    private final Path aside;
    private final Path file;
    private boolean inPlace;

    private LiveStateWriter(ChronicleMap<Integer, LiveSlot> map, int count, Path aside, Path file) {
        this.map = map;
        this.aside = aside;
        this.file = file;
        for (int i = 0; i < count; i++) {
            slots.add(put(i));
        }
    }

    /** Where a journal's live state is. */
    static Path file(Path journal) {
        return journal.resolve("live").resolve("state");
    }

    /** Makes it, out of sight until the first picture. Throws JournalException when that cannot be done. */
    public static LiveStateWriter create(Path journal, int markets) {
        Path file = file(journal);
        try {
            Path folder = OwnerOnly.folder(file.resolveSibling(""));
            deleteLeftovers(folder);
            // A name of its own: Chronicle shares open files by their names.
            Path aside = folder.resolve(UUID.randomUUID() + NEW);
            ChronicleMap<Integer, LiveSlot> map = ChronicleMap.of(Integer.class, LiveSlot.class)
                    .name("flowmaker-live")
                    .entries(markets + 1)
                    .actualSegments(1)
                    .entryAndValueOffsetAlignment(Long.BYTES)
                    .checksumEntries(false)
                    .skipCloseOnExitHook(true)
                    .createPersistedTo(aside.toFile());
            try {
                OwnerOnly.file(aside);
                return new LiveStateWriter(map, markets + 1, aside, file);
            } catch (IOException | RuntimeException | InternalError e) {
                map.close();
                throw e;
            }
        } catch (IOException | RuntimeException | InternalError e) {
            throw new JournalException(
                    "the live state cannot be made (" + e + ")", file.toString(), "check rights and disk", e);
        }
    }

    /** Files of writers that died while they made them. */
    private static void deleteLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + NEW)) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }

    private LiveSlot put(int index) {
        LiveSlot blank = new LiveSlot();
        blank.bytesStore(
                BytesStore.wrap(ByteBuffer.allocateDirect(LiveSlot.BYTES).order(ByteOrder.nativeOrder())),
                0,
                LiveSlot.BYTES);
        blank.format(index);
        map.put(index, blank);
        LiveSlot held = new LiveSlot();
        if (map.getUsing(index, held) != held || held.address() % Long.BYTES != 0) {
            throw new IllegalStateException("the map gives no place for slot " + index);
        }
        return held;
    }

    /** Shows a new picture; markets first, so that the session's slot is never newer than they are. */
    public void publish(LiveState state) {
        long sequence = state.view().sequence();
        List<SessionView.Market> markets = state.view().markets();
        for (int i = 0; i < markets.size(); i++) {
            publish(slots.get(i + 1), LiveCodec.market(markets.get(i)), sequence);
        }
        publish(slots.get(0), LiveCodec.session(state), sequence);
        if (!inPlace) {
            takePlace();
        }
    }

    /** From here on readers find this one, with a picture in it. */
    private void takePlace() {
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            inPlace = true;
        } catch (IOException e) {
            throw new JournalException(
                    "the live state cannot be put into place (" + e + ")", file.toString(), "check rights", e);
        }
    }

    private void publish(LiveSlot slot, byte[] bytes, long sequence) {
        slot.publish(bytes, bytes.length, checksum(crc, bytes, sequence), sequence);
    }

    static int checksum(CRC32C crc, byte[] bytes, long sequence) {
        crc.reset();
        crc.update(bytes);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            crc.update((int) (sequence >>> shift) & 0xff);
        }
        return (int) crc.getValue();
    }

    /** The file stays, for those who want to see how it ended. */
    @Override
    public void close() {
        map.close();
    }
}
