package dev.flowmaker.core.engine;

import static dev.flowmaker.core.engine.TestMarket.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.EngineHarness.Output;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.quote.AdverseSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.Glft;
import dev.flowmaker.core.quote.ModelKind;
import dev.flowmaker.core.quote.ModelSettings;
import dev.flowmaker.core.quote.Models;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.quote.WideningSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quote models, floors and matched orders at work in the engine. */
class EngineQuotesTest {
    private static final long MICRO = PriceParts.MICRO;

    private static EngineHarness started(QuoteSettings quote) {
        EngineHarness venue = new EngineHarness(TestMarket.engine(quote, true)).started();
        venue.acceptAll();
        return venue;
    }

    private static String reasonAt(EngineHarness venue, int quote) {
        Output decision = venue.last(MessageKind.DECISION);
        return decision.get("quotes." + quote + ".action") + " " + decision.get("quotes." + quote + ".reason");
    }

    private static long part(Output decision, int quote, PartKind part) {
        return decision.number("quotes." + quote + ".parts." + part.ordinal() + ".microTicks");
    }

    private static long firstOrder(EngineHarness venue, Side side) {
        return venue.outputs(MessageKind.PLACE_ORDER).stream()
                .filter(output -> output.get("side") == side)
                .findFirst()
                .orElseThrow()
                .number("orderId");
    }

    @Test
    void shouldCancelOneOrderASideWhenTheMidMovesByOneSpacing() {
        // Levels 10 ticks apart, requoted from 2 ticks on.
        EngineHarness venue = started(TestMarket.quote(3));
        assertEquals(6, venue.outputs(MessageKind.PLACE_ORDER).size());
        venue.book(ResetReason.SNAPSHOT, 999_990, 1_000_000);
        List<Output> cancels = venue.outputs(MessageKind.CANCEL_ORDER);
        assertEquals(2, cancels.size(), "the highest bid and the highest ask");
        assertEquals("KEEP SAME_TICK", reasonAt(venue, 0));
        assertEquals("KEEP SAME_TICK", reasonAt(venue, 1));
        assertEquals("REPLACE REPRICE", reasonAt(venue, 2));
        assertEquals("REPLACE REPRICE", reasonAt(venue, 3));
        assertEquals("KEEP SAME_TICK", reasonAt(venue, 4));
        for (Output cancel : cancels) {
            venue.canceled(cancel.number("orderId"), 0);
        }
        assertEquals(8, venue.outputs(MessageKind.PLACE_ORDER).size());
        assertEquals(2, venue.outputs(MessageKind.CANCEL_ORDER).size());
    }

    @Test
    void shouldTakeAwayAnOrderWithinTheThresholdOnceItsEdgeIsGone() {
        QuoteSettings base = TestMarket.quote(1);
        QuoteSettings floored = new QuoteSettings(
                new Distance(MICRO / 2, 0),
                true,
                new Distance(MICRO / 2, 0),
                1,
                base.levelSpacing(),
                base.levelLots(),
                true,
                0,
                0,
                0,
                1,
                100_000_000L,
                0);
        EngineHarness venue = started(floored);
        // Mid 1,000,005: bid at 1,000,004, wanted half a tick from the mid and kept until the mid has passed it.
        venue.book(ResetReason.SNAPSHOT, 1_000_000, 1_000_009);
        assertEquals("KEEP SAME_TICK", reasonAt(venue, 0));
        venue.book(ResetReason.SNAPSHOT, 999_999, 1_000_009);
        assertEquals("KEEP WITHIN_THRESHOLD", reasonAt(venue, 0));
        venue.book(ResetReason.SNAPSHOT, 999_998, 1_000_009);
        assertEquals("REPLACE EDGE_GONE", reasonAt(venue, 0));
        assertEquals(-MICRO / 2, venue.last(MessageKind.DECISION).number("quotes.0.observed"));
    }

