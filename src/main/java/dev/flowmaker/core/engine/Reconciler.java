package dev.flowmaker.core.engine;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelCause;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.order.OrderState;

/**
 * Whether a venue and we agree on open orders, trades and balances, in exact integers. Compared at the start, after
 * every time without the user stream, at the end, and every now and then; before the first agreement, and after a lost
 * stream, nothing is quoted.
 *
 * <p>One comparison asks for open orders, then trades since the last known, then balances, then trades again. When none
 * was traded between the two lists of trades the balances must be ours to the quantum. A difference that is the same in
 * two comparisons running has no trade to explain it: it is taken over, and quoting halts if so configured.
 */
final class Reconciler {
    private static final long PAUSE_NANOS = 500_000_000L;
    private static final long ANSWER_NANOS = 30_000_000_000L;

    /** Which answers are waited for. */
    private enum Step {
        NONE,
        ORDERS,
        /** Only when the venue may have begun anew. */
        NEWEST,
        TRADES,
        BALANCES,
        TRADES_AGAIN
    }

    private static final Step[] STEPS = Step.values();

    private final Desk desk;
    private final VenueState venue;
    private final boolean[] balanceKnown;
    /** By the last answer, free and locked; once all are known, what positions cost taken off. */
    private final long[] queriedQuanta;
    /** By the last answer, of positions. */
    private final long[] queriedCosts;
    /** Venue minus ours, by the last comparison. */
    private final long[] differences;

    private final QueryOpenOrders queryOpenOrders = new QueryOpenOrders();
    private final QueryBalances queryBalances = new QueryBalances();
    private final QueryTrades queryTrades = new QueryTrades();
    private final CancelAll cancelAll = new CancelAll();
    private final CancelOrder cancel = new CancelOrder();

    private Step step = Step.NONE;
    /** When it is asked again what was not answered, or the next comparison begins. */
    private long retryNanos = Long.MAX_VALUE;
    /** No agreement counts before this: a placement that nobody knows of may still arrive at the venue. */
    private long settledNanos = Long.MIN_VALUE;

    private long fillsBefore;
    private boolean reconciled;

    Reconciler(Desk desk, VenueState venue) {
        this.desk = desk;
        this.venue = venue;
        int assets = desk.settings.assets().size();
        this.balanceKnown = new boolean[assets];
        this.queriedQuanta = new long[assets];
        this.queriedCosts = new long[assets];
        this.differences = new long[assets];
    }

    boolean reconciled() {
        return reconciled;
    }

    private boolean isHere(int asset) {
        return desk.settings.assets().get(asset).venue() == venue.index;
    }

    long nextDeadlineNanos() {
        return retryNanos;
    }

    /** Nothing is known any more: compares anew, and nothing is quoted before. */
    void begin() {
        reconciled = false;
        enter(Step.ORDERS);
    }

    /** The user stream is lost: nothing is known until it is back. */
    void suspend() {
        reconciled = false;
        step = Step.NONE;
        retryNanos = Long.MAX_VALUE;
    }

    /** Something may have been missed, but nothing is known to be wrong. */
    void soon() {
        if (reconciled && step == Step.NONE) {
            retryNanos = StrictMath.min(retryNanos, desk.nowNanos + PAUSE_NANOS);
        }
    }

    /** A placement that left before this time may be unknown to us; agreement waits for it to have arrived. */
    void settleUntil(long nanos) {
        settledNanos = nanos;
    }

    /** Event time was moved forward: what may be under way is not older for it. */
    void clockStepped(long stepNanos) {
        settledNanos = desk.later(settledNanos, stepNanos);
    }

    void onTimer() {
        if (desk.nowNanos < retryNanos) {
            return;
        }
        if (step == Step.NONE) {
            enter(Step.ORDERS);
        } else {
            ask();
        }
    }

    /** A question came to nothing: it is asked again after a pause. */
    void onQueryFailed() {
        if (step != Step.NONE) {
            retryNanos = StrictMath.min(retryNanos, desk.nowNanos + PAUSE_NANOS);
        }
    }

    private void enter(Step next) {
        step = next;
        for (int asset = 0; asset < balanceKnown.length; asset++) {
            balanceKnown[asset] = !isHere(asset);
        }
        for (MarketMaker market : venue.markets) {
            // Of a market that is gone nothing can be asked.
            market.openOrdersKnown = market.watch.gone() || (market.openOrdersKnown && next != Step.ORDERS);
            market.tradesKnown = market.watch.gone();
        }
        if (next != Step.BALANCES && everyMarketGone()) {
            // Only the balances are left to be asked for.
            goOn();
        } else {
            ask();
        }
    }

    private boolean everyMarketGone() {
        for (MarketMaker market : venue.markets) {
            if (!market.watch.gone()) {
                return false;
            }
        }
        return true;
    }

