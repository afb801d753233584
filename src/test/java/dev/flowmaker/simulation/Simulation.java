package dev.flowmaker.simulation;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.daemon.VirtualDaemon;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.ExecutionType;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.MemoryDisk;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.venue.ClientOrderIds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One seed: the daemon's own event loop, inbox, outbox, clock, engine and recovery, against the simulated exchange, in
 * virtual time, with everything between and below them failing; then a calm in which all must come right; then a stop.
 */
final class Simulation extends World implements ExchangeListener {
    private static final long START = 1_700_000_000L * SECOND;
    private static final int LEAST_EVENTS = 2_000;
    private static final long CALM = 45 * SECOND;
    private static final long MOST_STOP = 60 * SECOND;
    private static final long LEAST_WAKE = 50_000;
    private static final int ACCOUNT = 1;

    private final long seed;
    private final boolean dedicated;
    private final ClientOrderIds ids = new ClientOrderIds("sim");
    private final Exchange exchange;
    private final Auditor auditor;
    private final BookFeed books;
    private final OrderLine orders;
    private final RequestDesk requests;
    private final MemoryDisk disk = new MemoryDisk();
    private final Trace trace;

    private int lives;
    private @Nullable Life life;
    private long wakeNanos = Long.MAX_VALUE;
    private int events;
    private int fills;
    private int foreignOrders;
    private long clockOffset;
    private double clockRate;
    private long clockFrom = START;
    private boolean halted;
    private boolean ownCancel;

    /** One life of the process. */
    private static final class Life {
        final VirtualDaemon daemon;
        final boolean[] busy = new boolean[3];
        final List<Message> held = new ArrayList<>();
        boolean paused;
        long pumpNanos = Long.MAX_VALUE;

        Life(VirtualDaemon daemon) {
            this.daemon = daemon;
        }
    }

    private Simulation(long seed, BitSet suppressed, boolean traced) {
        super(START, new Chance(seed, suppressed));
        this.seed = seed;
        this.trace = new Trace(traced);
        dedicated = chance.flip(0.5);
        exchange = new Exchange(Setting.exchange(seed), this);
        auditor = new Auditor(Setting.rules(dedicated));
        orders = new OrderLine(this, ids);
        books = new BookFeed(this, exchange);
        requests = new RequestDesk(this, exchange, ACCOUNT, ids, orders);
    }

    static Outcome run(long seed) {
        return run(seed, new BitSet(), false);
    }

    /**
     * @param suppressed numbers of the faults that do not happen this time
     * @param traced whether the outcome of a failure has a trace
     */
    static Outcome run(long seed, BitSet suppressed, boolean traced) {
        return new Simulation(seed, suppressed, traced).run();
    }

    private Outcome run() {
        try (exchange) {
            if (!dedicated) {
                placeForeign(Side.BUY, 4_000_000);
                placeForeign(Side.SELL, 8_000_000);
            }
            start();
            scheduleTrouble();
            long end = now() + 55 * SECOND;
            while (auditor.violation() == null && (now() < end || events < LEAST_EVENTS)) {
                step();
            }
            calm();
            check();
        } catch (RuntimeException | AssertionError e) {
            auditor.violated("it broke: " + e);
            trace.add(now(), e);
        }
        return new Outcome(
                seed, events, fills, chance.counts(), chance.occurrences(), auditor.violation(), trace.lines());
    }

    // ---- time ----

    private void step() {
        long venue = exchange.nextEventNanos();
        long next = Math.min(venue, Math.min(nextNanos(), wakeNanos));
        advanceTo(next);
        if (venue <= now()) {
            exchange.advanceTo(now());
        } else if (nextNanos() <= now()) {
            exchange.advanceTo(now());
            runNext();
        } else {
            exchange.advanceTo(now());
            turn();
        }
    }

    private void runFor(long nanos) {
        long end = now() + nanos;
        while (auditor.violation() == null && now() < end) {
            step();
        }
    }

    private long utcNanos() {
        return now() + clockOffset + (long) ((now() - clockFrom) * clockRate);
    }

