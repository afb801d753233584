package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.door.PlannedFault;
import dev.flowmaker.exchange.door.PlannedFault.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Orders, fills, cancels and what queries say of them. */
final class OrderLines {
    private OrderLines() {}

    static void postOnly(Trial trial) throws Exception {
        Client client = trial.client();
        PlaceOrder place = client.placed(Side.BUY, trial.bidTicks(), trial.lots());
        client.inbox.await(
                OrderAccepted.class, event -> event.orderId == place.orderId && event.source == Source.STREAM);
        OrderInfo order = onlyOpen(trial);
        assertEquals(Side.BUY, order.side());
        assertEquals(trial.bidTicks(), order.priceTicks());
        assertEquals(trial.lots(), order.lots());
    }

    private static OrderInfo onlyOpen(Trial trial) {
        List<OrderInfo> open = trial.bench().openOrders(Bench.ALICE);
        assertEquals(1, open.size(), () -> "open: " + open);
        return open.get(0);
    }

    static void unaffordable(Trial trial) throws Exception {
        Client client = trial.client();
        Instrument market = trial.bench().market();
        long free = trial.bench().balances(Bench.ALICE).get(market.quoteAsset()).freeQuanta();
        long times = market.contract().isPerpetual()
                ? 1_000_000_000L / market.contract().initialMarginPpb()
                : 1;
        long lots = 2 * times * free / market.notionalQuanta(trial.farTicks(), 1);
        PlaceOrder place = client.order(Side.BUY, trial.farTicks(), lots);

        client.execute(place);

        OrderRejected rejected = client.inbox.await(OrderRejected.class, event -> event.orderId == place.orderId);
        assertEquals(RejectReason.INSUFFICIENT_BALANCE, rejected.reason, rejected.text);
        assertEquals(List.of(), trial.bench().openOrders(Bench.ALICE));
    }

    static void wouldTake(Trial trial) throws Exception {
        Client client = trial.client();
        int fills = trial.bench().fills(Bench.ALICE).size();
        for (Side side : Side.values()) {
            PlaceOrder place = client.order(side, trial.rig().midTicks() + side.sign() * 20L, trial.lots());
            client.execute(place);
            OrderRejected rejected = client.inbox.await(OrderRejected.class, event -> event.orderId == place.orderId);
            assertEquals(RejectReason.POST_ONLY_WOULD_TAKE, rejected.reason, rejected.text);
        }
        assertEquals(List.of(), trial.bench().openOrders(Bench.ALICE));
        assertEquals(fills, trial.bench().fills(Bench.ALICE).size());
    }

    static void partialFills(Trial trial) throws Exception {
        Client client = trial.client();
        for (Side side : Side.values()) {
            long ticks = side == Side.BUY ? trial.bidTicks() : trial.askTicks();
            PlaceOrder place = client.placed(side, ticks, trial.lots() * 6);
            for (int part = 1; part <= 3; part++) {
                trial.bench().carolTakes(side.opposite(), ticks, trial.lots() * part);
                awaitFills(trial, place.orderId, part);
                if (part == 2) {
                    OrderReport report = client.report(place.orderId);
                    assertEquals(OrderStatus.PARTIALLY_FILLED, report.status);
                    assertEquals(trial.lots() * 3, report.filledLots);
                }
            }
            OrderReport report = client.report(place.orderId);
            assertEquals(OrderStatus.FILLED, report.status);
            assertEquals(trial.lots() * 6, report.filledLots);
        }
        PlaceOrder taking = client.order(Side.BUY, trial.rig().midTicks() + Bench.HALF_SPREAD, trial.lots());
        taking.postOnly = false;
        client.execute(taking);
        awaitFills(trial, taking.orderId, 1);
    }

    /** Waits for so many fills of an order, and holds all of them against the exchange's. */
    static void awaitFills(Trial trial, long orderId, int count) throws Exception {
        awaitFills(trial, trial.client(), orderId, count);
    }

    static void awaitFills(Trial trial, Client client, long orderId, int count) {
        Client.await(count + " fills", () -> client.fills(orderId).size() >= count);
        checkFills(trial, client, client.fills(orderId), count);
    }

    /** These fills of one order are the exchange's last. */
    static void checkFills(Trial trial, Client client, Collection<Fill> fills, int count) {
        assertEquals(count, fills.size());
        List<FillInfo> all = trial.bench().fills(Bench.ALICE);
        List<FillInfo> truth = all.subList(all.size() - count, all.size());
        int index = 0;
        for (Fill fill : fills) {
            checkFill(trial, client, truth.get(index++), fill);
        }
    }

