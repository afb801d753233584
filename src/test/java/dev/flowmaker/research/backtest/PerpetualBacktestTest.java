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
import dev.flowmaker.core.engine.Notice;
import dev.flowmaker.core.engine.NoticeCode;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.research.tape.Tapes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Perpetuals on tapes: alone, and beside a spot market on one account. */
class PerpetualBacktestTest {
    private static final String SPOT = "BTC/USDT";
    private static final String LINEAR = "BTC/USDT:USDT";
    private static final String INVERSE = "BTC/USDT:BTC";

    @TempDir
    private Path folder;

    private final MemoryJournal journal = new MemoryJournal();

    private static String market(String symbol, String unit, String settlement, String more) {
        return """
                { symbol = "%1$s"
                  quote { half-spread = 1 ticks, fee-floor = false, adverse-selection.floor = false, size = 10 %2$s
                          inventory { target = 0 %2$s, price-skew = 3 ticks } }
                  order.requote-threshold = 1 tick
                  risk { max-order-size = 10 %2$s, max-order-notional = 100000 %3$s
                         max-long = 100 %2$s, max-short = 100 %2$s
                         breakers { day-loss.reaction = off, drawdown.reaction = off } }
                  %4$s }
                """.formatted(symbol, unit, settlement, more);
    }

    private static Configuration configuration(String daemon, String... markets) {
        return Configuration.parse("test.conf", """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  simulation.limits { orders-per-10-s = unlimited, orders-per-day = unlimited, weight-per-min = unlimited }
                  %s
                  markets = [ %s ]
                }
                """.formatted(daemon, String.join(", ", markets)));
    }

    private BacktestResult run(Configuration configuration, Path... tapes) {
        BaseSession base = new BaseSession(
                new Backtest.Options(
                        configuration.daemon(), List.of(tapes), FillModel.RISK_AVERSE, 100_000, 1_000_000, "test"),
                journal,
                1,
                journal::read,
                done -> {});
        if (base.result().reason() == StopReason.END_OF_DATA) {
            sameOrdersAreTheSession(base);
        }
        return base.result();
    }

    /** Asked about its own orders, the session's model says what the session said, to the quantum. */
    private static void sameOrdersAreTheSession(BaseSession base) {
        BacktestResult same = base.under(List.of(FillModel.RISK_AVERSE)).get(0);
        for (int i = 0; i < same.markets().size(); i++) {
            BacktestResult.Market session = base.result().markets().get(i);
            BacktestResult.Market again = same.markets().get(i);
            String symbol = session.instrument().symbol();
            assertEquals(session.figures().fills(Side.BUY), again.figures().fills(Side.BUY), symbol);
            assertEquals(session.figures().lots(Side.SELL), again.figures().lots(Side.SELL), symbol);
            assertEquals(session.profit().feesQuanta(), again.profit().feesQuanta(), symbol);
            assertEquals(session.profit().fundingQuanta(), again.profit().fundingQuanta(), symbol);
            assertEquals(session.profit().totalQuanta(), again.profit().totalQuanta(), symbol);
            assertEquals(session.profit().baseQuanta(), again.profit().baseQuanta(), symbol);
            assertTrue(again.profit().identityHolds());
        }
    }

    private void replaysIdentically() {
        ReplayResult replayed = new Replayer(EngineSettingsFactory::from, "test").run(journal.read(), done -> {});
        assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
    }

    private <M extends Message> List<M> recorded(Class<M> type, java.util.function.Function<M, M> copy) {
        List<M> found = new ArrayList<>();
        var records = journal.read();
        for (Message next = records.next(); next != null; next = records.next()) {
            if (type.isInstance(next)) {
                found.add(copy.apply(type.cast(next)));
            }
        }
        return found;
    }

    private List<Funding> fundings() {
        return recorded(Funding.class, from -> {
                    Funding to = new Funding();
                    to.market = from.market;
                    to.fundingTimeNanos = from.fundingTimeNanos;
                    to.quanta = from.quanta;
                    to.ratePpb = from.ratePpb;
                    to.source = from.source;
                    to.mark2Ticks = from.mark2Ticks;
                    return to;
                })
                .stream()
                .filter(each -> each.source == Source.STREAM)
                .toList();
    }

