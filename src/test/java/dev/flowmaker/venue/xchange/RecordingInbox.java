package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.journal.FieldList;
import dev.flowmaker.venue.Inbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps a copy of every event and lets a test wait for one. */
public final class RecordingInbox implements Inbox {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Message> events = new ArrayList<>();

    @Override
    public synchronized void offer(Message event) {
        events.add(copy(event));
        notifyAll();
    }

    /** Books, touches and trades are reused by their producer; everything else is made anew each time. */
    static Message copy(Message event) {
        if (event instanceof BookUpdate update) {
            return copy(update);
        }
        if (event instanceof TouchUpdate touch) {
            return copy(touch);
        }
        return event instanceof Trade trade ? copy(trade) : event;
    }

    private static BookUpdate copy(BookUpdate from) {
        BookUpdate to = new BookUpdate();
        to.market = from.market;
        to.exchangeTimeNanos = from.exchangeTimeNanos;
        to.receiveTimeNanos = from.receiveTimeNanos;
        to.updateId = from.updateId;
        to.reset = from.reset;
        for (int i = 0; i < from.levels.count(); i++) {
            to.levels.add(from.levels.side(i), from.levels.priceTicks(i), from.levels.lots(i));
        }
        return to;
    }

    private static TouchUpdate copy(TouchUpdate from) {
        TouchUpdate to = new TouchUpdate();
        to.market = from.market;
        to.exchangeTimeNanos = from.exchangeTimeNanos;
        to.receiveTimeNanos = from.receiveTimeNanos;
        to.updateId = from.updateId;
        to.bidTicks = from.bidTicks;
        to.bidLots = from.bidLots;
        to.askTicks = from.askTicks;
        to.askLots = from.askLots;
        return to;
    }

    private static Trade copy(Trade from) {
        Trade to = new Trade();
        to.market = from.market;
        to.exchangeTimeNanos = from.exchangeTimeNanos;
        to.receiveTimeNanos = from.receiveTimeNanos;
        to.tradeId = from.tradeId;
        to.priceTicks = from.priceTicks;
        to.lots = from.lots;
        to.aggressor = from.aggressor;
        return to;
    }

    public synchronized List<Message> all() {
        return List.copyOf(events);
    }

    public synchronized <T extends Message> List<T> all(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public synchronized int size() {
        return events.size();
    }

    /** The first event of a type that fits, waiting for it; fails with all that came when it does not come. */
    public <T extends Message> T await(Class<T> type, Predicate<T> fits) throws InterruptedException {
        return awaitAfter(0, type, fits);
    }

    /** The same, among the events after the first {@code skipped}. */
    public synchronized <T extends Message> T awaitAfter(int skipped, Class<T> type, Predicate<T> fits)
            throws InterruptedException {
        long start = System.nanoTime();
        int seen = skipped;
        while (true) {
            for (; seen < events.size(); seen++) {
                Message event = events.get(seen);
                if (type.isInstance(event) && fits.test(type.cast(event))) {
                    return type.cast(event);
                }
            }
            long leftMillis = PATIENCE.minusNanos(System.nanoTime() - start).toMillis();
            if (leftMillis <= 0) {
                throw new AssertionError("no such " + type.getSimpleName() + " within " + PATIENCE + "; came: "
                        + events.stream()
                                .filter(RecordingInbox::isRare)
                                .map(FieldList::of)
                                .toList());
            }
            wait(leftMillis);
        }
    }

    private static boolean isRare(Message event) {
        return !(event instanceof BookUpdate) && !(event instanceof Trade);
    }

    public ConnectionChanged awaitChannel(int skipped, Channel channel, boolean up) throws InterruptedException {
        return awaitAfter(skipped, ConnectionChanged.class, event -> event.channel == channel && event.up == up);
    }
}
