package dev.flowmaker.replay.whatif;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.TimerFired;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.TouchFeed;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.order.OrderState;
import dev.flowmaker.core.order.OrderTable;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.virtual.TakenOverVenue;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.Copies;
import dev.flowmaker.replay.figures.MarketFigures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Closed loop: other settings from the session's beginning. As long as they command what was commanded, what the venue
 * answered holds. From the first command that differs the recorded answers, timers and our own size in the book are taken
 * out, and the simulated exchange answers on the recorded market.
 */
public final class ClosedLoop {
    private static final int PROGRESS_EVERY = 1 << 14;
    private static final int MOST_TIMERS_AT_ONCE = 1_000;

    private final Played played;
    private final Engine engine;
    private final Answers answers;
    private final SessionStarted started;
    private final EngineSettings settings;
    private final FillModel fills;
    private final VirtualLatency latency;
    private final long forcedSequence;
    private final List<MarketFigures> figures = new ArrayList<>();
    private final List<OthersMarket> others = new ArrayList<>();
    private final List<RecordedFunding> fundings = new ArrayList<>();
    private final TimerFired timer = new TimerFired();
    private final List<Profit> before = new ArrayList<>();
    private final Map<NoticeCode, Long> notices = new EnumMap<>(NoticeCode.class);
    private @Nullable TakenOverVenue venue;
    private @Nullable Parting parting;
    private long nowNanos;
    private long sequence;
    private long lastId;
    private long lost;
    private long commands;
    private int timersAtOnce;

    /** Where commands first differed: what was commanded, and what was instead; null for nothing. */
    public record Parting(
            long sequence,
            long timeNanos,
            MessageKind trigger,
            @Nullable Map<String, String> recorded,
            @Nullable Map<String, String> whatIf) {}

    /** Profit and loss by its parts, quote quanta. */
    public record Profit(
            long spreadQuanta, long inventoryQuanta, long feesQuanta, long fundingQuanta, long totalQuanta) {
        static Profit of(ProfitAndLoss profit) {
            return new Profit(
                    profit.spreadQuanta(),
                    profit.inventoryQuanta(),
                    profit.feesQuanta(),
                    profit.fundingQuanta(),
                    profit.totalQuanta());
        }
    }

    /**
     * One market of a run.
     *
     * @param profit over the whole session
     * @param recordedProfit of it until the first difference; the whole where there was none
     */
    public record Market(Instrument instrument, MarketFigures figures, Profit profit, Profit recordedProfit) {}

    /**
     * What came of it.
     *
     * @param commands sent
     * @param lost open orders that could not be taken over because others stood in their way
     * @param endNanos of the last record
     * @param rebuilt outputs that this build gives otherwise than recorded
     * @param notices what the engine told of the simulated part, how often
     * @param parting null when every command was the same
     */
    public record Result(
            List<Market> markets,
            long commands,
            long lost,
            long endNanos,
            long rebuilt,
            Map<NoticeCode, Long> notices,
            @Nullable Parting parting) {
        /** Whether its simulation began after this input. */
        public boolean startedBy(long sequence) {
            return parting != null && parting.sequence == sequence;
        }
    }

    /**
     * What is played.
     *
     * @param header sequence of the session's first header
     * @param recorded how a session's first record becomes its engine's settings
     * @param whatIf how it becomes the other settings
     * @param fills how fills are told
     * @param latency of the simulated venue
     * @param forcedSequence an input after which the simulation begins though nothing differs; 0 for none
     */
    public record Play(
            long header,
            Function<SessionStarted, EngineSettings> recorded,
            Function<SessionStarted, EngineSettings> whatIf,
            FillModel fills,
            VirtualLatency latency,
            long forcedSequence) {}

    private ClosedLoop(Played played, Engine engine, Answers answers, SessionStarted started, Play play) {
        settings = play.whatIf.apply(started);
        this.played = played;
        this.engine = engine;
        this.answers = answers;
        this.started = started;
        this.fills = play.fills;
        this.latency = play.latency;
        this.forcedSequence = play.forcedSequence;
        for (int i = 0; i < engine.markets(); i++) {
            figures.add(new MarketFigures());
            others.add(new OthersMarket());
            fundings.add(new RecordedFunding());
        }
    }

    /** Plays a session to its end. */
    public static Result run(JournalReader reader, Play play, LongConsumer progress) {
        Answers answers = new Answers();
        reader.from(play.header).advance();
        SessionStarted started = Copies.of((SessionStarted) reader.message());
        Engine engine = Engines.of(play.whatIf, started, answers);
        ClosedLoop loop =
                new ClosedLoop(new Played(reader, play.header, play.recorded), engine, answers, started, play);
        try {
            return loop.run(progress);
        } finally {
            loop.close();
        }
    }

    private void close() {
        if (venue != null) {
            venue.close();
        }
    }

