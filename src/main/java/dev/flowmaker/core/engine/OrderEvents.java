package dev.flowmaker.core.engine;

import dev.flowmaker.core.command.CancelCause;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.order.OrderState;
import org.jspecify.annotations.Nullable;

/** What the venue says of one market's orders, applied to the order table, the own-order filter and the books. */
final class OrderEvents {
    private final MarketMaker market;
    private final Desk desk;
    private final QueryOrder query = new QueryOrder();
    private final CancelOrder cancel = new CancelOrder();

    OrderEvents(MarketMaker market, Desk desk) {
        this.market = market;
        this.desk = desk;
    }

    void onAccepted(OrderAccepted event) {
        Order order = find(event.orderId);
        if (order == null || order.neverLived()) {
            alive(event.orderId);
        } else {
            market.orders.accepted(order, desk.nowNanos);
            market.book.own().accepted(event.orderId, event.exchangeTimeNanos);
            market.withdrawLateFlow();
        }
    }

    void onRejected(OrderRejected event) {
        Order order = find(event.orderId);
        if (order == null || !order.state().isOpen()) {
            return;
        }
        // An open order has this id already, and only this one can: our request arrived twice.
        boolean isDouble = event.reason == RejectReason.DUPLICATE_ID;
        if (market.orders.rejected(order, isDouble, desk.nowNanos)) {
            market.book.own().neverLived(event.orderId);
        } else {
            market.book.own().unknown(event.orderId);
            noticeUnknown(order);
        }
        pauseSlot(order);
        market.guard.onReject(desk.nowNanos, event.reason);
        market.watch.onReject(event.reason);
    }

    /** An order lives that we hold for ended or do not know: it does not belong to a quote. */
    private void alive(long orderId) {
        desk.notice(NoticeCode.ORDER_ALIVE, market.market(), orderId, 0, 0);
        cancel.orderId = orderId;
        cancel.cause = CancelCause.UNWANTED;
        market.countRequest();
        desk.emit(cancel, market.market());
    }

    void onCanceled(OrderCanceled event) {
        Order order = find(event.orderId);
        if (order == null) {
            return;
        }
        market.orders.canceled(order, event.filledLots, desk.nowNanos);
        market.book.own().ended(event.orderId, event.exchangeTimeNanos, event.reason == CancelReason.REQUESTED);
        market.withdrawLateFlow();
        if (event.reason == CancelReason.EXPIRED) {
            // As some venues refuse: they take an order in and end it at once. The next one would fare no better.
            pauseSlot(order);
        }
        noticeUnknown(order);
    }

    /** Applies a fill once; returns whether it was new. */
    boolean onFill(Fill event) {
        if (!market.trades.add(event.tradeId, event.side)) {
            Order about = market.orders.find(event.orderId);
            if (about != null && market.trades.contradicts(event.tradeId, about.sentNanos())) {
                market.venue.reconciler.suspectReset(true);
            }
            // A query tells again what the stream told: nothing to speak of.
            if (event.source != Source.QUERY) {
                desk.notice(NoticeCode.DUPLICATE_FILL, market.market(), event.orderId, event.tradeId, event.lots);
            }
            return false;
        }
        market.venue.fills++;
        if (event.liquidity == Liquidity.LIQUIDATION) {
            liquidated(event);
            return true;
        }
        if (event.orderId == 0) {
            foreign(event);
            return true;
        }
        Order order = market.orders.find(event.orderId);
        if (order == null) {
            desk.notice(NoticeCode.UNKNOWN_ORDER, market.market(), event.orderId, event.tradeId, event.lots);
        } else {
            apply(event, order);
        }
        // What was traded before the venue's first word on the balances is in them.
        if (market.opened()) {
            market.book(event);
        }
        market.countTrade();
        return true;
    }

