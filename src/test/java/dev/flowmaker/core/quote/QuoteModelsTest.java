package dev.flowmaker.core.quote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.engine.TestMarket;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The models as they are wired: prices through the pricer, against the formulas. */
class QuoteModelsTest {
    private static final long MICRO = PriceParts.MICRO;
    /** Base quanta of one order of the first level of {@link Models#quote}: 100 lots of 1000. */
    private static final long ORDER = 100_000;
    /** Half a millionth of a tick, which a part may be rounded by. */
    private static final double ROUNDING = 0.5e-6 + 1e-9;

    private final PriceParts parts = new PriceParts();

    private static QuotePricer pricer(QuoteSettings settings, long makerFeePpb) {
        return new QuotePricer(TestMarket.instrument(makerFeePpb), settings, new AdverseSelection(settings.adverse()));
    }

    private static QuotePricer pricer(ModelSettings model) {
        return pricer(Models.quote(model), 0);
    }

    private double part(PartKind kind) {
        return parts.get(kind) / (double) MICRO;
    }

    /** Distance of a first-level quote from the mid before limits and rounding, ticks. */
    private double distance(QuotePricer pricer, QuoteInput in, Side side) {
        assertEquals(Readiness.READY, pricer.prepare(in));
        pricer.price(side, 0, parts);
        long price = parts.sum()
                - parts.get(PartKind.ROUNDING)
                - parts.get(PartKind.POST_ONLY)
                - parts.get(PartKind.PRICE_LIMIT);
        return side.sign() * (parts.get(PartKind.MID) - price) / (double) MICRO;
    }

    @Test
    void shouldQuoteTheAsymptoticVectorThroughTheModel() {
        QuotePricer pricer =
                pricer(Models.settings(ModelKind.GLFT, 0.05, 10.69, 2.986162360812285, 0.04235741115084049));
        QuoteInput in = Models.input(100_000, 100_001);
        assertEquals(20.47208533844371, distance(pricer, in, Side.BUY), ROUNDING);
        assertEquals(-20.47208533844371, part(PartKind.HALF_SPREAD), ROUNDING);
        in.inventoryQuanta = ORDER;
        distance(pricer, in, Side.SELL);
        assertEquals(-9.76326865029227, part(PartKind.INVENTORY), ROUNDING);
        in.inventoryQuanta = -ORDER / 4;
        distance(pricer, in, Side.SELL);
        assertEquals(9.76326865029227 / 4, part(PartKind.INVENTORY), ROUNDING, "parts of an order count too");
    }

    @Test
    void shouldCountInventoryInUnitsOfWhichAnOrderIsDelta() {
        Glft formula = new Glft(0.4, 0.2, 0.25, 3, 1.5, 0.3);
        QuotePricer pricer = pricer(Models.settings(ModelKind.GLFT, 0.4, 0.2, 0.25, 3, 1.5, 0.3, Models.SECOND, 30));
        QuoteInput in = Models.input(100_000, 100_001);
        in.inventoryQuanta = 3 * ORDER;
        assertEquals(formula.bidDistance(0.75), distance(pricer, in, Side.BUY), 2 * ROUNDING);
        assertEquals(formula.askDistance(0.75), distance(pricer, in, Side.SELL), 2 * ROUNDING);
    }

    @Test
    void shouldQuoteTheExactVectorsThroughTheModel() {
        ModelSettings settings =
                Models.settings(ModelKind.GLFT_EXACT, 0.01, 0.01, 1, 0.3, 0.9, 0.3, 600 * Models.SECOND, 30);
        QuotePricer pricer = pricer(settings);
        GlftExact formula = new GlftExact(0.01, 0.3, 0.9, 0.3, 600, 30);
        QuoteInput in = Models.input(100_000, 100_001);
        double[] published = {3.313045, 3.653479, 4.665542};
        int[] orders = {0, 5, 20};
        for (int i = 0; i < orders.length; i++) {
            in.inventoryQuanta = orders[i] * ORDER;
            assertEquals(published[i], distance(pricer, in, Side.BUY), 1e-6);
        }
        for (int q = -30; q < 30; q++) {
            in.inventoryQuanta = q * ORDER;
            assertEquals(formula.bidDistance(q), distance(pricer, in, Side.BUY), 2 * ROUNDING, "bid at " + q);
            in.inventoryQuanta = -q * ORDER;
            assertEquals(formula.askDistance(-q), distance(pricer, in, Side.SELL), 2 * ROUNDING, "ask at " + -q);
        }
        in.inventoryQuanta = 7 * ORDER / 2;
        assertEquals(
                (formula.bidDistance(3) + formula.bidDistance(4)) / 2,
                distance(pricer, in, Side.BUY),
                2 * ROUNDING,
                "half-way between whole orders");
    }