    @Override
    long daemonNanos() {
        return life == null ? now() : life.daemon.clockNanos();
    }

    // ---- the process ----

    private void start() {
        lives++;
        SessionStarted started = new SessionStarted();
        started.name = "sim";
        started.mode = "virtual";
        started.version = "test";
        started.epoch = disk.nextEpoch();
        EngineSettings settings = Setting.engine(started.epoch, dedicated);
        Journal journal = new Tap(disk.open());
        life = new Life(new VirtualDaemon(journal, started, settings, this::utcNanos, this::now));
        requests.open(lives);
        orders.open(lives);
        books.open(lives);
        wakeNanos = now();
    }

    /** The journal, seen by the auditor. */
    private final class Tap implements Journal {
        private final Journal kept;

        Tap(Journal kept) {
            this.kept = kept;
        }

        @Override
        public long append(Message message) {
            long sequence = kept.append(message);
            if (message.kind().family() == MessageKind.Family.INPUT) {
                events++;
            }
            auditor.onRecord(message);
            trace.add(now(), message);
            return sequence;
        }

        @Override
        public long lastSequence() {
            return kept.lastSequence();
        }

        @Override
        public boolean startsFile(long timeNanos) {
            return kept.startsFile(timeNanos);
        }

        @Override
        public void close() {
            kept.close();
        }
    }

    @Override
    int life() {
        return life == null ? 0 : lives;
    }

    @Override
    void deliver(int toLife, Message event) {
        Life current = life;
        if (current == null || toLife != lives) {
            return;
        }
        if (current.paused) {
            current.held.add(event);
            return;
        }
        current.daemon.inbox().offer(event);
        wakeNanos = now();
    }

    private void turn() {
        Life current = Objects.requireNonNull(life);
        try {
            while (current.daemon.turn() > 0) {
                // All that is there.
            }
        } catch (RuntimeException | AssertionError e) {
            trace.add(now(), e);
            auditor.violated("the event loop broke: " + e);
            current.daemon.broke(e);
        }
        Engine engine = current.daemon.engine();
        if (engine.reconciled()) {
            auditor.onBelief(engine.ledger().expectedQuanta(0), engine.ledger().expectedQuanta(1));
        }
        pump(current);
        wakeNanos = now() + Math.max(LEAST_WAKE, current.daemon.idleNanos());
    }

    /** Lets the outbox's threads take what they may. */
    private void pump(Life current) {
        if (current != life || current.paused) {
            return;
        }
        for (int worker = 0; worker < current.busy.length; worker++) {
            VirtualDaemon.Request request;
            while (!current.busy[worker] && (request = current.daemon.poll(worker == 0)) != null) {
                send(current, worker, request);
            }
        }
        long again = now() + current.daemon.pollAgainNanos();
        if (again < now() + 10 * SECOND && (again < current.pumpNanos || current.pumpNanos <= now())) {
            current.pumpNanos = again;
            in(again - now(), () -> pump(current));
        }
    }

    private void send(Life current, int worker, VirtualDaemon.Request request) {
        current.busy[worker] = true;
        auditor.onSent(request.command());
        requests.execute(request.command(), () -> {
            current.busy[worker] = false;
            current.daemon.answered(request);
            in(0, () -> pump(current));
        });
    }

    // ---- trouble ----

    private void scheduleTrouble() {
        in(chance.millis(500, 3_000), this::trouble);
    }

