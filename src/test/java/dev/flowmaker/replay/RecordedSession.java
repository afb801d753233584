package dev.flowmaker.replay;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TimerFired;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.Snapshots;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** A real engine making a seeded market against a venue in a few lines, journaled the way a daemon does it. */
public final class RecordedSession {
    public static final String VERSION = "1.2.3";

    private final Journal journal;
    private final SessionStarted started = new SessionStarted();
    private final Engine engine;
    private final Random random;
    private final Deque<Message> answers = new ArrayDeque<>();
    private final long stepNanos;
    private long nowNanos;
    private long updateId;
    private long tradeId;
    private long midTicks = 1_000_000;

    /**
     * Begins a session.
     *
     * @param stepNanos longest time between two inputs
     */
    public RecordedSession(Journal journal, EngineSettings settings, long seed, long startNanos, long stepNanos) {
        this(journal, settings, "", seed, startNanos, stepNanos);
    }

    private RecordedSession(
            Journal journal,
            EngineSettings settings,
            String configuration,
            long seed,
            long startNanos,
            long stepNanos) {
        this.journal = journal;
        this.random = new Random(seed);
        this.nowNanos = startNanos;
        this.stepNanos = stepNanos;
        engine = new Engine(settings, this::onOutput);
        started.version = VERSION;
        started.epoch = settings.epoch();
        started.configuration = configuration;
        EngineSettingsFactory.describe(
                started,
                settings.assets(),
                settings.markets().stream().map(MarketSettings::instrument).toList());
        Snapshots.begin(journal, started, engine::visitState, nowNanos);
        connect(Channel.MARKET_DATA);
        connect(Channel.REQUESTS);
        connect(Channel.USER);
        OpenOrders none = new OpenOrders();
        none.requestTimeNanos = nowNanos;
        input(none, 0);
        noTrades(-1, 0);
        balance(TestMarket.BASE, 1_000_000_000L);
        balance(TestMarket.QUOTE, 1_000_000_000_000_000L);
        noTrades(1, 0);
    }

    private void noTrades(long from, long last) {
        TradesReport report = new TradesReport();
        report.fromTradeId = from;
        report.lastTradeId = last;
        input(report, 0);
    }

    /** A session of a configuration's first market, with the rules of {@link TestMarket}. */
    public static RecordedSession configured(
            Journal journal, String configuration, int epoch, long seed, long startNanos, long stepNanos) {
        SessionStarted header = new SessionStarted();
        header.epoch = epoch;
        header.configuration = configuration;
        EngineSettingsFactory.describe(
                header, List.of(TestMarket.BTC, TestMarket.USDT), List.of(TestMarket.instrument(100_000)));
        EngineSettings settings = EngineSettingsFactory.from(header);
        return new RecordedSession(journal, settings, configuration, seed, startNanos, stepNanos);
    }

    /** Settings whose order-flow signal counts, with two levels. */
    public static EngineSettings settings(int epoch, long microTicksPerUnit) {
        AlphaSettings alpha = TestMarket.alpha(
                AlphaSettings.Mode.FIXED, TestMarket.SIGNALS, microTicksPerUnit, 10 * PriceParts.MICRO);
        MarketSettings market = new MarketSettings(
                TestMarket.instrument(100_000),
                TestMarket.BOOK,
                TestMarket.SIGNALS,
                alpha,
                TestMarket.quote(2),
                TestMarket.RISK,
                TestMarket.ORDER);
        EngineSettings settings = TestMarket.engine(market, true);
        return new EngineSettings(
                epoch,
                settings.dedicatedAccount(0),
                settings.stopTimeoutNanos(),
                settings.assets(),
                settings.markets());
    }

    public Engine engine() {
        return engine;
    }

    /** Plays so many inputs. */
    public RecordedSession play(int inputs) {
        for (int i = 0; i < inputs; i++) {
            if (engine.nextDeadlineNanos() <= nowNanos) {
                TimerFired timer = new TimerFired();
                timer.deadlineNanos = engine.nextDeadlineNanos();
                input(timer, Message.NO_MARKET);
            } else if (!answers.isEmpty() && random.nextInt(3) > 0) {
                input(answers.remove(), 0);
            } else {
                book();
            }
        }
        return this;
    }