    @Test
    void shouldNotAddToInventoryBeyondTheExactModelsLimit() {
        QuotePricer pricer =
                pricer(Models.settings(ModelKind.GLFT_EXACT, 0.1, 0.1, 1, 1, 1, 0.5, 10 * Models.SECOND, 3));
        QuoteInput in = Models.input(100_000, 100_001);
        in.inventoryQuanta = 2 * ORDER;
        pricer.prepare(in);
        assertTrue(pricer.quotes(Side.BUY) && pricer.quotes(Side.SELL));
        in.inventoryQuanta = 2 * ORDER + 1;
        pricer.prepare(in);
        assertFalse(pricer.quotes(Side.BUY));
        assertTrue(pricer.quotes(Side.SELL));
        in.inventoryQuanta = -50 * ORDER;
        assertTrue(Double.isFinite(distance(pricer, in, Side.BUY)));
        assertFalse(pricer.quotes(Side.SELL));
    }

    @Test
    void shouldComputeTheExactTableOnlyWhenAFigureMovedByItsShare() {
        QuotePricer pricer =
                pricer(Models.settings(ModelKind.GLFT_EXACT, 0.01, 0.01, 1, 0, 0.9, 0.3, 600 * Models.SECOND, 30));
        QuoteInput in = Models.input(100_000, 100_001);
        in.inventoryQuanta = 3 * ORDER;
        in.volatility = 0.3;
        double before = distance(pricer, in, Side.BUY);
        in.volatility = 0.314;
        assertEquals(before, distance(pricer, in, Side.BUY), "less than 5 %");
        in.volatility = 0.316;
        double after = distance(pricer, in, Side.BUY);
        assertEquals(new GlftExact(0.01, 0.316, 0.9, 0.3, 600, 30).bidDistance(3), after, 2 * ROUNDING);
        in.volatility = 0.305;
        assertEquals(after, distance(pricer, in, Side.BUY), "it counts from where it was computed");
        QuotePricer restored =
                pricer(Models.settings(ModelKind.GLFT_EXACT, 0.01, 0.01, 1, 0, 0.9, 0.3, 600 * Models.SECOND, 30));
        StateTape.copy(pricer::visitState, restored::visitState);
        assertEquals(after, distance(restored, in, Side.BUY), "also after a restore");
    }

    @Test
    void shouldShrinkTheHorizonToTheSessionsEnd() {
        ModelSettings plain = Models.settings(ModelKind.AVELLANEDA_STOIKOV, 0.1, 2, 1, 1.5);
        ModelSettings daily = new ModelSettings(
                plain.kind(),
                0.1,
                0.1,
                1,
                true,
                2,
                true,
                1,
                1.5,
                60 * Models.SECOND,
                57_600 * Models.SECOND,
                DriftTerm.FORETOLD,
                30,
                0.05,
                JoinSettings.NEVER);
        AvellanedaStoikov formula = new AvellanedaStoikov(0.1, 2, 1.5);
        QuotePricer pricer = pricer(daily);
        QuoteInput in = Models.input(100_000, 100_001);
        // 15:59:50 of some day, ten seconds before the end; then a minute before and an hour after it.
        long day = 19_000L * 86_400 * Models.SECOND;
        in.nowNanos = day + (57_600 - 10) * Models.SECOND;
        assertEquals(formula.halfSpread(10), distance(pricer, in, Side.BUY), ROUNDING);
        in.nowNanos = day + (57_600 - 3_600) * Models.SECOND;
        assertEquals(formula.halfSpread(60), distance(pricer, in, Side.BUY), ROUNDING);
        in.nowNanos = day + (57_600 + 3_600) * Models.SECOND;
        assertEquals(formula.halfSpread(60), distance(pricer, in, Side.BUY), ROUNDING);
        assertEquals(formula.halfSpread(60), distance(pricer(plain), in, Side.BUY), ROUNDING);
    }

