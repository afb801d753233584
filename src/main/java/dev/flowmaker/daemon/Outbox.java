package dev.flowmaker.daemon;

import dev.flowmaker.config.OutboxSettings;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.event.NotSentReason;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.Recovery;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands on their way to the venue: three bounded lanes, served by a few threads in the order cancels, placements,
 * queries. One thread serves nothing but cancels, and a share of the rate limit is theirs alone, so that placements
 * cannot starve them. A cancel waits until its own placement was answered; it overtakes everything else.
 *
 * <p>What is not sent is reported back, each with its reason: a placement or query when its lane is full, a placement
 * that waited so long that its price is old, placements that wait when a halt comes, and whatever is left at the end.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long FOREVER = TimeUnit.DAYS.toNanos(1);

    private final OutboxSettings settings;
    private final long maxRequestNanos;
    private final Gateway gateway;
    private final Inbox inbox;
    private final LongSupplier nanoTime;
    private final RateWindow orders;
    private final RateWindow weight;
    private final int reserve;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting> cancels = new ArrayDeque<>();
    private final Deque<Waiting> places = new ArrayDeque<>();
    private final Deque<Waiting> queries = new ArrayDeque<>();
    /** Placements that wait or are under way, by order id. */
    private final Map<Long, Waiting> unansweredPlaces = new HashMap<>();

    private final List<Thread> threads = new ArrayList<>();
    private int underWay;
    private long tickets;
    private long heldUntil;
    private long lookAgainNanos;
    private boolean banned;
    private @Nullable NotSentReason refusal;
    private boolean closed;

    /** A command in a lane; tickets tell which came first. */
    record Waiting(Message command, long ticket, long since) {}

    /** @param maxRequestNanos how long one request may take */
    Outbox(OutboxSettings settings, long maxRequestNanos, Gateway gateway, Inbox inbox, LongSupplier nanoTime) {
        this.maxRequestNanos = maxRequestNanos;
        this.settings = settings;
        this.gateway = gateway;
        this.inbox = inbox;
        this.nanoTime = nanoTime;
        orders = new RateWindow(settings.orders().count(), settings.orders().windowNanos());
        weight = new RateWindow(settings.weight().count(), settings.weight().windowNanos());
        reserve = (int) (settings.weight().count() * settings.cancelSharePpm() / 1_000_000);
    }

    /**
     * Counts what an earlier session sent: the venue has not forgotten it because we were started again. Before the start.
     *
     * @param utcNanos now
     */
    void recall(List<Recovery.Sent> earlier, long utcNanos) {
        long now = nanoTime.getAsLong();
        for (Recovery.Sent sent : earlier) {
            long then = now - Math.max(0, utcNanos - sent.timeNanos());
            weight.spend(gateway.weight(sent.kind()), then);
            if (sent.kind() == MessageKind.PLACE_ORDER) {
                orders.spend(1, then);
            }
        }
    }

    void start() {
        for (int i = 0; i < settings.threads(); i++) {
            boolean cancelsOnly = i == 0;
            Thread thread = new Thread(() -> serve(cancelsOnly), "outbox-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Takes a copy of a command; returns why it will not be sent, or null. Never blocks on the venue. */
    @Nullable
    NotSentReason send(Message command) {
        lock.lock();
        try {
            boolean place = command.kind() == MessageKind.PLACE_ORDER;
            if (closed) {
                return NotSentReason.STOPPING;
            }
            if (place && refusal != null) {
                return refusal;
            }
            Deque<Waiting> lane = lane(command.kind());
            if (lane.size() >= bound(command.kind())) {
                return NotSentReason.OUTBOX_FULL;
            }
            Waiting waiting = new Waiting(Requests.copy(command), ++tickets, nanoTime.getAsLong());
            lane.add(waiting);
            if (place) {
                unansweredPlaces.put(Requests.orderId(command), waiting);
            }
            changed.signalAll();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Drops the placements that wait, and refuses more until {@link #resume}. Cancels and queries go on. */
    List<RequestNotSent> halt(NotSentReason reason) {
        lock.lock();
        try {
            refusal = reason;
            List<RequestNotSent> dropped = new ArrayList<>();
            dropPlaces(reason, nanoTime.getAsLong(), dropped);
            changed.signalAll();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            refusal = null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The venue asked us to wait. Placements and queries do; cancels only when we are banned, as they are worth a refusal.
     *
     * @param nanos how long from now
     */
    void hold(long nanos, boolean isBanned) {
        lock.lock();
        try {
            heldUntil = Math.max(heldUntil, nanoTime.getAsLong() + nanos);
            banned |= isBanned;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Commands that wait. */
    int waiting() {
        lock.lock();
        try {
            return cancels.size() + places.size() + queries.size();
        } finally {
            lock.unlock();
        }
    }

    /** What waits, by lane. */
    SessionView.Lanes lanes() {
        lock.lock();
        try {
            return new SessionView.Lanes(cancels.size(), places.size(), queries.size(), underWay);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing waits and nothing is under way. */
    boolean idle() {
        lock.lock();
        try {
            return underWay == 0 && waiting() == 0;
        } finally {
            lock.unlock();
        }
    }

    private void serve(boolean cancelsOnly) {
        List<RequestNotSent> dropped = new ArrayList<>();
        boolean more = true;
        while (more) {
            try {
                Waiting next = take(cancelsOnly, dropped);
                more = next != null || !dropped.isEmpty();
                dropped.forEach(inbox::offer);
                dropped.clear();
                if (next != null) {
                    execute(next);
                }
            } catch (InterruptedException e) {
                more = false;
            }
        }
    }

    private void execute(Waiting waiting) {
        try {
            gateway.execute(waiting.command());
        } catch (RuntimeException e) {
            LOG.error("The gateway failed on {}", waiting.command().kind(), e);
            inbox.offer(Requests.unknown(waiting.command(), "the gateway failed: " + e));
        } finally {
            answered(waiting);
        }
    }

    /** The next command whose turn it is. Null when there is something to report first, or at the end. */
    private @Nullable Waiting take(boolean cancelsOnly, List<RequestNotSent> dropped) throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                Waiting next = look(cancelsOnly, dropped);
                if (next != null || !dropped.isEmpty()) {
                    return next;
                }
                changed.awaitNanos(lookAgainNanos);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a thread that asks now is given, without waiting: a command that then is under way, until {@link #answered}.
     * Null when nothing may leave now, or something was dropped first.
     */
    @Nullable
    Waiting poll(boolean cancelsOnly, List<RequestNotSent> dropped) {
        lock.lock();
        try {
            return closed ? null : look(cancelsOnly, dropped);
        } finally {
            lock.unlock();
        }
    }

    /** After a {@link #poll} that gave nothing: how long it is of no use to ask again unless something changes. */
    long lookAgainNanos() {
        lock.lock();
        try {
            return lookAgainNanos;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Waiting look(boolean cancelsOnly, List<RequestNotSent> dropped) {
        long now = nanoTime.getAsLong();
        if (heldUntil <= now) {
            banned = false;
        }
        if (!cancelsOnly) {
            dropPlaces(NotSentReason.OUTBOX_FULL, now - settings.maxWaitNanos(), dropped);
            if (!dropped.isEmpty()) {
                return null;
            }
        }
        Waiting cancel = firstFreeCancel();
        Waiting place = cancelsOnly ? null : places.peekFirst();
        Waiting query = cancelsOnly ? null : queries.peekFirst();
        long wait = FOREVER;
        for (Waiting each : new Waiting[] {cancel, place, query}) {
            if (each != null) {
                long needed = waitNanos(each, now);
                if (needed <= 0) {
                    return leave(each, now);
                }
                wait = Math.min(wait, needed);
            }
        }
        if (place != null) {
            wait = Math.min(wait, place.since() + settings.maxWaitNanos() - now);
        }
        lookAgainNanos = wait;
        return null;
    }

    private Waiting leave(Waiting waiting, long now) {
        MessageKind kind = waiting.command().kind();
        lane(kind).remove(waiting);
        underWay++;
        weight.spend(gateway.weight(kind), now);
        if (kind == MessageKind.PLACE_ORDER) {
            orders.spend(1, now);
        }
        return waiting;
    }

    private long waitNanos(Waiting waiting, long now) {
        MessageKind kind = waiting.command().kind();
        boolean cancel = isCancel(kind);
        long wait = weight.waitNanos(gateway.weight(kind), cancel ? 0 : reserve, now);
        if (kind == MessageKind.PLACE_ORDER) {
            wait = Math.max(wait, orders.waitNanos(1, 0, now));
        }
        return !cancel || banned ? Math.max(wait, heldUntil - now) : wait;
    }

    private @Nullable Waiting firstFreeCancel() {
        for (Waiting waiting : cancels) {
            if (!overtakesItsPlace(waiting)) {
                return waiting;
            }
        }
        return null;
    }

    private boolean overtakesItsPlace(Waiting waiting) {
        if (waiting.command() instanceof CancelOrder cancel) {
            return unansweredPlaces.containsKey(cancel.orderId);
        }
        for (Waiting place : unansweredPlaces.values()) {
            if (place.command().market == waiting.command().market && place.ticket() < waiting.ticket()) {
                return true;
            }
        }
        return false;
    }

    /** Drops the placements that wait since {@code deadline} or longer, and the cancels that waited for them. */
    private void dropPlaces(NotSentReason reason, long deadline, List<RequestNotSent> into) {
        for (Iterator<Waiting> each = places.iterator(); each.hasNext(); ) {
            Waiting place = each.next();
            if (place.since() - deadline > 0) {
                return;
            }
            each.remove();
            long orderId = Requests.orderId(place.command());
            unansweredPlaces.remove(orderId);
            into.add(Requests.notSent(place.command(), reason));
            cancels.removeIf(cancel -> {
                boolean its = Requests.orderId(cancel.command()) == orderId;
                if (its) {
                    into.add(Requests.notSent(cancel.command(), reason));
                }
                return its;
            });
        }
    }

    /** The command is no longer under way. */
    void answered(Waiting waiting) {
        lock.lock();
        try {
            underWay--;
            if (waiting.command().kind() == MessageKind.PLACE_ORDER) {
                unansweredPlaces.remove(Requests.orderId(waiting.command()));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private Deque<Waiting> lane(MessageKind kind) {
        if (kind == MessageKind.PLACE_ORDER) {
            return places;
        }
        return isCancel(kind) ? cancels : queries;
    }

    private int bound(MessageKind kind) {
        if (kind == MessageKind.PLACE_ORDER) {
            return settings.maxPlaces();
        }
        return isCancel(kind) ? settings.maxCancels() : settings.maxQueries();
    }

    private static boolean isCancel(MessageKind kind) {
        return kind == MessageKind.CANCEL_ORDER || kind == MessageKind.CANCEL_ALL;
    }

    /** Takes no more, and returns what was never sent. */
    List<RequestNotSent> stop() {
        lock.lock();
        try {
            closed = true;
            List<RequestNotSent> dropped = new ArrayList<>();
            for (Deque<Waiting> lane : List.of(places, cancels, queries)) {
                lane.forEach(each -> dropped.add(Requests.notSent(each.command(), NotSentReason.STOPPING)));
                lane.clear();
            }
            changed.signalAll();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the threads, at most as long as a request may take. */
    @Override
    public void close() {
        stop();
        long deadline = System.nanoTime() + maxRequestNanos;
        for (Thread thread : threads) {
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                thread.join(Math.max(1, left));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