    public void stop() {
        SessionStopped stopped = new SessionStopped();
        stopped.openOrders = engine.openOrders();
        stopped.timeNanos = nowNanos;
        journal.append(stopped);
    }

    private void book() {
        boolean move = updateId == 0 || random.nextInt(4) == 0;
        midTicks += move ? random.nextInt(7) - 3 : 0;
        BookUpdate book = new BookUpdate();
        book.reset = updateId == 0 ? ResetReason.SNAPSHOT : move ? ResetReason.RESYNC : ResetReason.NONE;
        book.updateId = ++updateId;
        book.exchangeTimeNanos = nowNanos - 1_000_000;
        book.receiveTimeNanos = nowNanos - 10_000;
        book.levels.add(Side.BUY, midTicks - 6, 1 + random.nextInt(90_000));
        book.levels.add(Side.BUY, midTicks - 9, 1 + random.nextInt(90_000));
        book.levels.add(Side.SELL, midTicks + 6, 1 + random.nextInt(90_000));
        book.levels.add(Side.SELL, midTicks + 9, 1 + random.nextInt(90_000));
        input(book, 0);
    }

    private void input(Message input, int market) {
        nowNanos += 1 + Math.floorMod(random.nextLong(), stepNanos);
        input.timeNanos = nowNanos;
        input.market = market;
        if (journal.startsFile(nowNanos)) {
            Snapshots.begin(journal, started, engine::visitState, nowNanos);
        }
        journal.append(input);
        engine.onInput(input);
        if (!engine.market(0).profitAndLoss().identityHolds()) {
            throw new AssertionError("the profit and loss does not add up after " + input.kind());
        }
        journal.afterEvent();
    }

    private void onOutput(Message output) {
        journal.append(output);
        if (output.kind() == MessageKind.PLACE_ORDER) {
            placed((PlaceOrder) output);
        } else if (output.kind() == MessageKind.CANCEL_ORDER) {
            OrderCanceled canceled = new OrderCanceled();
            canceled.orderId = ((CancelOrder) output).orderId;
            canceled.reason = CancelReason.REQUESTED;
            canceled.exchangeTimeNanos = nowNanos;
            answers.add(canceled);
        } else if (output.kind() == MessageKind.QUERY_ORDER) {
            OrderReport report = new OrderReport();
            report.orderId = ((QueryOrder) output).orderId;
            report.status = OrderStatus.NOT_FOUND;
            answers.add(report);
        }
    }

    private void placed(PlaceOrder order) {
        if (random.nextInt(20) == 0) {
            RequestUnknown unknown = new RequestUnknown();
            unknown.orderId = order.orderId;
            unknown.text = "read timed out";
            answers.add(unknown);
            return;
        }
        OrderAccepted accepted = new OrderAccepted();
        accepted.orderId = order.orderId;
        accepted.exchangeTimeNanos = nowNanos;
        accepted.venueOrderId = order.orderId & 0xFFFF_FFFFL;
        answers.add(accepted);
        if (random.nextInt(4) == 0) {
            Fill fill = new Fill();
            fill.orderId = order.orderId;
            fill.tradeId = ++tradeId;
            fill.side = order.side;
            fill.priceTicks = order.priceTicks;
            fill.lots = 1L + random.nextInt((int) order.lots);
            fill.liquidity = Liquidity.MAKER;
            fill.feeAsset = TestMarket.QUOTE;
            fill.feeQuanta = random.nextInt(1000);
            fill.exchangeTimeNanos = nowNanos;
            answers.add(fill);
        }
    }

    private void connect(Channel channel) {
        ConnectionChanged event = new ConnectionChanged();
        event.channel = channel;
        event.up = true;
        input(event, Message.NO_MARKET);
    }

    private void balance(int asset, long freeQuanta) {
        Balance event = new Balance();
        event.asset = asset;
        event.freeQuanta = freeQuanta;
        event.source = Source.QUERY;
        event.exchangeTimeNanos = nowNanos;
        input(event, Message.NO_MARKET);
    }
}