    private long notices(NoticeCode code) {
        return recorded(Notice.class, from -> {
                    Notice to = new Notice();
                    to.code = from.code;
                    return to;
                })
                .stream()
                .filter(notice -> notice.code == code)
                .count();
    }

    @Test
    void shouldTradeTheSharedPerpetualOverItsFunding() {
        Path tape = folder.resolve("tape");
        Tapes.named("binance", tape, false, LINEAR, null, null, SharedData.file("binance/usdm-btcusdt-20240808.gz"));
        BacktestResult result = run(Configuration.load(Path.of("conf/perpetual.conf")), tape);
        assertEquals(StopReason.END_OF_DATA, result.reason());
        BacktestResult.Market market = result.markets().get(0);
        assertTrue(market.profit().identityHolds());
        assertTrue(market.figures().makerFills() > 10);
        // The capture ends a second after midnight.
        List<Funding> fundings = fundings();
        assertEquals(1, fundings.size());
        assertEquals(market.profit().fundingQuanta(), fundings.get(0).quanta);
        assertEquals(0, notices(NoticeCode.BALANCE_DIFFERENCE));
        replaysIdentically();
    }

    /** One account, one wallet of each coin: positions, funding and fees of all come out to the quantum. */
    @Test
    void shouldTradeSpotLinearAndInverseAtOnce() {
        Path[] files = RandomCapture.write(folder, 31, 1_500).toArray(Path[]::new);
        Tapes.make("binance", folder.resolve("spot"), false, "5", files);
        Tapes.named("binance", folder.resolve("linear"), false, LINEAR, "5", new Decimal(1, 3), files);
        Tapes.named("binance", folder.resolve("inverse"), false, INVERSE, "5", new Decimal(10, 0), files);
        String funding = "simulation.funding { rate = 0.02 %, interval = 5 s }";
        Configuration configuration = configuration(
                "simulation.balances = [ 500000 USDT, 20 BTC ]",
                market(
                        SPOT,
                        "BTC",
                        "USDT",
                        "quote.size = 0.01 BTC, risk { max-order-size = 1 BTC, max-long = 1 BTC,"
                                + " max-short = 1 BTC }"),
                market(LINEAR, "contracts", "USDT", funding),
                market(INVERSE, "contracts", "BTC", funding + "\nrisk.max-order-notional = 1 BTC"));
        BacktestResult result =
                run(configuration, folder.resolve("spot"), folder.resolve("linear"), folder.resolve("inverse"));
        assertEquals(StopReason.END_OF_DATA, result.reason(), "orders, trades and balances agree at the end");
        assertEquals(3, result.markets().size());
        long[] paid = new long[3];
        for (Funding each : fundings()) {
            paid[each.market] += each.quanta;
        }
        for (int i = 0; i < 3; i++) {
            BacktestResult.Market market = result.markets().get(i);
            assertTrue(market.figures().makerFills() > 5, market.instrument().symbol());
            assertTrue(market.profit().identityHolds());
            assertEquals(paid[i], market.profit().fundingQuanta());
        }
        for (int market = 1; market < 3; market++) {
            int of = market;
            assertTrue(fundings().stream().anyMatch(each -> each.market == of && each.quanta != 0), "market " + of);
        }
        assertEquals(0, notices(NoticeCode.BALANCE_DIFFERENCE));
        assertTrue(recorded(MarkPrice.class, mark -> mark).size() > 100);
        walletsAreOpeningPlusProfit(result);
        replaysIdentically();
    }

