package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.ResetReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InboxQueueTest {
    private static final int CAPACITY = 1 << 16;

    private final InboxQueue inbox = new InboxQueue(CAPACITY, 2);

    @Test
    void shouldHandOutWhatItTookWithoutKeepingIt() {
        BookUpdate book = book(1, ResetReason.NONE, 3);
        book.updateId = 77;
        inbox.offer(book);
        book.updateId = 78;
        book.levels.clear();
        List<Long> seen = new ArrayList<>();
        assertEquals(
                1,
                inbox.drain(
                        event -> {
                            BookUpdate copy = (BookUpdate) event;
                            seen.add(copy.updateId);
                            seen.add((long) copy.levels.count());
                            seen.add((long) copy.market);
                        },
                        10));
        assertEquals(List.of(77L, 3L, 1L), seen);
    }

    @Test
    void shouldKeepEachProducersOrder() throws InterruptedException {
        int producers = 4;
        int each = 2_000;
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int producer = p;
            threads.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    inbox.offer(fill(producer, i));
                }
            }));
        }
        threads.forEach(Thread::start);
        int[] next = new int[producers];
        int taken = 0;
        while (taken < producers * each) {
            taken += inbox.drain(
                    event -> {
                        Fill fill = (Fill) event;
                        assertEquals(next[(int) fill.orderId]++, fill.tradeId);
                    },
                    100);
            inbox.await(1_000_000);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertFalse(inbox.overrun());
    }

    @Test
    void shouldDropMarketDataWhenFullAndTakeTheBookAgainOnlyWhole() {
        int taken = 0;
        while (!inbox.wantsWholeBook(0)) {
            inbox.offer(book(0, ResetReason.NONE, 20));
            taken++;
        }
        assertTrue(taken > 50, "room for many: " + taken);
        assertEquals(1, inbox.dropped());
        assertFalse(inbox.wantsWholeBook(1), "the other market lost nothing yet");

        Fill own = fill(1, 1);
        inbox.offer(own);
        List<MessageKind> kinds = new ArrayList<>();
        inbox.drain(event -> kinds.add(event.kind()), Integer.MAX_VALUE);
        assertEquals(taken, kinds.size(), "all that were taken, and our own");
        assertEquals(MessageKind.FILL, kinds.get(kinds.size() - 1), "our own events still have room");

        inbox.offer(book(0, ResetReason.NONE, 1));
        assertEquals(0, drain().size(), "a change to a book with a hole is worthless");
        inbox.offer(book(0, ResetReason.RESYNC, 1));
        inbox.offer(book(0, ResetReason.NONE, 1));
        assertEquals(2, drain().size());
        assertFalse(inbox.wantsWholeBook(0));
        assertFalse(inbox.overrun());
    }

    @Test
    void shouldDropABookThatIsLargerThanTheQueueTakes() {
        inbox.offer(book(0, ResetReason.SNAPSHOT, 5_000));
        assertTrue(inbox.wantsWholeBook(0));
        assertEquals(1, inbox.dropped());
    }

    @Test
    void shouldHoldUpAProducerOfOwnEventsUntilThereIsRoom() throws InterruptedException {
        fillUp();
        CountDownLatch offered = new CountDownLatch(1);
        Thread producer = new Thread(() -> {
            inbox.offer(fill(5, 99));
            offered.countDown();
        });
        producer.start();
        assertEquals(1, offered.getCount(), "it waits");
        int drained = drain().size();
        offered.await();
        producer.join();
        List<Message> rest = drain();
        assertTrue(drained > 0);
        assertEquals(1, rest.size());
        assertFalse(inbox.overrun());
    }

    @Test
    void shouldBeOverrunWhenThereIsNoRoomForLong() {
        fillUp();
        inbox.offer(fill(5, 99));
        assertTrue(inbox.overrun(), "lost, and said");
    }

    @Test
    void shouldWakeItsSleeper() throws InterruptedException {
        Thread sleeper = new Thread(() -> {
            int taken = 0;
            while (taken == 0) {
                taken = inbox.drain(event -> {}, 1);
                inbox.await(3_600_000_000_000L);
                taken += inbox.drain(event -> {}, 1);
            }
        });
        sleeper.start();
        while (sleeper.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        inbox.offer(new OperatorRequest());
        sleeper.join();
    }

    private void fillUp() {
        InboxQueue probe = new InboxQueue(CAPACITY, 1);
        int length = 0;
        // As many as fit: counted on a queue of the same size, whose last one is lost after the wait.
        while (!probe.overrun()) {
            probe.offer(fill(0, length++));
        }
        for (int i = 0; i < length - 1; i++) {
            inbox.offer(fill(0, i));
        }
        assertFalse(inbox.overrun());
    }

    private List<Message> drain() {
        List<Message> events = new ArrayList<>();
        inbox.drain(events::add, Integer.MAX_VALUE);
        return events;
    }

    private static BookUpdate book(int market, ResetReason reset, int levels) {
        BookUpdate book = new BookUpdate();
        book.market = market;
        book.reset = reset;
        for (int i = 0; i < levels; i++) {
            book.levels.add(Side.BUY, 100 - i, 1);
        }
        return book;
    }

    private static Fill fill(long orderId, long tradeId) {
        Fill fill = new Fill();
        fill.market = 0;
        fill.orderId = orderId;
        fill.tradeId = tradeId;
        return fill;
    }
}
