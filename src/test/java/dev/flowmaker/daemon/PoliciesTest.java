package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.Version;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.inventory.Ledger;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.Happening;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.Recovery;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.venue.VenueException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What venues do to long-running daemons, done by the local exchange to a real one, over sockets and through XChange. */
class PoliciesTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("FLOWMAKER_KEY", "policyKey", "FLOWMAKER_SECRET", "policySecret", "KEY_B", "b", "SECRET_B", "sb");
    private static final String EXCHANGE = "exchange { port = 0, accounts = [ { balances = [ 10 BTC, 1000000 USDT ] },"
            + " { name = b, key-env = KEY_B, secret-env = SECRET_B, balances = [ 1000 BTC, 100000000 USDT ] } ],"
            + " markets = [ { symbol = BTC/USDT } ] }";
    private static final long SECOND = 1_000_000_000L;
    private static final long PATIENCE_NANOS = 30 * SECOND;

    @TempDir
    private Path folder;

    private DaemonSettings settings(ExchangeServer server, String policies) {
        return settings(server, policies, "");
    }

    private DaemonSettings settings(ExchangeServer server, String policies, String venue) {
        int port = server.port();
        return Configuration.parse("daemon.conf", """
                        flowmaker {
                          name = policies
                          journal { dir = "%s", free-space-alarm = 1 MB }
                          stop-timeout = 30 s
                          venue {
                            mode = sim
                            rest-uri = "http://127.0.0.1:%d"
                            stream-uri = "ws://127.0.0.1:%d"
                            ws-api-uri = "ws://127.0.0.1:%d/ws-api/v3"
                            request-timeout = 3 s
                            reconnect-after = 50 ms
                            reconcile-every = 1 s
                            %s
                          }
                          markets = [ {
                            symbol = BTC/USDT
                            quote { half-spread = 300 ticks, fee-floor = false, size = 0.002 BTC }
                            order { ack-timeout = 5 s, query-after = 200 ms, requote-threshold = 100 ticks }
                            risk {
                              max-order-size = 0.01 BTC
                              max-order-notional = 10000 USDT
                              max-long = 0.02 BTC
                              max-short = 0.02 BTC
                              breakers {
                                volatility { reaction = off }, fill-rate { reaction = off }, markout { reaction = off }
                                # Who takes what we offer here sweeps the book with it.
                                day-loss { reaction = off }, drawdown { reaction = off }
                              }
                            }
                            policies { ask-every = 1 s, ask-first = 100 ms %s }
                          } ]
                        }
                        """.formatted(folder, port, port, port, venue, policies))
                .daemon();
    }

    private static ExchangeServer exchange() throws Exception {
        return LocalExchange.open(
                Configuration.parse("exchange.conf", EXCHANGE).exchange(), ENVIRONMENT, System.currentTimeMillis());
    }

    private static Daemon prepare(DaemonSettings settings) throws VenueException {
        return Daemon.prepare(settings, new VenueGateways(settings, new Credentials("policyKey", "policySecret")));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not come");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean quotes(Daemon daemon) {
        SessionView view = daemon.view();
        return view != null && view.quoting() && view.markets().get(0).obstacle() == null && view.openOrders() == 2;
    }

    private static boolean idleBecause(Daemon daemon, Reason reason) {
        SessionView view = daemon.view();
        return view != null && view.markets().get(0).obstacle() == reason && view.openOrders() == 0;
    }

    private static void happen(ExchangeServer server, Happening.What what, long lastsNanos) {
        server.happen(List.of(new Happening(what, 0, Happening.EVERY, null, lastsNanos)));
    }

    private static int openOrders(ExchangeServer server) {
        return server.ask(exchange -> exchange.openOrders(0, 0).size());
    }

    private List<String> notices(NoticeCode code) {
        List<String> texts = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder.resolve("policies"))) {
            while (reader.advance()) {
                if (reader.kind() == MessageKind.NOTICE && ((Notice) reader.message()).code == code) {
                    texts.add(((Notice) reader.message()).text);
                }
            }
        }
        return texts;
    }

    private void assertSound(ExchangeServer server) throws Exception {
        Path journal = folder.resolve("policies");
        try (JournalReader reader = JournalReader.open(journal)) {
            ReplayResult replayed = new Replayer(EngineSettingsFactory::from, Version.text()).run(reader, done -> {});
            assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
        }
        Ledger ledger;
        try (JournalWriter writer = JournalWriter.open(journal)) {
            Recovery.Recovered recovered =
                    new Recovery(EngineSettingsFactory::from, Version.text()).run(writer::readFile);
            assertNotNull(recovered);
            ledger = recovered.engine().ledger();
        }
        for (BalanceInfo balance : server.ask(exchange -> exchange.balances(0))) {
            assertEquals(0, balance.lockedQuanta());
            assertEquals(balance.freeQuanta(), ledger.expectedQuanta(balance.asset()), "asset " + balance.asset());
        }
    }

    @Test
    void shouldPauseThroughHaltMaintenanceAndDisconnectAndLeaveAMarketThatEnds() throws Exception {
        try (ExchangeServer server = exchange()) {
            Daemon daemon = prepare(settings(server, ", leave-before = 0 s"));
            daemon.start();
            await(() -> quotes(daemon));

            happen(server, Happening.What.HALT, 0);
            await(() -> idleBecause(daemon, Reason.MARKET_HALTED));
            assertEquals(0, openOrders(server));
            happen(server, Happening.What.RESUME, 0);
            await(() -> quotes(daemon));

            happen(server, Happening.What.MAINTENANCE, 2 * SECOND);
            await(() -> !quotes(daemon));
            await(() -> quotes(daemon));

            int times = notices(NoticeCode.QUOTES_BACK).size();
            happen(server, Happening.What.DISCONNECT, 0);
            await(() -> notices(NoticeCode.QUOTES_BACK).size() > times);
            await(() -> quotes(daemon));

            happen(server, Happening.What.DELIST, 0);
            await(() -> idleBecause(daemon, Reason.DELISTED));
            daemon.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, daemon.await());

            assertEquals(1, notices(NoticeCode.MARKET_GONE).size());
            List<String> back = notices(NoticeCode.QUOTES_BACK);
            assertTrue(back.contains("MARKET_HALTED"), back::toString);
            assertTrue(back.contains("NOT_CONNECTED") || back.contains("MAINTENANCE"), back::toString);
            List<String> halts = notices(NoticeCode.MARKET_HALTED);
            assertTrue(halts.stream().anyMatch(text -> text.startsWith("HALTED: BREAK")), halts::toString);
            assertTrue(halts.stream().anyMatch(text -> text.startsWith("MAINTENANCE")), halts::toString);
            assertSound(server);
        }
    }

    @Test
    void shouldReplaceStreamsBeforeTheVenueEndsThemWithoutLeavingTheMarket() throws Exception {
        try (ExchangeServer server = exchange()) {
            Daemon daemon = prepare(settings(server, "", "replace-streams-after = 3 s"));
            daemon.start();
            await(() -> quotes(daemon));
            await(() -> resets(ResetReason.REPLACED) >= 2);
            await(() -> quotes(daemon));
            tradeWithUs(server);
            daemon.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, daemon.await());
            assertEquals(List.of(), notices(NoticeCode.QUOTES_BACK), "they were never away");
            assertEquals(3, count(MessageKind.CONNECTION_CHANGED), "no way to the venue was ever lost");
            assertSound(server);
        }
    }

    private long resets(ResetReason reason) {
        long count = 0;
        try (JournalReader reader = JournalReader.open(folder.resolve("policies"))) {
            while (reader.advance()) {
                count += reader.kind() == MessageKind.BOOK_UPDATE && ((BookUpdate) reader.message()).reset == reason
                        ? 1
                        : 0;
            }
        }
        return count;
    }

    private long count(MessageKind kind) {
        long count = 0;
        try (JournalReader reader = JournalReader.open(folder.resolve("policies"))) {
            while (reader.advance()) {
                count += reader.kind() == kind ? 1 : 0;
            }
        }
        return count;
    }

    /** What the first account of the exchange traded since it was opened or began anew. */
    private static int trades(ExchangeServer server) {
        return server.ask(exchange -> exchange.fills(0, 0, 0, Integer.MAX_VALUE).size());
    }

    /** Takes what we offer. */
    private static void tradeWithUs(ExchangeServer server) {
        int before = trades(server);
        await(() -> {
            if (trades(server) == before) {
                var unused = server.ask(exchange ->
                        exchange.place(1, NewOrder.market(0, "taker", Side.SELL, 100_000), exchange.nowNanos()));
            }
            return trades(server) > before;
        });
    }

    @Test
    void shouldKnowATestNetworksResetForOneAndGoOn() throws Exception {
        try (ExchangeServer server = exchange()) {
            Daemon daemon = prepare(settings(server, ""));
            daemon.start();
            await(() -> quotes(daemon));
            tradeWithUs(server);
            // Trades are confirmed by the next comparison.
            long sequence = Objects.requireNonNull(daemon.view()).sequence();
            await(() -> comparisonsSince(sequence) >= 2);

            happen(server, Happening.What.RESET, 0);
            await(() -> !notices(NoticeCode.VENUE_RESET).isEmpty());
            await(() -> quotes(daemon));
            tradeWithUs(server);
            await(() -> quotes(daemon));
            daemon.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, daemon.await());
            assertEquals(1, notices(NoticeCode.VENUE_RESET).size());
            assertTrue(notices(NoticeCode.VENUE_RESET).get(0).contains("before"));
            assertTrue(notices(NoticeCode.BALANCE_ADOPTED).isEmpty());
            assertSound(server);
        }
    }

    private long comparisonsSince(long sequence) {
        long count = 0;
        try (JournalReader reader = JournalReader.open(folder.resolve("policies"))) {
            while (reader.advance()) {
                count += reader.kind() == MessageKind.QUERY_BALANCES && reader.sequence() > sequence ? 1 : 0;
            }
        }
        return count;
    }

    private static Rules dearer(Exchange exchange) {
        Rules rules = exchange.rules(0);
        return new Rules(
                1, 1, rules.minLots(), rules.maxLots(), 3 * rules.minNotionalQuanta(), 1_000_000, rules.takerFeePpb());
    }

    @Test
    void shouldBeginAnewUnderChangedRulesInTheSameProcess() throws Exception {
        try (ExchangeServer server = exchange()) {
            DaemonSettings settings = settings(server, "");
            AtomicReference<Daemon> current = new AtomicReference<>();
            Sessions sessions = new Sessions(() -> prepare(settings), 50);
            CompletableFuture<StopReason> ended = CompletableFuture.supplyAsync(() -> {
                try {
                    return sessions.run(current::set);
                } catch (VenueException e) {
                    throw new IllegalStateException(e);
                }
            });
            await(() -> current.get() != null && quotes(Objects.requireNonNull(current.get())));
            Daemon first = Objects.requireNonNull(current.get());

            Rules changed = server.ask(PoliciesTest::dearer);
            server.happen(List.of(new Happening(Happening.What.RULES, 0, 0, changed, 0)));
            await(() -> current.get() != first && quotes(Objects.requireNonNull(current.get())));
            assertEquals(
                    first.epoch() + 1, Objects.requireNonNull(current.get()).epoch());
            sessions.requestStop("enough");
            assertEquals(StopReason.REQUESTED, ended.join());

            List<String> told = notices(NoticeCode.RULES_CHANGED);
            assertEquals(1, told.size());
            assertTrue(told.get(0).contains("least value") && told.get(0).contains("maker fee"), told::toString);
            assertEquals(List.of(changed.minNotionalQuanta()), lastLeastValues());
            assertSound(server);
        }
    }

    /** The least value of an order in each market of the last session. */
    private List<Long> lastLeastValues() {
        List<Long> values = List.of();
        try (JournalReader reader = JournalReader.open(folder.resolve("policies"))) {
            while (reader.advance()) {
                if (reader.kind() == MessageKind.SESSION_STARTED) {
                    values = ((SessionStarted) reader.message())
                            .instruments.stream()
                                    .map(SessionStarted.InstrumentRow::minNotionalQuanta)
                                    .toList();
                }
            }
        }
        return values;
    }
}
