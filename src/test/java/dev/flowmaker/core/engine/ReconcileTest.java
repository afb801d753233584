package dev.flowmaker.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.order.OrderState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our books against the venue's: differences, and what is done about them. */
class ReconcileTest {
    private static final long BASE = 1_000_000_000L;
    private static final long QUOTE = 1_000_000_000_000_000L;

    private static EngineHarness venue(boolean dedicated, boolean haltOnUnexplained) {
        EngineSettings usual = TestMarket.engine(TestMarket.quote(1), dedicated);
        return new EngineHarness(new EngineSettings(
                        1,
                        dedicated,
                        usual.stopTimeoutNanos(),
                        new ReconcileSettings(60 * TestMarket.SECOND, haltOnUnexplained),
                        usual.assets(),
                        usual.markets(),
                        usual.risk()))
                .started();
    }

    /** Lets time pass until the venue is asked for open orders again, and answers with these balances. */
    private static void compare(EngineHarness venue, long base, long quote) {
        int asked = venue.outputs(MessageKind.QUERY_OPEN_ORDERS).size();
        for (int i = 0; i < 1000 && venue.outputs(MessageKind.QUERY_OPEN_ORDERS).size() == asked; i++) {
            venue.fireTimer();
        }
        venue.reconciled(base, quote);
    }

    private static long count(EngineHarness venue, NoticeCode code) {
        return venue.outputs(MessageKind.NOTICE).stream()
                .filter(notice -> notice.get("code") == code)
                .count();
    }

    @Test
    void shouldAdoptADepositOnlyWhenItIsSeenTwice() {
        EngineHarness venue = venue(true, false);
        compare(venue, BASE + 500, QUOTE);
        assertEquals(1, count(venue, NoticeCode.BALANCE_DIFFERENCE));
        assertEquals(BASE, venue.engine.ledger().expectedQuanta(TestMarket.BASE), "one look proves nothing");
        compare(venue, BASE + 500, QUOTE);
        assertEquals(1, count(venue, NoticeCode.BALANCE_ADOPTED));
        assertEquals(BASE + 500, venue.engine.ledger().expectedQuanta(TestMarket.BASE));
        assertTrue(venue.engine.market(0).profitAndLoss().identityHolds());
        assertEquals(0, venue.engine.market(0).profitAndLoss().totalQuanta(), "a deposit is no gain");
        assertFalse(venue.engine.halted());
    }

    @Test
    void shouldForgetADifferenceThatWasGoneTheNextTime() {
        EngineHarness venue = venue(true, true);
        compare(venue, BASE + 500, QUOTE);
        compare(venue, BASE, QUOTE);
        assertEquals(0, count(venue, NoticeCode.BALANCE_ADOPTED));
        assertFalse(venue.engine.halted());
    }

    @Test
    void shouldHaltOnAnUnexplainedWithdrawalWhenSoConfiguredAndGoOnWhenResumed() {
        EngineHarness venue = venue(true, true);
        compare(venue, BASE, QUOTE - 700);
        compare(venue, BASE, QUOTE - 700);
        assertTrue(venue.engine.halted());
        assertEquals(QUOTE - 700, venue.engine.ledger().expectedQuanta(TestMarket.QUOTE), "no deadlock");
        venue.operator(dev.flowmaker.core.event.OperatorAction.RESUME);
        assertFalse(venue.engine.halted());
    }

    @Test
    void shouldBookATradeOfSomebodyElseWithoutGain() {
        EngineHarness venue = venue(false, true);
        venue.fill(0, Side.BUY, 77, 1_000_000, 10);
        assertEquals(1, count(venue, NoticeCode.FOREIGN_TRADE));
        long base = venue.engine.ledger().expectedQuanta(TestMarket.BASE);
        assertTrue(base > BASE);
        assertEquals(0, venue.engine.market(0).profitAndLoss().totalQuanta());
        compare(venue, base, venue.engine.ledger().expectedQuanta(TestMarket.QUOTE));
        assertEquals(0, count(venue, NoticeCode.BALANCE_DIFFERENCE));
    }

    @Test
    void shouldNeverTouchOrdersOfOthersOnASharedAccount() {
        EngineHarness venue = venue(false, false);
        OpenOrders list = new OpenOrders();
        list.requestTimeNanos = venue.nowNanos - 1;
        list.orders.add(new OpenOrder(0, "by-hand", 5, Side.BUY, 999_000, 1000, 0));
        list.orders.add(new OpenOrder(1L << 32 | 999, "ours-of-old", 6, Side.SELL, 1_001_000, 1000, 0));
        int canceled = venue.outputs(MessageKind.CANCEL_ORDER).size();
        for (int i = 0; i < 1000 && venue.outputs(MessageKind.QUERY_OPEN_ORDERS).size() < 2; i++) {
            venue.fireTimer();
        }
        venue.send(list, 0);
        List<EngineHarness.Output> cancels = venue.outputs(MessageKind.CANCEL_ORDER);
        List<Long> ids = cancels.subList(canceled, cancels.size()).stream()
                .map(each -> each.number("orderId"))
                .toList();
        assertTrue(ids.contains(1L << 32 | 999), ids::toString);
        assertFalse(ids.contains(0L), ids::toString);
        assertEquals(0, venue.outputs(MessageKind.CANCEL_ALL).size());
        assertEquals(1, count(venue, NoticeCode.FOREIGN_ORDER));
    }

    @Test
    void shouldHaveAnEndForEveryOrderAndNoWayBackFromIt() {
        for (OrderState state : OrderState.values()) {
            for (OrderState next : OrderState.values()) {
                if (state.isOpen()) {
                    continue;
                }
                boolean lateFill = next == OrderState.FILLED && state != OrderState.FILLED && state != OrderState.NONE;
                boolean begins = state == OrderState.NONE && next == OrderState.PENDING_NEW;
                assertEquals(lateFill || begins, state.mayBecome(next), state + " to " + next);
            }
            assertEquals(state.isOpen(), state.mayBecome(OrderState.CANCELED), state + " can be canceled");
        }
    }
}
