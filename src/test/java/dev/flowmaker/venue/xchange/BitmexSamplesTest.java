package dev.flowmaker.venue.xchange;

import static dev.flowmaker.venue.xchange.BitmexFixtures.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.ClientOrderIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Messages of BitMEX's that others recorded: XChange's own test resources, read where they are. Run with
 * {@code -Dflowmaker.samples=FOLDER}, a checkout of github.com/knowm/XChange; docs/venues.md lists what is read.
 */
class BitmexSamplesTest {
    private static final String REST = "xchange-bitmex/src/test/resources/__files";
    private static final String STREAM =
            "xchange-stream-bitmex/src/test/resources/info/bitrich/xchangestream/bitmex/dto";

    private final Path folder = Path.of(System.getProperty("flowmaker.samples", ""));
    private BitmexInstruments instruments;
    private Session session;
    private BitmexExecutions executions;
    private final BitmexOrders orders = new BitmexOrders();

    @BeforeEach
    void openMarketsOfTheSamples() throws Exception {
        Assumptions.assumeTrue(
                Files.isDirectory(folder.resolve(STREAM)),
                "SKIPPED: no recorded messages; give a checkout of github.com/knowm/XChange with"
                        + " -Dflowmaker.samples=FOLDER");
        // What the recorded spot markets would be as perpetuals: 10^-8 of the coin each, settled in USDT.
        String spot = BitmexFixtures.linear().replace("'multiplier':1,", "'multiplier':0.01,");
        instruments = new BitmexInstruments(json("["
                + BitmexFixtures.inverse().replace("'lotSize':100", "'lotSize':1") + ","
                + spot.replace("'XBTUSDT'", "'XBT_USDT'").replace("'lotSize':100", "'lotSize':10000") + ","
                + spot.replace("'XBTUSDT'", "'TRUMP_USDT'")
                        .replace("'underlying':'XBT'", "'underlying':'TRUMP'")
                        .replace("'lotSize':100,'tickSize':0.1", "'lotSize':10000000,'tickSize':0.001")
                + "]"));
        Markets markets = instruments.of(
                List.of(BitmexFixtures.INVERSE, BitmexFixtures.LINEAR, "TRUMP/USDT:USDT"), json("{}"), json("[]"));
        session = new Session(new ClientOrderIds(TestSettings.NAME), markets.assets(), markets.instruments());
        executions = new BitmexExecutions(session, instruments.money(), orders, new Secrets(() -> "", () -> ""));
    }

    private JsonNode read(String path) throws IOException {
        return BitmexJson.parse(Files.readString(folder.resolve(path)));
    }

    /** What left the wallet by a trade as if paid in full, in the venue's units. */
    private void assertCash(JsonNode row, Fill fill) {
        Instrument market = session.market(fill.market).instrument();
        long units = market.quote().code().equals("USDT")
                ? Math.round(Math.pow(10, market.quote().scale() - 6))
                : 1;
        assertEquals(
                -(BitmexJson.whole(row, "execCost") + BitmexJson.whole(row, "execComm")) * units,
                market.cashQuanta(fill.side, fill.priceTicks, fill.lots) - fill.feeQuanta,
                row.toString());
    }

    @Test
    void shouldBookEveryRecordedTradeAsTheVenueDid() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        read(REST + "/api_v1_execution_tradehistory.json").forEach(rows::add);
        for (String market : List.of("execution_market-buy", "execution_market-sell")) {
            read(STREAM + "/" + market + ".json").path("data").forEach(rows::add);
        }
        rows.add(read(STREAM + "/execution.json"));
        int trades = 0;
        for (JsonNode row : rows) {
            Message event = executions.event(row, Source.STREAM);
            if (event instanceof Fill fill) {
                trades++;
                assertCash(row, fill);
                assertNotEquals(Liquidity.UNKNOWN, fill.liquidity);
                assertEquals(0, fill.orderId);
                assertEquals(
                        BitmexJson.whole(row, "lastQty"),
                        fill.lots
                                * session.market(fill.market).instrument().lot().mantissa());
            } else {
                assertEquals("New", BitmexJson.text(row, "execType"));
            }
        }
        assertEquals(5, trades);
    }

    @Test
    void shouldFollowTheRecordedPositions() throws IOException {
        RecordingInbox inbox = new RecordingInbox();
        BitmexUserTables tables =
                new BitmexUserTables(executions, new BitmexBalances(session, instruments.money()), orders, inbox);
        for (String each :
                List.of("execution-spec", "position_initial", "position_update-open", "position_update-close")) {
            JsonNode message = read(STREAM + "/" + each + ".json");
            tables.onRows(BitmexJson.text(message, "table"), BitmexJson.text(message, "action"), message.path("data"));
        }
        // The one perpetual among them stayed flat throughout.
        assertEquals(1, inbox.size());
        Balance flat = inbox.all(Balance.class).get(0);
        assertEquals(0, flat.freeQuanta);
        assertEquals(0, flat.costQuanta);
        assertEquals(session.instruments().get(0).baseAsset(), flat.asset);
    }

    @Test
    void shouldReadTheStateOfEveryRecordedOrder() throws IOException {
        Map<String, OrderStatus> expected =
                Map.of("New", OrderStatus.WORKING, "Filled", OrderStatus.FILLED, "Canceled", OrderStatus.CANCELED);
        int orders = 0;
        try (Stream<Path> files = Files.list(folder.resolve(REST))) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("api_v1_order_"))
                    .toList()) {
                JsonNode answer = read(REST + "/" + file.getFileName());
                if (answer.has("error")) {
                    continue;
                }
                Iterable<JsonNode> rows = answer.isArray() ? answer : List.of(answer);
                for (JsonNode row : rows) {
                    orders++;
                    String status = BitmexJson.text(row, "ordStatus");
                    assertEquals(expected.get(status), BitmexQueries.status(status), file.toString());
                    BitmexExecutions.side(row);
                    BitmexJson.nanos(row, "transactTime");
                    BitmexJson.nanos(row, "timestamp");
                    assertTrue(BitmexJson.number(row, "cumQty").signum() >= 0);
                    assertFalse(BitmexJson.text(row, "orderID").isEmpty());
                }
            }
        }
        assertEquals(14, orders);
    }

    @Test
    void shouldUnderstandTheRecordedRefusal() throws IOException {
        BitmexRefusal refusal = new JsonMapper()
                .readValue(
                        folder.resolve(REST)
                                .resolve("api_v1_order_error-insufficient-balance.json")
                                .toFile(),
                        BitmexRefusal.class);
        refusal.setHttpStatusCode(400);
        Failure failure = new BitmexErrors(new Secrets(() -> "", () -> "")).of(refusal);
        assertEquals(Failure.Kind.REFUSED, failure.kind());
        assertEquals(RejectReason.INSUFFICIENT_BALANCE, failure.reason());
    }

    @Test
    void shouldKnowTheRecordedCurrenciesUnits() throws IOException {
        for (JsonNode row : read(REST + "/api_v1_wallet_assets.json")) {
            BitmexMoney known = instruments.money().of(BitmexJson.text(row, "currency"));
            if (known != null) {
                assertEquals(BitmexJson.whole(row, "scale"), known.scale());
                assertEquals(BitmexMoney.code(BitmexJson.text(row, "asset")), known.asset());
            }
        }
    }

    @Test
    void shouldPassOverRecordedSpotMarkets() throws IOException {
        new BitmexInstruments(read(REST + "/api_v1_instrument_active.json"));
    }
}
