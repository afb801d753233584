package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.VenueException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A venue that does what the test says. Commands appear in the order they arrive, and each is held until it is answered:
 * by the script when there is one, otherwise by {@link #answer}.
 */
class ScriptedGateway implements Gateway {
    static final Asset BTC = new Asset("BTC", 8);
    static final Asset USDT = new Asset("USDT", 8);
    static final Instrument BTC_USDT = new Instrument(
            0,
            "BTC/USDT",
            "BTCUSDT",
            BTC,
            0,
            USDT,
            1,
            new Decimal(1, 2),
            new Decimal(1, 5),
            1,
            900_000_000,
            1,
            100_000_000,
            500_000_000,
            100_000,
            200_000);

    private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
    private final Set<Long> answered = new HashSet<>();
    private final Set<Long> failing = new HashSet<>();
    private boolean all;

    long clockOffsetNanos;

    @Nullable
    VenueException refusal;

    volatile @Nullable Inbox inbox;
    volatile boolean closed;

    @Override
    public Description describe() throws VenueException {
        if (refusal != null) {
            throw refusal;
        }
        return new Description(List.of(BTC, USDT), List.of(BTC_USDT), clockOffsetNanos, 1_000_000);
    }

    @Override
    public void start(SessionStarted session, Inbox to) throws VenueException {
        inbox = to;
    }

    @Override
    public void execute(Message command) {
        long orderId = Requests.orderId(command);
        arrived.add(command);
        synchronized (this) {
            if (failing.contains(orderId)) {
                failing.remove(orderId);
                throw new IllegalStateException("scripted");
            }
            while (!all && !answered.remove(orderId)) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        answerAll();
    }

    /** The next command to arrive. */
    Message next() throws InterruptedException {
        Message command = arrived.poll(20, TimeUnit.SECONDS);
        assertNotNull(command, "no command came");
        return command;
    }

    String nextText() throws InterruptedException {
        Message command = next();
        return command.kind() + " " + Requests.orderId(command);
    }

    boolean isIdle() {
        return arrived.isEmpty();
    }

    synchronized void answer(long orderId) {
        answered.add(orderId);
        notifyAll();
    }

    synchronized void answerAll() {
        all = true;
        notifyAll();
    }

    synchronized void failOn(long orderId) {
        failing.add(orderId);
    }
}
