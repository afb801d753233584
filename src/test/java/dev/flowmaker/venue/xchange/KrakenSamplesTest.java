package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.OrderBook;

/**
 * Messages of Kraken's that others recorded: XChange's own test resources, read where they are. The property names the folder
 * that holds {@code xchange-kraken} and {@code xchange-stream-kraken}; docs/venues.md says how.
 */
@EnabledIfSystemProperty(
        named = "flowmaker.samples",
        matches = ".+",
        disabledReason = "NOT TRIED: -Dflowmaker.samples=FOLDER names a checkout of XChange's sources")
class KrakenSamplesTest {
    private static final String DTO = "xchange-kraken/src/test/resources/org/knowm/xchange/kraken/dto/";
    private static final String STREAM = "xchange-stream-kraken/src/test/resources/";

    private static JsonNode sample(String file) throws IOException {
        Path folder = Path.of(System.getProperty("flowmaker.samples"));
        return BinanceJson.parse(Files.readString(folder.resolve(file)));
    }

    private static KrakenNames names() throws IOException {
        return new KrakenNames(
                KrakenRefusal.result(sample(DTO + "marketdata/example-assets-data.json")),
                KrakenRefusal.result(sample(DTO + "marketdata/example-assetpairs-data.json")));
    }

    @Test
    void shouldReadEveryMarketAndFee() throws IOException {
        JsonNode pairs = KrakenRefusal.result(sample(DTO + "marketdata/example-assetpairs-data.json"));
        Map<String, MarketRules> rules = KrakenRules.of(pairs, names());
        long named = 0;
        for (JsonNode pair : pairs) {
            named += pair.has("wsname") ? 1 : 0;
        }
        assertTrue(named > 0);
        assertEquals(named, rules.size());
        assertTrue(KrakenRefusal.result(sample(DTO + "account/example-tradevolume-data.json"))
                .isObject());
    }

    @Test
    void shouldReadEveryOrderAndTrade() throws IOException {
        KrakenNames names = names();
        int orders = 0;
        JsonNode open = KrakenRefusal.result(sample(DTO + "trading/example-openorders-data.json"));
        for (Map.Entry<String, JsonNode> order : open.path("open").properties()) {
            VenueOrder read = KrakenJson.order(order.getKey(), order.getValue(), names);
            assertNotNull(read.status());
            assertNotNull(read.side());
            assertTrue(read.timeNanos() > 0);
            assertEquals(new BigDecimal(order.getValue().path("vol").asText()), read.quantity());
            assertEquals(
                    new BigDecimal(order.getValue().path("descr").path("price").asText()), read.price());
            assertEquals(new BigDecimal(order.getValue().path("vol_exec").asText()), read.filled());
            orders++;
        }
        assertTrue(orders > 0);
        JsonNode history = KrakenRefusal.result(sample(DTO + "trading/example-tradehistory-data.json"));
        for (JsonNode trade : history.path("trades")) {
            assertNotNull(KrakenJson.side(trade));
            assertTrue(KrakenJson.nanos(trade, "time") > 0);
            BigDecimal value = BinanceJson.positive(trade, "price").multiply(BinanceJson.positive(trade, "vol"));
            BigDecimal apart =
                    value.subtract(BinanceJson.positive(trade, "cost")).abs();
            assertTrue(
                    apart.compareTo(new BigDecimal("0.01")) <= 0,
                    () -> "what it cost is " + apart + " apart: " + trade);
            assertFalse(trade.path("ordertxid").asText().isEmpty());
        }
        assertTrue(history.path("trades").size() > 0);
    }

    @Test
    void shouldReadABookAndWhenItsUpdatesWere() throws IOException {
        KrakenBook followed = new KrakenBook(new CurrencyPair("XBT/USD"), 10);
        for (String name : new String[] {"Snapshot", "Update00", "Update01", "Update02"}) {
            JsonNode frame = sample(STREAM + "orderBookMessage" + name + ".json");
            assertTrue(KrakenFrames.timeNanos(frame) > 0, name);
            if (name.equals("Snapshot")) {
                OrderBook book = followed.apply((ArrayNode) frame);
                assertNotNull(book);
            }
        }
        assertTrue(KrakenFrames.timeNanos(sample(STREAM + "trades.json")) > 0);
        assertEquals(0, KrakenFrames.timeNanos(sample(STREAM + "subscriptionConfirmation.json")));
    }
}
