package dev.flowmaker.core.engine;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelCause;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.order.OrderState;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the venue and we agree on open orders and balances. Asked at the start, after every time without the user
 * stream, and at the end; nothing is quoted before the answers are in and nothing is left that should not be open.
 */
final class Reconciler {
    private static final long RETRY_NANOS = 1_000_000_000L;
    private static final long ANSWER_NANOS = 6_000_000_000L;

    private final Desk desk;
    private final List<MarketMaker> markets;
    private final boolean[] balanceKnown;
    private final QueryOpenOrders queryOpenOrders = new QueryOpenOrders();
    private final QueryBalances queryBalances = new QueryBalances();
    private final CancelAll cancelAll = new CancelAll();
    private final CancelOrder cancel = new CancelOrder();
    private long retryNanos = Long.MAX_VALUE;
    private boolean reconciled;

    Reconciler(Desk desk, List<MarketMaker> markets) {
        this.desk = desk;
        this.markets = markets;
        this.balanceKnown = new boolean[desk.settings.assets().size()];
    }

    boolean reconciled() {
        return reconciled;
    }

    long nextDeadlineNanos() {
        return retryNanos;
    }

    /** Forgets what was known and asks anew. */
    void begin() {
        reconciled = false;
        Arrays.fill(balanceKnown, false);
        for (MarketMaker market : markets) {
            market.openOrdersKnown = false;
        }
        ask();
    }

    /** The user stream is lost: nothing is known until it is back. */
    void suspend() {
        reconciled = false;
        retryNanos = Long.MAX_VALUE;
    }

    void onTimer() {
        if (desk.nowNanos >= retryNanos) {
            ask();
        }
    }

    /** A question came to nothing: it is asked again after a pause. */
    void onQueryFailed() {
        if (!reconciled && retryNanos != Long.MAX_VALUE) {
            retryNanos = StrictMath.min(retryNanos, desk.nowNanos + RETRY_NANOS);
        }
    }

    private void ask() {
        retryNanos = desk.nowNanos + ANSWER_NANOS;
        for (MarketMaker market : markets) {
            if (!market.openOrdersKnown) {
                desk.emit(queryOpenOrders, market.market());
            }
        }
        if (!allBalancesKnown()) {
            desk.emit(queryBalances, Message.NO_MARKET);
        }
    }

    void onBalance(Balance event) {
        if (desk.ledger.known(event.asset) && event.source == Source.QUERY && !anyOpenOrder()) {
            long reported = event.freeQuanta + event.lockedQuanta;
            long ours = desk.ledger.expectedQuanta(event.asset);
            if (reported != ours) {
                desk.notice(NoticeCode.BALANCE_DIFFERENCE, Message.NO_MARKET, 0, ours, reported);
            }
        }
        desk.ledger.onBalance(event);
        if (event.source == Source.QUERY) {
            balanceKnown[event.asset] = true;
            conclude();
        }
    }

    void onOpenOrders(OpenOrders event, MarketMaker market, OrderEvents events) {
        boolean unwanted = false;
        for (int i = 0; i < event.orders.count(); i++) {
            unwanted |= compare(event.orders.get(i), market);
        }
        for (int i = 0; i < market.orders.openCount(); i++) {
            Order order = market.orders.open(i);
            boolean shouldBeThere = order.state() == OrderState.WORKING || order.state() == OrderState.PARTIALLY_FILLED;
            if (shouldBeThere && order.sentNanos() < event.requestTimeNanos && !listed(event, order.id())) {
                desk.notice(NoticeCode.ORDER_DIFFERENCE, market.market(), order.id(), 0, 1);
                events.becameUnknown(order, RequestType.CANCEL);
            }
        }
        if (unwanted) {
            if (desk.settings.dedicatedAccount()) {
                cancelAll.cause = CancelCause.UNWANTED;
                desk.emit(cancelAll, market.market());
            }
            market.openOrdersKnown = false;
            retryNanos = desk.nowNanos + RETRY_NANOS;
            reconciled = false;
            return;
        }
        market.openOrdersKnown = true;
        conclude();
    }

    /** Whether an order on the venue's list should not be open. */
    private boolean compare(OpenOrder listed, MarketMaker market) {
        if (listed.orderId() == 0) {
            desk.notice(NoticeCode.FOREIGN_ORDER, market.market(), 0, listed.venueOrderId(), listed.lots());
            return desk.settings.dedicatedAccount();
        }
        Order order = market.orders.find(listed.orderId());
        if (order != null) {
            return false;
        }
        desk.notice(NoticeCode.ORDER_DIFFERENCE, market.market(), listed.orderId(), 1, 0);
        if (!desk.settings.dedicatedAccount()) {
            cancel.orderId = listed.orderId();
            cancel.cause = CancelCause.UNWANTED;
            desk.emit(cancel, market.market());
        }
        return true;
    }

    private static boolean listed(OpenOrders event, long orderId) {
        for (int i = 0; i < event.orders.count(); i++) {
            if (event.orders.get(i).orderId() == orderId) {
                return true;
            }
        }
        return false;
    }

    private void conclude() {
        if (reconciled || !allBalancesKnown()) {
            return;
        }
        for (MarketMaker market : markets) {
            if (!market.openOrdersKnown) {
                return;
            }
        }
        for (MarketMaker market : markets) {
            market.open();
        }
        reconciled = true;
        retryNanos = Long.MAX_VALUE;
        desk.notice(NoticeCode.RECONCILED, Message.NO_MARKET, 0, 0, 0);
    }

    private boolean allBalancesKnown() {
        for (boolean known : balanceKnown) {
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private boolean anyOpenOrder() {
        for (MarketMaker market : markets) {
            if (market.orders.openCount() > 0) {
                return true;
            }
        }
        return false;
    }

    void visitState(StateVisitor v) {
        v.begin("reconciler");
        for (int i = 0; i < balanceKnown.length; i++) {
            balanceKnown[i] = v.flag("balanceKnown", balanceKnown[i]);
        }
        retryNanos = v.int64("retryNanos", retryNanos);
        reconciled = v.flag("reconciled", reconciled);
        v.end();
    }
}
