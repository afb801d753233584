package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.core.event.TimerFired;
import dev.flowmaker.core.market.Instrument;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class CodecTest {
    private static final long SEED = 7;

    private final Codec codec = new Codec();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

    @Test
    void shouldCoverEveryKindOfMessage() {
        Set<MessageKind> found = EnumSet.noneOf(MessageKind.class);
        for (Message message : MessageFiller.everyMessage()) {
            assertTrue(found.add(message.kind()), "two classes of kind " + message.kind());
        }
        assertEquals(EnumSet.allOf(MessageKind.class), found);
        for (MessageKind kind : found) {
            assertTrue(codec.covers(kind), "no codec for " + kind);
        }
    }

    @Test
    void shouldReadEveryFieldOfEveryKindAsWritten() {
        MessageFiller filler = new MessageFiller(SEED);
        for (Message message : MessageFiller.everyMessage()) {
            for (int i = 0; i < 200; i++) {
                filler.fill(message);
                int offset = 4 * i;
                int length = codec.encode(message, buffer, offset);
                assertEquals(0, length % 4);
                Message read = codec.decode(buffer, offset, length);
                assertEquals(FieldList.of(message), FieldList.of(read), "seed " + SEED + ", round " + i);
                if (message instanceof Snapshot snapshot) {
                    assertArrayEquals(state(snapshot), state((Snapshot) read));
                }
            }
        }
    }

    private static byte[] state(Snapshot snapshot) {
        return Arrays.copyOf(snapshot.state, snapshot.length);
    }

    @Test
    void shouldReuseOneInstancePerKind() {
        int length = codec.encode(new TimerFired(), buffer, 0);
        assertSame(codec.decode(buffer, 0, length), codec.decode(buffer, 0, length));
    }

    @Test
    void shouldKeepTheAbsenceOfAPrice() {
        Decision decision = new Decision();
        decision.addQuote();
        Decision read = (Decision) codec.decode(buffer, 0, codec.encode(decision, buffer, 0));
        assertEquals(Instrument.NO_PRICE, read.bidTicks);
        assertEquals(Instrument.NO_PRICE, read.quote(0).priceTicks);
        assertEquals(Instrument.NO_PRICE, read.quote(0).workingPriceTicks);
    }

    @Test
    void shouldFindEveryFlippedBitOfARecord() {
        MessageFiller filler = new MessageFiller(SEED);
        for (Message message : MessageFiller.everyMessage()) {
            filler.fill(message);
            int length = codec.encode(message, buffer, 0);
            for (int bit = 0; bit < length * 8; bit++) {
                flip(bit);
                assertThrows(
                        JournalException.class,
                        () -> codec.decode(buffer, 0, length),
                        message.kind().name());
                flip(bit);
            }
            codec.decode(buffer, 0, length);
        }
    }

    private void flip(int bit) {
        buffer.putByte(bit / 8, (byte) (buffer.getByte(bit / 8) ^ 1 << bit % 8));
    }

    @Test
    void shouldFindEveryTruncation() {
        MessageFiller filler = new MessageFiller(SEED);
        for (Message message : MessageFiller.everyMessage()) {
            filler.fill(message);
            int length = codec.encode(message, buffer, 0);
            for (int shorter = 0; shorter < length; shorter++) {
                int cut = shorter;
                assertThrows(
                        JournalException.class,
                        () -> codec.decode(buffer, 0, cut),
                        message.kind().name());
            }
        }
    }

    @Test
    void shouldNameWhatItCannotRead() {
        int newer = Codec.VERSION + 1;
        refuse("schema version " + newer + " is newer", () -> buffer.putShort(6, (short) newer));
        refuse("unknown kind of record 99", () -> buffer.putShort(2, (short) 99));
        refuse("not a record of flowmaker", () -> buffer.putShort(4, (short) 7));
        int source = Frame.LENGTH + 3 * Long.BYTES;
        refuse("unknown Source code 200", () -> buffer.putByte(source, (byte) 200));
        refuse("truncated", () -> buffer.putInt(source + 1, 1_000_000));
    }

    /** Changes a record and gives it the right checksum again. */
    private void refuse(String words, Runnable change) {
        int length = codec.encode(new OrderAccepted(), buffer, 0);
        change.run();
        buffer.putInt(Frame.CHECKSUM, new Checksum().of(buffer, 0, length));
        JournalException e = assertThrows(JournalException.class, () -> codec.decode(buffer, 0, length));
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertTrue(!e.remedy().isEmpty());
    }

    @Test
    void shouldReadFromAnyKindOfBuffer() {
        Message message = new MessageFiller(SEED).next(MessageKind.DECISION);
        int length = codec.encode(message, buffer, 0);
        UnsafeBuffer direct = new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(length + 8));
        direct.putBytes(8, buffer, 0, length);
        assertEquals(FieldList.of(message), FieldList.of(codec.decode(direct, 8, length)));
    }

    @Test
    void shouldAllocateNothingInTheQuotingLoop() {
        List<MessageKind> loop = List.of(
                MessageKind.BOOK_UPDATE,
                MessageKind.TRADE,
                MessageKind.FILL,
                MessageKind.ORDER_CANCELED,
                MessageKind.TIMER_FIRED,
                MessageKind.BALANCE,
                MessageKind.DECISION,
                MessageKind.PLACE_ORDER,
                MessageKind.CANCEL_ORDER);
        MessageFiller filler = new MessageFiller(SEED);
        List<Message> messages =
                new java.util.ArrayList<>(loop.stream().map(filler::next).toList());
        messages.add(new OrderAccepted());
        Message[] all = messages.toArray(new Message[0]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        roundTrips(all, 2_000);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            roundTrips(all, 1_000);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < 1_000, least + " bytes for 10,000 messages");
    }

    private void roundTrips(Message[] messages, int rounds) {
        for (int i = 0; i < rounds; i++) {
            for (Message message : messages) {
                codec.decode(buffer, 0, codec.encode(message, buffer, 0));
            }
        }
    }
}