    private void trouble() {
        scheduleTrouble();
        if (chance.of(Fault.PAUSE, 0.02)) {
            pause(chance.flip(0.1) ? chance.millis(10_000, 60_000) : chance.millis(1_000, 5_000));
        } else if (chance.of(Fault.PARTITION, 0.02)) {
            partition(true);
            in(chance.millis(500, 10_000), () -> partition(false));
        } else if (chance.of(Fault.MAINTENANCE, 0.015)) {
            maintenance();
        } else if (chance.of(Fault.CLOCK_STEP, 0.03)) {
            clockOffset += chance.flip(0.5) ? chance.millis(50, 20_000) : -chance.millis(50, 5_000);
        } else if (chance.of(Fault.CLOCK_DRIFT, 0.03)) {
            clockOffset += (long) ((now() - clockFrom) * clockRate);
            clockFrom = now();
            clockRate = (chance.below(2_001) - 1_000) / 1e6;
        } else if (chance.of(Fault.VENUE_CANCELED, 0.05)) {
            cancelSome();
        } else if (chance.of(Fault.FOREIGN_TRADE, 0.03)) {
            NewOrder order = NewOrder.market(
                    0, "manual-" + ++foreignOrders, chance.flip(0.5) ? Side.BUY : Side.SELL, 20 + chance.below(100));
            exchange.place(ACCOUNT, order, now());
        } else if (chance.of(Fault.DEPOSIT, 0.03)) {
            transfer();
        } else if (chance.of(Fault.ROLL, 0.05)) {
            disk.roll();
        } else if (chance.flip(0.03)) {
            operator(OperatorAction.HALT);
            in(chance.millis(1_000, 8_000), () -> operator(OperatorAction.RESUME));
        }
    }

    private void pause(long nanos) {
        Life current = life;
        if (current == null || current.paused) {
            return;
        }
        current.paused = true;
        wakeNanos = Long.MAX_VALUE;
        in(nanos, () -> goOn(current));
    }

    private void goOn(Life current) {
        current.paused = false;
        if (current != life) {
            return;
        }
        List<Message> held = List.copyOf(current.held);
        current.held.clear();
        for (int i = 0; i < held.size() && current == life; i++) {
            current.daemon.inbox().offer(held.get(i));
            if (i % 50 == 49) {
                turn();
            }
        }
        wakeNanos = now();
    }

    private void partition(boolean isOn) {
        requests.partition(isOn);
        orders.partition(isOn);
        books.partition(isOn);
    }

    private void maintenance() {
        requests.maintenance(true);
        orders.maintenance(true);
        books.reset(SECOND);
        if (chance.flip(0.3)) {
            ownCancel = true;
            for (OrderInfo order : exchange.openOrders(ACCOUNT, 0)) {
                if (ids.orderId(order.clientId()) != 0) {
                    exchange.cancel(ACCOUNT, 0, OrderRef.venueId(order.venueOrderId()), now());
                }
            }
            ownCancel = false;
        }
        in(chance.millis(2_000, 10_000), () -> {
            requests.maintenance(false);
            orders.maintenance(false);
        });
    }

    private void cancelSome() {
        List<OrderInfo> open = exchange.openOrders(ACCOUNT, 0);
        if (!open.isEmpty()) {
            OrderInfo order = open.get(chance.below(open.size()));
            if (ids.orderId(order.clientId()) != 0) {
                ownCancel = true;
                exchange.cancel(ACCOUNT, 0, OrderRef.venueId(order.venueOrderId()), now());
                ownCancel = false;
            }
        }
    }

    private void transfer() {
        int asset = chance.below(2);
        long quanta = (1 + chance.below(1_000L)) * (asset == 0 ? 1_000L : 1_000_000L);
        long signed = chance.flip(0.5) ? quanta : -quanta;
        auditor.onTransfer(asset == 0 ? signed : 0, asset == 1 ? signed : 0);
        exchange.transfer(ACCOUNT, asset, signed, now());
    }

    private void placeForeign(Side side, long ticks) {
        NewOrder order = NewOrder.limit(0, "manual-" + ++foreignOrders, side, TimeInForce.GTC, ticks, 300);
        exchange.place(ACCOUNT, order, now());
    }

    private void operator(OperatorAction action) {
        halted = action == OperatorAction.HALT;
        OperatorRequest event = new OperatorRequest();
        event.market = Message.NO_MARKET;
        event.action = action;
        deliver(lives, event);
    }

    // ---- the end ----

