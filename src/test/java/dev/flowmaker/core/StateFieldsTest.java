package dev.flowmaker.core;

import static dev.flowmaker.core.StateFields.SCRATCH;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.inventory.Ledger;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.market.Markets;
import dev.flowmaker.core.quote.AdverseSelection;
import dev.flowmaker.core.quote.AdverseSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.ModelKind;
import dev.flowmaker.core.quote.QuoteModelState;
import dev.flowmaker.core.risk.Breaker;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerSettings;
import dev.flowmaker.core.risk.Breakers;
import dev.flowmaker.core.risk.MarketGuard;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.RequestLimits;
import dev.flowmaker.core.risk.RequestMeter;
import dev.flowmaker.core.risk.ResumeRule;
import dev.flowmaker.core.risk.SharedGuard;
import dev.flowmaker.core.risk.SharedRiskSettings;
import dev.flowmaker.core.signal.FlowImbalance;
import dev.flowmaker.core.signal.FlowSettings;
import java.util.Collections;
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
    void shouldVisitAllOfAMarketGuard() {
        StateFields.assertAllVisited(marketGuard(), marketGuard(), MarketGuard::visitState, GUARD);
    }

    @Test
    void shouldVisitAllOfASharedGuard() {
        StateFields.assertAllVisited(sharedGuard(), sharedGuard(), SharedGuard::visitState, GUARD);
    }

    @Test
    void shouldVisitAllOfARequestMeter() {
        RequestLimits limits = new RequestLimits(4, 1, 1, 1, 1);
        StateFields.assertAllVisited(
                new RequestMeter(limits), new RequestMeter(limits), RequestMeter::visitState, GUARD);
    }

    /** Derived from what is visited, or bounds of arrays. */
    private static final Map<String, Object> GUARD = Map.of(
            "EventRate.used", 4,
            "LastMarkouts.used", 4,
            "MidRange.high", SCRATCH,
            "MidRange.low", SCRATCH,
            "Breakers.active", SCRATCH,
            "Breakers.first", SCRATCH,
            "Breakers.listener", SCRATCH);

    private static MarketGuard marketGuard() {
        List<BreakerSettings> settings = Collections.nCopies(
                BreakerKind.count(), new BreakerSettings(Reaction.CANCEL, ResumeRule.OPERATOR, 1, 4, 1));
        return new MarketGuard(Markets.btc(), TestMarket.RISK.with(settings), 0, silent());
    }

    private static SharedGuard sharedGuard() {
        return new SharedGuard(SharedRiskSettings.none(3), 3, 2, silent());
    }

    private static Breakers.Listener silent() {
        return new Breakers.Listener() {
            @Override
            public void tripped(Breaker breaker) {}

            @Override
            public void resumed(Breaker breaker) {}
        };
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