    private static void checkFill(Trial trial, Client client, FillInfo truth, Fill fill) {
        assertEquals(truth.side(), fill.side);
        assertEquals(truth.priceTicks(), fill.priceTicks);
        assertEquals(truth.lots(), fill.lots);
        assertEquals(trial.bench().assetCode(truth.commissionAsset()), client.assetCode(fill.feeAsset));
        assertEquals(truth.commissionQuanta(), fill.feeQuanta);
        assertEquals(truth.maker() ? Liquidity.MAKER : Liquidity.TAKER, fill.liquidity);
        assertTrue(Math.abs(truth.timeNanos() - fill.exchangeTimeNanos) < 1_000_000_000L, "its time is another");
    }

    static void fillsOnce(Trial trial) throws Exception {
        Client client = trial.client();
        PlaceOrder place = client.placed(Side.BUY, trial.bidTicks(), trial.lots() * 3);
        trial.bench().plan(Kind.MESSAGE_TWICE, trial.rig().ownMessage(), PlannedFault.ALWAYS);
        trial.bench().carolTakes(Side.SELL, trial.bidTicks(), trial.lots());
        trial.bench().carolTakes(Side.SELL, trial.bidTicks(), trial.lots());
        Client.await("fills", () -> client.fills(place.orderId).size() == 2);
        client.report(place.orderId);
        queryTrades(client, 0);
        trial.bench().carolTakes(Side.SELL, trial.bidTicks(), trial.lots());

        awaitFills(trial, place.orderId, 3);
        client.report(place.orderId);

        List<Fill> told = client.inbox.all(Fill.class).stream()
                .filter(fill -> fill.orderId == place.orderId)
                .toList();
        assertTrue(told.size() >= 6, () -> "told " + told.size() + " times");
        assertTrue(told.stream().anyMatch(fill -> fill.source == Source.QUERY));
        for (Fill fill : told) {
            Fill first = client.fills(place.orderId).stream()
                    .filter(each -> each.tradeId == fill.tradeId)
                    .findFirst()
                    .orElseThrow();
            assertEquals(words(first), words(fill));
        }
    }

    private static String words(Fill fill) {
        return fill.side + " " + fill.lots + " at " + fill.priceTicks + " fee " + fill.feeQuanta + " of "
                + fill.feeAsset + " " + fill.liquidity;
    }

    static void cancel(Trial trial) throws Exception {
        Client client = trial.client();
        PlaceOrder place = client.placed(Side.BUY, trial.bidTicks(), trial.lots() * 2);
        trial.bench().carolTakes(Side.SELL, trial.bidTicks(), trial.lots());

        client.execute(client.cancel(place.orderId));

        OrderCanceled canceled = client.inbox.await(OrderCanceled.class, event -> event.orderId == place.orderId);
        assertTrue(canceled.filledLots == trial.lots() || canceled.filledLots == -1, "" + canceled.filledLots);
        assertEquals(List.of(), trial.bench().openOrders(Bench.ALICE));
        OrderReport report = client.report(place.orderId);
        assertEquals(OrderStatus.CANCELED, report.status);
        assertEquals(trial.lots(), report.filledLots);
    }

    static void cancelByOurId(Trial trial) throws Exception {
        Client client = trial.client();
        PlaceOrder place = client.order(Side.BUY, trial.farTicks(), trial.lots());
        trial.bench().plan(Kind.MESSAGE_LOST, trial.rig().ownMessage(), PlannedFault.ALWAYS);
        trial.bench().plan(Kind.ANSWER_RESET, trial.rig().placement(), 1);
        client.execute(place);
        client.inbox.await(RequestUnknown.class, event -> event.orderId == place.orderId);
        onlyOpen(trial);

        client.execute(client.cancel(place.orderId));

        client.inbox.await(OrderCanceled.class, event -> event.orderId == place.orderId);
        assertEquals(List.of(), trial.bench().openOrders(Bench.ALICE));
    }

    static void cancelOfWhatIsGone(Trial trial) throws Exception {
        Client client = trial.client();
        PlaceOrder place = client.placed(Side.SELL, trial.askTicks(), trial.lots());
        trial.bench().clear();
        client.inbox.await(OrderCanceled.class, event -> event.orderId == place.orderId);
        PlaceOrder never = client.order(Side.BUY, trial.bidTicks(), trial.lots());

        for (long orderId : new long[] {place.orderId, never.orderId}) {
            client.execute(client.cancel(orderId));

            RequestFailed failed = client.inbox.await(RequestFailed.class, event -> event.orderId == orderId);
            assertEquals(RequestType.CANCEL, failed.request);
            assertEquals(RejectReason.UNKNOWN_ORDER, failed.reason, failed.text);
        }
    }

