package dev.flowmaker.research.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.Recorder;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import dev.flowmaker.exchange.virtual.VirtualSession;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.journal.Snapshots;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.replay.figures.MarketFigures;
import dev.flowmaker.replay.figures.Markout;
import dev.flowmaker.replay.figures.MidTrack;
import dev.flowmaker.research.tape.Tapes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tapes traded in virtual time. */
class BacktestTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    private static Configuration configuration(String symbol, String quote) {
        return configuration(symbol, quote, "");
    }

    private static Configuration configuration(String symbol, String quote, String simulation) {
        return Configuration.parse("test.conf", """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ {
                    symbol = %s
                    quote { fee-floor = false, adverse-selection.floor = false, %s }
                    risk { max-order-size = 1 BTC, max-order-notional = 1000000 USDT, max-long = 1 BTC, max-short = 1 BTC }
                  } ]
                  simulation { %s }
                }
                """.formatted(symbol, quote, simulation));
    }

    private static Backtest.Options options(Configuration configuration, Path... tapes) {
        return new Backtest.Options(
                configuration.daemon(), List.of(tapes), FillModel.RISK_AVERSE, 100_000, 1_000_000, "test");
    }

    private static List<String> fills(Records records) {
        List<String> fills = new ArrayList<>();
        for (Message next = records.next(); next != null; next = records.next()) {
            if (next instanceof Fill fill) {
                fills.add(fill.timeNanos + " " + fill.side + " " + fill.lots + " at " + fill.priceTicks);
            }
        }
        return fills;
    }

    @Test
    void shouldTradeTheSharedCaptureAndReplayIdentically() {
        Path tape = folder.resolve("tape");
        Tapes.make(
                "binance",
                tape,
                false,
                null,
                SharedData.file("binance/spot-btcusdt-20240808.gz"),
                SharedData.file("binance/spot-btcusdt-20240809.gz"));
        Configuration conf = configuration("BTC/USDT", "half-spread = 100 ticks, size = 0.002 BTC, levels = 2")
                .with(Map.of("quote.inventory.price-skew", "50 ticks", "alpha.mode", "off"));
        Path journal = folder.resolve("journal");
        BacktestResult result;
        try (JournalWriter writer = JournalWriter.open(journal)) {
            result = Backtest.run(
                    options(conf, tape), writer, writer.nextEpoch(), () -> JournalReader.open(journal), done -> {});
        }
        assertEquals(StopReason.END_OF_DATA, result.reason());
        BacktestResult.Market market = result.markets().get(0);
        assertTrue(market.profit().identityHolds());
        MarketFigures figures = market.figures();
        int count = figures.fills(Side.BUY) + figures.fills(Side.SELL);
        assertTrue(count > 100, "fills " + count);
        assertEquals(count, figures.makerFills(), "post-only");
        assertTrue(figures.uptimeBoth() > 0.1 && figures.uptime(Side.BUY) >= figures.uptimeBoth());
        assertEquals(3, figures.markouts().size());
        assertTrue(figures.markouts().get(0).standardError() > 0);
        assertEquals(0, figures.movedShare(), "alpha is off");
        try (JournalReader reader = JournalReader.open(journal)) {
            ReplayResult replayed = new Replayer(EngineSettingsFactory::from, "test").run(reader, done -> {});
            assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
            assertEquals(result.records(), replayed.records());
        }
    }

    @Test
    void shouldFillOnATapeAsOnTheCaptureItWasMadeOf() {
        List<Path> files = RandomCapture.write(folder, 21, 2_000);
        Path tape = folder.resolve("tape");
        Tapes.make("binance", tape, false, "5", files.toArray(Path[]::new));
        MemoryJournal onTape = new MemoryJournal();
        Configuration conf = configuration(
                "BTC/USDT", "half-spread = 1 ticks, size = 0.5 BTC", "limits.orders-per-10-s = unlimited");
        BacktestResult result = Backtest.run(options(conf, tape), onTape, 1, onTape::read, done -> {});
        assertTrue(result.markets().get(0).figures().makerFills() > 20);

        SessionStarted started =
                (SessionStarted) Objects.requireNonNull(onTape.read().next());
        EngineSettings settings = EngineSettingsFactory.from(started);
        MarketSetup market = new MarketSetup(settings.markets().get(0).instrument(), new MarketSource.Capture(files));
        List<Long> opening = List.of(10_000_000_000_000L, 10_000_000_000_000L);
        ExchangeSettings exchange = ExchangeSettings.of(
                result.firstNanos(), settings.assets(), List.of(market), List.of(new AccountSetup("test", opening)));
        MemoryJournal onCapture = new MemoryJournal();
        SessionStarted header = new SessionStarted();
        header.name = started.name;
        header.epoch = 1;
        try (VirtualSession session =
                new VirtualSession(settings, exchange, 0, VirtualLatency.near(), onCapture, header, new Recorder())) {
            session.runUntil(Long.MAX_VALUE);
            session.stop(StopReason.END_OF_DATA);
        }
        assertEquals(fills(onCapture.read()), fills(onTape.read()));
    }

    /** The same market asks for hundreds of orders in ten seconds: the venue takes 20 in each of its windows. */
    @Test
    void shouldBeRefusedTooManyOrdersAndWaitForTheNextWindow() {
        List<Path> files = RandomCapture.write(folder, 21, 2_000);
        Path tape = folder.resolve("tape");
        Tapes.make("binance", tape, false, "5", files.toArray(Path[]::new));
        MemoryJournal journal = new MemoryJournal();
        Configuration conf =
                configuration("BTC/USDT", "half-spread = 1 ticks, size = 0.5 BTC", "limits.orders-per-10-s = 20");
        var unused = Backtest.run(options(conf, tape), journal, 1, journal::read, done -> {});
        Map<Long, Integer> unfilled = new HashMap<>();
        Set<Long> traded = new HashSet<>();
        int refused = 0;
        Records records = journal.read();
        for (Message next = records.next(); next != null; next = records.next()) {
            if (next instanceof OrderAccepted accepted) {
                unfilled.merge(Math.floorDiv(accepted.exchangeTimeNanos, 10_000 * MILLI), 1, Integer::sum);
            } else if (next instanceof Fill fill && traded.add(fill.orderId)) {
                unfilled.merge(Math.floorDiv(fill.exchangeTimeNanos, 10_000 * MILLI), -1, Integer::sum);
            } else if (next instanceof OrderRejected rejected && rejected.reason == RejectReason.RATE_LIMIT) {
                refused++;
            } else if (next instanceof RateLimited limited) {
                assertEquals(0, limited.retryAtNanos % (10_000 * MILLI));
                assertTrue(limited.retryAtNanos > limited.timeNanos - 10 * MILLI);
            }
        }
        assertTrue(refused > 0, "refused " + refused);
        unfilled.forEach((window, orders) -> assertTrue(orders <= 20, () -> orders + " in " + window));
        assertTrue(unfilled.containsValue(20), unfilled::toString);
    }

    /** Delays that vary are drawn from the seed: the same again, other with another, and it replays. */
    @Test
    void shouldDrawTheSameDelaysForTheSameSeed() {
        List<Path> files = RandomCapture.write(folder, 22, 800);
        Path tape = folder.resolve("tape");
        Tapes.make("binance", tape, false, "5", files.toArray(Path[]::new));
        List<List<String>> runs = new ArrayList<>();
        for (int seed : new int[] {1, 1, 2}) {
            MemoryJournal journal = new MemoryJournal();
            Configuration conf =
                    configuration("BTC/USDT", "half-spread = 1 ticks, size = 0.5 BTC", """
                    latency { market-data = "gamma(3 ms, 1)", order-entry = "log-normal(4 ms, 1)"
                              execution = "quantiles(1 ms, 2 ms, 30 ms)", response = "gamma(9 ms, 2)", seed = %d }
                    """.formatted(seed));
            BacktestResult result = Backtest.run(options(conf, tape), journal, 1, journal::read, done -> {});
            assertTrue(result.markets().get(0).profit().identityHolds());
            BacktestResult unkept = Backtest.run(options(conf, tape), done -> {});
            assertEquals(result.records(), unkept.records(), "the same without a journal");
            assertEquals(result.reason(), unkept.reason());
            assertEquals(
                    result.markets().get(0).figures().markouts(),
                    unkept.markets().get(0).figures().markouts());
            assertEquals(
                    result.markets().get(0).profit().totalQuanta(),
                    unkept.markets().get(0).profit().totalQuanta());
            ReplayResult replayed = new Replayer(EngineSettingsFactory::from, "test").run(journal.read(), done -> {});
            assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
            runs.add(fills(journal.read()));
        }
        assertEquals(runs.get(0), runs.get(1));
        assertTrue(runs.get(0).size() > 20 && !runs.get(0).equals(runs.get(2)));
    }

    /** Our bid waits behind 5 lots; a gap takes the book away and brings another, then a sell goes through. */
    @Test
    void shouldKeepOrdersOverAGapAndSayThatTheBookBeganAnew() {
        Path tape = folder.resolve("tape");
        try (JournalWriter writer = JournalWriter.open(tape)) {
            SessionStarted started = new SessionStarted();
            started.mode = "tape";
            started.assets.add(new SessionStarted.AssetRow("BTC", 8));
            started.assets.add(new SessionStarted.AssetRow("USDT", 8));
            started.instruments.add(new SessionStarted.InstrumentRow(
                    "BTC/USDT",
                    "BTCUSDT",
                    0,
                    1,
                    new Decimal(1, 1),
                    new Decimal(1, 2),
                    1,
                    1L << 40,
                    1,
                    1L << 40,
                    0,
                    0,
                    0));
            Snapshots.begin(writer, started, visitor -> {}, 1_000 * MILLI);
            BookUpdate update = new BookUpdate();
            update.market = 0;
            for (int i = 0; i < 800; i++) {
                update.timeNanos = (1_000 + i * 100L) * MILLI;
                update.exchangeTimeNanos = update.timeNanos;
                update.reset = i == 0 ? ResetReason.SNAPSHOT : i == 200 ? ResetReason.RESYNC : ResetReason.NONE;
                update.levels.clear();
                update.levels.add(Side.BUY, 100_000, 5 + i % 2);
                update.levels.add(Side.SELL, 100_002, 5);
                if (update.reset != ResetReason.NONE) {
                    update.levels.add(Side.BUY, 99_990, 50);
                    update.levels.add(Side.SELL, 100_010, 50);
                }
                if (i == 0) {
                    update.levels.add(Side.BUY, 99_000, 7);
                }
                writer.append(update);
            }
            Trade trade = new Trade();
            trade.market = 0;
            trade.timeNanos = 81_000 * MILLI;
            trade.aggressor = Side.SELL;
            trade.priceTicks = 99_999;
            trade.lots = 100;
            writer.append(trade);
            update.timeNanos = 81_100 * MILLI;
            update.reset = ResetReason.NONE;
            writer.append(update);
        }
        MemoryJournal journal = new MemoryJournal();
        Configuration conf = configuration("BTC/USDT", "half-spread = 1 ticks, size = 0.05 BTC");
        BacktestResult result = Backtest.run(options(conf, tape), journal, 1, journal::read, done -> {});
        assertEquals(1, result.markets().get(0).restarts());
        MarketFigures figures = result.markets().get(0).figures();
        assertEquals(1, figures.fills(Side.BUY), () -> figures.reasons().toString());
        assertEquals(5, result.markets().get(0).figures().lots(Side.BUY));
        Records records = journal.read();
        int begun = 0;
        for (Message next = records.next(); next != null; next = records.next()) {
            if (next instanceof BookUpdate update && update.reset == ResetReason.RESYNC) {
                begun++;
                assertTrue(update.levels.count() == 2 || update.levels.count() == 4, "" + update.levels.count());
            }
        }
        assertEquals(1, begun);
    }

    @Test
    void shouldSayWhichMarketHasNoTape() {
        List<Path> files = RandomCapture.write(folder, 21, 50);
        Path tape = folder.resolve("tape");
        Tapes.make("binance", tape, false, "5", files.toArray(Path[]::new));
        MemoryJournal journal = new MemoryJournal();
        BacktestException none = assertThrows(
                BacktestException.class,
                () -> Backtest.run(
                        options(
                                configuration("ETH/USDT", "half-spread = 1 ticks, size = 0.5 ETH")
                                        .with(Map.of(
                                                "risk.max-order-size", "1 ETH",
                                                "risk.max-long", "1 ETH",
                                                "risk.max-short", "1 ETH")),
                                tape),
                        journal,
                        1,
                        journal::read,
                        done -> {}));
        assertEquals("no tape of ETH/USDT; the tapes hold BTC/USDT", none.getMessage());
    }

    @Test
    void shouldWeighMarkoutsByLots() {
        MidTrack mids = new MidTrack();
        mids.add(0, 200);
        mids.add(1_000_000_000L, 204);
        mids.add(3_000_000_000L, 210);
        List<Markout.Filled> fills = List.of(
                new Markout.Filled(0, 1, 99, 3),
                new Markout.Filled(0, -1, 101, 1),
                new Markout.Filled(2_500_000_000L, 1, 0, 9));
        Markout markout = Markout.of(1, fills, mids);
        // Bought 3 at 99, now 102: +3 each; sold 1 at 101: −1. The last is not over.
        assertEquals(2, markout.fills());
        assertEquals((3 * 3 - 1) / 4.0, markout.ticks(), 1e-12);
        assertEquals(Math.sqrt(2 * (.75 * .75 * 1 + .25 * .25 * 9)), markout.standardError(), 1e-12);
    }
}