    /** The last word of the venue on each wallet, positions at cost, against what the markets say they gained. */
    private void walletsAreOpeningPlusProfit(BacktestResult result) {
        long[] wallet = new long[4];
        long[] cost = new long[4];
        for (Balance each : recorded(Balance.class, from -> {
            Balance to = new Balance();
            to.asset = from.asset;
            to.freeQuanta = from.freeQuanta + from.lockedQuanta;
            to.costQuanta = from.costQuanta;
            return to;
        })) {
            wallet[each.asset] = each.freeQuanta;
            cost[each.asset] = each.costQuanta;
        }
        var inverse = result.markets().get(2);
        var spot = result.markets().get(0);
        // Coins bought at once and those that the inverse market brought are in one wallet; so is the cash of the
        // others.
        long coins = spot.profit().baseQuanta() + inverse.profit().cashQuanta();
        assertEquals(
                coins,
                wallet[inverse.instrument().quoteAsset()]
                        - cost[inverse.instrument().baseAsset()]);
        var linear = result.markets().get(1);
        long cash = 500_000 * Decimal.powerOfTen(linear.instrument().quote().scale())
                + spot.profit().cashQuanta()
                + linear.profit().cashQuanta();
        assertEquals(
                cash,
                wallet[linear.instrument().quoteAsset()]
                        - cost[linear.instrument().baseAsset()]);
    }

    @Test
    void shouldHaltWhenTheVenueClosesThePosition() {
        Path[] files = RandomCapture.write(folder, 33, 1_500).toArray(Path[]::new);
        Tapes.named("binance", folder.resolve("linear"), false, LINEAR, "5", new Decimal(1, 0), files);
        // A position of 1,000 times its margin: the fees of the first trades eat what is left over.
        Configuration configuration =
                configuration("simulation.balances = [ 6.3 USDT ]", market(LINEAR, "BTC", "USDT", """
                        contract { initial-margin = 0.1 %, maintenance-margin = 0.1 % }
                        quote { size = 0.1 BTC, price-floor = 60500 USDT }
                        risk { max-order-size = 1 BTC, max-long = 0.3 BTC, max-short = 0.3 BTC
                               breakers { margin.reaction = off, leverage.reaction = off, liquidation.reaction = off } }
                        """));
        BacktestResult result = run(configuration, folder.resolve("linear"));
        List<Fill> forced = recorded(Fill.class, from -> {
                    Fill to = new Fill();
                    to.liquidity = from.liquidity;
                    to.orderId = from.orderId;
                    return to;
                })
                .stream()
                .filter(fill -> fill.liquidity == Liquidity.LIQUIDATION)
                .toList();
        assertTrue(forced.size() > 0, "forced closes");
        assertEquals(0, forced.get(0).orderId);
        assertTrue(notices(NoticeCode.LIQUIDATED) > 0);
        assertTrue(result.markets().get(0).profit().identityHolds());
        replaysIdentically();
    }

    @Test
    void shouldChargeInAThirdAssetAndValueIt() {
        Path[] files = RandomCapture.write(folder, 34, 800).toArray(Path[]::new);
        Tapes.make("binance", folder.resolve("spot"), false, "5", files);
        String third = """
                quote.size = 0.1 BTC
                simulation.fees { in = third, tiers = [ { from = 0 USDT, maker = 10 bps, taker = 20 bps } ]
                                  third { balance = 1000 BNB, discount = 25 %, price = 600 USDT } }
                """;
        BacktestResult result = run(
                configuration("fee-prices = [ { asset = BNB, price = 600 USDT } ]", market(SPOT, "BTC", "USDT", third)),
                folder.resolve("spot"));
        var profit = result.markets().get(0).profit();
        int bnb = 2;
        assertTrue(profit.otherFeesQuanta(bnb) > 0);
        // Each fill's value is rounded down to a quantum.
        assertTrue(Math.abs(600 * profit.otherFeesQuanta(bnb) - profit.feesQuanta()) <= 600);
        assertTrue(profit.identityHolds());
        assertEquals(0, notices(NoticeCode.BALANCE_DIFFERENCE));
        replaysIdentically();
    }

