package dev.flowmaker.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients may ask and what they are told, in a market of clients only. One lot at one tick is 10 quanta of USDT. */
class ExchangeTest {
    private static final long START = Fixtures.START_NANOS;
    private static final int ANN = 0;
    private static final int BOB = 1;

    private final Recorder heard = new Recorder();
    private final Exchange exchange = new Exchange(
            Fixtures.settings(
                    Fixtures.instrument(1_000, 1_500),
                    new MarketSource.ClientsOnly(),
                    new AccountSetup("ann", List.of(100_000L, 100_000L)),
                    new AccountSetup("bob", List.of(100_000L, 100_000L))),
            heard);

    private OrderInfo accepted(int account, NewOrder order) {
        PlaceResult result = exchange.place(account, order, START);
        assertNull(result.reject());
        return java.util.Objects.requireNonNull(result.order());
    }

    private OrderInfo limit(int account, String id, Side side, long price, long lots) {
        return accepted(account, NewOrder.limit(0, id, side, TimeInForce.GTC, price, lots));
    }

    private void refused(Reject reject, int account, NewOrder order) {
        List<BalanceInfo> before = exchange.balances(account);
        int events = heard.all.size();
        assertEquals(reject, exchange.check(account, order));
        assertEquals(reject, exchange.place(account, order, START).reject());
        assertEquals(before, exchange.balances(account));
        assertEquals(events, heard.all.size());
    }

    private void balances(int account, long btcFree, long btcLocked, long usdtFree, long usdtLocked) {
        assertEquals(
                List.of(new BalanceInfo(0, btcFree, btcLocked), new BalanceInfo(1, usdtFree, usdtLocked)),
                exchange.balances(account));
    }

    @Test
    void shouldBindWhatARestingOrderNeedsAndFreeItOnCancel() {
        limit(ANN, "b", Side.BUY, 100, 7);
        limit(ANN, "s", Side.SELL, 110, 5);
        balances(ANN, 95_000, 5_000, 93_000, 7_000);

        OrderInfo canceled =
                exchange.cancel(ANN, 0, OrderRef.clientId("b"), START + 1).order();

        assertNotNull(canceled);
        assertEquals(OrderStatus.CANCELED, canceled.status());
        assertEquals(START + 1, canceled.updatedNanos());
        balances(ANN, 95_000, 5_000, 100_000, 0);
        assertEquals(
                List.of(new Recorder.LevelChange(0, START + 1, 3, Side.BUY, 100, 0)),
                heard.levels.subList(2, heard.levels.size()));
    }

    @Test
    void shouldTradeAtTheRestingPriceAndTakeCommissionFromWhatIsReceived() {
        OrderInfo sold = limit(ANN, "s", Side.SELL, 100, 5);
        PlaceResult result =
                exchange.place(BOB, NewOrder.limit(0, "b", Side.BUY, TimeInForce.GTC, 120, 7), START + 5_000_000);

        OrderInfo bought = result.order();
        assertNotNull(bought);
        assertEquals(OrderStatus.PARTIALLY_FILLED, bought.status());
        assertEquals(5_000, bought.executedQuoteQuanta());
        // Ann receives 5,000 quanta of USDT less 0.1 %, Bob 5,000 of BTC less 0.15 % rounded towards zero.
        balances(ANN, 95_000, 0, 104_995, 0);
        balances(BOB, 104_993, 0, 100_000 - 5_000 - 2_400, 2_400);
        assertEquals(5, exchange.feesTaken(Fixtures.USDT));
        assertEquals(7, exchange.feesTaken(Fixtures.BTC));
        assertEquals(
                List.of(new TradeInfo(
                        0, START + 5_000_000, 1, 100, 5, false, bought.venueOrderId(), sold.venueOrderId())),
                heard.trades);
        FillInfo makers = new FillInfo(
                ANN,
                0,
                1,
                sold.venueOrderId(),
                "s",
                Side.SELL,
                100,
                5,
                5_000,
                5,
                Fixtures.USDT,
                true,
                START + 5_000_000);
        assertEquals(List.of(makers), exchange.fills(ANN, 0, 0, 10));
        assertEquals(result.fills(), exchange.fills(BOB, 0, 1, 10));
        assertEquals(List.of(), exchange.fills(BOB, 0, 2, 10));
        assertEquals(
                List.of(ExecutionType.NEW, ExecutionType.NEW, ExecutionType.TRADE, ExecutionType.TRADE),
                heard.reports.stream().map(ExecutionReport::type).toList());
        assertEquals(makers, heard.reports.get(2).fill());
    }

