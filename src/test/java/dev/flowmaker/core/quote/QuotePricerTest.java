package dev.flowmaker.core.quote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.market.Instrument;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuotePricerTest {
    private static final long MICRO = PriceParts.MICRO;
    private final PriceParts parts = new PriceParts();

    private static QuoteInput input(long bid, long ask) {
        QuoteInput in = new QuoteInput();
        in.bestBidTicks = bid;
        in.bestAskTicks = ask;
        in.mid2Ticks = bid + ask;
        return in;
    }

    private static QuoteSettings settings(Distance half, boolean floor, long minPrice, long maxPrice) {
        return new QuoteSettings(
                half,
                floor,
                new Distance(0, 0),
                3,
                new Distance(2 * MICRO, 0),
                List.of(100L, 200L, 300L),
                true,
                0,
                10 * MICRO,
                500_000,
                minPrice,
                maxPrice,
                0);
    }

    private static QuotePricer pricer(Instrument instrument, QuoteSettings settings) {
        return new QuotePricer(instrument, settings, new AdverseSelection(settings.adverse()));
    }

    private long ticks(QuotePricer model, Side side, int level, QuoteInput in) {
        assertEquals(Readiness.READY, model.prepare(in));
        model.price(side, level, parts);
        assertEquals(0, parts.sum() % MICRO, "a whole tick");
        return parts.sum() / MICRO;
    }

    @Test
    void shouldRoundBidsDownAndAsksUpAroundAHalfTickMid() {
        QuotePricer model =
                pricer(TestMarket.instrument(0), settings(new Distance(3 * MICRO, 0), false, 1, 10_000_000));
        QuoteInput in = input(1000, 1003);
        assertEquals(998, ticks(model, Side.BUY, 0, in));
        assertEquals(-MICRO / 2, parts.get(PartKind.ROUNDING));
        assertEquals(1005, ticks(model, Side.SELL, 0, in));
        assertEquals(996, ticks(model, Side.BUY, 1, in));
        assertEquals(1009, ticks(model, Side.SELL, 2, in));
    }

    @Test
    void shouldWidenToTheMakerFee() {
        // 0.1 % of 1000 is 1 tick of mid 1000; at mid 1,000,000 it is 1000 ticks.
        QuotePricer model =
                pricer(TestMarket.instrument(1_000_000), settings(new Distance(5 * MICRO, 0), true, 1, 10_000_000));
        QuoteInput in = input(999_999, 1_000_001);
        assertEquals(999_000, ticks(model, Side.BUY, 0, in));
        assertEquals(-995 * MICRO, parts.get(PartKind.FEE_FLOOR));
        assertEquals(1_001_000, ticks(model, Side.SELL, 0, in));
    }

    @Test
    void shouldTakeHalfSpreadsInBasisPoints() {
        QuotePricer model = pricer(TestMarket.instrument(0), settings(new Distance(0, 500_000), false, 1, 10_000_000));
        assertEquals(999_500, ticks(model, Side.BUY, 0, input(999_999, 1_000_001)));
    }

    @Test
    void shouldNeverCrossHoweverFarTheFairValueLeans() {
        QuotePricer model = pricer(TestMarket.instrument(0), settings(new Distance(MICRO, 0), false, 1, 10_000_000));
        QuoteInput in = input(1000, 1002);
        in.alphaMicroTicks = 50 * MICRO;
        assertEquals(1001, ticks(model, Side.BUY, 0, in));
        assertTrue(parts.get(PartKind.POST_ONLY) < 0);
        in.alphaMicroTicks = -50 * MICRO;
        assertEquals(1001, ticks(model, Side.SELL, 0, in));
    }

    @Test
    void shouldNeverBuyAboveTheCeilingNorSellBelowTheFloor() {
        QuotePricer model = pricer(TestMarket.instrument(0), settings(new Distance(MICRO, 0), false, 2000, 500));
        QuoteInput in = input(1000, 1002);
        assertEquals(500, ticks(model, Side.BUY, 0, in));
        assertEquals(-500 * MICRO, parts.get(PartKind.PRICE_LIMIT));
        assertEquals(2000, ticks(model, Side.SELL, 0, in));
    }

    @Test
    void shouldLeanPriceAndSizeAgainstInventory() {
        QuotePricer model =
                pricer(TestMarket.instrument(0), settings(new Distance(20 * MICRO, 0), false, 1, 10_000_000));
        QuoteInput in = input(1000, 1002);
        in.inventoryPpm = 500_000;
        assertEquals(1001 - 20 - 5, ticks(model, Side.BUY, 0, in));
        assertEquals(1001 + 20 - 5, ticks(model, Side.SELL, 0, in));
        assertEquals(75, model.lots(Side.BUY, 0));
        assertEquals(100, model.lots(Side.SELL, 0));
        in.inventoryPpm = -1_000_000;
        model.prepare(in);
        assertEquals(150, model.lots(Side.SELL, 2));
        assertEquals(300, model.lots(Side.BUY, 2));
    }

    @Test
    void shouldAlwaysSumToAWholePassiveTick() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            QuotePricer model = pricer(
                    TestMarket.instrument(random.nextLong(-200_000, 2_000_000)),
                    settings(
                            new Distance(random.nextLong(0, 20 * MICRO), random.nextLong(0, 300_000)),
                            random.nextBoolean(),
                            1,
                            10_000_000));
            long bid = random.nextLong(1_000, 2_000_000);
            QuoteInput in = input(bid, bid + random.nextLong(1, 50));
            in.alphaMicroTicks = random.nextLong(-30 * MICRO, 30 * MICRO);
            in.inventoryPpm = random.nextLong(-1_000_000, 1_000_001);
            int level = random.nextInt(3);
            assertTrue(ticks(model, Side.BUY, level, in) < in.bestAskTicks);
            assertTrue(ticks(model, Side.SELL, level, in) > in.bestBidTicks);
        }
    }
}