    /** Mark price and rate are the tape's, not the mid's. */
    @Test
    void shouldPayWhatTheTapeRecorded() {
        Path[] files = RandomCapture.write(folder, 37, 900).toArray(Path[]::new);
        Tapes.named("binance", folder.resolve("whole"), false, LINEAR, "5", null, files);
        MarkPrice mark = new MarkPrice();
        mark.mark2Ticks = 2 * 6_100_000;
        mark.ratePpb = -50_000;
        try (JournalReader reader = JournalReader.open(folder.resolve("whole"));
                JournalWriter writer = JournalWriter.open(folder.resolve("marked"))) {
            int books = 0;
            for (Message next = reader.next(); next != null; next = reader.next()) {
                writer.append(next);
                books += next instanceof BookUpdate ? 1 : 0;
                if (next instanceof BookUpdate && books % 50 == 2) {
                    mark.market = next.market;
                    mark.timeNanos = next.timeNanos;
                    writer.append(mark);
                }
            }
        }
        BacktestResult result = run(
                configuration(
                        "",
                        market(
                                LINEAR,
                                "BTC",
                                "USDT",
                                "quote.size = 0.1 BTC\nsimulation.funding { rate = recorded, interval = 20 s }")),
                folder.resolve("marked"));
        List<Funding> fundings = fundings();
        assertTrue(!fundings.isEmpty());
        for (Funding each : fundings) {
            assertEquals(-50_000, each.ratePpb);
            assertEquals(2 * 6_100_000, each.mark2Ticks);
        }
        assertTrue(result.markets().get(0).profit().identityHolds());
        replaysIdentically();
    }

    /** The perpetual's tape begins a minute after the spot market's: until then nothing of it is known. */
    @Test
    void shouldKnowNoBookBeforeItsTapeBegins() {
        Path[] files = RandomCapture.write(folder, 36, 1_500).toArray(Path[]::new);
        Tapes.make("binance", folder.resolve("spot"), false, "5", files);
        Tapes.named("binance", folder.resolve("whole"), false, LINEAR, "5", null, files);
        long later = copyLater(folder.resolve("whole"), folder.resolve("linear"), 60_000_000_000L);
        BacktestResult result = run(
                configuration(
                        "",
                        market(SPOT, "BTC", "USDT", "quote.size = 0.01 BTC"),
                        market(LINEAR, "BTC", "USDT", "quote.size = 0.01 BTC")),
                folder.resolve("spot"),
                folder.resolve("linear"));
        assertEquals(StopReason.END_OF_DATA, result.reason());
        long first = recorded(BookUpdate.class, from -> {
                    BookUpdate to = new BookUpdate();
                    to.market = from.market;
                    to.timeNanos = from.timeNanos;
                    for (int i = 0; i < from.levels.count(); i++) {
                        to.levels.add(from.levels.side(i), from.levels.priceTicks(i), from.levels.lots(i));
                    }
                    return to;
                })
                .stream()
                .filter(update -> update.market == 1 && update.levels.count() > 0)
                .mapToLong(update -> update.timeNanos)
                .min()
                .orElseThrow();
        assertTrue(first >= later, first + " is before " + later);
        assertTrue(result.markets().get(1).figures().makerFills() > 0);
        replaysIdentically();
    }

    /** The tape again, all of it so much later; returns when its first book is. */
    private static long copyLater(Path from, Path to, long nanos) {
        long first = Long.MAX_VALUE;
        try (JournalReader reader = JournalReader.open(from);
                JournalWriter writer = JournalWriter.open(to)) {
            for (Message next = reader.next(); next != null; next = reader.next()) {
                next.timeNanos += nanos;
                first = next instanceof BookUpdate ? Math.min(first, next.timeNanos) : first;
                writer.append(next);
            }
        }
        return first;
    }

    @Test
    void shouldSayThatTheIndexIsNoMarket() {
        Path[] files = RandomCapture.write(folder, 35, 50).toArray(Path[]::new);
        Tapes.named("binance", folder.resolve("linear"), false, LINEAR, "5", null, files);
        Configuration configuration = configuration(
                "", market(LINEAR, "BTC", "USDT", "simulation.funding { rate = premium, index = BTC/USDT }"));
        BacktestException refused =
                assertThrows(BacktestException.class, () -> run(configuration, folder.resolve("linear")));
        assertTrue(String.valueOf(refused.getMessage()).contains("none of the markets"), refused.getMessage());
    }
}