    @Test
    void shouldFillTheBestPriceFirstAndTheEarlierOrderFirst() {
        limit(ANN, "dear", Side.SELL, 102, 3);
        limit(ANN, "early", Side.SELL, 101, 3);
        limit(ANN, "late", Side.SELL, 101, 3);

        PlaceResult result = exchange.place(BOB, NewOrder.market(0, "m", Side.BUY, 8), START);

        assertEquals(
                List.of(101L, 101L, 102L),
                result.fills().stream().map(FillInfo::priceTicks).toList());
        assertEquals(
                List.of("early", "late", "dear"),
                heard.reports.stream()
                        .filter(r ->
                                r.type() == ExecutionType.TRADE && r.order().account() == ANN)
                        .map(r -> r.order().clientId())
                        .toList());
        assertEquals(1, exchange.depth(0).lotsAt(Side.SELL, 102));
    }

    @Test
    void shouldRefuseAMakerThatWouldTake() {
        limit(ANN, "s", Side.SELL, 100, 5);
        refused(Reject.WOULD_TAKE, BOB, NewOrder.limitMaker(0, "m", Side.BUY, 100, 5));
        accepted(BOB, NewOrder.limitMaker(0, "m", Side.BUY, 99, 5));
    }

    @Test
    void shouldRefuseWhatBreaksARule() {
        limit(ANN, "rest", Side.SELL, 100, 50);
        refused(Reject.PRICE_FILTER, BOB, NewOrder.limitMaker(0, "x", Side.BUY, 0, 5));
        refused(Reject.PRICE_FILTER, BOB, NewOrder.limitMaker(0, "x", Side.BUY, 100_000_001, 5));
        refused(Reject.LOT_SIZE, BOB, NewOrder.limitMaker(0, "x", Side.BUY, 99, 0));
        refused(Reject.LOT_SIZE, BOB, NewOrder.limitMaker(0, "x", Side.BUY, 99, 1_001));
        refused(Reject.NOTIONAL, BOB, NewOrder.limitMaker(0, "x", Side.BUY, 99, 1));
        refused(Reject.MARKET_LOT_SIZE, BOB, NewOrder.market(0, "x", Side.BUY, 1_001));
        refused(Reject.NOTIONAL, BOB, NewOrder.market(0, "x", Side.BUY, 1));
        refused(Reject.INSUFFICIENT_BALANCE, BOB, NewOrder.limitMaker(0, "x", Side.BUY, 99, 102));
        refused(Reject.INSUFFICIENT_BALANCE, BOB, NewOrder.limitMaker(0, "x", Side.SELL, 120, 101));
        refused(Reject.DUPLICATE_CLIENT_ID, ANN, NewOrder.limitMaker(0, "rest", Side.SELL, 120, 5));
        accepted(BOB, NewOrder.limitMaker(0, "rest", Side.SELL, 120, 5));
    }

    /** The value of such an order has more than 64 bits. */
    @Test
    void shouldRefuseAnOrderWhoseValueCannotBeCounted() {
        Exchange wide = new Exchange(
                Fixtures.settings(
                        Fixtures.instrument(Long.MAX_VALUE, 0),
                        new MarketSource.ClientsOnly(),
                        Fixtures.account("ann", 1, 1)),
                heard);
        NewOrder huge = NewOrder.limitMaker(0, "x", Side.BUY, 100_000_000, 1L << 60);
        assertEquals(Reject.LOT_SIZE, wide.place(ANN, huge, START).reject());
        NewOrder sell = NewOrder.limitMaker(0, "x", Side.SELL, 1, 1L << 59);
        assertEquals(Reject.LOT_SIZE, wide.place(ANN, sell, START).reject());
        assertEquals(
                Reject.MARKET_LOT_SIZE,
                wide.place(ANN, NewOrder.market(0, "x", Side.SELL, 1L << 60), START)
                        .reject());
    }

    @Test
    void shouldLetAClientIdBeUsedAgainOnceItsOrderEnded() {
        OrderInfo first = limit(ANN, "a", Side.BUY, 100, 5);
        exchange.cancel(ANN, 0, OrderRef.venueId(first.venueOrderId()), START);
        OrderInfo second = limit(ANN, "a", Side.BUY, 101, 5);

        assertEquals(second, exchange.order(ANN, 0, OrderRef.clientId("a")));
        assertEquals(List.of(second), exchange.openOrders(ANN, 0));
        assertEquals(2, exchange.allOrders(ANN, 0, 0, 10).size());
        assertEquals(List.of(second), exchange.allOrders(ANN, 0, second.venueOrderId(), 10));
    }

