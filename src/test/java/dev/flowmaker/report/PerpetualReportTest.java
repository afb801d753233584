package dev.flowmaker.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.research.backtest.Backtest;
import dev.flowmaker.research.backtest.BacktestResult;
import dev.flowmaker.research.tape.Tapes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Perpetuals: what funding brought is a part of what was earned, and each is counted in what it is settled in. */
class PerpetualReportTest {
    private static final String LINEAR = "BTC/USDT:USDT";
    private static final String INVERSE = "BTC/USDT:BTC";

    @TempDir
    private Path folder;

    private static String market(String symbol, String notional) {
        return """
                { symbol = "%s"
                  quote { half-spread = 1 ticks, fee-floor = false, adverse-selection.floor = false, size = 10 contracts
                          inventory { target = 0 contracts, price-skew = 3 ticks } }
                  order.requote-threshold = 1 tick
                  risk { max-order-size = 10 contracts, max-order-notional = %s
                         max-long = 100 contracts, max-short = 100 contracts
                         breakers { day-loss.reaction = off, drawdown.reaction = off } }
                  simulation.funding { rate = 0.02 %%, interval = 20 s } }
                """.formatted(symbol, notional);
    }

    private MemoryJournal trade() {
        Path[] files = RandomCapture.write(folder, 31, 900).toArray(Path[]::new);
        Path linear = folder.resolve("linear");
        Path inverse = folder.resolve("inverse");
        Tapes.named("binance", linear, false, LINEAR, "5", new Decimal(1, 3), files);
        Tapes.named("binance", inverse, false, INVERSE, "5", new Decimal(10, 0), files);
        Configuration configuration = Configuration.parse(
                "test.conf", """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  simulation.limits { orders-per-10-s = unlimited, orders-per-day = unlimited, weight-per-min = unlimited }
                  simulation.balances = [ 500000 USDT, 20 BTC ]
                  markets = [ %s, %s ]
                }
                """.formatted(market(LINEAR, "100000 USDT"), market(INVERSE, "1 BTC")));
        MemoryJournal journal = new MemoryJournal();
        BacktestResult result = Backtest.run(
                new Backtest.Options(
                        configuration.daemon(),
                        List.of(linear, inverse),
                        FillModel.RISK_AVERSE,
                        100_000,
                        1_000_000,
                        "test"),
                journal,
                1,
                journal::read,
                done -> {});
        profits = result.markets().stream().map(BacktestResult.Market::profit).toList();
        scales = result.markets().stream()
                .map(market -> market.instrument().quote().scale())
                .toList();
        return journal;
    }

    private List<ProfitAndLoss> profits = List.of();
    private List<Integer> scales = List.of();

    private static BigDecimal decimal(JsonNode node) {
        return new BigDecimal(node.asText());
    }

    @Test
    void shouldCountFundingAsAPartAndEachAssetByItself() throws IOException {
        JsonNode facts = new ObjectMapper().readTree(Report.facts(trade().read(), "test", "test"));
        assertTrue(
                facts.at("/proof/identical").asBoolean(),
                () -> facts.get("proof").toString());
        assertEquals(2, facts.get("totals").size(), "what is settled in BTC and in USDT cannot be added");
        assertFalse(decimal(facts.at("/markets/0/funding")).signum() == 0, "funding was paid");
        for (int i = 0; i < 2; i++) {
            JsonNode market = facts.get("markets").get(i);
            assertTrue(market.get("exact").asBoolean());
            assertEquals(
                    0,
                    BigDecimal.valueOf(profits.get(i).fundingQuanta(), scales.get(i))
                            .compareTo(decimal(market.get("funding"))));
            assertEquals(
                    0,
                    BigDecimal.valueOf(profits.get(i).totalQuanta(), scales.get(i))
                            .compareTo(decimal(market.get("total"))));
            assertEquals(
                    0,
                    decimal(market.get("total"))
                            .compareTo(decimal(market.get("spread"))
                                    .add(decimal(market.get("inventory")))
                                    .add(decimal(market.get("fees")))
                                    .add(decimal(market.get("funding")))));
        }
    }
}