    private void apply(Fill event, Order order) {
        boolean ended = !order.state().isOpen();
        boolean dead = order.neverLived();
        market.orders.filled(order, event.lots, desk.nowNanos);
        if (ended) {
            desk.notice(NoticeCode.FILL_AFTER_END, market.market(), event.orderId, event.tradeId, event.lots);
        }
        if (dead && order.state() != OrderState.FILLED) {
            alive(event.orderId);
        }
        if (order.filledLots() > order.lots()) {
            desk.notice(NoticeCode.OVERFILL, market.market(), event.orderId, order.filledLots(), order.lots());
            desk.halted = true;
        }
        market.book.own().filled(event.orderId, event.lots, event.exchangeTimeNanos);
        market.withdrawLateFlow();
        market.pauses.afterFill(
                event.side, desk.nowNanos + market.settings.quote().pauseAfterFillNanos());
        if (event.source == Source.STREAM) {
            // One found by asking is too late: the mid at its horizon may have gone by.
            market.adverse.onFill(desk.nowNanos, event.exchangeTimeNanos, event.side, event.priceTicks);
        }
    }

    /** The venue closed our position: a trade of ours, in profit and loss too, after which nothing is quoted. */
    private void liquidated(Fill event) {
        long lots = event.side.sign() * event.lots;
        desk.notice(NoticeCode.LIQUIDATED, market.market(), event.orderId, event.tradeId, lots);
        desk.halted = true;
        if (market.opened()) {
            market.book(event);
        }
    }

    /** Somebody else traded on the account: what is held changes, what we gained does not. */
    private void foreign(Fill event) {
        long lots = event.side.sign() * event.lots;
        desk.notice(NoticeCode.FOREIGN_TRADE, market.market(), 0, event.tradeId, lots);
        if (market.opened()) {
            int base = market.instrument.baseAsset();
            long before = desk.ledger.expectedQuanta(base);
            desk.ledger.onFill(event, market.instrument);
            market.profitAndLoss.transfer(desk.ledger.expectedQuanta(base) - before);
        }
    }

    void onRequestFailed(RequestFailed event) {
        if (event.request != RequestType.CANCEL) {
            return;
        }
        Order order = find(event.orderId);
        if (order == null || order.state() != OrderState.PENDING_CANCEL) {
            return;
        }
        market.guard.onReject(desk.nowNanos, event.reason);
        if (event.reason == RejectReason.UNKNOWN_ORDER) {
            becameUnknown(order, RequestType.CANCEL);
        } else {
            cancelNotDone(order);
        }
    }

    void onRequestUnknown(RequestUnknown event) {
        if (event.request == RequestType.CANCEL_ALL) {
            cancelAllUnanswered();
        } else if (event.request == RequestType.PLACE || event.request == RequestType.CANCEL) {
            Order order = find(event.orderId);
            boolean awaited = order != null
                    && (order.state() == OrderState.PENDING_CANCEL
                            || (event.request == RequestType.PLACE && order.state() == OrderState.PENDING_NEW));
            if (order != null && awaited) {
                becameUnknown(order, event.request);
            }
        }
    }

    void onRequestNotSent(RequestNotSent event) {
        Order order = event.orderId == 0 ? null : find(event.orderId);
        if (order == null) {
            if (event.request == RequestType.CANCEL_ALL) {
                cancelAllUnanswered();
            }
            return;
        }
        if (event.request == RequestType.PLACE) {
            market.orders.placeNotSent(order, desk.nowNanos);
            market.book.own().neverLived(order.id());
            pauseSlot(order);
        } else if (event.request == RequestType.CANCEL && order.state() == OrderState.PENDING_CANCEL) {
            cancelNotDone(order);
        }
    }

    void onReport(OrderReport event) {
        Order order = find(event.orderId);
        if (order == null || order.state() != OrderState.UNKNOWN) {
            return;
        }
        boolean lives = event.status == OrderStatus.WORKING || event.status == OrderStatus.PARTIALLY_FILLED;
        if (!lives && market.venue.resets.mayBeBefore(order.sentNanos())) {
            // What it was filled by is in the balances that were taken then.
            market.orders.vanished(order, desk.nowNanos);
            market.book.own().ended(order.id(), 0);
            market.withdrawLateFlow();
            return;
        }
        switch (event.status) {
            case WORKING, PARTIALLY_FILLED -> {
                if (event.filledLots <= order.filledLots()) {
                    market.orders.foundWorking(order, desk.nowNanos);
                    market.book.own().stillOpen(order.id(), event.exchangeTimeNanos);
                }
            }
            case FILLED, CANCELED, EXPIRED, REJECTED -> {
                market.orders.canceled(order, event.filledLots, desk.nowNanos);
                if (!order.state().isOpen()) {
                    market.book.own().ended(order.id(), 0);
                }
            }
            case NOT_FOUND -> {
                if (order.acknowledged() && market.orders.settled(order, desk.nowNanos)) {
                    market.venue.reconciler.suspectReset(false);
                }
                if (market.orders.settled(order, desk.nowNanos) && order.filledLots() == 0) {
                    market.orders.neverLived(order, desk.nowNanos);
                    market.book.own().neverLived(order.id());
                }
            }
        }
        market.withdrawLateFlow();
    }

