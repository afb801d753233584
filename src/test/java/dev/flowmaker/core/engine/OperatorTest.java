package dev.flowmaker.core.engine;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.EngineHarness.Output;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.quote.QuoteSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators ask of a running engine. */
class OperatorTest {
    private static final EngineSettings SETTINGS = TestMarket.engine(TestMarket.quote(1), true);

    private final EngineHarness venue = new EngineHarness(SETTINGS, request -> {
        if (request.parameters.isEmpty()) {
            throw new IllegalArgumentException("nothing");
        }
        return wider(Long.parseLong(request.parameters));
    });

    /** Half-spread as given, everything else the same. */
    private static EngineSettings wider(long ticks) {
        QuoteSettings q = TestMarket.quote(1);
        return TestMarket.engine(
                new QuoteSettings(
                        new Distance(ticks * PriceParts.MICRO, 0),
                        q.feeFloor(),
                        q.minEdge(),
                        q.levels(),
                        q.levelSpacing(),
                        q.levelLots(),
                        q.targetIsOpening(),
                        q.targetQuanta(),
                        q.priceSkewMicroTicks(),
                        q.sizeSkewPpm(),
                        q.minPriceTicks(),
                        q.maxPriceTicks(),
                        q.pauseAfterFillNanos()),
                true);
    }

    private long order(Side side) {
        return venue.outputs(MessageKind.PLACE_ORDER).stream()
                .filter(output -> output.get("side") == side)
                .reduce((first, second) -> second)
                .orElseThrow()
                .number("orderId");
    }

    private void answerQueries() {
        venue.reconciled(
                venue.engine.ledger().expectedQuanta(TestMarket.BASE),
                venue.engine.ledger().expectedQuanta(TestMarket.QUOTE));
    }

    private void flatten(long limitTicks, long slippagePpb) {
        OperatorRequest request = new OperatorRequest();
        request.action = OperatorAction.FLATTEN;
        request.limitTicks = limitTicks;
        request.slippagePpb = slippagePpb;
        venue.send(request, Message.NO_MARKET);
    }

    /** Long by 0.01 BTC, then told to flatten, everything canceled and reconciled. */
    private Output closing(long limitTicks, long slippagePpb) {
        venue.started();
        venue.acceptAll();
        long bid = order(Side.BUY);
        long ask = order(Side.SELL);
        venue.fill(bid, Side.BUY, 1, 1_000_000, 1000);
        int placed = venue.outputs(MessageKind.PLACE_ORDER).size();
        long next = order(Side.BUY);
        flatten(limitTicks, slippagePpb);
        for (long each : new long[] {bid, ask, next}) {
            if (requireNonNull(venue.engine.market(0).orders().find(each))
                    .state()
                    .isOpen()) {
                assertEquals(placed, venue.outputs(MessageKind.PLACE_ORDER).size(), "nothing while orders are open");
                venue.canceled(each, 0);
            }
        }
        assertEquals(placed, venue.outputs(MessageKind.PLACE_ORDER).size(), "nothing before the venue was asked");
        answerQueries();
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertEquals(placed + 1, venue.outputs(MessageKind.PLACE_ORDER).size());
        return venue.last(MessageKind.PLACE_ORDER);
    }

    @Test
    void shouldConfirmAHaltOnlyWhenTheVenueListsNoOrder() {
        venue.started();
        venue.acceptAll();
        venue.operator(OperatorAction.HALT);
        assertEquals(1, venue.outputs(MessageKind.CANCEL_ALL).size());
        assertEquals(0, venue.outputs(MessageKind.CANCEL_ORDER).size());
        venue.canceled(order(Side.BUY), 0);
        int asked = venue.outputs(MessageKind.QUERY_OPEN_ORDERS).size();
        venue.canceled(order(Side.SELL), 0);
        assertEquals(asked + 1, venue.outputs(MessageKind.QUERY_OPEN_ORDERS).size(), "the sweep");
        assertFalse(venue.engine.haltConfirmed());
        answerQueries();
        assertTrue(venue.engine.haltConfirmed());
        assertFalse(venue.engine.stopped(), "a halt ends no session");
        venue.book(ResetReason.SNAPSHOT, 1_000_100, 1_000_110);
        assertEquals(2, venue.outputs(MessageKind.PLACE_ORDER).size());
        venue.operator(OperatorAction.RESUME);
        assertFalse(venue.engine.haltConfirmed());
        assertEquals(4, venue.outputs(MessageKind.PLACE_ORDER).size());
    }