    static void cancelAll(Trial trial) throws Exception {
        Client client = trial.client();
        List<PlaceOrder> placed = new ArrayList<>();
        placed.add(client.placed(Side.BUY, trial.bidTicks(), trial.lots()));
        placed.add(client.placed(Side.BUY, trial.farTicks(), trial.lots()));
        placed.add(client.placed(Side.SELL, trial.askTicks(), trial.lots()));

        client.execute(client.cancelAll());

        for (PlaceOrder place : placed) {
            client.inbox.await(OrderCanceled.class, event -> event.orderId == place.orderId);
        }
        assertEquals(List.of(), trial.bench().openOrders(Bench.ALICE));
        assertFalse(trial.bench().openOrders(Bench.BOB).isEmpty());
        int before = client.inbox.size();
        client.execute(client.cancelAll());
        assertFalse(client.inbox.all().stream()
                .skip(before)
                .anyMatch(event -> event instanceof RequestFailed || event instanceof RequestUnknown));
    }

    static void openOrders(Trial trial) throws Exception {
        Client client = trial.client();
        client.placed(Side.BUY, trial.bidTicks(), trial.lots() * 3);
        trial.bench().carolTakes(Side.SELL, trial.bidTicks(), trial.lots());
        client.placed(Side.BUY, trial.farTicks(), trial.lots());
        client.placed(Side.SELL, trial.askTicks(), trial.lots() * 2);
        QueryOpenOrders query = new QueryOpenOrders();
        query.market = 0;
        int before = client.inbox.size();

        client.execute(query);

        OpenOrders open = client.inbox.awaitAfter(before, OpenOrders.class, event -> true);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < open.orders.count(); i++) {
            OpenOrder order = open.orders.get(i);
            assertTrue(order.orderId() != 0, () -> "not known for ours: " + order);
            told.add(order.side() + " " + order.lots() + " at " + order.priceTicks() + " filled " + order.filledLots());
        }
        List<String> truth = trial.bench().openOrders(Bench.ALICE).stream()
                .map(order -> order.side() + " " + order.lots() + " at " + order.priceTicks() + " filled "
                        + order.executedLots())
                .toList();
        assertEquals(3, truth.size());
        assertEquals(truth.stream().sorted().toList(), told.stream().sorted().toList());
    }

    static TradesReport queryTrades(Client client, long fromTradeId) throws Exception {
        QueryTrades query = new QueryTrades();
        query.market = 0;
        query.fromTradeId = fromTradeId;
        int before = client.inbox.size();
        client.execute(query);
        return client.inbox.awaitAfter(before, TradesReport.class, event -> true);
    }

    /** All fills that queries tell of the account from a trade on. */
    static List<Fill> queriedFills(Client client, long fromTradeId) throws Exception {
        List<Fill> fills = new ArrayList<>();
        long from = fromTradeId;
        while (true) {
            int before = client.inbox.size();
            TradesReport report = queryTrades(client, from);
            client.inbox.all().stream()
                    .skip(before)
                    .filter(event -> event instanceof Fill fill && fill.source == Source.QUERY)
                    .forEach(event -> fills.add((Fill) event));
            if (report.complete) {
                return fills.stream().sorted(Client.OLDEST_FIRST).toList();
            }
            from = report.lastTradeId + 1;
        }
    }

    static void accountTrades(Trial trial) throws Exception {
        Client client = trial.client();
        client.placed(Side.SELL, trial.askTicks(), trial.lots() * 2);
        trial.bench().carolTakes(Side.BUY, trial.askTicks(), trial.lots());
        trial.bench().carolTakes(Side.BUY, trial.askTicks(), trial.lots());

        List<Fill> told = queriedFills(client, 0);

        List<FillInfo> truth = trial.bench().fills(Bench.ALICE);
        assertEquals(truth.size(), told.size());
        for (int i = 0; i < truth.size(); i++) {
            checkFill(trial, client, truth.get(i), told.get(i));
        }
        List<Fill> last = queriedFills(client, told.get(told.size() - 1).tradeId);
        assertEquals(
                1,
                last.stream()
                        .filter(fill -> fill.tradeId == told.get(told.size() - 1).tradeId)
                        .count());
    }

    static void balances(Trial trial) throws Exception {
        Client client = trial.client();
        client.placed(Side.BUY, trial.farTicks(), trial.lots() * 3);
        QueryBalances query = new QueryBalances();
        query.market = 0;
        int before = client.inbox.size();

        client.execute(query);

        for (BalanceInfo truth : trial.bench().balances(Bench.ALICE)) {
            String code = trial.bench().assetCode(truth.asset());
            Balance told = client.inbox.awaitAfter(
                    before,
                    Balance.class,
                    event -> event.source == Source.QUERY
                            && client.assetCode(event.asset).equals(code));
            assertEquals(truth.freeQuanta(), told.freeQuanta, () -> "free " + code);
            assertEquals(truth.lockedQuanta(), told.lockedQuanta, () -> "locked " + code);
            assertEquals(truth.costQuanta(), told.costQuanta, () -> "cost of " + code);
        }
    }
}
