package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OpenOrderList;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.venue.Checkup;
import java.util.List;

/** What is on the account beside this session's orders, and what is asked before a start. */
final class AccountLines {
    private AccountLines() {}

    private static OpenOrderList openOrders(Client client) throws InterruptedException {
        QueryOpenOrders query = new QueryOpenOrders();
        query.market = 0;
        int before = client.inbox.size();
        client.execute(query);
        return client.inbox.awaitAfter(before, OpenOrders.class, event -> true).orders;
    }

    static void others(Trial trial) throws Exception {
        Client client = trial.client();
        trial.bench().byHand(Side.BUY, trial.bidTicks(), trial.lots() * 2);
        PlaceOrder ours = client.placed(Side.BUY, trial.farTicks(), trial.lots());

        OpenOrderList open = openOrders(client);

        assertEquals(2, open.count());
        for (int i = 0; i < 2; i++) {
            boolean far = open.get(i).priceTicks() == trial.farTicks();
            assertEquals(far ? ours.orderId : 0, open.get(i).orderId());
        }
        trial.bench().carolTakes(Side.SELL, trial.bidTicks(), trial.lots());
        List<Fill> told = OrderLines.queriedFills(client, 0);
        Fill last = told.get(told.size() - 1);
        assertEquals(0, last.orderId);
        OrderLines.checkFills(trial, client, List.of(last), 1);
    }

    static void nextSession(Trial trial) throws Exception {
        PlaceOrder old = trial.client().placed(Side.BUY, trial.bidTicks(), trial.lots() * 2);
        trial.bench().carolTakes(Side.SELL, trial.bidTicks(), trial.lots());
        try (Client next = trial.bench().client(Bench.ALICE, Client::utcNanos, "")) {
            next.startedForRequests();

            OpenOrderList open = openOrders(next);
            assertEquals(1, open.count());
            assertEquals(old.orderId, open.get(0).orderId());
            OrderReport report = next.report(old.orderId);
            assertEquals(OrderStatus.PARTIALLY_FILLED, report.status);
            assertEquals(trial.lots(), report.filledLots);
            OrderLines.checkFills(trial, next, next.fills(old.orderId), 1);
            next.execute(next.cancel(old.orderId));
            next.inbox.await(OrderCanceled.class, event -> event.orderId == old.orderId);
        }
        assertEquals(List.of(), trial.bench().openOrders(Bench.ALICE));
    }

    static void checkup(Trial trial) throws Exception {
        Client client = trial.client();
        client.placed(Side.BUY, trial.farTicks(), trial.lots());
        trial.bench().byHand(Side.BUY, trial.farTicks(), trial.lots());

        Checkup checkup = client.gateway().checkup();

        assertNotEquals(Checkup.Answer.NO, checkup.trade());
        assertNotEquals(Checkup.Answer.YES, checkup.withdraw());
        for (BalanceInfo truth : trial.bench().balances(Bench.ALICE)) {
            Checkup.Held held =
                    checkup.balances().get(client.assetIndex(trial.bench().assetCode(truth.asset())));
            assertEquals(truth.freeQuanta(), held.freeQuanta());
            assertEquals(truth.lockedQuanta(), held.lockedQuanta());
        }
        Checkup.MarketNow market = checkup.markets().get(0);
        assertEquals(trial.rig().midTicks() - Bench.HALF_SPREAD, market.bidTicks());
        assertEquals(trial.rig().midTicks() + Bench.HALF_SPREAD, market.askTicks());
        assertEquals(1, market.ourOrders());
        assertEquals(1, market.otherOrders());
    }
}