    private void calm() {
        if (auditor.violation() != null) {
            return;
        }
        chance.calm();
        runFor(CALM / 2);
        if (halted) {
            operator(OperatorAction.RESUME);
        }
        runFor(CALM / 4);
        boolean quoted = false;
        for (int i = 0; i < 20 && auditor.violation() == null; i++) {
            runFor(CALM / 80);
            quoted |= auditor.open() > 0;
        }
        if (!quoted) {
            auditor.violated("nothing is quoted although all is well again");
        }
        Life last = life;
        if (last == null || auditor.violation() != null) {
            return;
        }
        last.daemon.requestStop();
        wakeNanos = now();
        long end = now() + MOST_STOP;
        while (auditor.violation() == null && last.daemon.ended() == null && now() < end) {
            step();
        }
        if (last.daemon.ended() != StopReason.REQUESTED) {
            auditor.violated("it was stopped and ended as " + last.daemon.ended());
        }
    }

    private void check() {
        if (auditor.violation() != null || life == null) {
            return;
        }
        Engine engine = life.daemon.engine();
        if (auditor.open() > 0) {
            auditor.violated(auditor.open() + " orders are left open");
        }
        for (BalanceInfo balance : exchange.balances(ACCOUNT)) {
            long venue = balance.freeQuanta() + balance.lockedQuanta();
            long ours = engine.ledger().expectedQuanta(balance.asset());
            if (venue != ours) {
                auditor.violated("asset " + balance.asset() + " is " + ours + " here and " + venue + " at the venue");
            }
        }
        if (!auditor.agrees()) {
            auditor.violated("its books are not the opening plus every fill");
        }
        if (!engine.market(0).profitAndLoss().identityHolds()) {
            auditor.violated("profit and loss are not the sum of their parts");
        }
        ReplayResult replayed =
                new Replayer(started -> Setting.engine(started.epoch, dedicated), "test").run(disk.read(), done -> {});
        if (!replayed.identical()) {
            auditor.violated("the journal replays otherwise: " + replayed.divergence());
        }
        if (fills == 0) {
            auditor.violated("nothing was traded");
        }
    }

    // ---- the exchange ----

    @Override
    public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {}

    @Override
    public void onTrade(
            int market,
            long timeNanos,
            long tradeId,
            long priceTicks,
            long lots,
            boolean buyerIsMaker,
            long buyerVenueOrderId,
            long sellerVenueOrderId) {}

    @Override
    public void onFrame(int market, long timeNanos) {}

    @Override
    public void onExecution(ExecutionReport report) {
        OrderInfo order = report.order();
        if (order.account() != ACCOUNT) {
            return;
        }
        long orderId = ids.orderId(order.clientId());
        if (report.type() == ExecutionType.TRADE) {
            Fill fill = orders.fill(Objects.requireNonNull(report.fill()), Source.STREAM);
            auditor.onVenueFill(fill);
            trace.add(now(), "venue fills " + fill.orderId + " " + fill.side + " " + fill.lots);
            if (orderId != 0) {
                fills++;
                orders.send(fill);
            }
            return;
        }
        if (orderId == 0) {
            if (report.type() == ExecutionType.CANCELED) {
                auditor.onForeignCancel(order.clientId());
            }
            return;
        }
        trace.add(now(), "venue " + report.type() + " " + orderId);
        switch (report.type()) {
            case NEW -> {
                auditor.onVenueOrder(orderId);
                orders.send(orders.accepted(order, Source.STREAM));
            }
            case CANCELED -> {
                auditor.onVenueEnd(orderId);
                orders.send(
                        orders.canceled(order, ownCancel ? CancelReason.VENUE : CancelReason.REQUESTED, Source.STREAM));
            }
            default -> {
                auditor.onVenueEnd(orderId);
                orders.send(orders.canceled(order, CancelReason.EXPIRED, Source.STREAM));
            }
        }
    }

    @Override
    public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {
        if (account == ACCOUNT) {
            orders.send(OrderLine.balance(timeNanos, asset, freeQuanta, lockedQuanta, Source.STREAM));
        }
    }

    /** A request that was sent certainly comes to nothing. */
    @Override
    void neverArrives(long orderId) {
        auditor.onNeverArrives(orderId);
    }
}
