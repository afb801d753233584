package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.Pictures;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOBODY = Long.MAX_VALUE - 1;
    private static final long US = ProcessHandle.current().pid();
    /** Of session 3, which the pictures show, and of the one after it. */
    private static final long OURS = 3L << 32 | 1;

    private static final long NEXT_SESSIONS = 4L << 32 | 1;
    private static final long FOREIGN = 0;

    private final Venue venue = new Venue();
    private final List<String> said = new ArrayList<>();
    private @Nullable LiveState state;
    private long now = 100 * SECOND;

    private static final class Venue implements Gateway {
        final Set<Long> open = new TreeSet<>();
        final List<MessageKind> asked = new ArrayList<>();
        boolean silent;

        @Nullable
        Runnable onQuery;

        @Nullable
        Inbox inbox;

        @Override
        public Description describe() {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public void start(SessionStarted session, Inbox to) {
            inbox = to;
        }

        @Override
        public void execute(Message command) {
            asked.add(command.kind());
            if (silent) {
                return;
            }
            if (command instanceof CancelOrder cancel) {
                open.remove(cancel.orderId);
            } else if (command.kind() == MessageKind.CANCEL_ALL) {
                open.clear();
            } else if (inbox != null) {
                OpenOrders list = new OpenOrders();
                list.market = command.market;
                open.forEach(id -> list.orders.add(new OpenOrder(id, "id", 1, Side.BUY, 1, 1, 0)));
                inbox.offer(list);
                if (onQuery != null) {
                    onQuery.run();
                }
            }
        }

        @Override
        public void close() {}
    }

    private Guard guard(boolean dedicated) {
        Guard guard = new Guard(() -> state, venue, dedicated, 1, 5 * SECOND, () -> now, said::add);
        venue.start(new SessionStarted(), guard);
        return guard;
    }

    private void beat(long n, long pid) {
        state = Pictures.of(n, 1, null, pid, n);
    }

    private void pass(Guard guard, int seconds) {
        for (int i = 0; i < 10 * seconds; i++) {
            now += SECOND / 10;
            guard.look();
        }
    }

    private boolean saidOnce(String text) {
        return said.stream().filter(line -> line.contains(text)).count() == 1;
    }

    @Test
    void shouldDoNothingWhileTheDaemonLives() {
        Guard guard = guard(true);
        venue.open.add(OURS);
        for (int i = 0; i < 60; i++) {
            beat(i, US);
            pass(guard, 1);
        }
        assertEquals(List.of(), venue.asked);
        assertEquals(1, said.size(), said.toString());
    }

    @Test
    void shouldCancelEverythingOnADedicatedAccountWhenTheDaemonIsFrozen() {
        Guard guard = guard(true);
        venue.open.addAll(List.of(OURS, FOREIGN));
        beat(1, US);
        pass(guard, 4);
        assertEquals(List.of(), venue.asked);
        pass(guard, 2);
        assertEquals(Set.of(), venue.open);
        assertTrue(venue.asked.contains(MessageKind.CANCEL_ALL));
        assertTrue(saidOnce("FROZEN") && saidOnce("2 orders were open, 0 are left"), said.toString());
        assertTrue(saidOnce("confirmed"), said.toString());
    }

    @Test
    void shouldCancelOnlyItsOwnSessionsOrdersOnASharedAccount() {
        Guard guard = guard(false);
        venue.open.addAll(List.of(OURS, FOREIGN, NEXT_SESSIONS));
        beat(1, NOBODY);
        pass(guard, 7);
        assertEquals(Set.of(FOREIGN, NEXT_SESSIONS), venue.open);
        assertTrue(saidOnce("GONE") && saidOnce("confirmed"), said.toString());
        assertTrue(!venue.asked.contains(MessageKind.CANCEL_ALL));
    }

    @Test
    void shouldKeepTryingWithGrowingPausesUntilTheVenueAnswers() {
        Guard guard = guard(true);
        venue.open.add(OURS);
        venue.silent = true;
        beat(1, NOBODY);
        pass(guard, 120);
        int tries = venue.asked.size();
        assertTrue(tries >= 12 && tries <= 25, tries + " tries in two minutes");
        venue.silent = false;
        pass(guard, 11);
        assertEquals(Set.of(), venue.open);
        assertTrue(saidOnce("confirmed"));
    }

    @Test
    void shouldAskAgainAfterAConfirmationForWhatWasOnItsWay() {
        Guard guard = guard(true);
        beat(1, NOBODY);
        pass(guard, 7);
        assertTrue(saidOnce("confirmed"));
        venue.open.add(OURS);
        pass(guard, 12);
        assertEquals(Set.of(), venue.open);
    }

    @Test
    void shouldLetADaemonBeThatGoesOnInTheMiddle() {
        Guard guard = guard(true);
        venue.open.add(OURS);
        beat(1, US);
        venue.onQuery = () -> beat(2, US);
        pass(guard, 7);
        assertEquals(Set.of(OURS), venue.open, "it looked again before it canceled");
    }

    @Test
    void shouldTellACleanEndFromOneThatLeftOrders() {
        Guard guard = guard(true);
        venue.open.add(OURS);
        state = Pictures.of(1, 1, StopReason.REQUESTED, NOBODY, 1);
        pass(guard, 30);
        assertEquals(List.of(), venue.asked);
        state = Pictures.of(2, 1, StopReason.UNCONFIRMED, NOBODY, 2);
        pass(guard, 1);
        assertEquals(Set.of(), venue.open);
    }

    @Test
    void shouldWaitForADaemonThatHasNotBegun() {
        pass(guard(true), 30);
        assertEquals(List.of("waits for a daemon"), said);
    }
}
