package dev.flowmaker.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The simulation can see: builds that are broken on purpose, each found by some seed. */
@SuppressWarnings("StringConcatToTextBlock") // the pieces of code keep their indentation so
class BrokenBuildTest {
    private static final int SEEDS = 150;

    @TempDir
    private Path folder;

    /** @param type below dev.flowmaker */
    private record Mutant(String name, String type, String sound, String broken) {}

    private static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "fills are not deduplicated",
                        "core.engine.OrderEvents",
                        "if (!market.trades.add(event.tradeId, event.side)) {",
                        "if (!market.trades.add(event.tradeId, event.side) && event.lots < 0) {"),
                new Mutant(
                        "trades that the venue confirmed are forgotten",
                        "core.order.AppliedTrades",
                        "if (anchored && tradeId <= confirmedId) {",
                        "if (anchored && tradeId < 0) {"),
                new Mutant(
                        "a timeout is taken as a failure",
                        "core.engine.OrderEvents",
                        "                becameUnknown(order, event.request);",
                        "                market.orders.placeNotSent(order, desk.nowNanos);"),
                new Mutant(
                        "a placement without an answer is sent again",
                        "core.engine.OrderEvents",
                        "        if (order.state() == OrderState.UNKNOWN) {\n            desk.notice(NoticeCode.ORDER_UNKNOWN",
                        "        if (order.state() == OrderState.UNKNOWN) {\n"
                                + "            var again = new dev.flowmaker.core.command.PlaceOrder();\n"
                                + "            again.orderId = order.id();\n"
                                + "            again.side = order.side();\n"
                                + "            again.priceTicks = order.priceTicks();\n"
                                + "            again.lots = order.lots();\n"
                                + "            desk.emit(again, market.market());\n"
                                + "            desk.notice(NoticeCode.ORDER_UNKNOWN"),
                new Mutant(
                        "requests are not counted",
                        "core.engine.MarketMaker",
                        "        requests.onRequest(desk.nowNanos);\n",
                        ""),
                new Mutant(
                        "a tripped breaker stops nothing",
                        "core.engine.MarketMaker",
                        "        if (stoppingBreaker() != null) {\n            return Reason.BREAKER;\n        }\n",
                        ""),
                new Mutant(
                        "open buys are not counted",
                        "core.engine.Quoter",
                        "exposure.openBuyQuanta = market.orders.openLots(Side.BUY)",
                        "exposure.openBuyQuanta = 0 * market.orders.openLots(Side.BUY)"),
                new Mutant(
                        "unknown orders are not counted",
                        "core.order.Order",
                        "return state.isOpen() ? StrictMath.max(0, lots - filledLots) : 0;",
                        "return state.isOpen() && state != OrderState.UNKNOWN ? lots - filledLots : 0;"),
                new Mutant(
                        "a snapshot misses what is owned",
                        "core.inventory.Ledger",
                        "expectedQuanta = visitor.int64(\"expectedQuanta\", expectedQuanta);",
                        ""),
                new Mutant(
                        "a snapshot misses the trades that were applied",
                        "core.order.AppliedTrades",
                        "confirmedId = v.int64(\"confirmedId\", confirmedId);",
                        ""),
                new Mutant(
                        "a cancel that did not work is not tried again",
                        "core.order.OrderTable",
                        "    private static void working(Order order) {",
                        "    private static void working(Order order) {\n"
                                + "        if (order.cancelSentNanos != 0) {\n"
                                + "            order.retryCancelNanos = Long.MAX_VALUE;\n"
                                + "        }"),
                new Mutant(
                        "the venue is asked about an order once",
                        "core.order.OrderTable",
                        "order.nextQueryNanos = nowNanos + order.queryPauseNanos;\n        return true;",
                        "order.nextQueryNanos = Long.MAX_VALUE;\n        return true;"),
                new Mutant(
                        "not found is believed at once",
                        "core.engine.OrderEvents",
                        "if (market.orders.settled(order, desk.nowNanos) && order.filledLots() == 0) {",
                        "if (order.filledLots() == 0) {"),
                new Mutant(
                        "a book is not reset after a gap",
                        "core.market.MarketBook",
                        "        if (reset) {\n            raw.clear();",
                        "        if (reset) {"),
                new Mutant(
                        "a stale book is not noticed",
                        "core.market.MarketBook",
                        "if (nowNanos < staleDeadlineNanos()) {",
                        "if (nowNanos >= 0) {"),
                new Mutant(
                        "a halt does not empty the outbox",
                        "daemon.EventLoop",
                        "case HALT -> own.addAll(outbox.halt(NotSentReason.HALTED));",
                        "case HALT -> {}"),
                new Mutant("a halt is forgotten by a restart", "core.engine.Desk", "halted = before.halted;", ""),
                new Mutant(
                        "commission is ignored", "core.inventory.Ledger", "fee.expectedQuanta -= fill.feeQuanta;", ""),
                new Mutant(
                        "a placement is not journaled",
                        "daemon.EventLoop",
                        "        if (state == State.RUNNING) {\n            record(output);",
                        "        if (state == State.RUNNING && output.kind() != MessageKind.PLACE_ORDER) {\n"
                                + "            record(output);"),
                new Mutant(
                        "orders of a session that died are taken for canceled",
                        "core.engine.Engine",
                        "                markets.get(i).inherit(same);\n",
                        "                markets.get(i).inherit(same);\n"
                                + "                for (int k = markets.get(i).orders.openCount(); k-- > 0; ) {\n"
                                + "                    orderEvents.get(i).neverSent(markets.get(i).orders.open(k).id());\n"
                                + "                }\n"),
                new Mutant(
                        "everything is canceled on a shared account",
                        "core.engine.VenueTerms",
                        "long switchNanos) {}",
                        "long switchNanos) {\n    public boolean dedicatedAccount() {\n        return true;\n    }\n}"));
    }

    @TestFactory
    Stream<DynamicTest> shouldFindEveryBrokenBuild() {
        return mutants()
                .map(mutant -> DynamicTest.dynamicTest(mutant.name(), () -> {
                    Path here = folder.resolve(mutant.name().replace(' ', '-'));
                    BrokenBuild build = BrokenBuild.of(here, mutant.type(), mutant.sound(), mutant.broken());
                    String found = build.firstViolation(SEEDS);
                    assertFalse(found.isEmpty(), "no seed found it");
                    System.out.println(mutant.name() + ": " + found);
                }));
    }

    @Test
    void shouldTellAFailureWithTheFewestFaultsAndFindItAgain() throws Exception {
        BrokenBuild build = BrokenBuild.of(
                folder,
                "core.order.Order",
                "return state.isOpen() ? StrictMath.max(0, lots - filledLots) : 0;",
                "return state.isOpen() && state != OrderState.UNKNOWN ? lots - filledLots : 0;");
        String told = build.firstFailure(20);
        assertEquals(told, build.firstFailure(20));
        assertTrue(told.contains("with the fewest faults"), told);
        assertTrue(told.lines().count() > 20, told);
    }

    @Test
    void shouldFindNothingInASoundBuild() throws Exception {
        BrokenBuild build = BrokenBuild.of(folder, "core.order.AppliedTrades", "new long[64]", "new long[32]");
        assertEquals("", build.firstViolation(3));
    }
}
