package dev.flowmaker.simulation;

import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.market.Instrument;
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
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.MemoryDisk;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.Recovery;
import dev.flowmaker.replay.Recovery.Recovered;
import dev.flowmaker.replay.Recovery.RecoveryException;
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
    /** Within that all must be well again: a session whose journal failed may take 40 s to end. */
    private static final long CALM = 60 * SECOND;
    /** All must be well for so long; on some seeds for all of the calm. */
    private static final long WELL = 5 * SECOND;

    private static final int LONG_CALM_SEEDS = 8;
    private static final long MOST_STOP = 60 * SECOND;
    private static final long LEAST_WAKE = 50_000;
    private static final int ACCOUNT = 1;
    private static final List<Fault> CRASHES = List.of(
            Fault.CRASH_BEFORE_JOURNAL,
            Fault.CRASH_AFTER_JOURNAL,
            Fault.CRASH_IN_SNAPSHOT,
            Fault.CRASH_BEFORE_SEND,
            Fault.CRASH_AFTER_SEND,
            Fault.ROLL_IN_MID_WRITE);

    private final long seed;
    private final boolean dedicated;
    private final ClientOrderIds ids = new ClientOrderIds("sim");
    private final Exchange exchange;
    private final Auditor auditor;
    /** Whether limits and breakers get in the way. */
    private final boolean tight;

    private final ContractKind kind;

    private final LimitAudit limits = Setting.limits();
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
    private boolean ownCancel;
    private boolean ending;
    private boolean calm;
    private @Nullable Journal journal;
    /** The crash that is to come, and after how many more of its occasions. */
    private @Nullable Fault crash;

    private int occasions;

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
        tight = seed % 4 == 0;
        kind = Setting.kind(seed, tight);
        dedicated = chance.flip(0.5);
        exchange = new Exchange(Setting.exchange(seed, kind), this);
        auditor = new Auditor(Setting.rules(dedicated, kind));
        orders = new OrderLine(this, ids);
        // Together they would be most of the events, and leave little room for what goes wrong.
        books = new BookFeed(this, exchange, seed % 2 != 0, seed % 2 == 0);
        requests = new RequestDesk(this, exchange, ACCOUNT, ids, orders);
    }

    static Outcome run(long seed) {
        return run(seed, new BitSet(), false);
    }

    /**
     * @param suppressed numbers of the faults that do not happen this time
     * @param traced whether the outcome of a failure has a trace
     */
    @SuppressWarnings("try") // the silence is there to be closed
    static Outcome run(long seed, BitSet suppressed, boolean traced) {
        try (Silence silence = Silence.begin()) {
            return new Simulation(seed, suppressed, traced).run();
        }
    }

    private Outcome run() {
        try (exchange) {
            if (!dedicated) {
                placeForeign(Side.BUY, 4_000_000);
                placeForeign(Side.SELL, 8_000_000);
            }
            start();
            scheduleTrouble();
            while (auditor.violation() == null && events < LEAST_EVENTS) {
                step();
            }
            calm();
            check();
        } catch (RuntimeException | AssertionError e) {
            auditor.violated("it broke: " + e);
            trace.add(now(), e);
        }
        return new Outcome(
                seed,
                events,
                fills,
                chance.counts(),
                chance.occurrences(),
                auditor.violation(),
                limits.trips(),
                trace.lines());
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
        books.settle();
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
        try {
            open();
        } catch (Crash | JournalException e) {
            disk.leaveRoom(Long.MAX_VALUE);
            die();
        } catch (RecoveryException e) {
            auditor.violated("its state cannot be recovered: " + e.getMessage());
        }
    }

    private void open() throws RecoveryException {
        lives++;
        int quarantined = disk.quarantined();
        SessionStarted started = new SessionStarted();
        started.name = "sim";
        started.mode = "virtual";
        started.version = "test";
        started.epoch = disk.nextEpoch();
        EngineSettings settings = Setting.engine(started.epoch, dedicated, tight, kind);
        boolean distrust = disk.tailMayBeLost();
        Journal opened = disk.open();
        if (disk.quarantined() > quarantined) {
            auditor.forgetAfter(0);
            distrust = true;
        }
        Recovered before = new Recovery(header -> Setting.engine(header.epoch, dedicated, tight, kind), "test")
                .run(disk::readFile);
        trace.add(now(), "starts with", before == null ? "nothing" : before.neverSent() + " never sent");
        journal = opened;
        life = new Life(new VirtualDaemon(
                new Tap(opened),
                started,
                settings,
                this::utcNanos,
                this::now,
                before,
                distrust || (before == null && started.epoch > 1)));
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
            boolean snapshot = message.kind() == MessageKind.SNAPSHOT;
            boolean rolls = life != null && kept.startsFile(message.timeNanos);
            occasion(Fault.CRASH_BEFORE_JOURNAL, true);
            occasion(Fault.CRASH_IN_SNAPSHOT, snapshot && chance.flip(0.5));
            long sequence = kept.append(message);
            if (message.kind().family() == MessageKind.Family.INPUT) {
                events++;
            }
            auditor.onRecord(message);
            String broken = tight ? limits.onRecord(message, auditor.open()) : null;
            if (broken != null) {
                auditor.violated(broken);
            }
            trace.add(now(), message);
            occasion(Fault.CRASH_IN_SNAPSHOT, snapshot);
            occasion(Fault.CRASH_AFTER_JOURNAL, true);
            occasion(Fault.ROLL_IN_MID_WRITE, rolls);
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

    private void occasion(Fault fault, boolean is) {
        if (is && crash == fault && occasions-- <= 0) {
            crash = null;
            throw new Crash();
        }
    }

    /** The process is gone; some time later it is started again. */
    private void die() {
        trace.add(now(), "dies");
        life = null;
        wakeNanos = Long.MAX_VALUE;
        long down = chance.flip(0.3) ? chance.millis(2_000, 20_000) : chance.millis(100, 2_000);
        if (disk.size() > 10) {
            damage();
        }
        in(down, this::start);
    }

    private void damage() {
        int before = disk.size();
        if (chance.of(Fault.LOST_TAIL, 0.25)) {
            disk.loseAfter(utcNanos() - chance.millis(0, 5_000));
            auditor.forgetAfter(before == disk.size() ? Long.MAX_VALUE : disk.lastSequence());
        } else if (chance.of(Fault.TORN_TAIL, 0.1)) {
            disk.tear();
        } else if (chance.of(Fault.HOLE, 0.1)) {
            disk.hole(chance.below(Math.min(10, disk.sizeOfLastFile())));
        } else if (chance.of(Fault.FLIPPED_BIT, 0.1)) {
            disk.flip(chance.below(disk.sizeOfLastFile()), chance.below(100_000));
        }
    }

    /** The session ended: by an operator, or because its journal could not be written. */
    private void ended(Life last) {
        trace.add(now(), "ended as", String.valueOf(last.daemon.ended()));
        if (ending) {
            return;
        }
        if (last.daemon.ended() != StopReason.FAILED) {
            Objects.requireNonNull(journal).close();
        }
        disk.leaveRoom(Long.MAX_VALUE);
        life = null;
        wakeNanos = Long.MAX_VALUE;
        in(chance.millis(100, 5_000), this::start);
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
        } catch (Crash e) {
            die();
            return;
        }
        Engine engine = current.daemon.engine();
        if (engine.reconciled() && !current.daemon.failing()) {
            Instrument instrument = engine.market(0).instrument();
            long base = engine.ledger().expectedQuanta(instrument.baseAsset());
            auditor.onBelief(
                    base,
                    engine.ledger().expectedQuanta(instrument.quoteAsset()),
                    base - engine.market(0).inventoryQuanta());
        }
        if (current.daemon.ended() != null) {
            ended(current);
            return;
        }
        pump(current);
        if (current != life) {
            return;
        }
        wakeNanos = now() + Math.max(LEAST_WAKE, current.daemon.idleNanos());
    }

    /** Lets the outbox's threads take what they may. */
    private void pump(Life current) {
        try {
            if (current == life && !current.paused) {
                takeAll(current);
            }
        } catch (Crash e) {
            die();
        }
    }

    private void takeAll(Life current) {
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
        occasion(Fault.CRASH_BEFORE_SEND, true);
        auditor.onSent(request.command());
        requests.execute(request.command(), () -> {
            current.busy[worker] = false;
            current.daemon.answered(request);
            in(0, () -> pump(current));
        });
        occasion(Fault.CRASH_AFTER_SEND, true);
    }

    // ---- trouble ----

    private void scheduleTrouble() {
        in(chance.millis(500, 3_000), this::trouble);
    }

    private void trouble() {
        if (calm) {
            return;
        }
        scheduleTrouble();
        if (chance.of(Fault.PAUSE, 0.02)) {
            pause(chance.flip(0.1) ? chance.millis(10_000, 60_000) : chance.millis(1_000, 5_000));
        } else if (chance.of(Fault.PARTITION, 0.02)) {
            partition(true);
            in(chance.millis(500, 10_000), () -> partition(false));
        } else if (chance.of(Fault.MAINTENANCE, 0.015)) {
            maintenance();
        } else if (chance.of(Fault.MARKET_HALTED, 0.02)) {
            exchange.halt(0, now());
            in(chance.millis(1_000, 10_000), () -> exchange.resume(0, now()));
        } else if (chance.of(Fault.REQUESTS_RESET, 0.03)) {
            requests.reset(chance.millis(50, 2_000));
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
        } else if (chance.of(Fault.DISK_FULL, 0.01)) {
            disk.leaveRoom(chance.below(20_000));
        } else if (life != null && chance.of(Fault.RESTART, 0.01)) {
            life.daemon.requestStop();
            wakeNanos = now();
        } else if (crash == null) {
            arm();
        }
        if (chance.flip(0.03)) {
            if (chance.flip(0.4)) {
                flatten();
            } else {
                operator(OperatorAction.HALT);
            }
            in(chance.millis(1_000, 8_000), () -> operator(OperatorAction.RESUME));
        }
    }

    private void arm() {
        for (Fault fault : CRASHES) {
            if (chance.of(fault, 0.015)) {
                crash = fault;
                boolean rare = fault == Fault.CRASH_IN_SNAPSHOT || fault == Fault.ROLL_IN_MID_WRITE;
                occasions = chance.below(rare ? 1 : 60);
                if (fault == Fault.ROLL_IN_MID_WRITE) {
                    disk.roll();
                }
                return;
            }
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
        if (current == life) {
            wakeNanos = now();
        }
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
        int base = kind == ContractKind.SPOT ? 0 : -1;
        int quote = kind == ContractKind.INVERSE ? 0 : 1;
        auditor.onTransfer(asset == base ? signed : 0, asset == quote ? signed : 0);
        exchange.transfer(ACCOUNT, asset, signed, now());
    }

    private void placeForeign(Side side, long ticks) {
        NewOrder order = NewOrder.limit(0, "manual-" + ++foreignOrders, side, TimeInForce.GTC, ticks, 300);
        exchange.place(ACCOUNT, order, now());
    }

    private void operator(OperatorAction action) {
        deliver(lives, request(action));
    }

    private static OperatorRequest request(OperatorAction action) {
        OperatorRequest request = new OperatorRequest();
        request.market = Message.NO_MARKET;
        request.action = action;
        return request;
    }

    /** Closes the position, at no worse a price than one near the market or than some distance from it. */
    private void flatten() {
        OperatorRequest request = request(OperatorAction.FLATTEN);
        if (chance.flip(0.5)) {
            request.limitTicks = exchange.depth(0).priceTicks(Side.BUY, 0) + chance.below(200) - 100;
        } else {
            request.slippagePpb = chance.below(5_000_000L);
        }
        deliver(lives, request);
    }

    // ---- the end ----

    private void calm() {
        if (auditor.violation() != null) {
            return;
        }
        calm = true;
        chance.calm();
        crash = null;
        disk.leaveRoom(Long.MAX_VALUE);
        if (life != null && life.paused) {
            goOn(life);
        }
        becomeWell();
        Life last = life;
        if (last == null || auditor.violation() != null) {
            return;
        }
        ending = true;
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

    /** An operator resumes what is halted; then it quotes on, in agreement with the venue. */
    private void becomeWell() {
        boolean stay = seed % LONG_CALM_SEEDS == 0;
        long end = now() + CALM;
        long wellFrom = Long.MAX_VALUE;
        boolean quotes = false;
        while (auditor.violation() == null && now() < end && (stay || !quotes || now() - wellFrom < WELL)) {
            runFor(SECOND / 2);
            if (life != null && life.daemon.engine().halted()) {
                operator(OperatorAction.RESUME);
            }
            if (life == null || !life.daemon.engine().reconciled() || !auditor.agrees()) {
                wellFrom = Long.MAX_VALUE;
                quotes = false;
            } else {
                wellFrom = Math.min(wellFrom, now());
                quotes |= auditor.open() > 0;
            }
        }
        if (!quotes || now() - wellFrom < WELL) {
            auditor.violated("it does not quote although all is well again: " + limits.why());
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
            // What a perpetual is settled in is counted as if its position were paid in full.
            long cost = balance.asset() == engine.market(0).instrument().quoteAsset() ? positionCost() : 0;
            long venue = balance.freeQuanta() + balance.lockedQuanta() - cost;
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
        replay(disk.read());
        for (int i = 0; i < disk.quarantined(); i++) {
            replayUndamaged(disk.readAside(i));
        }
        if (fills == 0) {
            auditor.violated("nothing was traded");
        }
        if (chance.faults() == 0) {
            auditor.violated("nothing failed");
        }
    }

    private void replay(Records records) {
        ReplayResult replayed = new Replayer(started -> Setting.engine(started.epoch, dedicated, tight, kind), "test")
                .run(records, done -> {});
        if (!replayed.identical()) {
            auditor.violated("the journal replays otherwise: " + replayed.divergence());
        }
    }

    /** What was moved aside replays as far as it is whole. */
    private void replayUndamaged(Records records) {
        try {
            replay(records);
        } catch (JournalException atTheDamage) {
            trace.add(now(), "moved aside:", atTheDamage.getMessage());
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
            long sellerVenueOrderId) {
        books.trade(timeNanos, tradeId, priceTicks, lots, buyerIsMaker ? Side.SELL : Side.BUY);
    }

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
            trace.add(now(), "venue fills", fill.orderId, fill.side, fill.lots);
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
        trace.add(now(), "venue", report.type(), orderId);
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

    private long positionCost() {
        return exchange.balances(ACCOUNT).stream()
                .mapToLong(BalanceInfo::costQuanta)
                .sum();
    }

    @Override
    public void onPosition(int account, long timeNanos, int asset, long quanta, long costQuanta) {
        if (account == ACCOUNT) {
            Balance event = OrderLine.balance(timeNanos, asset, quanta, 0, Source.STREAM);
            event.costQuanta = costQuanta;
            orders.send(event);
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
