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
import dev.flowmaker.core.risk.VenueGuard;
import dev.flowmaker.core.signal.Alpha;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.FlowSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import dev.flowmaker.core.signal.SignalSettings.VolatilityMethod;
import dev.flowmaker.core.signal.Signals;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
        special.put("TouchHistory.perhapsOwed", SCRATCH);
        special.put("TouchHistory.first", 0);
        special.put("Entry.ownLots", SCRATCH);
        special.put("OwnOrder.leastLots", SCRATCH);
        special.put("OwnOrder.mostLots", SCRATCH);
        special.put("FilteredBook.leastOwnLots", SCRATCH);
        special.put("FilteredBook.mostOwnLots", SCRATCH);
        special.put("OwnOrders.when", SCRATCH);
        special.put("OwnOrders.listener", SCRATCH);
        for (String scratch : List.of("before", "beforeBidLots", "beforeAskLots", "bidTicks", "askTicks")) {
            special.put("StandingBook." + scratch, SCRATCH);
        }
        special.put("YoungDepth.count", 1024);
        special.put("YoungDepth.first", 0);
        StateFields.assertAllVisited(Markets.book(0), Markets.book(0), MarketBook::visitState, special);
    }

    @ParameterizedTest
    @EnumSource
    void shouldVisitAllOfTheSignals(VolatilityMethod method) {
        Map<String, Object> special = new HashMap<>();
        special.put("Levels.count", 15);
        special.put("Levels.ownCount", 15);
        special.put("IntegratedFlow.next", SCRATCH);
        special.put("FillIntensity.total", SCRATCH);
        special.put("MicroPrice.adjustmentTicks", SCRATCH);
        special.put("LevelFlows.fadedNanos", SCRATCH);
        special.put("LevelFlows.faded", SCRATCH);
        StateFields.assertAllVisited(signals(method), signals(method), Signals::visitState, special);
    }

    private static Signals signals(VolatilityMethod method) {
        return new Signals(new SignalSettings(
                List.of(
                        SignalKind.ORDER_FLOW_IMBALANCE,
                        SignalKind.BEST_LEVEL_FLOW,
                        SignalKind.LEVEL_FLOW,
                        SignalKind.INTEGRATED_FLOW,
                        SignalKind.TRADE_IMBALANCE,
                        SignalKind.QUEUE_IMBALANCE,
                        SignalKind.MICRO_PRICE),
                new FlowSettings(1, 1, 1),
                10,
                3,
                new SignalSettings.Integrated(List.of(), 1, 1),
                new SignalSettings.MicroPriceTable(2, 1, List.of(-0.1, 0.1)),
                new SignalSettings.Volatility(method, 1, 1, 4),
                new SignalSettings.Intensity(1_200_000_000L, 5)));
    }

    @Test
    void shouldVisitAllOfAlpha() {
        Map<String, Object> special = new HashMap<>();
        special.put("PendingSamples.count", 4);
        special.put("PendingSamples.first", 0);
        // What an evaluation or a step works with, written before it is read.
        for (String scratch : List.of("sizes", "values", "weights", "contributions", "microTicks", "sumMicroTicks")) {
            special.put("Alpha." + scratch, SCRATCH);
        }
        special.put("Alpha.ownX", SCRATCH);
        special.put("Alpha.ownSizes", SCRATCH);
        special.put("RecursiveLeastSquares.px", SCRATCH);
        special.put("RecursiveLeastSquares.axis", SCRATCH);
        StateFields.assertAllVisited(alpha(), alpha(), Alpha::visitState, special);
    }

    private static Alpha alpha() {
        SignalSettings signals = TestMarket.signals(SignalKind.ORDER_FLOW_IMBALANCE, SignalKind.LEVEL_FLOW);
        return new Alpha(TestMarket.alpha(AlphaSettings.Mode.FITTED, signals, 0, 1), signals);
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
    void shouldVisitAllOfAVenueGuard() {
        List<BreakerSettings> settings = SharedRiskSettings.none(0).breakers();
        StateFields.assertAllVisited(
                new VenueGuard(settings, silent()), new VenueGuard(settings, silent()), VenueGuard::visitState, GUARD);
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
            "SharedGuard.maxDayLossQuanta", SCRATCH,
            "SharedGuard.maxDrawdownQuanta", SCRATCH,
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