    /** All markets answered this step. */
    private void goOn() {
        switch (step) {
            case ORDERS -> {
                venue.resets.begin();
                enter(venue.resets.suspicious() ? Step.NEWEST : Step.TRADES);
            }
            case NEWEST -> {
                switch (venue.resets.conclude(desk.nowNanos)) {
                    case NO -> enter(Step.TRADES);
                    case LOOK_AGAIN -> again();
                    case RESET -> beginsAnew();
                }
            }
            case TRADES -> {
                fillsBefore = venue.fills;
                enter(Step.BALANCES);
            }
            case TRADES_AGAIN -> conclude();
            case NONE, BALANCES -> {
                // Nothing that markets answer.
            }
        }
    }

    /**
     * Something has hardly another explanation but that the venue began anew: that is looked at soon.
     *
     * @param certainly whether it has none, so that nothing may be quoted before
     */
    void suspectReset(boolean certainly) {
        if (!provable()) {
            return;
        }
        boolean isNew = venue.resets.suspect();
        if (isNew && certainly && venue.up(Channel.USER)) {
            begin();
        } else {
            soon();
        }
    }

    /** Whether the venue ever told a trade of ours that it could have forgotten. */
    private boolean provable() {
        for (MarketMaker market : venue.markets) {
            if (market.trades.confirmedId() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The venue began anew: its word is the opening, and ids are of other trades. */
    private void beginsAnew() {
        for (MarketMaker market : venue.markets) {
            market.beginsAnew(venue.resets.text());
        }
        desk.halted |= venue.terms().reconcile().haltOnReset();
        begin();
    }

    /** A market is gone: its answers will not come. */
    void marketGone() {
        if (step != Step.NONE) {
            again();
        }
    }

    /** The comparison begins anew after a pause. */
    private void again() {
        step = Step.NONE;
        retryNanos = desk.nowNanos + PAUSE_NANOS;
    }

    private void ask() {
        retryNanos = desk.nowNanos + ANSWER_NANOS;
        if (step == Step.BALANCES) {
            queryBalances.venue = venue.index;
            desk.emit(queryBalances, Message.NO_MARKET);
            return;
        }
        for (MarketMaker market : venue.markets) {
            if (step == Step.ORDERS && !market.openOrdersKnown) {
                desk.emit(queryOpenOrders, market.market());
            } else if (step != Step.ORDERS && !market.tradesKnown) {
                askTrades(market);
            }
        }
    }

    private void askTrades(MarketMaker market) {
        boolean known = market.trades.anchored() && step != Step.NEWEST;
        queryTrades.fromTradeId = known ? market.trades.confirmedId() + 1 : QueryTrades.NEWEST_ID;
        desk.emit(queryTrades, market.market());
    }

    void onOpenOrders(OpenOrders event, MarketMaker market, OrderEvents events) {
        boolean unwanted = false;
        for (int i = 0; i < event.orders.count(); i++) {
            unwanted |= compare(event.orders.get(i), event.requestTimeNanos, market);
        }
        for (int i = 0; i < market.orders.openCount(); i++) {
            Order order = market.orders.open(i);
            boolean shouldBeThere = order.state() == OrderState.WORKING || order.state() == OrderState.PARTIALLY_FILLED;
            if (shouldBeThere && order.sentNanos() < event.requestTimeNanos && !listed(event, order.id())) {
                desk.notice(NoticeCode.ORDER_DIFFERENCE, market.market(), order.id(), 0, 1);
                events.becameUnknown(order, RequestType.CANCEL);
            }
        }
        if (step != Step.ORDERS) {
            return;
        }
        if (unwanted) {
            if (venue.terms().dedicatedAccount()) {
                cancelAll.cause = CancelCause.UNWANTED;
                market.countRequest();
                desk.emit(cancelAll, market.market());
            }
            reconciled = false;
            again();
            return;
        }
        market.openOrdersKnown = true;
        for (MarketMaker each : venue.markets) {
            if (!each.openOrdersKnown) {
                return;
            }
        }
        goOn();
    }

    /** Whether an order on the venue's list should not be open. */
    private boolean compare(OpenOrder listed, long requestTimeNanos, MarketMaker market) {
        if (listed.orderId() == 0) {
            desk.notice(NoticeCode.FOREIGN_ORDER, market.market(), 0, listed.venueOrderId(), listed.lots());
            return venue.terms().dedicatedAccount();
        }
        Order order = market.orders.find(listed.orderId());
        if (order != null && order.state().isOpen()) {
            market.orders.listed(order, desk.nowNanos);
            return false;
        }
        if (order != null && order.endedNanos() >= requestTimeNanos) {
            return false;
        }
        desk.notice(NoticeCode.ORDER_DIFFERENCE, market.market(), listed.orderId(), 1, 0);
        if (!venue.terms().dedicatedAccount()) {
            cancel.orderId = listed.orderId();
            cancel.cause = CancelCause.UNWANTED;
            market.countRequest();
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

    void onTrades(TradesReport event, MarketMaker market) {
        boolean asked = event.fromTradeId == QueryTrades.NEWEST_ID
                ? !market.trades.anchored()
                : market.trades.anchored() && event.fromTradeId <= market.trades.confirmedId() + 1;
        if (asked) {
            market.trades.confirm(event.lastTradeId, desk.nowNanos);
        }
        if (step == Step.NEWEST && event.fromTradeId == QueryTrades.NEWEST_ID) {
            venue.resets.onNewest(event, market.trades.confirmedId());
        } else if (step != Step.TRADES && step != Step.TRADES_AGAIN) {
            return;
        } else if (!asked || !event.complete) {
            askTrades(market);
            return;
        }
        market.tradesKnown = true;
        for (MarketMaker each : venue.markets) {
            if (!each.tradesKnown) {
                return;
            }
        }
        goOn();
    }

    void onBalance(Balance event) {
        desk.ledger.onBalance(event);
        if (event.source != Source.QUERY || step != Step.BALANCES) {
            return;
        }
        balanceKnown[event.asset] = true;
        queriedQuanta[event.asset] = event.freeQuanta + event.lockedQuanta;
        queriedCosts[event.asset] = event.costQuanta;
        for (boolean known : balanceKnown) {
            if (!known) {
                return;
            }
        }
        for (int asset = 0; asset < queriedQuanta.length; asset++) {
            if (isHere(asset) && desk.ledger.settledIn(asset) >= 0) {
                queriedQuanta[desk.ledger.settledIn(asset)] -= queriedCosts[asset];
            }
        }
        enter(Step.TRADES_AGAIN);
    }

    private void conclude() {
        if (venue.fills != fillsBefore || desk.nowNanos < settledNanos) {
            again();
            retryNanos = StrictMath.max(retryNanos, settledNanos);
            return;
        }
        if (firstWord()) {
            for (int asset = 0; asset < queriedQuanta.length; asset++) {
                differences[asset] = !isHere(asset) ? 0 : queriedQuanta[asset] - desk.ledger.expectedQuanta(asset);
            }
            takeOver();
            agree();
        } else if (explained()) {
            agree();
        } else {
            if (provable()) {
                var unused = venue.resets.suspect();
            }
            again();
        }
    }

    /** Whether some market never knew what is owned, so that the venue's word is its opening. */
    private boolean firstWord() {
        for (MarketMaker market : venue.markets) {
            if (!market.opened()) {
                return true;
            }
        }
        return false;
    }

    /** Whether our balances are the venue's, or made so because they differ as they did the last time. */
    private boolean explained() {
        boolean same = true;
        boolean none = true;
        for (int asset = 0; asset < queriedQuanta.length; asset++) {
            if (!isHere(asset)) {
                continue;
            }
            long ours = desk.ledger.expectedQuanta(asset);
            long difference = queriedQuanta[asset] - ours;
            none &= difference == 0;
            same &= difference == differences[asset];
            if (difference != 0 && difference != differences[asset]) {
                desk.noticeOf(venue, NoticeCode.BALANCE_DIFFERENCE, asset, ours, queriedQuanta[asset]);
            }
            differences[asset] = difference;
        }
        if (!none && same) {
            takeOver();
            desk.halted |= venue.terms().reconcile().haltOnUnexplained();
            return true;
        }
        return none;
    }

    private void takeOver() {
        for (int asset = 0; asset < queriedQuanta.length; asset++) {
            if (!isHere(asset)) {
                continue;
            }
            long ours = desk.ledger.expectedQuanta(asset);
            desk.ledger.adopt(asset, queriedQuanta[asset], queriedCosts[asset]);
            for (MarketMaker market : venue.markets) {
                if (differences[asset] != 0 && market.opened()) {
                    desk.notice(NoticeCode.BALANCE_ADOPTED, market.market(), asset, ours, queriedQuanta[asset]);
                    market.transfer(asset, differences[asset]);
                }
            }
            differences[asset] = 0;
        }
    }

    private void agree() {
        for (int asset = 0; asset < queriedCosts.length; asset++) {
            if (isHere(asset) && desk.ledger.settledIn(asset) >= 0) {
                // Which trade closed what is the venue's to say.
                desk.ledger.adopt(asset, desk.ledger.expectedQuanta(asset), queriedCosts[asset]);
            }
        }
        for (MarketMaker market : venue.markets) {
            market.open();
        }
        step = Step.NONE;
        retryNanos = desk.nowNanos + venue.terms().reconcile().everyNanos();
        if (!reconciled) {
            reconciled = true;
            desk.noticeOf(venue, NoticeCode.RECONCILED, 0, 0, 0);
        }
    }

    void visitState(StateVisitor v) {
        v.begin("reconciler");
        for (int i = 0; i < balanceKnown.length; i++) {
            balanceKnown[i] = v.flag("balanceKnown", balanceKnown[i]);
            queriedQuanta[i] = v.int64("queriedQuanta", queriedQuanta[i]);
            queriedCosts[i] = v.int64("queriedCost", queriedCosts[i]);
            differences[i] = v.int64("difference", differences[i]);
        }
        step = v.symbol("step", step, STEPS);
        retryNanos = v.int64("retryNanos", retryNanos);
        settledNanos = v.int64("settledNanos", settledNanos);
        fillsBefore = v.int64("fillsBefore", fillsBefore);
        reconciled = v.flag("reconciled", reconciled);
        v.end();
    }
}