    private Result run(LongConsumer progress) {
        boolean begun = false;
        long count = 0;
        while (played.next()) {
            if (!begun) {
                engine.shadow(played.engine());
                begun = true;
            }
            TakenOverVenue simulated = venue;
            if (simulated == null) {
                together();
            } else {
                advance(simulated, played.timeNanos());
                played.take();
                feed(simulated, played.input());
                advance(simulated, played.timeNanos());
            }
            nowNanos = played.timeNanos();
            if (++count % PROGRESS_EVERY == 0) {
                progress.accept(count);
            }
        }
        List<Market> markets = new ArrayList<>();
        for (int i = 0; i < engine.markets(); i++) {
            Profit profit = Profit.of(engine.market(i).profitAndLoss());
            markets.add(new Market(
                    engine.market(i).instrument(), figures.get(i), profit, before.isEmpty() ? profit : before.get(i)));
        }
        return new Result(markets, commands, lost, nowNanos, played.differences(), notices, parting);
    }

    /** A recorded input that still holds for both. */
    private void together() {
        Message input = played.input();
        learn(input);
        sequence = Math.max(sequence, played.sequence());
        nowNanos = played.timeNanos();
        answers.begin(played.sequence());
        engine.onInput(input);
        count(input);
        played.take();
        Parting found = difference();
        if (found == null && played.sequence() == forcedSequence) {
            found = new Parting(played.sequence(), nowNanos, played.kind(), null, null);
        }
        if (found != null) {
            parting = found;
            takeOver();
        }
    }

    private void learn(Message input) {
        if (input instanceof BookUpdate book) {
            lastId = Math.max(lastId, book.updateId);
        } else if (input instanceof TouchUpdate touch) {
            lastId = Math.max(lastId, touch.updateId);
        } else if (input instanceof Trade trade) {
            lastId = Math.max(lastId, trade.tradeId);
        } else if (input instanceof Fill fill) {
            lastId = Math.max(lastId, fill.tradeId);
        } else if (input instanceof MarkPrice mark) {
            fundings.get(mark.market).on(mark);
        } else if (input instanceof Funding funding) {
            fundings.get(funding.market).on(funding);
        }
    }

