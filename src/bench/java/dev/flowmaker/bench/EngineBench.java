package dev.flowmaker.bench;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerSettings;
import dev.flowmaker.core.risk.LossLimit;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.RequestLimits;
import dev.flowmaker.core.risk.ResumeRule;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.risk.SharedRiskSettings;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.FlowSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
 * One book frame of 8 changed levels through the whole engine to its decision, venue's answers to the orders it leads to
 * included. The reference in the same run is the frame applied to a pair of {@link TreeMap}s, the plainest book there is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EngineBench {
    private static final int FRAMES = 4096;
    private static final int CHANGES = 8;
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    /** Whether all signals are measured and fitted, or best-level flow is weighed alone. */
    @Param({"false", "true"})
    public boolean everySignal;

    /** Whether every breaker and every limit watches, or those of an order alone. */
    @Param({"false", "true"})
    public boolean guarded;

    private final BookUpdate[] frames = new BookUpdate[FRAMES];
    private final OrderAccepted accepted = new OrderAccepted();
    private final OrderCanceled canceled = new OrderCanceled();
    private final long[] placed = new long[64];
    private final long[] taken = new long[64];
    private int placedCount;
    private int takenCount;
    private Engine engine;
    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private int next;
    private long now = START;
    private long sequence;
    private long decisions;

    @Setup
    public void start() {
        EngineSettings settings = settings(
                everySignal
                        ? List.of(
                                SignalKind.ORDER_FLOW_IMBALANCE,
                                SignalKind.BEST_LEVEL_FLOW,
                                SignalKind.LEVEL_FLOW,
                                SignalKind.INTEGRATED_FLOW,
                                SignalKind.TRADE_IMBALANCE,
                                SignalKind.QUEUE_IMBALANCE,
                                SignalKind.MICRO_PRICE)
                        : List.of(SignalKind.ORDER_FLOW_IMBALANCE));
        engine = new Engine(guarded ? guarded(settings) : settings, this::take);
        for (Channel channel : Channel.values()) {
            ConnectionChanged up = new ConnectionChanged();
            up.channel = channel;
            up.up = true;
            feed(up, Message.NO_MARKET);
        }
        feed(new OpenOrders(), 0);
        feed(trades(QueryTrades.NEWEST_ID), 0);
        for (int asset = 0; asset < 2; asset++) {
            Balance balance = new Balance();
            balance.asset = asset;
            balance.freeQuanta = 1_000_000_000_000L;
            balance.source = Source.QUERY;
            feed(balance, Message.NO_MARKET);
        }
        feed(trades(1), 0);
        if (!engine.reconciled()) {
            throw new IllegalStateException("nothing would be quoted");
        }
        BookUpdate whole = new BookUpdate();
        whole.reset = ResetReason.SNAPSHOT;
        for (int i = 0; i < 50; i++) {
            whole.levels.add(Side.BUY, 6_000_000 - i, 1000 + i);
            whole.levels.add(Side.SELL, 6_000_001 + i, 1000 + i);
        }
        feed(whole, 0);
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = new BookUpdate();
            for (int change = 0; change < CHANGES; change++) {
                boolean bid = random.nextBoolean();
                long away = StrictMath.min(49, (long) (-12 * StrictMath.log(1 - random.nextDouble())));
                frames[i].levels.add(
                        bid ? Side.BUY : Side.SELL,
                        bid ? 6_000_000 - away : 6_000_001 + away,
                        away > 8 && random.nextInt(4) == 0 ? 0 : 1 + random.nextLong(5000));
            }
        }
    }

    private static TradesReport trades(long from) {
        TradesReport report = new TradesReport();
        report.fromTradeId = from;
        report.lastTradeId = 0;
        return report;
    }

    /** Nothing is so tight that it trips: what is measured is the watching. */
    private static EngineSettings guarded(EngineSettings settings) {
        MarketSettings market = settings.markets().get(0);
        RiskSettings own = market.risk();
        List<BreakerSettings> breakers = Collections.nCopies(
                BreakerKind.count(),
                new BreakerSettings(Reaction.CANCEL, ResumeRule.OPERATOR, 900_000_000_000L, 10_000, 10 * SECOND));
        RiskSettings risk = new RiskSettings(
                own.maxOrderLots(),
                own.maxOrderNotionalQuanta(),
                own.maxLongQuanta(),
                own.maxShortQuanta(),
                own.collarPpb(),
                new RequestLimits(100, SECOND, 1_000_000, 1_000_000, 3600 * SECOND),
                own.maxOpenOrders(),
                500_000_000L,
                500_000_000L,
                300 * SECOND,
                1_000_000_000_000_000_000L,
                new LossLimit(0, 900_000_000L),
                new LossLimit(0, 900_000_000L),
                new Distance(0, 100_000),
                breakers);
        MarketSettings watched = new MarketSettings(
                market.instrument(),
                market.book(),
                market.signals(),
                market.alpha(),
                market.quote(),
                risk,
                market.order());
        List<Long> large = List.of(1_000_000_000_000_000_000L, 1_000_000_000_000_000_000L);
        return new EngineSettings(
                settings.epoch(),
                settings.dedicatedAccount(0),
                settings.stopTimeoutNanos(),
                settings.venues().get(0).reconcile(),
                settings.assets(),
                List.of(watched),
                new SharedRiskSettings(
                        new RequestLimits(10_000, SECOND, 1_000_000, 1_000_000, 3600 * SECOND),
                        1000,
                        large,
                        large,
                        large,
                        large,
                        0,
                        breakers));
    }

    private static EngineSettings settings(List<SignalKind> use) {
        Asset btc = new Asset("BTC", 8);
        Asset usdt = new Asset("USDT", 8);
        Instrument instrument = new Instrument(
                0,
                "BTC/USDT",
                "BTCUSDT",
                btc,
                0,
                usdt,
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
        QuoteSettings quote = new QuoteSettings(
                new Distance(3 * PriceParts.MICRO, 0),
                false,
                Distance.ZERO,
                3,
                new Distance(2 * PriceParts.MICRO, 0),
                List.of(100L, 100L, 100L),
                true,
                0,
                10 * PriceParts.MICRO,
                500_000,
                1,
                100_000_000L,
                0);
        RiskSettings risk = new RiskSettings(
                1_000_000, 1_000_000_000_000_000L, 1_000_000_000L, 1_000_000_000L, 100_000_000L, 100, SECOND, 20);
        OrderSettings order = new OrderSettings(
                2 * PriceParts.MICRO, 0, 0, SECOND, 8 * SECOND, 5 * SECOND, 6 * SECOND, 250_000, SECOND);
        SignalSettings signals = new SignalSettings(
                use,
                new FlowSettings(SECOND, 60 * SECOND, 5),
                SECOND,
                10,
                new SignalSettings.Integrated(List.of(), SECOND, 3600 * SECOND),
                new SignalSettings.MicroPriceTable(10, 1, List.of()),
                new SignalSettings.Volatility(SignalSettings.VolatilityMethod.TWO_SCALE, SECOND / 10, 60 * SECOND, 10),
                new SignalSettings.Intensity(1800 * SECOND, 70));
        AlphaSettings alpha = new AlphaSettings(
                use.size() == 1 ? AlphaSettings.Mode.FIXED : AlphaSettings.Mode.FITTED,
                SECOND,
                SECOND / 10,
                1800 * SECOND,
                0.01,
                4,
                300,
                4 * PriceParts.MICRO,
                Collections.nCopies(signals.width(), 10.0 * PriceParts.MICRO),
                Collections.nCopies(signals.width(), 2.0 * PriceParts.MICRO),
                Collections.nCopies(signals.use().size(), Double.NaN),
                0.5);
        MarketSettings market = new MarketSettings(
                instrument, new BookSettings(50, 3600 * SECOND, 0), signals, alpha, quote, risk, order);
        return new EngineSettings(1, true, 5 * SECOND, List.of(btc, usdt), List.of(market));
    }

    private void take(Message output) {
        if (output.kind() == MessageKind.PLACE_ORDER) {
            placed[placedCount++] = ((PlaceOrder) output).orderId;
        } else if (output.kind() == MessageKind.CANCEL_ORDER) {
            taken[takenCount++] = ((CancelOrder) output).orderId;
        } else if (output.kind() == MessageKind.DECISION) {
            decisions++;
        }
    }

    private void feed(Message event, int market) {
        event.sequence = ++sequence;
        event.timeNanos = now;
        event.market = market;
        engine.onInput(event);
    }

    @Benchmark
    public long bookFrameToDecision() {
        now += 1_000_000;
        BookUpdate frame = frames[next++ % FRAMES];
        frame.exchangeTimeNanos = now;
        frame.receiveTimeNanos = now;
        feed(frame, 0);
        while (takenCount > 0) {
            canceled.orderId = taken[--takenCount];
            canceled.exchangeTimeNanos = now + 100_000;
            feed(canceled, 0);
        }
        while (placedCount > 0) {
            accepted.orderId = placed[--placedCount];
            accepted.exchangeTimeNanos = now + 200_000;
            feed(accepted, 0);
        }
        return decisions;
    }

    @Benchmark
    public int referenceTreeMapBook() {
        BookUpdate frame = frames[next++ % FRAMES];
        for (int i = 0; i < frame.levels.count(); i++) {
            TreeMap<Long, Long> side = frame.levels.side(i) == Side.BUY ? bids : asks;
            if (frame.levels.lots(i) == 0) {
                side.remove(frame.levels.priceTicks(i));
            } else {
                side.put(frame.levels.priceTicks(i), frame.levels.lots(i));
            }
        }
        return bids.size() + asks.size();
    }
}