    private static QuoteInput foretelling(double ticks, double seconds, double capTicks) {
        QuoteInput in = Models.input(100_000, 100_001);
        in.alphaMicroTicks = (long) (ticks * MICRO);
        in.alphaHorizonNanos = (long) (seconds * 1e9);
        in.alphaCapMicroTicks = (long) (capTicks * MICRO);
        return in;
    }

    @Test
    void shouldTakeAlphaAsADriftByEachModelsOwnTerm() {
        Glft glft = new Glft(0.05, 0.05, 1, 10.69, 2.986162360812285, 0.04235741115084049);
        QuotePricer pricer =
                pricer(Models.settings(ModelKind.GLFT, 0.05, 10.69, 2.986162360812285, 0.04235741115084049));
        QuoteInput in = foretelling(0.8, 2, 50);
        double expected = glft.driftShift(0.4);
        assertEquals(glft.bidDistance(0) - expected, distance(pricer, in, Side.BUY), 2 * ROUNDING);
        assertEquals(0.8, part(PartKind.ALPHA));
        assertEquals(expected - 0.8, part(PartKind.DRIFT), ROUNDING);
        assertEquals(glft.askDistance(0) + expected, distance(pricer, in, Side.SELL), 2 * ROUNDING);

        AvellanedaStoikov as = new AvellanedaStoikov(0.1, 2, 1.5);
        pricer = pricer(Models.settings(ModelKind.AVELLANEDA_STOIKOV, 0.1, 2, 1, 1.5));
        in = foretelling(-0.5, 10, 50);
        assertEquals(as.halfSpread(60) + 3, distance(pricer, in, Side.BUY), 2 * ROUNDING, "μ(T − t) = −0.05 · 60");
        assertEquals(-2.5, part(PartKind.DRIFT));

        for (ModelKind kind : new ModelKind[] {ModelKind.FIXED, ModelKind.JOIN}) {
            distance(pricer(Models.settings(kind, 0, 2, 1, 1)), in, Side.BUY);
            assertEquals(-0.5, part(PartKind.ALPHA));
            assertEquals(0, part(PartKind.DRIFT));
        }
    }

    @Test
    void shouldKeepAlphaAndDriftTogetherWithinTheCap() {
        QuotePricer pricer = pricer(Models.settings(ModelKind.AVELLANEDA_STOIKOV, 0.1, 2, 1, 1.5));
        distance(pricer, foretelling(0.5, 1, 4), Side.BUY);
        assertEquals(3.5, part(PartKind.DRIFT), "30 ticks by the formula, 4 by the cap");
        distance(pricer, foretelling(-0.5, 1, 4), Side.BUY);
        assertEquals(-3.5, part(PartKind.DRIFT));
        distance(pricer, foretelling(6, 120, 4), Side.BUY);
        assertEquals(-3, part(PartKind.DRIFT), "the model's horizon ends before alpha's: μ(T − t) is 3");
    }

    /** The exact solution with a drift has kμq taken off M's diagonal; Taylor in small steps is enough to check with. */
    @Test
    void shouldMoveExactQuotesLikeTheExactSolutionWithADriftDoes() {
        double gamma = 0.01;
        double sigma = 0.3;
        double a = 0.9;
        double k = 0.3;
        double mu = 0.0005;
        int limit = 30;
        double[] with = solve(gamma, sigma, a, k, mu, 600, limit);
        double[] without = solve(gamma, sigma, a, k, 0, 600, limit);
        double exact = (Math.log(without[limit] / without[limit + 1]) - Math.log(with[limit] / with[limit + 1])) / k;
        ModelSettings settings =
                Models.settings(ModelKind.GLFT_EXACT, gamma, gamma, 1, sigma, a, k, 600 * Models.SECOND, limit);
        QuoteInput in = foretelling(mu, 1, 50);
        distance(pricer(settings), in, Side.BUY);
        assertEquals(exact, part(PartKind.ALPHA) + part(PartKind.DRIFT), 0.05 * exact);
        ModelSettings late = Models.settings(ModelKind.GLFT_EXACT, gamma, gamma, 1, sigma, a, k, 2 * Models.SECOND, 30);
        distance(pricer(late), in, Side.BUY);
        assertEquals(2 * mu, part(PartKind.ALPHA) + part(PartKind.DRIFT), 2e-6, "never for longer than T − t");
    }

