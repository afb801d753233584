package dev.flowmaker.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TradesReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A venue that begins anew, as test networks do: orders, trades and balances of before are gone, and ids repeat. */
class VenueResetTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long BTC = 1_000_000_000L;
    private static final long USDT = 1_000_000_000_000_000L;
    private static final long TRADE = 5_230;

    private EngineHarness venue = started(false);

    private static EngineHarness started(boolean halts) {
        EngineHarness venue = new EngineHarness(new EngineSettings(
                1,
                false,
                30 * SECOND,
                new ReconcileSettings(60 * SECOND, false, halts),
                List.of(TestMarket.BTC, TestMarket.USDT),
                TestMarket.engine(TestMarket.quote(1), false).markets(),
                dev.flowmaker.core.risk.SharedRiskSettings.none(2)));
        venue.started();
        venue.acceptAll();
        return venue;
    }

    private long order(Side side) {
        return venue.outputs(MessageKind.PLACE_ORDER).stream()
                .filter(output -> output.get("side") == side)
                .reduce((first, second) -> second)
                .orElseThrow()
                .number("orderId");
    }

    private List<EngineHarness.Output> notices(NoticeCode code) {
        return venue.outputs(MessageKind.NOTICE).stream()
                .filter(notice -> notice.get("code") == code)
                .toList();
    }

    /** Answers the last question about trades with the venue's newest, the question's own or this. */
    private void trades(long newest) {
        long from = venue.last(MessageKind.QUERY_TRADES).number("fromTradeId");
        TradesReport event = new TradesReport();
        event.fromTradeId = from;
        event.lastTradeId = from == QueryTrades.NEWEST_ID ? newest : Math.max(newest, from - 1);
        venue.send(event, 0);
    }

    private void balances(long base, long quote) {
        venue.balance(TestMarket.BASE, base);
        venue.balance(TestMarket.QUOTE, quote);
    }

    private void nextComparison() {
        int before = venue.outputs(MessageKind.QUERY_OPEN_ORDERS).size();
        while (venue.outputs(MessageKind.QUERY_OPEN_ORDERS).size() == before) {
            assertTrue(venue.fireTimer());
        }
    }

    /** Buys, and agrees with the venue on it. */
    private void trade() {
        venue.fill(order(Side.BUY), Side.BUY, TRADE, 999_995, 400);
        venue.connection(Channel.USER, false);
        venue.connection(Channel.USER, true);
        venue.noOpenOrders();
        trades(TRADE);
        balances(held(), paid());
        trades(TRADE);
    }

    private long held() {
        return venue.engine.ledger().expectedQuanta(TestMarket.BASE);
    }

    private long paid() {
        return venue.engine.ledger().expectedQuanta(TestMarket.QUOTE);
    }

    private void report(long orderId, OrderStatus status, long filledLots) {
        OrderReport event = new OrderReport();
        event.orderId = orderId;
        event.status = status;
        event.filledLots = filledLots;
        venue.send(event, 0);
    }

    /** What a venue that began anew answers from a lost stream on, until the reset is proven. */
    private void reset() {
        venue.connection(Channel.USER, false);
        venue.connection(Channel.USER, true);
        venue.later(20 * SECOND);
        report(order(Side.BUY), OrderStatus.NOT_FOUND, 0);
        venue.noOpenOrders();
        trades(3);
        nextComparison();
        venue.noOpenOrders();
        assertTrue(notices(NoticeCode.VENUE_RESET).isEmpty(), "one answer may be an old one");
        trades(3);
    }

    @Test
    void shouldKnowAResetByItsTradesAndTakeTheVenuesWordAsTheOpening() {
        trade();
        long bid = order(Side.BUY);
        long ask = order(Side.SELL);
        long profit = venue.engine.market(0).profitAndLoss().totalQuanta();
        assertFalse(profit == 0);

        reset();
        EngineHarness.Output told = notices(NoticeCode.VENUE_RESET).get(0);
        assertEquals(profit, told.number("first"), "what was gained until then is on record");
        assertTrue(told.get("text").toString().contains("3"), told.get("text")::toString);
        assertFalse(venue.engine.reconciled());

        report(bid, OrderStatus.NOT_FOUND, 0);
        report(ask, OrderStatus.NOT_FOUND, 0);
        assertEquals(0, venue.engine.openOrders(), "a partly filled one too");
        venue.noOpenOrders();
        trades(3);
        balances(BTC, USDT);
        trades(3);
        assertTrue(venue.engine.reconciled());
        assertEquals(BTC, held());
        assertEquals(USDT, paid());
        assertEquals(0, venue.engine.market(0).profitAndLoss().totalQuanta(), "before and after are apart");
        assertEquals(0, venue.engine.market(0).inventoryQuanta(), "the opening inventory is wanted");
        assertTrue(notices(NoticeCode.BALANCE_ADOPTED).isEmpty(), "no mystery");

        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        long next = order(Side.BUY);
        venue.accept(next);
        venue.fill(next, Side.BUY, 4, 999_995, 1000);
        assertEquals(BTC + 1000 * TestMarket.instrument(0).baseQuantaPerLot(), held(), "a small id is a new trade");
        venue.fill(next, Side.BUY, 4, 999_995, 1000);
        assertEquals(1, notices(NoticeCode.DUPLICATE_FILL).size(), "once");
    }

    @Test
    void shouldHaltAfterAResetWhereThatIsThePolicy() {
        venue = started(true);
        trade();
        reset();
        assertTrue(venue.engine.halted());
        venue.operator(OperatorAction.RESUME);
        assertFalse(venue.engine.halted());
    }

    @Test
    void shouldNotTakeALateAnswerOrAMysteryForAReset() {
        trade();
        venue.connection(Channel.USER, false);
        venue.connection(Channel.USER, true);
        venue.later(20 * SECOND);
        report(order(Side.BUY), OrderStatus.NOT_FOUND, 0);
        venue.noOpenOrders();
        trades(3);
        nextComparison();
        venue.noOpenOrders();
        trades(TRADE);
        trades(TRADE);
        balances(held() + 5, paid());
        trades(TRADE);
        assertTrue(notices(NoticeCode.VENUE_RESET).isEmpty());
    }

    @Test
    void shouldNotDropTheFirstTradesAfterAResetThatNobodyNoticed() {
        trade();
        venue.later(SECOND);
        long ask = order(Side.SELL);
        venue.canceled(ask, 0);
        venue.book(ResetReason.NONE, 1_000_000, 1_000_010);
        long next = order(Side.SELL);
        assertFalse(next == ask);
        venue.accept(next);
        // Ids began anew: this one would be one of before, but its order is younger than that.
        venue.fill(next, Side.SELL, 2, 1_000_015, 1000);
        assertFalse(venue.engine.reconciled(), "nothing is quoted before it is looked at");
        venue.noOpenOrders();
        trades(2);
        nextComparison();
        venue.noOpenOrders();
        trades(2);
        assertEquals(1, notices(NoticeCode.VENUE_RESET).size());
        report(next, OrderStatus.FILLED, 1000);
        for (EngineHarness.Output place : venue.outputs(MessageKind.PLACE_ORDER)) {
            report(place.number("orderId"), OrderStatus.NOT_FOUND, 0);
        }
        assertEquals(0, venue.engine.openOrders());
        venue.noOpenOrders();
        trades(2);
        balances(BTC - 7, USDT + 7);
        trades(2);
        assertTrue(venue.engine.reconciled());
        assertEquals(BTC - 7, held(), "with its trades, once");
    }
}
