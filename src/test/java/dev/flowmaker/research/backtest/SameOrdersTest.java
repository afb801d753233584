package dev.flowmaker.research.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.journal.JournalWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One list of orders under several models. Our bid of 100 lots joins 500; 1,000 join behind it and 900 of the level leave. Who
 * stood behind is all that the models disagree about: 450 lots are sold there, and then 100 more.
 */
class SameOrdersTest {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long FRAME = 100_000_000;
    private static final long BID = 5_000_000;

    @TempDir
    private Path folder;

    private Backtest.Options options(FillModel model) {
        Configuration conf = Configuration.parse("test.conf", """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ {
                    symbol = BTC/USDT
                    book.warmup-frames = 5
                    alpha.mode = off
                    quote { fee-floor = false, adverse-selection.floor = false, half-spread = 10 ticks, size = 0.001 BTC
                            inventory.price-skew = 0 ticks }
                    risk { max-order-size = 1 BTC, max-order-notional = 1000000 USDT, max-long = 1 BTC, max-short = 1 BTC }
                  } ]
                }
                """);
        return new Backtest.Options(conf.daemon(), List.of(folder), model, 0, 0, "test");
    }

    private void tape() {
        try (JournalWriter writer = JournalWriter.open(folder)) {
            Asset base = new Asset("BTC", 8);
            Asset quote = new Asset("USDT", 8);
            Instrument instrument = new Instrument(
                    0,
                    "BTC/USDT",
                    "BTCUSDT",
                    base,
                    0,
                    quote,
                    1,
                    new Decimal(1, 2),
                    new Decimal(1, 5),
                    1,
                    1L << 40,
                    1,
                    1L << 40,
                    0,
                    0,
                    0);
            SessionStarted started = new SessionStarted();
            started.mode = "tape";
            started.epoch = 1;
            started.timeNanos = START;
            EngineSettingsFactory.describe(started, List.of(base, quote), List.of(instrument));
            writer.append(started);
            for (int i = 0; i < 90; i++) {
                if (i == 46) {
                    trade(writer, i, 450);
                } else if (i == 61) {
                    trade(writer, i, 100);
                }
                long lots = i < 30 ? 500 : i < 40 ? 1_500 : i < 46 ? 600 : i < 61 ? 150 : 50;
                BookUpdate update = new BookUpdate();
                update.market = 0;
                update.updateId = i + 1L;
                update.reset = i == 0 ? ResetReason.SNAPSHOT : ResetReason.NONE;
                update.timeNanos = START + i * FRAME;
                update.exchangeTimeNanos = update.timeNanos;
                update.receiveTimeNanos = update.timeNanos;
                update.levels.add(Side.BUY, BID, lots);
                update.levels.add(Side.SELL, BID + 20, 500);
                writer.append(update);
            }
        }
    }

    private static void trade(JournalWriter writer, int frame, long lots) {
        Trade trade = new Trade();
        trade.market = 0;
        trade.tradeId = frame;
        trade.timeNanos = START + frame * FRAME - FRAME / 2;
        trade.exchangeTimeNanos = trade.timeNanos;
        trade.receiveTimeNanos = trade.timeNanos;
        trade.aggressor = Side.SELL;
        trade.priceTicks = BID;
        trade.lots = lots;
        writer.append(trade);
    }

    private static List<Long> bought(List<BacktestResult> results) {
        return results.stream()
                .map(result -> result.markets().get(0).figures().lots(Side.BUY))
                .toList();
    }

    @Test
    void shouldFillTheSameOrdersByEachModel() {
        tape();
        List<FillModel> models = FillModel.parseList("risk-averse,log");
        // 500 are ahead to the careful one, so that the second trade reaches it; some 200 to the other.
        BaseSession careful = new BaseSession(options(models.get(0)), done -> {});
        assertEquals(50, careful.result().markets().get(0).figures().lots(Side.BUY));
        List<BacktestResult> same = careful.under(models);
        assertEquals(List.of(50L, 100L), bought(same));
        BacktestResult.Market log = same.get(1).markets().get(0);
        assertEquals(100L * 1_000, log.profit().baseQuanta());
        assertEquals(
                log.profit().spreadQuanta(), log.profit().totalQuanta(), "ten ticks of a hundred lots, the mid stays");
        assertEquals(
                10 * 100 * log.instrument().notionalQuanta(1, 1), log.profit().totalQuanta());
        assertTrue(log.profit().identityHolds());
    }

    /** What the base session filled has no cancel: it leaves where the next bid is placed, and meets no later trade. */
    @Test
    void shouldGiveTheFilledOrdersPlaceToTheNextOne() {
        tape();
        List<FillModel> models = FillModel.parseList("log,risk-averse");
        BaseSession base = new BaseSession(options(models.get(0)), done -> {});
        assertEquals(100, base.result().markets().get(0).figures().lots(Side.BUY));
        assertEquals(List.of(100L, 0L), bought(base.under(models)));
    }
}