    /** The drift is there for half a minute and gone for the rest of ten. */
    @Test
    void shouldEndTheDriftWithAlphasHorizonLikeTheExactSolutionDoes() {
        double mu = 0.0005;
        int limit = 30;
        double[] without = solve(0.01, 0.3, 0.9, 0.3, 0, 600, limit);
        double[] with = solve(0.01, 0.3, 0.9, 0.3, mu, 600, 30, limit);
        double exact = (Math.log(without[limit] / without[limit + 1]) - Math.log(with[limit] / with[limit + 1])) / 0.3;
        QuoteInput in = foretelling(mu * 30, 30, 50);
        for (ModelKind kind : new ModelKind[] {ModelKind.GLFT, ModelKind.GLFT_EXACT}) {
            ModelSettings settings =
                    Models.foretold(Models.settings(kind, 0.01, 0.01, 1, 0.3, 0.9, 0.3, 600 * Models.SECOND, limit));
            distance(pricer(settings), in, Side.BUY);
            double shift = part(PartKind.ALPHA) + part(PartKind.DRIFT);
            assertEquals(exact, shift, 0.05 * exact, kind.name());
            assertTrue(shift < mu * 30, "never more than alpha");
        }
        double lasting = new Glft(0.01, 0.01, 1, 0.3, 0.9, 0.3).driftShift(mu) / mu;
        assertEquals(30, Glft.driftTime(1e9, 30), 1e-5, "without risk all of it counts");
        assertEquals(lasting, Glft.driftTime(lasting, 1e9), 1e-9, "the paper's term is the limit");

        ModelSettings as = Models.foretold(Models.settings(ModelKind.AVELLANEDA_STOIKOV, 0.1, 2, 1, 1.5));
        distance(pricer(as), foretelling(2, 10, 50), Side.BUY);
        assertEquals(0, part(PartKind.DRIFT), "it ends before the model's minute");
        distance(pricer(as), foretelling(2, 120, 50), Side.BUY);
        assertEquals(-1, part(PartKind.DRIFT), "and after it");
    }

    private static double[] solve(double gamma, double sigma, double a, double k, double mu, double time, int limit) {
        return solve(gamma, sigma, a, k, mu, time, time, limit);
    }

    /** From the end back: the drift is there in the first {@code driftTime} seconds, which come last. */
    private static double[] solve(
            double gamma, double sigma, double a, double k, double mu, double time, double driftTime, int limit) {
        double alpha = k * gamma * sigma * sigma / 2;
        double eta = a * Math.pow(1 + gamma / k, -(1 + k / gamma));
        double[] v = new double[2 * limit + 1];
        java.util.Arrays.fill(v, 1);
        int steps = 100_000;
        double dt = time / steps;
        for (int step = 0; step < steps; step++) {
            double[] next = new double[v.length];
            double largest = 0;
            for (int i = 0; i < v.length; i++) {
                double q = i - limit;
                double now = (steps - step) * dt <= driftTime ? mu : 0;
                double change = -(alpha * q * q - k * now * q) * v[i];
                change += eta * ((i > 0 ? v[i - 1] : 0) + (i + 1 < v.length ? v[i + 1] : 0));
                next[i] = v[i] + dt * change;
                largest = Math.max(largest, next[i]);
            }
            for (int i = 0; i < v.length; i++) {
                next[i] /= largest;
            }
            v = next;
        }
        return v;
    }

