package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.VenueException;
import dev.flowmaker.venue.xchange.RecordingInbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A gateway at work, what it said, and commands for it. */
final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LOOKS_BETWEEN_CHANGES = 200;

    final RecordingInbox inbox = new RecordingInbox();
    final Gateway.Description description;
    private final Gateway gateway;
    private final Bench bench;
    private final BookAudit audit;
    private final long epoch;
    private long orders;

    Client(Bench bench, Gateway gateway, int epoch) throws VenueException {
        this.bench = bench;
        this.gateway = gateway;
        this.epoch = epoch;
        audit = new BookAudit(bench.truth, Bench.DEPTH);
        try {
            description = gateway.describe();
        } catch (VenueException | RuntimeException refused) {
            gateway.close();
            throw refused;
        }
    }

    static long utcNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** Opens the streams, and waits for a book. */
    Client started() throws Exception {
        gateway.start(session(), inbox);
        awaitCurrentBook();
        return this;
    }

    /** Opens no stream. */
    Client startedForRequests() throws VenueException {
        gateway.startRequests(session(), inbox);
        return this;
    }

    String assetCode(int asset) {
        return description.assets().get(asset).code();
    }

    int assetIndex(String code) {
        return description.assets().stream().map(Asset::code).toList().indexOf(code);
    }

    private SessionStarted session() {
        SessionStarted session = new SessionStarted();
        session.name = "contract";
        description.assets().forEach(a -> session.assets.add(new SessionStarted.AssetRow(a.code(), a.scale())));
        return session;
    }

    Gateway gateway() {
        return gateway;
    }

    void execute(Message command) {
        gateway.execute(command);
    }

    /** An order that may only rest. */
    PlaceOrder order(Side side, long priceTicks, long lots) {
        PlaceOrder place = new PlaceOrder();
        place.market = 0;
        place.orderId = epoch << 32 | ++orders;
        place.side = side;
        place.priceTicks = priceTicks;
        place.lots = lots;
        return place;
    }

    /** Places an order and waits until the venue has it. */
    PlaceOrder placed(Side side, long priceTicks, long lots) throws InterruptedException {
        PlaceOrder place = order(side, priceTicks, lots);
        execute(place);
        inbox.await(OrderAccepted.class, event -> event.orderId == place.orderId && event.source == Source.RESPONSE);
        return place;
    }

    CancelOrder cancel(long orderId) {
        CancelOrder cancel = new CancelOrder();
        cancel.market = 0;
        cancel.orderId = orderId;
        return cancel;
    }

    CancelAll cancelAll() {
        CancelAll all = new CancelAll();
        all.market = 0;
        return all;
    }

    /** Asks what became of an order, and waits for the answer. */
    OrderReport report(long orderId) throws InterruptedException {
        QueryOrder query = new QueryOrder();
        query.market = 0;
        query.orderId = orderId;
        query.attempt = 1;
        int before = inbox.size();
        execute(query);
        return inbox.awaitAfter(before, OrderReport.class, event -> event.orderId == orderId);
    }

    /** One venue's ids grow with each trade, another's with the second only. */
    static final Comparator<Fill> OLDEST_FIRST =
            Comparator.<Fill>comparingLong(fill -> fill.exchangeTimeNanos).thenComparing(fill -> fill.tradeId);

    /** The fills that were told, each trade once, oldest first. */
    Collection<Fill> fills(long orderId) {
        Map<Long, Fill> byTrade = new TreeMap<>();
        for (Fill fill : inbox.all(Fill.class)) {
            if (fill.orderId == orderId) {
                byTrade.putIfAbsent(fill.tradeId, fill);
            }
        }
        return byTrade.values().stream().sorted(OLDEST_FIRST).toList();
    }

    /**
     * Judges every book shown so far, and waits until one is the exchange's of now. Something happens to the book now and
     * then: on some venues the first book comes with the first change.
     */
    void awaitCurrentBook() {
        int[] looks = {0};
        await("the exchange's book", () -> {
            audit.look(inbox.all(BookUpdate.class));
            if (++looks[0] % LOOKS_BETWEEN_CHANGES == 0) {
                bench.stir();
            }
            return audit.isCurrent();
        });
    }

    /** Judges every book shown so far; no book of before this moment may be shown any more. */
    void forgetPastBooks() {
        audit.look(inbox.all(BookUpdate.class));
        audit.forgetThePast();
    }

    int books() {
        return inbox.all(BookUpdate.class).size();
    }

    /** Whether all ways to the venue are open, as far as was told. */
    void awaitUp() {
        await("all ways to the venue", () -> {
            List<ConnectionChanged> changes = inbox.all(ConnectionChanged.class);
            return List.of(Channel.values()).stream()
                    .allMatch(channel -> changes.stream()
                            .filter(change -> change.channel == channel)
                            .reduce((first, last) -> last)
                            .filter(change -> change.up)
                            .isPresent());
        });
    }

    /** Waits for something that needs no event. */
    static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), () -> "waited in vain for " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
