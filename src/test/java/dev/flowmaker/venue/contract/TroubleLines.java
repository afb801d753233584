package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Credentials;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryMarket;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.exchange.door.PlannedFault;
import dev.flowmaker.exchange.door.PlannedFault.Kind;
import dev.flowmaker.venue.Checkup;
import dev.flowmaker.venue.VenueException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Requests that go wrong. Whatever happens, nothing is sent twice. */
final class TroubleLines {
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long SLOW_NANOS = 2_000_000_000L;

    private TroubleLines() {}

    static void answerLost(Trial trial) throws Exception {
        Client client = trial.client();
        int orders = trial.bench().allOrders(Bench.ALICE).size();
        trial.bench().plan(Kind.ANSWER_RESET, trial.rig().placement(), 2);

        PlaceOrder rests = client.order(Side.BUY, trial.bidTicks(), trial.lots());
        RequestUnknown unknown = unknownAfter(client, rests);
        assertEquals(RequestType.PLACE, unknown.request);
        OrderReport working = client.report(rests.orderId);
        assertEquals(OrderStatus.WORKING, working.status);
        assertEquals(0, working.filledLots);

        PlaceOrder takes = client.order(Side.BUY, trial.rig().midTicks() + Bench.HALF_SPREAD, trial.lots());
        takes.postOnly = false;
        unknownAfter(client, takes);
        OrderReport filled = client.report(takes.orderId);
        assertEquals(OrderStatus.FILLED, filled.status);
        assertEquals(trial.lots(), filled.filledLots);
        OrderLines.awaitFills(trial, takes.orderId, 1);

        // With the connection open and no answer at all, until the time limit.
        try (Client hasty = trial.bench().client(Bench.ALICE, Client::utcNanos, "request-timeout = 1 s")) {
            hasty.startedForRequests();
            trial.bench().plan(Kind.ANSWER_LOST, trial.rig().placement(), 1);
            PlaceOrder late = hasty.order(Side.BUY, trial.farTicks(), trial.lots());
            unknownAfter(hasty, late);
            assertEquals(OrderStatus.WORKING, hasty.report(late.orderId).status);
        }
        assertEquals(orders + 3, trial.bench().allOrders(Bench.ALICE).size());
    }

    private static RequestUnknown unknownAfter(Client client, PlaceOrder place) throws Exception {
        client.execute(place);
        return client.inbox.await(RequestUnknown.class, event -> event.orderId == place.orderId);
    }

    static void requestLost(Trial trial) throws Exception {
        int orders = trial.bench().allOrders(Bench.ALICE).size();
        try (Client hasty = trial.bench().client(Bench.ALICE, Client::utcNanos, "request-timeout = 1 s")) {
            hasty.startedForRequests();
            trial.bench().plan(Kind.REQUEST_LOST, trial.rig().placement(), 1);
            PlaceOrder place = hasty.order(Side.BUY, trial.bidTicks(), trial.lots());

            unknownAfter(hasty, place);

            assertEquals(OrderStatus.NOT_FOUND, hasty.report(place.orderId).status);
        }
        assertEquals(orders, trial.bench().allOrders(Bench.ALICE).size());
    }

    static void rateLimit(Trial trial) throws Exception {
        limited(trial, Kind.RATE_LIMITED);
    }

    static void ban(Trial trial) throws Exception {
        limited(trial, Kind.BANNED);
    }

    private static void limited(Trial trial, Kind kind) throws Exception {
        Client client = trial.client();
        int before = client.inbox.size();

        OrderRejected rejected = refused(trial, kind);

        assertEquals(RejectReason.RATE_LIMIT, rejected.reason, rejected.text);
        RateLimited limited = client.inbox.awaitAfter(before, RateLimited.class, event -> true);
        assertEquals(kind == Kind.BANNED, limited.banned);
        assertTrue(limited.retryAtNanos > Client.utcNanos(), "no time to wait was told");
    }

    /** What a placement is told that the venue refuses for this, when nothing came of it. */
    private static OrderRejected refused(Trial trial, Kind kind) throws Exception {
        Client client = trial.client();
        int orders = trial.bench().allOrders(Bench.ALICE).size();
        PlaceOrder place = client.order(Side.BUY, trial.bidTicks(), trial.lots());
        trial.bench().plan(kind, trial.rig().placement(), 1);
        client.execute(place);
        OrderRejected rejected = client.inbox.await(OrderRejected.class, event -> event.orderId == place.orderId);
        assertEquals(orders, trial.bench().allOrders(Bench.ALICE).size());
        client.placed(Side.BUY, trial.bidTicks(), trial.lots());
        return rejected;
    }

    static void broken(Trial trial) throws Exception {
        Client client = trial.client();
        trial.bench().plan(Kind.BROKEN, trial.rig().placement(), 1);
        PlaceOrder place = client.order(Side.BUY, trial.bidTicks(), trial.lots());

        unknownAfter(client, place);

        assertEquals(OrderStatus.WORKING, client.report(place.orderId).status);
    }

    /** Some venues say of an overload that nothing came of the request, and some do not. */
    static void overload(Trial trial) throws Exception {
        Client client = trial.client();
        int orders = trial.bench().allOrders(Bench.ALICE).size();
        trial.bench().plan(Kind.OVERLOADED, trial.rig().placement(), 1);
        PlaceOrder place = client.order(Side.BUY, trial.bidTicks(), trial.lots());

        client.execute(place);

        if (client.inbox.await(Message.class, event -> isFate(event, place)) instanceof RequestUnknown) {
            assertEquals(OrderStatus.NOT_FOUND, client.report(place.orderId).status);
        }
        assertEquals(orders, trial.bench().allOrders(Bench.ALICE).size());
    }

