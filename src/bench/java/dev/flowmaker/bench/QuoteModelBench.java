package dev.flowmaker.bench;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.quote.AdverseSelection;
import dev.flowmaker.core.quote.AdverseSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.DriftTerm;
import dev.flowmaker.core.quote.GlftExact;
import dev.flowmaker.core.quote.JoinSettings;
import dev.flowmaker.core.quote.ModelKind;
import dev.flowmaker.core.quote.ModelSettings;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.quote.QuoteInput;
import dev.flowmaker.core.quote.QuotePricer;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.quote.WideningSettings;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One evaluation of each quote model: figures that change each time, as measured ones do, to six prices. The reference in
 * the same run is that of {@link EngineBench}. What the exact model's table costs, when it is computed anew, is apart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QuoteModelBench {
    private static final int INPUTS = 4096;
    private static final long MICRO = PriceParts.MICRO;
    private static final long SECOND = 1_000_000_000L;

    @Param({"FIXED", "AVELLANEDA_STOIKOV", "GLFT", "GLFT_EXACT", "JOIN"})
    private ModelKind model = ModelKind.FIXED;

    private final QuoteInput[] inputs = new QuoteInput[INPUTS];
    private final PriceParts parts = new PriceParts();
    private final EngineBench reference = new EngineBench();
    private QuotePricer pricer;
    private int next;

    @Setup
    public void start() {
        reference.start();
        Instrument instrument = new Instrument(
                0,
                "BTC/USDT",
                "BTCUSDT",
                new Asset("BTC", 8),
                0,
                new Asset("USDT", 8),
                1,
                new Decimal(1, 2),
                new Decimal(1, 5),
                1,
                900_000_000L,
                1,
                100_000_000L,
                500_000_000L,
                100_000,
                100_000);
        AdverseSettings adverse = new AdverseSettings(
                true, List.of(SECOND, 10 * SECOND), new Distance(MICRO, 0), 50, 500, new Distance(0, 2_000_000));
        ModelSettings settings = new ModelSettings(
                model,
                0.002,
                0.002,
                1,
                true,
                80,
                true,
                1.2,
                0.025,
                60 * SECOND,
                ModelSettings.NO_SESSION_END,
                DriftTerm.FORETOLD,
                30,
                0.05,
                new JoinSettings(2, 1, 0.3, 0.8));
        QuoteSettings quote = new QuoteSettings(
                        new Distance(3 * MICRO, 0),
                        true,
                        Distance.ZERO,
                        3,
                        new Distance(2 * MICRO, 0),
                        List.of(100L, 100L, 100L),
                        true,
                        0,
                        10 * MICRO,
                        500_000,
                        1,
                        100_000_000L,
                        0)
                .with(settings, new WideningSettings(0.1, SECOND, 60, new Distance(100 * MICRO, 0)), adverse);
        pricer = new QuotePricer(instrument, quote, new AdverseSelection(adverse));
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < INPUTS; i++) {
            QuoteInput in = new QuoteInput();
            in.nowNanos = i * SECOND;
            in.bestBidTicks = 6_000_000 + random.nextLong(100);
            in.bestAskTicks = in.bestBidTicks + 1 + random.nextLong(4);
            in.bestBidLots = 1 + random.nextLong(5_000);
            in.bestAskLots = 1 + random.nextLong(5_000);
            in.mid2Ticks = in.bestBidTicks + in.bestAskTicks;
            in.alphaMicroTicks = random.nextLong(-MICRO, MICRO);
            in.alphaHorizonNanos = SECOND;
            in.alphaCapMicroTicks = 3 * MICRO;
            in.volatility = 79 + random.nextDouble(2);
            in.intensity = 1.2;
            in.intensityDecay = 0.025;
            in.inventoryQuanta = random.nextLong(-1_000_000, 1_000_000);
            in.inventoryPpm = random.nextLong(-1_000_000, 1_000_000);
            inputs[i] = in;
        }
    }

    @Benchmark
    public long evaluation() {
        pricer.prepare(inputs[next++ % INPUTS]);
        long sum = 0;
        for (int level = 0; level < 3; level++) {
            pricer.price(Side.BUY, level, parts);
            sum += parts.sum();
            pricer.price(Side.SELL, level, parts);
            sum += parts.sum();
        }
        return sum;
    }

    /** The exact model's table for 30 orders either way and a minute; the same in every row. */
    @Benchmark
    public GlftExact exactTable() {
        return new GlftExact(0.002, inputs[next++ % INPUTS].volatility, 1.2, 0.025, 60, 30);
    }

    @Benchmark
    public int referenceTreeMapBook() {
        return reference.referenceTreeMapBook();
    }
}
