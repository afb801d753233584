package dev.flowmaker.bench;

import dev.flowmaker.SharedData;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.LevelChanges;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.market.CaptureFrames;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.market.Markets;
import dev.flowmaker.core.market.NaiveBook;
import dev.flowmaker.core.market.OrderBook;
import java.util.ArrayList;
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
 * {@code mergedBook} is the market book with eleven touches after the frame, as many as the capture has; its cost over
 * {@code marketBook} is theirs.
 *
 * <p>One depth frame applied to the flat book, to the whole market book with four orders of ours in it, and to sorted maps
 * for reference. {@code -p frames=capture} plays spot BTCUSDT of 8 August 2024 from the shared captures; {@code model}
 * is made to look like it: 2,000 levels a side, half of the frames change 22 levels or fewer, the mean is 46, half of the
 * changes are within 96 levels of the touch, four in ten are new levels and as many removals.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BookBench {
    private static final int FRAMES = 4096;
    private static final int TOUCHES = 11;
    private static final long MIDDLE = 6_000_000;
    private static final long FRAME_NANOS = 100_000_000L;

    @Param("model")
    public String frames = "";

    private List<BookUpdate> updates = List.of();
    private int next;
    private long nanos;
    private final OrderBook flat = new OrderBook();
    private final NaiveBook maps = new NaiveBook();
    private final MarketBook market = Markets.book(0);
    private final MarketBook merged = Markets.book(0);
    private final TouchUpdate touch = new TouchUpdate();

    @Setup
    public void setUp() {
        updates = frames.equals("capture") ? capture() : model();
        BookUpdate snapshot = updates.get(0);
        orderBook();
        next = 0;
        sortedMaps();
        next = 0;
        marketBook();
        next = 0;
        mergedBook();
        own(market, snapshot);
        own(merged, snapshot);
    }

    private void own(MarketBook market, BookUpdate snapshot) {
        for (int i = 0; i < 4; i++) {
            Side side = i % 2 == 0 ? Side.BUY : Side.SELL;
            market.own().sent(i + 1, side, snapshot.levels.priceTicks(0) - side.sign() * (long) i, 10);
            market.own().accepted(i + 1, nanos);
        }
    }

    private static List<BookUpdate> capture() {
        return new CaptureFrames(false, "0.01", "0.00001")
                .read(List.of(
                        SharedData.file("binance/spot-btcusdt-20240808.gz"),
                        SharedData.file("binance/spot-btcusdt-20240809.gz")));
    }

    private static List<BookUpdate> model() {
        SplittableRandom random = new SplittableRandom(7);
        List<BookUpdate> updates = new ArrayList<>();
        BookUpdate snapshot = new BookUpdate();
        snapshot.reset = ResetReason.SNAPSHOT;
        for (int i = 0; i < 2000; i++) {
            snapshot.levels.add(Side.BUY, MIDDLE - 1 - 2L * i, 1L + random.nextInt(1000));
            snapshot.levels.add(Side.SELL, MIDDLE + 1 + 2L * i, 1L + random.nextInt(1000));
        }
        updates.add(snapshot);
        for (int frame = 1; frame < FRAMES; frame++) {
            BookUpdate update = new BookUpdate();
            int changes = (int) StrictMath.min(1000, 1 + 22 * StrictMath.exp(1.2 * random.nextGaussian()));
            for (int i = 0; i < changes; i++) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                long depth = (long) StrictMath.min(4000, 2 * 90 * StrictMath.exp(1.7 * random.nextGaussian()));
                long lots = random.nextInt(10) < 5 ? 0 : 1L + random.nextInt(1000);
                update.levels.add(side, MIDDLE - side.sign() * (1 + depth), lots);
            }
            updates.add(update);
        }
        return updates;
    }

    private BookUpdate take() {
        BookUpdate update = updates.get(next);
        next = (next + 1) % updates.size();
        nanos += FRAME_NANOS;
        return update;
    }

    @Benchmark
    public long orderBook() {
        BookUpdate update = take();
        if (update.reset != ResetReason.NONE) {
            flat.clear();
        }
        LevelChanges levels = update.levels;
        for (int i = 0; i < levels.count(); i++) {
            flat.set(levels.side(i), levels.priceTicks(i), levels.lots(i));
        }
        return flat.bestTicks(Side.BUY) + flat.bestTicks(Side.SELL);
    }

    @Benchmark
    public long marketBook() {
        BookUpdate update = take();
        update.exchangeTimeNanos = nanos;
        update.timeNanos = nanos;
        market.onBookUpdate(update);
        return market.flowLots() + market.mid2Ticks();
    }

    @Benchmark
    public long mergedBook() {
        BookUpdate update = take();
        update.exchangeTimeNanos = nanos;
        update.timeNanos = nanos;
        update.updateId = nanos;
        merged.onBookUpdate(update);
        long sum = merged.flowLots();
        OrderBook levels = merged.raw();
        for (int i = 1; i <= TOUCHES; i++) {
            touch.updateId = nanos + i;
            touch.timeNanos = nanos + i;
            touch.receiveTimeNanos = nanos + i;
            int rank = i % 4 == 0 ? 1 : 0;
            touch.bidTicks = levels.priceTicks(Side.BUY, rank);
            touch.bidLots = levels.lots(Side.BUY, rank) + i;
            touch.askTicks = levels.priceTicks(Side.SELL, 0);
            touch.askLots = levels.lots(Side.SELL, 0) + i % 3;
            merged.onTouchUpdate(touch);
            sum += merged.flowLots();
        }
        return sum + merged.mid2Ticks();
    }

    @Benchmark
    public long sortedMaps() {
        BookUpdate update = take();
        if (update.reset != ResetReason.NONE) {
            maps.bids().clear();
            maps.asks().clear();
        }
        LevelChanges levels = update.levels;
        for (int i = 0; i < levels.count(); i++) {
            maps.set(levels.side(i), levels.priceTicks(i), levels.lots(i));
        }
        return maps.bids().firstKey() + maps.asks().firstKey();
    }
}