    @Test
    void shouldQuoteNothingAndKeepNothingWithoutWhatTheModelNeeds() {
        ModelSettings glft = Models.settings(ModelKind.GLFT, 0.1, 0, 0, 0);
        EngineHarness venue = started(TestMarket.quote(1).with(glft));
        assertEquals("SUPPRESS NO_VOLATILITY", reasonAt(venue, 0));
        assertEquals("SUPPRESS NO_VOLATILITY", reasonAt(venue, 1));
        venue = started(TestMarket.quote(1).with(Models.settings(ModelKind.GLFT, 0.1, 5, 0, 0)));
        assertEquals("SUPPRESS NO_INTENSITY", reasonAt(venue, 0));
        assertEquals(5.0, venue.last(MessageKind.DECISION).get("volatility"));
    }

    @Test
    void shouldStopAddingAtTheExactModelsLimit() {
        ModelSettings exact = Models.settings(ModelKind.GLFT_EXACT, 0.001, 0.001, 1, 2, 1, 0.3, 60 * SECOND, 2);
        EngineHarness venue = started(TestMarket.quote(1).with(exact));
        assertEquals("PLACE NEW_QUOTE", reasonAt(venue, 0));
        venue.fill(firstOrder(venue, Side.BUY), Side.BUY, 1, 999_990, 1000);
        assertEquals("PLACE NEW_QUOTE", reasonAt(venue, 0), "one order held, and two may be");
        venue.acceptAll();
        long second = venue.last(MessageKind.PLACE_ORDER).number("orderId");
        venue.fill(second, Side.BUY, 2, 999_990, 10);
        assertEquals("CANCEL INVENTORY_LIMIT", reasonAt(venue, 0));
    }

    @Test
    void shouldHoldPricesAgainstTheFormulaInTheRecord() {
        ModelSettings model = Models.settings(ModelKind.GLFT, 0.01, 3, 1, 0.2);
        EngineHarness venue = started(TestMarket.quote(1).with(model));
        Glft formula = new Glft(0.01, 0.01, 1, 3, 1, 0.2);
        Output decision = venue.last(MessageKind.DECISION);
        long bid = decision.number("quotes.0.priceTicks");
        assertEquals((long) Math.floor(1_000_005 - formula.bidDistance(0)), bid);
        assertEquals((long) Math.ceil(1_000_005 + formula.askDistance(0)), decision.number("quotes.1.priceTicks"));
        assertEquals(3.0, decision.get("volatility"));
        assertEquals(1.0, decision.get("intensity"));
        assertEquals(0.2, decision.get("intensityDecay"));
        venue.fill(firstOrder(venue, Side.BUY), Side.BUY, 1, bid, 1000);
        decision = venue.last(MessageKind.DECISION);
        assertEquals(-formula.skew() * MICRO, (double) part(decision, 0, PartKind.INVENTORY), 1);
        assertEquals((long) Math.floor(1_000_005 - formula.bidDistance(1)), decision.number("quotes.0.priceTicks"));
    }

    @Test
    void shouldWidenBothSidesByWhatTheirOwnFillsLost() {
        AdverseSettings adverse =
                new AdverseSettings(true, List.of(SECOND), Distance.ZERO, 0, 100, new Distance(1000 * MICRO, 0));
        QuoteSettings quote = TestMarket.quote(1).with(ModelSettings.FIXED, WideningSettings.NONE, adverse);
        EngineHarness venue = started(quote);
        venue.later(SECOND);
        venue.fill(firstOrder(venue, Side.BUY), Side.BUY, 1, 1_000_000, 100);
        venue.later(SECOND / 2);
        venue.book(ResetReason.SNAPSHOT, 999_980, 999_990);
        assertEquals(0, part(venue.last(MessageKind.DECISION), 0, PartKind.ADVERSE_SELECTION));
        venue.later(SECOND);
        venue.book(ResetReason.SNAPSHOT, 999_980, 999_990);
        Output decision = venue.last(MessageKind.DECISION);
        assertEquals(20 * MICRO, decision.number("buyMarkoutMicroTicks"));
        assertEquals(0, decision.number("sellMarkoutMicroTicks"));
        assertEquals(-15 * MICRO, part(decision, 0, PartKind.ADVERSE_SELECTION), "20 ticks lost, 5 are there");
        assertEquals(0, part(decision, 1, PartKind.ADVERSE_SELECTION));
        assertEquals(1, venue.engine.market(0).adverse().fills(Side.BUY, 0));
    }
}
