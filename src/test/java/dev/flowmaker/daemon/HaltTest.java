package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.daemon.control.ControlAnswer;
import dev.flowmaker.daemon.control.ControlClient;
import dev.flowmaker.daemon.control.ControlRequest;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A halt with 200 open orders: what leaves, how soon, and that nothing is placed after it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HaltTest {
    private static final List<String> BASES = List.of("AAA", "BBB", "CCC", "DDD", "EEE");
    private static final int LEVELS = 20;
    private static final int ORDERS = 2 * LEVELS * BASES.size();

    @TempDir
    private Path folder;

    /** Five markets; whatever it is asked it does at once. */
    private static final class Venue implements Gateway {
        record Request(MessageKind kind, long nanos) {}

        final Map<Long, Integer> open = new ConcurrentHashMap<>();
        final List<Request> requests = new CopyOnWriteArrayList<>();
        private volatile @Nullable Inbox inbox;

        @Override
        public Description describe() {
            List<Asset> assets = new ArrayList<>();
            BASES.forEach(base -> assets.add(new Asset(base, 8)));
            assets.add(new Asset("USDT", 8));
            List<Instrument> instruments = new ArrayList<>();
            for (int i = 0; i < BASES.size(); i++) {
                instruments.add(new Instrument(
                        i,
                        BASES.get(i) + "/USDT",
                        BASES.get(i) + "USDT",
                        assets.get(i),
                        i,
                        assets.get(BASES.size()),
                        BASES.size(),
                        new Decimal(1, 2),
                        new Decimal(1, 5),
                        1,
                        900_000_000,
                        1,
                        100_000_000,
                        500_000_000,
                        0,
                        0));
            }
            return new Description(assets, instruments, 0, 1_000_000);
        }

        @Override
        public void start(SessionStarted session, Inbox to) {
            inbox = to;
            ObedientVenue.connect(to);
            for (int market = 0; market < BASES.size(); market++) {
                BookUpdate book = new BookUpdate();
                book.market = market;
                book.reset = ResetReason.SNAPSHOT;
                book.exchangeTimeNanos = 1_000_000_000L;
                book.levels.add(Side.BUY, 1_000_000, 100_000);
                book.levels.add(Side.SELL, 1_000_020, 100_000);
                to.offer(book);
            }
        }

        @Override
        public void execute(Message command) {
            requests.add(new Request(command.kind(), System.nanoTime()));
            Inbox to = inbox;
            if (to == null) {
                return;
            }
            if (command instanceof PlaceOrder place) {
                open.put(place.orderId, command.market);
                OrderAccepted accepted = new OrderAccepted();
                accepted.market = command.market;
                accepted.orderId = place.orderId;
                to.offer(accepted);
            } else if (command instanceof CancelOrder cancel) {
                canceled(cancel.orderId, to);
            } else if (command.kind() == MessageKind.CANCEL_ALL) {
                open.forEach((id, market) -> {
                    if (market == command.market) {
                        canceled(id, to);
                    }
                });
            } else {
                answer(command, to);
            }
        }

        private void canceled(long orderId, Inbox to) {
            Integer market = open.remove(orderId);
            if (market != null) {
                OrderCanceled event = new OrderCanceled();
                event.market = market;
                event.orderId = orderId;
                to.offer(event);
            }
        }

        private static void answer(Message command, Inbox to) {
            if (command.kind() == MessageKind.QUERY_OPEN_ORDERS) {
                OpenOrders orders = new OpenOrders();
                orders.market = command.market;
                orders.requestTimeNanos = command.timeNanos;
                to.offer(orders);
            } else if (command instanceof QueryTrades query) {
                TradesReport report = new TradesReport();
                report.market = command.market;
                report.fromTradeId = query.fromTradeId;
                report.lastTradeId = query.fromTradeId == QueryTrades.NEWEST_ID ? 0 : query.fromTradeId - 1;
                to.offer(report);
            } else if (command.kind() == MessageKind.QUERY_BALANCES) {
                for (int asset = 0; asset <= BASES.size(); asset++) {
                    Balance balance = new Balance();
                    balance.asset = asset;
                    balance.freeQuanta = 100_000_000_000_000L;
                    balance.source = Source.QUERY;
                    to.offer(balance);
                }
            }
        }

        long count(MessageKind kind, int from) {
            return requests.stream()
                    .skip(from)
                    .filter(each -> each.kind() == kind)
                    .count();
        }

        @Override
        public void close() {}
    }

    private DaemonSettings settings(String account, String weight) {
        StringBuilder markets = new StringBuilder();
        for (String base : BASES) {
            markets.append("""
                    {
                      symbol = %1$s/USDT
                      quote { half-spread = 5 ticks, fee-floor = off, size = 0.002 %1$s, levels = 20, level-spacing = 3 ticks }
                      risk {
                        max-order-size = 1 %1$s, max-order-notional = 100000 USDT, max-long = 1 %1$s, max-short = 1 %1$s
                        max-open-orders = 100, max-orders = 5000 per 1 s
                      }
                    }
                    """.formatted(base));
        }
        return Configuration.parse("test.conf", """
                        flowmaker {
                          name = test
                          journal { dir = "%s", free-space-alarm = 0 B }
                          venue {
                            mode = sim
                            account = %s
                            rest-uri = "http://127.0.0.1:1"
                            stream-uri = "ws://127.0.0.1:1"
                            ws-api-uri = "ws://127.0.0.1:1"
                            dead-mans-switch.use = off
                            outbox { orders = 5000 per 1 s, max-places = 1000, weight = %s }
                          }
                          risk.venue {
                            max-orders = 50000 per 1 s, max-open-orders = 1000
                            order-to-trade { each = unlimited, free = 1000000, window = 1 h }
                          }
                          market-defaults { book { warmup-frames = 0, stale-after = 1 h } }
                          markets = [ %s ]
                        }
                        """.formatted(folder, account, weight, markets))
                .daemon();
    }

    private ControlAnswer ask(OperatorAction action) {
        return ControlClient.ask(folder.resolve("test"), new ControlRequest(action, "", "", "", List.of(), "", 60));
    }

    private static void awaitOrders(Venue venue) {
        while (venue.open.size() < ORDERS) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldSendOneCancelAllAMarketAndASweepOnADedicatedAccount() throws Exception {
        Venue venue = new Venue();
        Daemon daemon = Daemon.prepare(settings("dedicated", "100000 per 1 s"), clock -> venue);
        daemon.start();
        long best = Long.MAX_VALUE;
        // The machine may be busy: of some halts the fastest is what it costs.
        for (int i = 0; i < 5; i++) {
            awaitOrders(venue);
            int before = venue.requests.size();
            long start = System.nanoTime();
            ControlAnswer answer = ask(OperatorAction.HALT);
            assertEquals(true, answer.confirmed(), answer.text());
            assertEquals(BASES.size(), venue.count(MessageKind.CANCEL_ALL, before), "one a market");
            assertEquals(0, venue.count(MessageKind.CANCEL_ORDER, before));
            assertEquals(0, venue.count(MessageKind.PLACE_ORDER, before), "nothing is placed after a halt");
            assertTrue(venue.count(MessageKind.QUERY_OPEN_ORDERS, before) >= BASES.size(), "the sweep");
            long last = 0;
            for (Venue.Request each : venue.requests.subList(before, venue.requests.size())) {
                last = Math.max(last, each.nanos() - start);
            }
            best = Math.min(best, last);
            assertTrue(ask(OperatorAction.RESUME).sequence() > 0);
        }
        System.out.printf("halt of %d orders: last request after %.1f ms%n", ORDERS, best / 1e6);
        assertTrue(best < 100_000_000L, best / 1e6 + " ms to the last request");
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, daemon.await());
    }

    @Test
    void shouldCancelOneByOneAtTheRateLimitsPaceOnASharedAccount() throws Exception {
        Venue venue = new Venue();
        // Each query of the start costs one as well.
        Daemon daemon = Daemon.prepare(settings("shared", "300 per 1 s"), clock -> venue);
        daemon.start();
        awaitOrders(venue);
        int before = venue.requests.size();
        ControlAnswer answer = ask(OperatorAction.HALT);
        assertEquals(true, answer.confirmed(), answer.text());
        assertEquals(0, venue.open.size());
        assertEquals(0, venue.count(MessageKind.CANCEL_ALL, before));
        assertEquals(ORDERS, venue.count(MessageKind.CANCEL_ORDER, before), "each once");
        assertEquals(0, venue.count(MessageKind.PLACE_ORDER, before));
        List<Venue.Request> all = venue.requests;
        for (int first = 0, last = 0; last < all.size(); last++) {
            while (all.get(last).nanos() - all.get(first).nanos() > 900_000_000L) {
                first++;
            }
            assertTrue(last - first < 300, "more than the limit allows within a second");
        }
        daemon.requestStop(StopReason.REQUESTED, "test");
        assertEquals(StopReason.REQUESTED, daemon.await());
    }
}