    @Test
    void shouldCloseThePositionWithinTheLimitAndStayHalted() {
        Output place = closing(999_900, 0);
        assertEquals(Side.SELL, place.get("side"));
        assertEquals(999_900, place.number("priceTicks"));
        assertEquals(1000, place.number("lots"));
        assertEquals(false, place.get("postOnly"));
        assertTrue(venue.engine.flattening());
        long id = place.number("orderId");
        venue.accept(id);
        venue.fill(id, Side.SELL, 2, 1_000_000, 400);
        venue.book(ResetReason.SNAPSHOT, 999_000, 999_010);
        assertEquals(id, venue.last(MessageKind.PLACE_ORDER).number("orderId"), "the rest works on");
        assertEquals(Reason.FLATTEN, venue.last(MessageKind.DECISION).get("quotes.1.reason"));
        assertEquals(1, venue.outputs(MessageKind.CANCEL_ALL).size(), "only the quotes were canceled");
        venue.fill(id, Side.SELL, 3, 999_900, 600);
        assertEquals(0, venue.engine.market(0).inventoryQuanta());
        assertFalse(venue.engine.flattening());
        assertTrue(venue.engine.halted());
        assertEquals(NoticeCode.FLATTENED, venue.last(MessageKind.NOTICE).get("code"));
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertEquals(id, venue.last(MessageKind.PLACE_ORDER).number("orderId"), "nothing more leaves");
    }

    @Test
    void shouldMakeTheLimitFromTheMidAndNeverGoBeyondTheCollar() {
        assertEquals(999_505, closing(OperatorRequest.NO_LIMIT, 500_000).number("priceTicks"));
    }

    @Test
    void shouldStayWithinTheCollarWhateverTheLimit() {
        assertEquals(990_005, closing(1, 0).number("priceTicks"));
    }

    @Test
    void shouldGiveUpClosingWhenTheOperatorHaltsOrResumes() {
        long id = closing(999_900, 0).number("orderId");
        venue.accept(id);
        venue.operator(OperatorAction.HALT);
        assertFalse(venue.engine.flattening());
        assertEquals(2, venue.outputs(MessageKind.CANCEL_ALL).size());
    }

    @Test
    void shouldCancelTheClosingOrderOnAStop() {
        long id = closing(999_900, 0).number("orderId");
        venue.accept(id);
        venue.operator(OperatorAction.STOP);
        assertEquals(2, venue.outputs(MessageKind.CANCEL_ALL).size());
        venue.canceled(id, 0);
        assertFalse(venue.engine.stopped(), "the venue is asked again");
        answerQueries();
        assertTrue(venue.engine.stopConfirmed());
    }

    @Test
    void shouldTryAnotherOrderWhenTheVenueEndedTheFirst() {
        long id = closing(999_900, 0).number("orderId");
        venue.accept(id);
        venue.canceled(id, 0);
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_010);
        assertTrue(venue.last(MessageKind.PLACE_ORDER).number("orderId") > id);
        assertEquals(999_900, venue.last(MessageKind.PLACE_ORDER).number("priceTicks"));
    }

    @Test
    void shouldGoOnWithNewSettingsAndTheSameState() {
        venue.started();
        venue.acceptAll();
        venue.fill(order(Side.BUY), Side.BUY, 1, 1_000_000, 300);
        long inventory = venue.engine.market(0).inventoryQuanta();
        int open = venue.engine.openOrders();
        set("9");
        assertEquals(inventory, venue.engine.market(0).inventoryQuanta());
        assertEquals(open, venue.engine.openOrders());
        Output decision = venue.last(MessageKind.DECISION);
        assertEquals(MessageKind.OPERATOR_REQUEST, decision.get("trigger"));
        long[] prices = {decision.number("quotes.0.priceTicks"), decision.number("quotes.1.priceTicks")};
        // Twice nine, and what rounding adds.
        assertEquals(19, prices[1] - prices[0]);
    }

    @Test
    void shouldRefuseWhatCannotBeSetAndChangeNothing() {
        venue.started();
        venue.acceptAll();
        Output before = venue.last(MessageKind.DECISION);
        set("");
        assertEquals(NoticeCode.OPERATOR_REFUSED, venue.last(MessageKind.NOTICE).get("code"));
        Output after = venue.last(MessageKind.DECISION);
        for (String path : List.of("quotes.0.priceTicks", "quotes.1.priceTicks")) {
            assertEquals(before.get(path), after.get(path));
        }
    }

    private void set(String parameters) {
        OperatorRequest request = new OperatorRequest();
        request.action = OperatorAction.SET;
        request.parameters = parameters;
        venue.send(request, Message.NO_MARKET);
    }
}
