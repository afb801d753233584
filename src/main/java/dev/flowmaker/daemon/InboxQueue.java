package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.journal.Codec;
import dev.flowmaker.venue.Inbox;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Events from the venue's threads to the event loop, as bytes in one bounded ring, in the order they came.
 *
 * <p>When it is full: <b>market data</b> may fill three quarters of it. What comes then is dropped and counted, and the
 * book it belonged to is dead until a whole one gets through, which arrives as an event with a reset: the feed is told
 * by {@link #wantsWholeBook}. Touches may fill half of it: one that is dropped is made good by the next frame of the book.
 * <b>Everything else</b> (our orders, balances, connections, operators) has the last quarter
 * to itself; when even that is full its producer waits up to a second, and then the queue is overrun: that event is
 * lost, and {@link #overrun} makes the loop halt. The gateway's threads are held up by nothing longer.
 */
final class InboxQueue implements Inbox {
    private static final long MAX_WAIT_NANOS = 1_000_000_000L;
    private static final long WAIT_STEP_NANOS = 50_000;
    /** The ring's own word on each record; records carry their kind themselves. */
    private static final int RECORD = 1;

    private final ManyToOneRingBuffer ring;
    private final int marketDataLimit;
    private final int touchLimit;
    private final AtomicIntegerArray wholeBookWanted;
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadLocal<Encoder> encoders = ThreadLocal.withInitial(Encoder::new);
    private final Codec decoder = new Codec();
    private volatile boolean overrun;
    private volatile boolean closed;
    private volatile boolean sleeping;
    private volatile @Nullable Thread sleeper;

    private static final class Encoder {
        final Codec codec = new Codec();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
    }

    /** @param capacityBytes a power of two */
    InboxQueue(int capacityBytes, int markets) {
        ring = new ManyToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(capacityBytes + RingBufferDescriptor.TRAILER_LENGTH)));
        marketDataLimit = capacityBytes / 4 * 3;
        touchLimit = capacityBytes / 2;
        wholeBookWanted = new AtomicIntegerArray(markets);
    }

    @Override
    public void offer(Message event) {
        if (closed) {
            return;
        }
        boolean taken = switch (event.kind()) {
            case BOOK_UPDATE, TRADE -> offerMarketData(event);
            case TOUCH_UPDATE -> offerTouch(event);
            default -> offerOwn(event);
        };
        if (!taken) {
            return;
        }
        // The loop says that it sleeps before it looks a last time; we look after we wrote.
        VarHandle.fullFence();
        if (sleeping) {
            LockSupport.unpark(sleeper);
        }
    }

    @Override
    public boolean wantsWholeBook(int market) {
        return wholeBookWanted.get(market) != 0;
    }

    private boolean offerMarketData(Message event) {
        boolean whole = event instanceof BookUpdate update && update.reset != ResetReason.NONE;
        boolean dead = wantsWholeBook(event.market) && event instanceof BookUpdate && !whole;
        if (dead || ring.size() > marketDataLimit || !write(event)) {
            dropped.incrementAndGet();
            wholeBookWanted.set(event.market, 1);
            return false;
        }
        if (whole) {
            wholeBookWanted.set(event.market, 0);
        }
        return true;
    }

    private boolean offerTouch(Message event) {
        boolean taken = !wantsWholeBook(event.market) && ring.size() <= touchLimit && write(event);
        if (!taken) {
            dropped.incrementAndGet();
        }
        return taken;
    }

    private boolean offerOwn(Message event) {
        long deadline = System.nanoTime() + MAX_WAIT_NANOS;
        while (!write(event)) {
            if (closed) {
                return false;
            }
            if (System.nanoTime() - deadline > 0) {
                overrun = true;
                return false;
            }
            LockSupport.parkNanos(WAIT_STEP_NANOS);
        }
        return true;
    }

    private boolean write(Message event) {
        Encoder encoder = encoders.get();
        int length = encoder.codec.encode(event, encoder.buffer, 0);
        return length <= ring.maxMsgLength() && ring.write(RECORD, encoder.buffer, 0, length);
    }

    /** Hands out at most {@code limit} events; each is valid until the next of its kind. The loop's thread only. */
    int drain(Consumer<Message> to, int limit) {
        MessageHandler handler = (type, buffer, index, length) -> to.accept(decoder.decode(buffer, index, length));
        int taken = ring.read(handler, limit);
        // A read ends where the ring does: what lies beyond comes with the next.
        return taken > 0 || ring.size() == 0 ? taken : ring.read(handler, limit);
    }

    /** Sleeps until an event comes, at most that long. The loop's thread only. */
    void await(long maxNanos) {
        sleeper = Thread.currentThread();
        sleeping = true;
        VarHandle.fullFence();
        if (ring.size() == 0) {
            LockSupport.parkNanos(this, maxNanos);
        }
        sleeping = false;
    }

    /** Whether an event that must not be lost was. */
    boolean overrun() {
        return overrun;
    }

    /** Market data dropped so far. */
    long dropped() {
        return dropped.get();
    }

    /** Room taken by events that wait. */
    int waitingBytes() {
        return ring.size();
    }

    /** From here on events are ignored: the session has ended. */
    void close() {
        closed = true;
    }
}
