package dev.flowmaker.core;

import static dev.flowmaker.core.StateFields.SCRATCH;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.flowmaker.core.inventory.Ledger;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.market.Markets;
import dev.flowmaker.core.quote.AdverseSelection;
import dev.flowmaker.core.quote.AdverseSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.ModelKind;
import dev.flowmaker.core.quote.QuoteModelState;
import dev.flowmaker.core.signal.FlowImbalance;
import dev.flowmaker.core.signal.FlowSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class StateFieldsTest {
    @Test
    void shouldVisitAllOfAMarketBook() {
        Map<String, Object> special = new HashMap<>();
        special.put("Levels.count", 1024);
        special.put("OwnOrders.count", 0);
        special.put("OwnOrder.fillCount", 4);
        special.put("TouchHistory.count", 512);
        special.put("TouchHistory.reached", SCRATCH);
        special.put("TouchHistory.first", 0);
        special.put("Entry.ownLots", SCRATCH);
        special.put("OwnOrder.leastLots", SCRATCH);
        special.put("OwnOrder.mostLots", SCRATCH);
        special.put("FilteredBook.leastOwnLots", SCRATCH);
        special.put("FilteredBook.mostOwnLots", SCRATCH);
        special.put("OwnOrders.when", SCRATCH);
        special.put("OwnOrders.listener", SCRATCH);
        StateFields.assertAllVisited(Markets.book(0), Markets.book(0), MarketBook::visitState, special);
    }

    @Test
    void shouldVisitAllOfASignal() {
        FlowSettings settings = new FlowSettings(1, 1, 1);
        StateFields.assertAllVisited(
                new FlowImbalance(settings), new FlowImbalance(settings), FlowImbalance::visitState, Map.of());
    }

    @Test
    void shouldVisitAllOfALedger() {
        StateFields.assertAllVisited(new Ledger(3), new Ledger(3), Ledger::visitState, Map.of());
    }

    @Test
    void shouldVisitAllOfAProfitAndLoss() {
        StateFields.assertAllVisited(
                new ProfitAndLoss(Markets.btc(), 3),
                new ProfitAndLoss(Markets.btc(), 3),
                ProfitAndLoss::visitState,
                Map.of());
    }

    @Test
    void shouldVisitAllOfAnAdverseSelection() {
        AdverseSettings settings =
                new AdverseSettings(true, List.of(1L, 2L), Distance.ZERO, 1, 1, new Distance(1_000_000, 0));
        Map<String, Object> special = new HashMap<>();
        // Of the ring of fills only those on their way are kept: AdverseSelectionTest restores at random.
        special.put("AdverseSelection.fillNanos", SCRATCH);
        special.put("AdverseSelection.fillMid2", SCRATCH);
        special.put("AdverseSelection.fillSign", SCRATCH);
        special.put("AdverseSelection.fillCount", 500L);
        StateFields.assertAllVisited(
                new AdverseSelection(settings), new AdverseSelection(settings), AdverseSelection::visitState, special);
    }

    @Test
    void shouldVisitAllOfEveryQuoteModel() {
        for (ModelKind kind : ModelKind.values()) {
            QuoteModelState.assertAllVisited(kind);
        }
    }

    @Test
    void shouldFindAFieldThatIsNotVisited() {
        assertThrows(
                AssertionFailedError.class,
                () -> StateFields.assertAllVisited(new Forgetful(), new Forgetful(), Forgetful::visitState, Map.of()));
    }

    private static final class Forgetful {
        long kept;
        long forgotten;

        void visitState(StateVisitor visitor) {
            kept = visitor.int64("kept", kept);
        }

        @Override
        public String toString() {
            return kept + " " + forgotten;
        }
    }
}