    @Test
    void shouldNotKnowTheOrdersOfOthersNorEndedOnes() {
        OrderInfo order = limit(ANN, "a", Side.BUY, 100, 5);
        OrderRef ref = OrderRef.venueId(order.venueOrderId());
        assertEquals(Reject.UNKNOWN_ORDER, exchange.cancel(BOB, 0, ref, START).reject());
        assertNull(exchange.order(BOB, 0, ref));
        assertNull(exchange.cancel(ANN, 0, ref, START).reject());
        assertEquals(Reject.UNKNOWN_ORDER, exchange.cancel(ANN, 0, ref, START).reject());
    }

    @Test
    void shouldCancelAllOfOneAccountOldestFirst() {
        limit(ANN, "1", Side.BUY, 100, 5);
        limit(BOB, "other", Side.BUY, 100, 5);
        limit(ANN, "2", Side.BUY, 98, 5);

        List<OrderInfo> canceled = exchange.cancelAll(ANN, 0, START);

        assertEquals(
                List.of("1", "2"), canceled.stream().map(OrderInfo::clientId).toList());
        assertEquals(5, exchange.depth(0).lotsAt(Side.BUY, 100));
        assertEquals(1, exchange.openOrders(BOB, 0).size());
    }

    @Test
    void shouldExpireWhatAnIocOrMarketOrderDoesNotTrade() {
        limit(ANN, "s", Side.SELL, 100, 20);
        OrderInfo ioc = accepted(BOB, NewOrder.limit(0, "i", Side.BUY, TimeInForce.IOC, 100, 30));
        assertEquals(OrderStatus.EXPIRED, ioc.status());
        assertEquals(20, ioc.executedLots());

        OrderInfo market = accepted(BOB, NewOrder.market(0, "m", Side.BUY, 30));
        assertEquals(OrderStatus.EXPIRED, market.status());
        assertEquals(0, market.executedLots());
        assertEquals(0, exchange.balances(BOB).get(Fixtures.USDT).lockedQuanta());
    }

    @Test
    void shouldFillAFokOrderInFullOrNotAtAll() {
        limit(ANN, "1", Side.SELL, 100, 20);
        limit(ANN, "2", Side.SELL, 101, 20);
        OrderInfo tooMuch = accepted(BOB, NewOrder.limit(0, "f", Side.BUY, TimeInForce.FOK, 100, 21));
        assertEquals(OrderStatus.EXPIRED, tooMuch.status());
        assertEquals(List.of(), heard.trades);

        OrderInfo all = accepted(BOB, NewOrder.limit(0, "f", Side.BUY, TimeInForce.FOK, 101, 40));
        assertEquals(OrderStatus.FILLED, all.status());
        assertEquals(20 * 1_000 + 20 * 1_010, all.executedQuoteQuanta());
    }

    @Test
    void shouldSpendAtMostTheQuoteQuantityOfAMarketOrder() {
        limit(ANN, "1", Side.SELL, 100, 10);
        limit(ANN, "2", Side.SELL, 110, 10);
        OrderInfo bought = accepted(BOB, NewOrder.marketForQuote(0, "q", Side.BUY, 10_000 + 3 * 1_100 + 1_099));
        assertEquals(13, bought.executedLots());
        assertEquals(13_300, bought.executedQuoteQuanta());
        assertEquals(OrderStatus.FILLED, bought.status());
    }

    @Test
    void shouldCountOnlyWhatAMarketOrderWouldTradeAgainstTheBalance() {
        limit(ANN, "1", Side.SELL, 100, 90);
        limit(ANN, "2", Side.SELL, 200, 10);
        refused(Reject.INSUFFICIENT_BALANCE, BOB, NewOrder.market(0, "m", Side.BUY, 96));
        assertEquals(95, accepted(BOB, NewOrder.market(0, "m", Side.BUY, 95)).executedLots());
    }

