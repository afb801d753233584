package dev.flowmaker.core.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import org.junit.jupiter.api.Test;

class InheritedOrdersTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long SETTLED = 10 * SECOND;
    private static final OrderSettings SETTINGS =
            new OrderSettings(0, 0, 0, SECOND, SECOND, SECOND, SETTLED, 0, SECOND);

    /** The clock may have been set while nobody ran: an hour on it is no proof that a request is no more on its way. */
    @Test
    void shouldWaitForWhatMayBeUnderWayAsIfItHadLeftWhenTheSessionBegan() {
        OrderTable before = new OrderTable(SETTINGS, 1);
        Order sent = before.place(1, Side.BUY, 0, 100, 10, SECOND);
        assertTrue(before.settled(sent, SECOND + SETTLED));

        long restart = 3_600 * SECOND;
        OrderTable after = new OrderTable(SETTINGS, 1);
        after.inherit(before, restart);
        assertEquals(1, after.openCount());
        Order inherited = after.open(0);
        assertEquals(OrderState.UNKNOWN, inherited.state());
        assertFalse(after.settled(inherited, restart + SETTLED - 1));
        assertTrue(after.settled(inherited, restart + SETTLED));
    }
}
