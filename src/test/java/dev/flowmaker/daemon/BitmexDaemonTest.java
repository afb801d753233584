package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.Version;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.inventory.Ledger;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.FundingInfo;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.FaultSettings;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.Recovery;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon that quotes an inverse and a linear perpetual through XChange at a local exchange that speaks BitMEX's protocol,
 * with funding every other second. A few seconds long; as long as {@code -Dflowmaker.bitmex.seconds} says.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BitmexDaemonTest {
    private static final long SECONDS = Long.getLong("flowmaker.bitmex.seconds", 5);
    private static final Credentials KEY = new Credentials("perpetualKey", "cGVycGV0dWFs");
    private static final int MARKETS = 2;
    private static final String EXCHANGE = """
            exchange {
              port = 0, protocol = bitmex, limit-multiple = 1000
              accounts = [ { balances = [ 10 BTC, 400 USDT ] } ]
              market-defaults { lot = 100 contracts, maker-fee = -1 bps, taker-fee = 5 bps }
              markets = [
                {
                  symbol = "BTC/USD:BTC", start-price = 60000 USD, tick = 0.5 USD, min-notional = 0 BTC, seed = 4
                  contract { size = 1, initial-margin = 1 %, maintenance-margin = 0.5 % }
                  funding { rate = 0.01 %, interval = 2 s }
                }
                {
                  symbol = "BTC/USDT:USDT", tick = 0.1 USDT, min-notional = 0 USDT, seed = 5
                  contract { size = 0.000001, initial-margin = 2 %, maintenance-margin = 1 % }
                  funding { rate = -0.02 %, interval = 2 s }
                }
              ]
            }
            """;

    @TempDir
    private Path folder;

    private DaemonSettings daemon(int port) {
        return Configuration.parse("daemon.conf", """
                        flowmaker {
                          name = perpetuals
                          journal { dir = "%s", free-space-alarm = 1 MB }
                          stop-timeout = 60 s
                          venue {
                            mode = sim, protocol = bitmex
                            rest-uri = "http://127.0.0.1:%d", stream-uri = "ws://127.0.0.1:%d/realtime"
                            request-timeout = 3 s, silence-timeout = 3 s, reconnect-after = 50 ms, reconcile-every = 5 s
                          }
                          market-defaults {
                            quote { half-spread = 1 ticks, fee-floor = false, levels = 2, level-spacing = 2 ticks }
                            order { ack-timeout = 5 s, query-after = 200 ms, requote-threshold = 1 ticks }
                            risk { max-leverage = 5, min-liquidation-distance = 5 %% }
                          }
                          markets = [
                            {
                              symbol = "BTC/USD:BTC"
                              quote.size = 300 contracts
                              risk {
                                max-order-size = 1000 contracts, max-order-notional = 1 BTC
                                max-long = 3000 contracts, max-short = 3000 contracts
                              }
                            }
                            {
                              symbol = "BTC/USDT:USDT"
                              quote.size = 2000 contracts
                              risk {
                                # Both levels of a side would be 240 USDT of a wallet of 400.
                                max-leverage = 0.5
                                max-order-size = 4000 contracts, max-order-notional = 1000 USDT
                                max-long = 8000 contracts, max-short = 8000 contracts
                              }
                            }
                          ]
                        }
                        """.formatted(folder, port, port))
                .daemon();
    }

    /** What the exchange paid, and took, in each market. */
    private static final class Books implements ExchangeListener {
        private final List<FundingInfo> fundings = new ArrayList<>();

        @Override
        public void onLevel(
                int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {}

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
        public void onExecution(ExecutionReport report) {}

        @Override
        public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {}

        @Override
        public void onFrame(int market, long timeNanos) {}

        @Override
        public synchronized void onFunding(FundingInfo paid) {
            if (paid.account() == 0) {
                fundings.add(paid);
            }
        }

        /** Of a market, after one time and up to another. */
        synchronized long funding(int market, long afterNanos, long toNanos) {
            return fundings.stream()
                    .filter(each ->
                            each.market() == market && each.timeNanos() > afterNanos && each.timeNanos() <= toNanos)
                    .mapToLong(FundingInfo::quanta)
                    .sum();
        }
    }

    private static void await(Daemon daemon, BooleanSupplier condition) {
        while (!condition.getAsBoolean() && !daemon.hasEnded()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean quotes(Daemon daemon) {
        SessionView view = daemon.view();
        return view != null && view.quoting() && view.openOrders() >= 2 * MARKETS;
    }

    private static boolean tradedAndFunded(ExchangeServer server, Books books) {
        return server.ask(exchange -> {
            for (int market = 0; market < MARKETS; market++) {
                if (exchange.fills(0, market, 0, 1).isEmpty() || books.funding(market, 0, Long.MAX_VALUE) == 0) {
                    return false;
                }
            }
            return true;
        });
    }

    @Test
    void shouldKeepTheVenuesBooksOfAnInverseAndALinearPerpetual() throws Exception {
        Books books = new Books();
        try (ExchangeServer server = LocalExchange.open(
                Configuration.parse("exchange.conf", EXCHANGE).exchange(),
                Map.of("FLOWMAKER_KEY", KEY.key(), "FLOWMAKER_SECRET", KEY.secret()),
                System.currentTimeMillis(),
                books)) {
            DaemonSettings settings = daemon(server.port());
            Daemon daemon = Daemon.prepare(settings, new VenueGateways(settings, KEY));
            daemon.start();
            await(daemon, () -> quotes(daemon));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            // No long silence: with funding so often, the next would come before the one that was missed is asked for.
            server.fail(new FaultSettings(3, 20_000, 100_000_000L, 10_000, 1_000, 0, 5_000, 10_000, 0, 0, 0, 0));
            await(daemon, () -> System.nanoTime() > end);
            server.fail(FaultSettings.NONE);
            await(daemon, () -> quotes(daemon) && tradedAndFunded(server, books));
            long stopNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
            daemon.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, daemon.await(), () -> "faults " + Arrays.toString(server.failures()));
            compare(server, books, stopNanos, settings.journal().dir());
        }
    }

    private static void compare(ExchangeServer server, Books books, long stopNanos, Path journal) throws Exception {
        Engine engine = recovered(journal);
        long[] funded = lastFunding(journal);
        Ledger ledger = engine.ledger();
        List<BalanceInfo> balances = server.ask(exchange -> exchange.balances(0));
        StringBuilder told = new StringBuilder("bitmex: " + SECONDS + " s");
        for (int market = 0; market < MARKETS; market++) {
            int each = market;
            assertEquals(List.of(), server.ask(exchange -> exchange.openOrders(0, each)));
            Instrument instrument = engine.market(market).instrument();
            BalanceInfo position = balances.get(instrument.baseAsset());
            // The exchange goes on after the daemon.
            long late = books.funding(market, funded[market], Long.MAX_VALUE);
            assertEquals(late, books.funding(market, Math.max(funded[market], stopNanos), Long.MAX_VALUE));
            BalanceInfo wallet = balances.get(instrument.quoteAsset());
            assertEquals(
                    position.freeQuanta(),
                    ledger.expectedQuanta(instrument.baseAsset()),
                    "position in " + instrument.symbol());
            assertEquals(
                    wallet.freeQuanta() + wallet.lockedQuanta() - position.costQuanta() - late,
                    ledger.expectedQuanta(instrument.quoteAsset()),
                    "cash in " + instrument.quote().code());
            List<FillInfo> fills = server.ask(exchange -> exchange.fills(0, each, 0, Integer.MAX_VALUE));
            ProfitAndLoss profit = engine.market(market).profitAndLoss();
            assertEquals(
                    fills.stream().mapToLong(FillInfo::commissionQuanta).sum(),
                    profit.feesQuanta(),
                    "fees of " + instrument.symbol());
            assertEquals(
                    books.funding(market, 0, funded[market]),
                    profit.fundingQuanta(),
                    "funding of " + instrument.symbol());
            assertTrue(profit.identityHolds(), instrument.symbol());
            told.append("; ")
                    .append(instrument.symbol())
                    .append(' ')
                    .append(fills.size())
                    .append(" fills, position ")
                    .append(position.freeQuanta())
                    .append(", fees ")
                    .append(instrument.quote().text(profit.feesQuanta()))
                    .append(", funding ")
                    .append(instrument.quote().text(profit.fundingQuanta()));
        }
        System.out.println(told.append("; failures ")
                .append(Arrays.toString(server.failures()))
                .append(", identical on replay"));
        assertTrue(wasHeldBack(journal), "no order was ever held back by its leverage");
        assertTrue(
                Math.abs(balances.get(engine.market(1).instrument().baseAsset()).freeQuanta()) < 4_000);
        try (JournalReader reader = JournalReader.open(journal)) {
            ReplayResult replayed = new Replayer(EngineSettingsFactory::from, Version.text()).run(reader, done -> {});
            assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
        }
    }

    /** Whether the linear market's limit, by the venue's wallet and mark, kept an order from leaving. */
    private static boolean wasHeldBack(Path journal) throws Exception {
        try (JournalReader reader = JournalReader.open(journal)) {
            for (Message message = reader.next(); message != null; message = reader.next()) {
                if (message instanceof Decision decision && decision.market == 1) {
                    for (int i = 0; i < decision.quotes(); i++) {
                        if (decision.quote(i).verdict == Verdict.LEVERAGE) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static long[] lastFunding(Path journal) throws Exception {
        long[] last = new long[MARKETS];
        try (JournalReader reader = JournalReader.open(journal)) {
            for (Message message = reader.next(); message != null; message = reader.next()) {
                if (message instanceof Funding funding) {
                    last[funding.market] = Math.max(last[funding.market], funding.fundingTimeNanos);
                }
            }
        }
        return last;
    }

    private static Engine recovered(Path journal) throws Exception {
        try (JournalWriter writer = JournalWriter.open(journal)) {
            Recovery.Recovered recovered =
                    new Recovery(EngineSettingsFactory::from, Version.text()).run(writer::readFile);
            assertNotNull(recovered);
            return recovered.engine();
        }
    }
}