    /** Marks what was not answered in time as unknown and asks about everything unknown whose time has come. */
    boolean onTimer() {
        boolean changed = false;
        for (int i = 0; i < market.orders.openCount(); i++) {
            Order order = market.orders.open(i);
            if (market.orders.expire(order, desk.nowNanos)) {
                market.book.own().unknown(order.id());
                noticeUnknown(order);
                changed = true;
            }
            if (market.orders.takeQuery(order, desk.nowNanos)) {
                query.orderId = order.id();
                query.attempt = market.orders.queryAttempt(order);
                desk.emit(query, market.market());
            }
        }
        return changed;
    }

    /** A placement that was decided and never left, because the process died first. */
    void neverSent(long orderId) {
        Order order = market.orders.find(orderId);
        if (order != null) {
            market.orders.placeNotSent(order, desk.nowNanos);
            market.book.own().neverLived(orderId);
        }
    }

    /** The market is gone, and every order in it: nothing can be asked about them. Returns how many. */
    int marketGone() {
        int count = market.orders.openCount();
        while (market.orders.openCount() > 0) {
            Order order = market.orders.open(market.orders.openCount() - 1);
            market.orders.vanished(order, desk.nowNanos);
            market.book.own().ended(order.id(), 0);
        }
        return count;
    }

    /** Cancels what is on the book in a slot that is not configured any more. */
    void cancelSurplus() {
        for (int i = 0; i < market.orders.openCount(); i++) {
            Order order = market.orders.open(i);
            if (order.level() >= market.settings.quote().levels() && order.cancelable(desk.nowNanos)) {
                market.orders.cancelSent(order, desk.nowNanos);
                market.book.own().cancelSent(order.id());
                cancel.orderId = order.id();
                cancel.cause = CancelCause.UNWANTED;
                desk.emit(cancel, market.market());
            }
        }
    }

    /** After a time without the user stream nothing is certain: every open order is asked about. */
    void doubtEverything() {
        for (int i = 0; i < market.orders.openCount(); i++) {
            Order order = market.orders.open(i);
            if (order.state() != OrderState.UNKNOWN) {
                becameUnknown(order, order.state() == OrderState.PENDING_NEW ? RequestType.PLACE : RequestType.CANCEL);
            }
        }
    }

    void becameUnknown(Order order, RequestType request) {
        market.orders.becameUnknown(order, request, desk.nowNanos);
        market.book.own().unknown(order.id());
        noticeUnknown(order);
    }

    void cancelAllUnanswered() {
        for (int i = 0; i < market.orders.openCount(); i++) {
            Order order = market.orders.open(i);
            if (order.state() == OrderState.PENDING_CANCEL) {
                becameUnknown(order, RequestType.CANCEL);
            }
        }
    }

    private void cancelNotDone(Order order) {
        market.orders.cancelNotDone(order, desk.nowNanos);
        market.book.own().cancelFailed(order.id());
    }

    private void pauseSlot(Order order) {
        market.pauses.afterReject(
                order.side(),
                order.level(),
                desk.nowNanos + market.settings.order().pauseAfterRejectNanos());
    }

    private void noticeUnknown(Order order) {
        if (order.state() == OrderState.UNKNOWN) {
            desk.notice(NoticeCode.ORDER_UNKNOWN, market.market(), order.id(), order.filledLots(), order.lots());
        }
    }

    private @Nullable Order find(long orderId) {
        Order order = market.orders.find(orderId);
        if (order == null) {
            desk.notice(NoticeCode.UNKNOWN_ORDER, market.market(), orderId, 0, 0);
        }
        return order;
    }
}