    private static boolean isFate(Message event, PlaceOrder place) {
        return (event instanceof RequestUnknown unknown && unknown.orderId == place.orderId)
                || (event instanceof OrderRejected rejected && rejected.orderId == place.orderId);
    }

    static void maintenance(Trial trial) throws Exception {
        Client client = trial.client();
        int orders = trial.bench().allOrders(Bench.ALICE).size();
        trial.bench().plan(Kind.MAINTENANCE, "", PlannedFault.ALWAYS);
        for (int i = 0; i < 4; i++) {
            PlaceOrder place = client.order(Side.BUY, trial.bidTicks(), trial.lots());
            client.execute(place);
            Message told = client.inbox.await(Message.class, event -> isFate(event, place));
            if (told instanceof OrderRejected rejected) {
                assertEquals(RejectReason.MARKET_CLOSED, rejected.reason, rejected.text);
            }
        }
        assertEquals(orders, trial.bench().allOrders(Bench.ALICE).size());

        trial.bench().server().dropPlan();

        client.awaitUp();
        client.placed(Side.BUY, trial.bidTicks(), trial.lots());
    }

    static void halt(Trial trial) throws Exception {
        Client client = trial.client();
        Bench bench = trial.bench();
        int orders = bench.allOrders(Bench.ALICE).size();
        bench.halted(true);
        try {
            assertNotEquals(TradingStatus.TRADING, marketNow(client).status);
            PlaceOrder place = client.order(Side.BUY, trial.bidTicks(), trial.lots());
            client.execute(place);
            OrderRejected rejected = client.inbox.await(OrderRejected.class, event -> event.orderId == place.orderId);
            assertEquals(RejectReason.MARKET_CLOSED, rejected.reason, rejected.text);
            assertEquals(orders, bench.allOrders(Bench.ALICE).size());
        } finally {
            bench.halted(false);
        }
        assertEquals(TradingStatus.TRADING, marketNow(client).status);
        client.placed(Side.BUY, trial.bidTicks(), trial.lots());
    }

    private static MarketStatus marketNow(Client client) throws InterruptedException {
        QueryMarket query = new QueryMarket();
        query.market = 0;
        int before = client.inbox.size();
        client.execute(query);
        return client.inbox.awaitAfter(before, MarketStatus.class, event -> event.source == Source.QUERY);
    }

    static void expiredKey(Trial trial) throws Exception {
        OrderRejected rejected = refused(trial, Kind.KEY_EXPIRED);
        assertEquals(RejectReason.AUTH, rejected.reason, rejected.text);
    }

    static void wrongKey(Trial trial) throws Exception {
        Bench bench = trial.bench();
        Credentials good = bench.credentials(Bench.ALICE);
        Credentials unknown = new Credentials("nobodysKey0123456789", good.secret());
        Credentials wrong =
                new Credentials(good.key(), bench.credentials(Bench.BOB).secret());
        for (Credentials bad : List.of(unknown, wrong)) {
            VenueException refused = assertThrows(VenueException.class, () -> {
                try (Client client = bench.client(bad, Client::utcNanos, "")) {
                    client.gateway().checkup();
                    client.started();
                }
            });
            assertFalse(refused.getMessage().contains(bad.secret()), refused.getMessage());
            assertFalse(refused.getMessage().contains(bad.key()), refused.getMessage());
            assertTrue(refused.getMessage().matches("(?s).*\\b(key|secret)\\b.*"), refused.getMessage());
        }
    }

    static void readingKey(Trial trial) throws Exception {
        Bench bench = trial.bench();
        try (Client client = bench.client(Bench.DAVE, Client::utcNanos, "")) {
            assertNotEquals(Checkup.Answer.YES, client.gateway().checkup().trade());
            client.startedForRequests();
            PlaceOrder place = client.order(Side.BUY, trial.bidTicks(), trial.lots());

            client.execute(place);

            OrderRejected rejected = client.inbox.await(OrderRejected.class, event -> event.orderId == place.orderId);
            assertEquals(RejectReason.AUTH, rejected.reason, rejected.text);
        }
        assertEquals(List.of(), bench.allOrders(Bench.DAVE));
    }

    static void clock(Trial trial) throws Exception {
        AtomicLong offNanos = new AtomicLong(-SLOW_NANOS);
        try (Client client = trial.bench().client(Bench.ALICE, () -> Client.utcNanos() + offNanos.get(), "")) {
            long slowMillis = client.description.clockOffsetNanos() / 1_000_000;
            assertTrue(Math.abs(slowMillis - 2_000) <= 500, () -> "2 s slow, measured as " + slowMillis + " ms");
            client.startedForRequests();
            for (long offset : new long[] {-SLOW_NANOS, HOUR_NANOS, -HOUR_NANOS, 0}) {
                offNanos.set(offset);
                awaitAccepted(trial, client);
            }
        }
    }

    /** Until the clock is measured anew, refusals for the time are what may be heard, and nothing else. */
    private static void awaitAccepted(Trial trial, Client client) {
        Client.await("an order that is accepted", () -> {
            PlaceOrder place = client.order(Side.BUY, trial.farTicks(), trial.lots());
            client.execute(place);
            client.inbox.all(RequestUnknown.class).forEach(unknown -> {
                throw new AssertionError("unknown: " + unknown.text);
            });
            client.inbox
                    .all(OrderRejected.class)
                    .forEach(rejected -> assertEquals(RejectReason.CLOCK, rejected.reason, rejected.text));
            return client.inbox.all(OrderAccepted.class).stream()
                    .anyMatch(accepted -> accepted.orderId == place.orderId);
        });
    }
}
