package dev.flowmaker.journal.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.journal.JournalException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LiveStateTest {
    @TempDir
    private Path journal;

    @Test
    void shouldShowEveryFieldToAnotherReader() {
        try (LiveStateWriter writer = LiveStateWriter.create(journal, 2)) {
            LiveStateReader reader = new LiveStateReader(journal);
            for (int n = 1; n < 10; n++) {
                LiveState picture = Pictures.of(n, 2, n == 5 ? StopReason.FAILED : null);
                writer.publish(picture);
                assertEquals(picture, reader.read());
            }
        }
    }

    @Test
    void shouldShowTheLastPictureWhenItsWriterIsGone() {
        try (LiveStateWriter writer = LiveStateWriter.create(journal, 1)) {
            writer.publish(Pictures.of(8, 1, null));
        }
        assertEquals(Pictures.of(8, 1, null), new LiveStateReader(journal).read());
    }

    @Test
    void shouldReadTheNextSessionOnceItIsThere() {
        LiveStateReader reader = new LiveStateReader(journal);
        try (LiveStateWriter first = LiveStateWriter.create(journal, 1)) {
            first.publish(Pictures.of(1, 1, null));
            assertEquals(1, reader.read().view().timeNanos());
            try (LiveStateWriter second = LiveStateWriter.create(journal, 3)) {
                second.publish(Pictures.of(2, 3, null));
                first.publish(Pictures.of(3, 1, null));
                assertEquals(Pictures.of(2, 3, null), reader.read());
            }
        }
    }

    @Test
    @Timeout(120)
    void shouldNeverShowAPictureThatWasNeverWritten() throws Exception {
        try (LiveStateWriter writer = LiveStateWriter.create(journal, 1)) {
            writer.publish(Pictures.of(1, 1, null));
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int n = 2; !done.get(); n++) {
                    writer.publish(Pictures.of(n, 1, null));
                }
            });
            LiveStateReader reader = new LiveStateReader(journal);
            long last = 0;
            long changes = 0;
            for (int i = 0; i < 20_000 || changes < 100; i++) {
                LiveState read = reader.read();
                long n = read.view().timeNanos();
                LiveState whole = Pictures.of(n, 1, null);
                assertEquals(whole.daemon(), read.daemon());
                // A market's slot is written before its session's, so it may be newer by some.
                long market = read.view().markets().get(0).bidTicks();
                assertTrue(market >= n, market + " after " + n);
                assertEquals(
                        Pictures.of(market, 1, null).view().markets(),
                        read.view().markets());
                assertTrue(n >= last);
                changes += n > last ? 1 : 0;
                last = n;
            }
            done.set(true);
            writing.get();
        }
    }

    @Test
    void shouldShowTheLastWholePictureWhenTheWriterStoppedInTheMiddle() throws Exception {
        Random random = new Random(5);
        try (LiveStateWriter writer = LiveStateWriter.create(journal, 1)) {
            writer.publish(Pictures.of(1, 1, null));
            writer.publish(Pictures.of(2, 1, null));
        }
        // As far as it got with the third: some bytes of the picture that does not count.
        try (RandomAccessFile file =
                new RandomAccessFile(LiveStateWriter.file(journal).toFile(), "rw")) {
            byte[] all = Files.readAllBytes(LiveStateWriter.file(journal));
            ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.nativeOrder());
            int slots = 0;
            for (int at = 0; at + LiveSlot.BYTES <= all.length; at += 8) {
                if (bytes.getLong(at) == LiveSlot.MAGIC) {
                    slots++;
                    long next = bytes.getLong(at + LiveSlot.VERSION_AT) + 1;
                    byte[] junk = new byte[100];
                    random.nextBytes(junk);
                    file.seek(at + LiveSlot.PICTURES_AT + (next & 1) * LiveSlot.PICTURE_BYTES);
                    file.write(junk);
                }
            }
            assertEquals(2, slots);
        }
        assertEquals(Pictures.of(2, 1, null), new LiveStateReader(journal).read());
    }

    @Test
    void shouldRefuseWithWordsWhatItCannotRead() throws Exception {
        LiveStateReader reader = new LiveStateReader(journal);
        assertTrue(
                assertThrows(JournalException.class, reader::read).getMessage().contains("no live state"));
        try (LiveStateWriter writer = LiveStateWriter.create(journal, 1)) {
            writer.publish(Pictures.of(2, 1, null));
        }
        Path file = LiveStateWriter.file(journal);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(9);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bad = whole.clone();
            for (int j = 0; j < 2_000; j++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Files.deleteIfExists(file);
            Files.write(file, i % 2 == 0 ? bad : java.util.Arrays.copyOf(bad, random.nextInt(bad.length)));
            try {
                // What is read must be what was written.
                assertEquals(Pictures.of(2, 1, null), new LiveStateReader(journal).read());
            } catch (JournalException e) {
                refused++;
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
        assertTrue(refused > 100, refused + " refused");
    }

    @Test
    void shouldNotTouchWhatItReads() throws Exception {
        try (LiveStateWriter writer = LiveStateWriter.create(journal, 1)) {
            writer.publish(Pictures.of(2, 1, null));
        }
        Path file = LiveStateWriter.file(journal);
        byte[] before = Files.readAllBytes(file);
        assertTrue(file.toFile().setWritable(false));
        for (int i = 0; i < 100; i++) {
            new LiveStateReader(journal).read();
        }
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void shouldBeForItsOwnersEyesOnly() throws Exception {
        try (LiveStateWriter writer = LiveStateWriter.create(journal, 1)) {
            writer.publish(Pictures.of(2, 1, null));
            Path file = LiveStateWriter.file(journal);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals(
                    "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling(""))));
        }
    }
}