    @Test
    void shouldNotQuoteWithoutTheFiguresItNeeds() {
        for (ModelKind kind : new ModelKind[] {ModelKind.AVELLANEDA_STOIKOV, ModelKind.GLFT, ModelKind.GLFT_EXACT}) {
            QuoteInput in = Models.input(100_000, 100_001);
            QuotePricer pricer = pricer(Models.settings(kind, 0.1, 0, 0, 0));
            assertEquals(Readiness.NO_VOLATILITY, pricer.prepare(in));
            in.volatility = Double.POSITIVE_INFINITY;
            assertEquals(Readiness.NO_VOLATILITY, pricer.prepare(in), "no measurement");
            in.volatility = 3;
            assertEquals(Readiness.NO_INTENSITY, pricer.prepare(in));
            in.intensity = 1;
            assertEquals(Readiness.NO_INTENSITY, pricer.prepare(in), "A without k is nothing");
            in.intensityDecay = 0.2;
            assertEquals(Readiness.READY, pricer.prepare(in));
            assertEquals(3, pricer.volatility());
            assertEquals(1, pricer.intensity());
            assertEquals(0.2, pricer.intensityDecay());
        }
    }

    @Test
    void shouldTakeConfiguredFiguresUntilMeasuredOnesAreKnownAndAloneWhenToldSo() {
        QuoteInput in = Models.input(100_000, 100_001);
        QuotePricer measured = pricer(Models.settings(ModelKind.GLFT, 0.1, 5, 2, 0.5));
        measured.prepare(in);
        assertEquals(5, measured.volatility());
        in.volatility = 3;
        in.intensity = 1;
        in.intensityDecay = 0.2;
        measured.prepare(in);
        assertEquals(3, measured.volatility());
        assertEquals(1, measured.intensity());
        QuotePricer configured = pricer(new ModelSettings(
                ModelKind.GLFT,
                0.1,
                0.1,
                1,
                false,
                5,
                false,
                2,
                0.5,
                Models.SECOND,
                -1,
                DriftTerm.OFF,
                30,
                0.05,
                JoinSettings.NEVER));
        configured.prepare(in);
        assertEquals(5, configured.volatility());
        assertEquals(2, configured.intensity());
        assertEquals(0.5, configured.intensityDecay());
    }