    @ParameterizedTest
    @EnumSource(SelfTradePrevention.class)
    void shouldPreventSelfTradesAsTheTakerAsks(SelfTradePrevention mode) {
        limit(BOB, "first", Side.SELL, 100, 2);
        limit(ANN, "own", Side.SELL, 100, 3);
        limit(BOB, "behind", Side.SELL, 100, 4);
        OrderInfo taker =
                accepted(ANN, new NewOrder(0, "t", Side.BUY, OrderType.LIMIT, TimeInForce.GTC, 100, 8, 0, mode));
        OrderInfo own = exchange.order(ANN, 0, OrderRef.clientId("own"));

        assertNotNull(own);
        assertEquals(
                switch (mode) {
                    case NONE -> OrderStatus.FILLED;
                    case EXPIRE_TAKER -> OrderStatus.NEW;
                    case EXPIRE_MAKER, EXPIRE_BOTH -> OrderStatus.EXPIRED_IN_MATCH;
                },
                own.status());
        assertEquals(
                switch (mode) {
                    case NONE -> OrderStatus.FILLED;
                    case EXPIRE_MAKER -> OrderStatus.PARTIALLY_FILLED;
                    case EXPIRE_TAKER, EXPIRE_BOTH -> OrderStatus.EXPIRED_IN_MATCH;
                },
                taker.status());
        assertEquals(
                switch (mode) {
                    case NONE -> 8;
                    case EXPIRE_MAKER -> 6;
                    case EXPIRE_TAKER, EXPIRE_BOTH -> 2;
                },
                taker.executedLots());
    }

    @Test
    void shouldNotFillAFokOrderFromItsOwnAccount() {
        limit(BOB, "first", Side.SELL, 100, 2);
        limit(ANN, "own", Side.SELL, 100, 30);
        OrderInfo taker = accepted(ANN, NewOrder.limit(0, "t", Side.BUY, TimeInForce.FOK, 100, 20));
        assertEquals(OrderStatus.EXPIRED, taker.status());
        assertEquals(List.of(), heard.trades);
        assertEquals(OrderStatus.NEW, exchange.openOrders(ANN, 0).get(0).status());
    }

    @Test
    void shouldKeepTheLatestHistoryOnly() {
        ExchangeSettings all = exchange.settings();
        Exchange forgetful = new Exchange(
                new ExchangeSettings(
                        START, all.assets(), all.markets(), all.accounts(), SelfTradePrevention.NONE, 3, 2),
                heard);
        for (String id : List.of("a", "b", "c")) {
            forgetful.place(ANN, NewOrder.limitMaker(0, id, Side.BUY, 100, 5), START);
        }
        assertEquals(
                Reject.MAX_NUM_ORDERS,
                forgetful
                        .place(ANN, NewOrder.limitMaker(0, "d", Side.BUY, 100, 5), START)
                        .reject());
        forgetful.cancelAll(ANN, 0, START);
        assertNull(forgetful.order(ANN, 0, OrderRef.clientId("a")));
        assertEquals(
                List.of("b", "c"),
                forgetful.allOrders(ANN, 0, 0, 10).stream()
                        .map(OrderInfo::clientId)
                        .toList());
    }

    @Test
    void shouldNotLetTimeGoBack() {
        exchange.advanceTo(START + 10);
        assertThrows(IllegalArgumentException.class, () -> exchange.advanceTo(START + 9));
        assertTrue(exchange.nowNanos() == START + 10 && !exchange.ended());
    }

    @Test
    void shouldTakeInAndEndAPostOnlyOrderThatWouldTakeWhereAskedTo() {
        limit(ANN, "s", Side.SELL, 110, 5);
        NewOrder taking = NewOrder.limitMaker(0, "m", Side.BUY, 110, 3);
        refused(Reject.WOULD_TAKE, BOB, taking);

        PlaceResult result = exchange.placeOrEnd(BOB, taking, START + 1);

        OrderInfo ended = result.order();
        assertNotNull(ended);
        assertEquals(OrderStatus.POST_ONLY, ended.status());
        assertEquals(0, ended.executedLots());
        assertTrue(heard.trades.isEmpty());
        balances(BOB, 100_000, 0, 100_000, 0);
        assertEquals(List.of(), exchange.openOrders(BOB, 0));
        assertEquals(
                List.of(ExecutionType.NEW, ExecutionType.EXPIRED),
                heard.reports.stream().skip(1).map(ExecutionReport::type).toList());
    }

    @Test
    void shouldPlaceAllElseTheSameWhereSuchOrdersAreTakenIn() {
        PlaceResult resting = exchange.placeOrEnd(ANN, NewOrder.limitMaker(0, "m", Side.BUY, 100, 3), START);
        assertEquals(
                OrderStatus.NEW,
                java.util.Objects.requireNonNull(resting.order()).status());
        PlaceResult poor = exchange.placeOrEnd(ANN, NewOrder.limitMaker(0, "p", Side.BUY, 100, 1_000), START);
        assertEquals(Reject.INSUFFICIENT_BALANCE, poor.reject());
    }
}
