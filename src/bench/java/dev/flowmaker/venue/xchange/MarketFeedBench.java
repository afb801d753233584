package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.OrderBookUpdate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a depth frame of 20 changed levels costs: XChange's own update of its book, and our copy and diff after it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MarketFeedBench {
    private static final int FRAMES = 1_000;
    private static final int CHANGES = 20;
    private static final int LEVELS = 500;

    private final List<List<OrderBookUpdate>> frames = new ArrayList<>();
    private final OrderBook book = new OrderBook(null, new ArrayList<>(), new ArrayList<>());
    private final MarketFeed feed;
    private long changed;
    private int next;

    public MarketFeedBench() {
        Instrument bitcoin = new Instrument(
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
                1_000_000,
                1,
                1_000_000_000,
                0,
                0,
                0);
        feed = new MarketFeed(List.of(bitcoin), 20, event -> changed += ((BookUpdate) event).levels.count());
        Random random = new Random(1);
        for (int i = 0; i < LEVELS; i++) {
            book.update(change(OrderType.BID, 6_000_000 - i, 1 + i));
            book.update(change(OrderType.ASK, 6_000_001 + i, 1 + i));
        }
        for (int i = 0; i < FRAMES; i++) {
            List<OrderBookUpdate> frame = new ArrayList<>();
            for (int j = 0; j < CHANGES; j++) {
                boolean bid = random.nextBoolean();
                long ticks = bid ? 6_000_000 - random.nextInt(40) : 6_000_001 + random.nextInt(40);
                frame.add(change(bid ? OrderType.BID : OrderType.ASK, ticks, random.nextInt(100_000)));
            }
            frames.add(frame);
        }
    }

    private static OrderBookUpdate change(OrderType side, long ticks, long lots) {
        // As Binance prints them: eight decimals.
        BigDecimal quantity = BigDecimal.valueOf(lots * 1_000, 8);
        return new OrderBookUpdate(
                side,
                quantity,
                CurrencyPair.BTC_USDT,
                BigDecimal.valueOf(ticks * 1_000_000, 8),
                Date.from(Instant.EPOCH),
                quantity);
    }

    private void update() {
        frames.get(next).forEach(book::update);
        next = (next + 1) % FRAMES;
    }

    @Benchmark
    public OrderBook xchange() {
        update();
        return book;
    }

    @Benchmark
    public long xchangeAndFeed() {
        update();
        feed.onBook(0, book, book, 1, 1, 1);
        return changed;
    }
}