    @Test
    void shouldWidenWithVolatilityAboveItsBaseUpToTheCap() {
        QuoteSettings settings = Models.quote(ModelSettings.FIXED)
                .with(
                        ModelSettings.FIXED,
                        new WideningSettings(2, 4 * Models.SECOND, 10, new Distance(30 * MICRO, 0)),
                        AdverseSettings.NONE);
        QuotePricer pricer = pricer(settings, 0);
        QuoteInput in = Models.input(100_000, 100_001);
        assertEquals(Readiness.NO_VOLATILITY, pricer.prepare(in), "widening needs it, whatever the model");
        in.volatility = 9;
        assertEquals(5, distance(pricer, in, Side.BUY), ROUNDING);
        in.volatility = 13;
        assertEquals(5 + 2 * 3 * 2, distance(pricer, in, Side.SELL), ROUNDING);
        assertEquals(12, part(PartKind.VOLATILITY));
        in.volatility = 100;
        assertEquals(35, distance(pricer, in, Side.BUY), ROUNDING);
        assertEquals(-30, part(PartKind.VOLATILITY));
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void shouldAlwaysSumToAWholePassiveTickAndKeepTheFloor(ModelKind kind) {
        SplittableRandom random = new SplittableRandom(7 + kind.ordinal());
        for (int i = 0; i < 3_000; i++) {
            ModelSettings model = new ModelSettings(
                    kind,
                    Math.exp(random.nextDouble(-12, 3)),
                    Math.exp(random.nextDouble(-12, 3)),
                    kind == ModelKind.GLFT ? Math.exp(random.nextDouble(-5, 3)) : 1,
                    random.nextBoolean(),
                    Math.exp(random.nextDouble(-4, 6)),
                    random.nextBoolean(),
                    Math.exp(random.nextDouble(-4, 4)),
                    Math.exp(random.nextDouble(-6, 2)),
                    random.nextLong(100_000_000L, 3_600 * Models.SECOND),
                    random.nextBoolean() ? ModelSettings.NO_SESSION_END : random.nextLong(86_400) * Models.SECOND,
                    DriftTerm.values()[random.nextInt(3)],
                    2 + random.nextInt(9),
                    0.05,
                    new JoinSettings(
                            random.nextInt(4) == 0 ? 0 : 2 + random.nextInt(3),
                            random.nextDouble(5),
                            random.nextDouble(),
                            random.nextDouble(0.01, 1)));
            long memory = 1L + random.nextInt(100);
            AdverseSettings adverse = new AdverseSettings(
                    random.nextBoolean(),
                    List.of(Models.SECOND),
                    new Distance(random.nextLong(5 * MICRO), random.nextLong(50_000)),
                    random.nextInt(20),
                    (int) memory,
                    new Distance(10 * MICRO, 100_000));
            QuoteSettings base = Models.quote(model);
            boolean feeFloor = random.nextBoolean();
            long minEdge = random.nextLong(3 * MICRO);
            QuoteSettings settings = new QuoteSettings(
                            base.halfSpread(),
                            feeFloor,
                            new Distance(minEdge, 0),
                            3,
                            base.levelSpacing(),
                            base.levelLots(),
                            true,
                            0,
                            base.priceSkewMicroTicks(),
                            base.sizeSkewPpm(),
                            1,
                            1_000_000_000L,
                            0)
                    .with(
                            model,
                            new WideningSettings(
                                    random.nextBoolean() ? 0 : random.nextDouble(3),
                                    Models.SECOND,
                                    random.nextDouble(10),
                                    new Distance(50 * MICRO, 0)),
                            adverse);
            long fee = random.nextLong(-200_000, 2_000_000);
            AdverseSelection markouts = new AdverseSelection(adverse);
            QuotePricer pricer = new QuotePricer(TestMarket.instrument(fee), settings, markouts);
            long bid = random.nextLong(1_000, 2_000_000);
            QuoteInput in = Models.input(bid, bid + random.nextLong(1, 50));
            in.bestBidLots = random.nextLong(1, 1_000_000);
            in.bestAskLots = random.nextLong(1, 1_000_000);
            Models.standAsShown(in);
            in.nowNanos = random.nextLong(4_000_000_000_000_000_000L);
            in.alphaCapMicroTicks = 30 * MICRO;
            in.alphaMicroTicks = random.nextLong(-30 * MICRO, 30 * MICRO);
            in.alphaHorizonNanos = random.nextInt(5) * Models.SECOND;
            in.inventoryPpm = random.nextLong(-1_000_000, 1_000_001);
            in.inventoryQuanta = in.inventoryPpm * 10;
            in.volatility = random.nextInt(4) == 0 ? 0 : Math.exp(random.nextDouble(-4, 6));
            in.intensity = random.nextInt(4) == 0 ? 0 : Math.exp(random.nextDouble(-4, 4));
            in.intensityDecay = Math.exp(random.nextDouble(-6, 2));
            assertEquals(Readiness.READY, pricer.prepare(in), "run " + i);
            for (Side side : Side.values()) {
                long least = (feeFloor ? exactFee(in.mid2Ticks, fee) + minEdge : 0)
                        + (adverse.floor() ? markouts.expectedMicroTicks(side, in.mid2Ticks) : 0);
                for (int level = 0; level < 3; level++) {
                    pricer.price(side, level, parts);
                    String where = kind + " run " + i + " " + side + " " + level;
                    assertEquals(0, parts.sum() % MICRO, where);
                    long ticks = parts.sum() / MICRO;
                    assertTrue(side == Side.BUY ? ticks < in.bestAskTicks : ticks > in.bestBidTicks, where);
                    long rounding = parts.get(PartKind.ROUNDING);
                    assertTrue(-side.sign() * rounding >= 0 && Math.abs(rounding) < MICRO, where);
                    assertTrue(
                            -side.sign()
                                            * (parts.get(PartKind.HALF_SPREAD)
                                                    + parts.get(PartKind.VOLATILITY)
                                                    + parts.get(PartKind.QUEUE)
                                                    + parts.get(PartKind.FEE_FLOOR)
                                                    + parts.get(PartKind.ADVERSE_SELECTION))
                                    >= least,
                            where);
                    assertTrue(
                            Math.abs(parts.get(PartKind.ALPHA) + parts.get(PartKind.DRIFT)) <= in.alphaCapMicroTicks,
                            where);
                    assertTrue(pricer.edgeMicroTicks(side, ticks) >= 0, where);
                }
            }
        }
    }

    /** Maker fee of half ticks, rounded up. */
    private static long exactFee(long mid2Ticks, long feePpb) {
        return -Math.floorDiv(-mid2Ticks * 500_000L * feePpb, 1_000_000_000L);
    }
}