    /** The first command in which the answers to this input differ, or null. */
    private @Nullable Parting difference() {
        List<Integer> ours = answers.commands();
        List<Integer> theirs = played.answers().commands();
        for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
            Map<String, String> mine = i < ours.size() ? answers.fields(ours.get(i)) : null;
            Map<String, String> its = i < theirs.size() ? played.answers().fields(theirs.get(i)) : null;
            if (mine == null || !mine.equals(its)) {
                return new Parting(played.sequence(), nowNanos, played.kind(), its, mine);
            }
        }
        return null;
    }

    /** Counts what the engine answered, and a fill that it was told. */
    private void count(Message input) {
        if (input instanceof Fill fill && fill.market >= 0) {
            figures.get(fill.market).onFill(fill);
        }
        for (int i = 0; i < answers.count(); i++) {
            if (answers.kind(i) == MessageKind.DECISION) {
                Decision decision = (Decision) answers.get(i);
                figures.get(decision.market).onDecision(decision);
            } else if (answers.kind(i) == MessageKind.NOTICE && venue != null) {
                notices.merge(((Notice) answers.get(i)).code, 1L, Long::sum);
            }
        }
        commands += answers.commands().size();
    }

    private void takeOver() {
        List<Instrument> instruments = new ArrayList<>();
        List<Boolean> touches = new ArrayList<>();
        for (int i = 0; i < engine.markets(); i++) {
            instruments.add(engine.market(i).instrument());
            touches.add(settings.markets().get(i).book().touch() == TouchFeed.MERGED);
            before.add(Profit.of(engine.market(i).profitAndLoss()));
        }
        List<Asset> assets = engine.assets();
        List<Long> balances = new ArrayList<>();
        for (int asset = 0; asset < assets.size(); asset++) {
            boolean position = engine.ledger().settledIn(asset) >= 0;
            balances.add(position ? 0 : Math.max(0, engine.ledger().walletQuanta(asset)));
        }
        TakenOverVenue taken = new TakenOverVenue(new TakenOverVenue.Setup(
                started.name, assets, instruments, balances, touches, fills, latency, nowNanos, lastId));
        venue = taken;
        for (int i = 0; i < engine.markets(); i++) {
            BookUpdate whole = others.get(i).whole(played.engine().market(i).book(), nowNanos);
            if (whole != null) {
                whole.market = i;
                whole.updateId = lastId;
                taken.begin(whole, nowNanos);
            }
            Instrument instrument = instruments.get(i);
            if (instrument.isPerpetual()) {
                int base = instrument.baseAsset();
                taken.hold(
                        i,
                        fundings.get(i).mark(),
                        engine.ledger().expectedQuanta(base),
                        engine.ledger().costQuanta(base),
                        nowNanos);
            }
        }
        for (int i = 0; i < engine.markets(); i++) {
            takeOverOrders(taken, i);
        }
        for (int index : answers.commands()) {
            MessageKind kind = answers.kind(index);
            if (kind != MessageKind.PLACE_ORDER && kind != MessageKind.CANCEL_ORDER) {
                taken.send(answers.get(index), nowNanos);
            }
        }
    }

    private void takeOverOrders(TakenOverVenue taken, int market) {
        OrderTable orders = engine.market(market).orders();
        List<Message> ended = new ArrayList<>();
        for (int i = 0; i < orders.openCount(); i++) {
            Order order = orders.open(i);
            if (order.state() == OrderState.PENDING_NEW) {
                taken.send(placement(order, market), nowNanos);
                continue;
            }
            boolean open = taken.open(market, order.id(), order.side(), order.priceTicks(), order.openLots(), nowNanos);
            if (!open) {
                lost++;
                ended.add(ended(order, market));
            } else if (order.state() == OrderState.PENDING_CANCEL) {
                CancelOrder cancel = new CancelOrder();
                cancel.market = market;
                cancel.orderId = order.id();
                taken.send(cancel, nowNanos);
            }
        }
        ended.forEach(each -> deliver(taken, each));
    }

    private static PlaceOrder placement(Order order, int market) {
        PlaceOrder place = new PlaceOrder();
        place.market = market;
        place.orderId = order.id();
        place.side = order.side();
        place.priceTicks = order.priceTicks();
        place.lots = order.lots();
        place.postOnly = true;
        return place;
    }

    private OrderCanceled ended(Order order, int market) {
        OrderCanceled canceled = new OrderCanceled();
        canceled.market = market;
        canceled.orderId = order.id();
        canceled.exchangeTimeNanos = nowNanos;
        canceled.reason = CancelReason.EXPIRED;
        canceled.filledLots = order.filledLots();
        return canceled;
    }

    /** Lets the simulated venue and the engine's clock run to a time. */
    private void advance(TakenOverVenue simulated, long untilNanos) {
        while (true) {
            long deadline = Math.max(engine.nextDeadlineNanos(), nowNanos);
            long arrival = simulated.nextNanos();
            if (Math.min(deadline, arrival) > untilNanos) {
                return;
            }
            if (arrival <= deadline) {
                nowNanos = Math.max(nowNanos, arrival);
                Message message = simulated.arrive();
                if (message != null) {
                    deliver(simulated, message);
                }
            } else {
                fire(simulated, deadline);
            }
        }
    }

    private void fire(TakenOverVenue simulated, long deadline) {
        timersAtOnce = timer.timeNanos == deadline ? timersAtOnce + 1 : 0;
        if (timersAtOnce > MOST_TIMERS_AT_ONCE) {
            throw new IllegalStateException("the engine's deadline does not move from " + deadline);
        }
        nowNanos = deadline;
        timer.deadlineNanos = engine.nextDeadlineNanos();
        deliver(simulated, timer);
    }

    private void deliver(TakenOverVenue simulated, Message message) {
        message.timeNanos = nowNanos;
        message.sequence = ++sequence;
        answers.begin(sequence);
        engine.onInput(message);
        sequence += answers.count();
        count(message);
        for (int index : answers.commands()) {
            simulated.send(answers.get(index), nowNanos);
        }
    }

    /** Pays what the venue paid at that time, whether or not the session held anything then. */
    private void fund(TakenOverVenue simulated) {
        for (int i = 0; i < fundings.size(); i++) {
            RecordedFunding funding = fundings.get(i);
            if (funding.due(nowNanos)) {
                simulated.fund(i, funding.dueRatePpb(), funding.dueNanos(), nowNanos);
                funding.paid();
            }
        }
    }

    /** A recorded input after the first difference: the market's goes to the venue, what came from outside to the engine. */
    private void feed(TakenOverVenue simulated, Message input) {
        nowNanos = Math.max(nowNanos, input.timeNanos);
        fund(simulated);
        switch (played.kind()) {
            case MARK_PRICE -> {
                fundings.get(input.market).on((MarkPrice) input);
                simulated.marketData(input, nowNanos);
            }
            case BOOK_UPDATE, TOUCH_UPDATE, TRADE -> {
                Message cleaned =
                        others.get(input.market).without(input, played.engine().market(input.market));
                if (cleaned != null) {
                    cleaned.market = input.market;
                    simulated.marketData(cleaned, nowNanos);
                }
            }
            case OPERATOR_REQUEST, CONNECTION_CHANGED, CLOCK_ADJUSTED, MARKET_STATUS -> deliver(simulated, input);
            default -> {
                // Answers to commands that were not given, and timers of another engine.
            }
        }
    }
}
