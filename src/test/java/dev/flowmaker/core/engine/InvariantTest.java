package dev.flowmaker.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.BentState;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.engine.EngineHarness.Output;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.simulation.BrokenBuild;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profit and loss whose parts do not sum to it. */
public class InvariantTest {
    private final EngineHarness venue = new EngineHarness(TestMarket.engine(TestMarket.quote(1), false)).started();

    private static void bend(EngineHarness venue, String name) {
        StateCopy copy = new StateCopy();
        venue.engine.visitState(copy);
        venue.engine.visitState(new BentState(copy.restore(), name));
    }

    private static List<Output> told(EngineHarness venue) {
        return venue.outputs(MessageKind.NOTICE).stream()
                .filter(notice -> notice.get("code") == NoticeCode.INVARIANT)
                .toList();
    }

    private long order(Side side) {
        return venue.outputs(MessageKind.PLACE_ORDER).stream()
                .filter(output -> output.get("side") == side)
                .reduce((first, second) -> second)
                .orElseThrow()
                .number("orderId");
    }

    @Test
    void shouldHaltAtATimerAndCancelEverything() {
        venue.acceptAll();
        bend(venue, "inventoryQuanta");
        assertTrue(told(venue).isEmpty());
        venue.fireTimer();
        Output notice = told(venue).get(0);
        assertEquals(1, notice.number("first") - notice.number("second"));
        assertEquals("profit and loss", notice.get("text"));
        assertTrue(venue.engine.halted());
        assertEquals(2, venue.outputs(MessageKind.CANCEL_ORDER).size());
        assertEquals(Reason.HALTED, venue.engine.obstacle(0));
        // Told once, however many timers follow.
        for (int i = 0; i < 5; i++) {
            venue.fireTimer();
        }
        assertEquals(1, told(venue).size());
    }

    @Test
    void shouldHaltAtAFillBeforeAnythingIsPlacedForIt() {
        venue.acceptAll();
        bend(venue, "spreadQuanta");
        int placed = venue.outputs(MessageKind.PLACE_ORDER).size();
        venue.fill(order(Side.BUY), Side.BUY, 1, 999_990, 400);
        assertEquals(1, told(venue).size());
        assertEquals(placed, venue.outputs(MessageKind.PLACE_ORDER).size());
        assertEquals(2, venue.outputs(MessageKind.CANCEL_ORDER).size());
        venue.book(ResetReason.NONE, 999_900, 1_000_010);
        assertEquals(placed, venue.outputs(MessageKind.PLACE_ORDER).size());
    }

    @Test
    void shouldHaltAgainWhenResumedBeforeItIsMended() {
        venue.acceptAll();
        bend(venue, "cashQuanta");
        venue.fireTimer();
        venue.operator(OperatorAction.RESUME);
        assertTrue(venue.engine.halted());
        assertEquals(2, told(venue).size());
    }

    @Test
    void shouldNotHaltOverBooksThatAddUp() {
        venue.acceptAll();
        venue.fill(order(Side.BUY), Side.BUY, 1, 999_990, 400);
        venue.book(ResetReason.NONE, 999_900, 1_000_010);
        venue.fill(order(Side.SELL), Side.SELL, 2, 1_000_020, 400);
        for (int i = 0; i < 5; i++) {
            venue.fireTimer();
        }
        venue.operator(OperatorAction.HALT);
        venue.operator(OperatorAction.RESUME);
        assertFalse(venue.engine.halted());
        assertTrue(told(venue).isEmpty());
    }

    /** A build that takes commission from the cash and forgets it among the parts. */
    @Test
    void shouldFindABuildThatLosesAPart(@TempDir Path folder) throws Exception {
        main();
        BrokenBuild build = BrokenBuild.of(
                folder,
                "core.inventory.ProfitAndLoss",
                "position.payCash(fill.feeQuanta);\n            feesQuanta += fill.feeQuanta;",
                "position.payCash(fill.feeQuanta);");
        Throwable thrown = assertThrows(
                        InvocationTargetException.class, () -> build.main(InvariantTest.class.getName()))
                .getCause();
        assertTrue(String.valueOf(thrown).contains("halted: "), () -> String.valueOf(thrown));
    }

    /** Trades once at a fee. */
    public static void main(String... args) {
        EngineHarness venue = new EngineHarness(TestMarket.engine(TestMarket.quote(1), false)).started();
        venue.acceptAll();
        venue.fill(venue.last(MessageKind.PLACE_ORDER).number("orderId"), Side.SELL, 1, 1_000_020, 400, 25);
        if (venue.engine.halted()) {
            throw new IllegalStateException("halted: " + told(venue));
        }
    }
}
