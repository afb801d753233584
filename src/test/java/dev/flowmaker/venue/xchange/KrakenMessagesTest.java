package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.OrderStatus;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kraken's messages, written after its documentation: whole ones, those that tell what changed only, and broken ones. */
class KrakenMessagesTest {
    private static final KrakenNames NAMES = new KrakenNames(json("""
                    {"XXBT":{"altname":"XBT","decimals":10},"ZUSD":{"altname":"USD","decimals":4},
                     "XXDG":{"altname":"XDG","decimals":8}}"""), json("""
                    {"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD"},"XDGUSD":{"altname":"XDGUSD","wsname":"XDG/USD"},
                     "XXBTZUSD.d":{"altname":"XBTUSD.d"}}"""));

    private static JsonNode json(String text) {
        return BinanceJson.parse(text);
    }

    @Test
    void shouldKnowEveryNameOfAMarketAndAnAsset() {
        assertEquals("XBTUSD", NAMES.pair("XXBTZUSD"));
        assertEquals("XBTUSD", NAMES.pair("XBT/USD"));
        assertEquals("XBTUSD", NAMES.pair("XBTUSD"));
        assertEquals("XBT/USD", NAMES.stream("XBTUSD"));
        assertEquals("BTC", NAMES.asset("XXBT"));
        assertEquals("DOGE", NAMES.asset("XXDG"));
        assertNull(NAMES.asset("XBT.F"));
        assertEquals("DOGE/USD", KrakenNames.symbol("XDG/USD"));
    }

    @Test
    void shouldReadAWholeOrder() {
        VenueOrder order = KrakenJson.order("OGTT3Y-C6I3P-XRI6HX", json("""
                        {"avg_price":"0.00000","cost":"0.00000","descr":{"close":null,"leverage":null,"order":"buy 1 XBT/USD",
                         "ordertype":"limit","pair":"XBT/USD","price":"34.50000","price2":"0.00000","type":"buy"},
                         "expiretm":null,"fee":"0.00000","limitprice":"0.00000","misc":"","oflags":"fciq,post",
                         "opentm":"1616114891.123456","refid":null,"starttm":null,"status":"open","stopprice":"0.00000",
                         "userref":-5,"vol":"10.00345345","vol_exec":"0.00000000"}"""), NAMES);
        assertEquals("XBTUSD", order.venueSymbol());
        assertEquals("-5", order.clientId());
        assertEquals(Side.BUY, order.side());
        assertEquals(OrderStatus.WORKING, order.status());
        assertEquals(new BigDecimal("10.00345345"), order.quantity());
        assertEquals(1_616_114_891_123_456_000L, order.timeNanos());
    }

    @Test
    void shouldTakeWhatIsNotSaidForNotSaid() {
        VenueOrder part = KrakenJson.order("O1", json("{\"vol_exec\":\"0.5\",\"userref\":null}"), NAMES);
        assertNull(part.status());
        assertNull(part.venueSymbol());
        assertNull(part.clientId());
        assertNull(part.quantity());
        assertEquals(new BigDecimal("0.5"), part.filled());
        VenueOrder end = KrakenJson.order(
                "O1",
                json(
                        "{\"status\":\"canceled\",\"cancel_reason\":\"Post only order\",\"lastupdated\":\"1616114891.5\"}"),
                NAMES);
        assertEquals(OrderStatus.CANCELED, end.status());
        assertEquals("Post only order", end.reason());
        assertNull(end.filled());
        VenueOrder pending = KrakenJson.order("O1", json("{\"status\":\"pending\",\"reason\":null}"), NAMES);
        assertNull(pending.status());
        assertEquals("", pending.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"teleported\"}",
                "{\"vol\":\"-1\"}",
                "{\"vol\":1}",
                "{\"opentm\":\"yesterday\"}",
                "{\"descr\":{\"pair\":\"XBT/USD\",\"type\":\"hold\",\"price\":\"1\"}}",
            })
    void shouldNotGuessWhatAnOrderSays(String broken) {
        assertThrows(IllegalArgumentException.class, () -> KrakenJson.order("O1", json(broken), NAMES));
    }

    @Test
    void shouldDateMarketDataByItsLatestLevel() {
        assertEquals(1_534_614_335_345_903_000L, KrakenFrames.timeNanos(json("""
                        [1234,{"a":[["5541.30000","2.50700000","1534614248.456738"]]},
                         {"b":[["5541.20000","0.00000000","1534614335.345903","r"]],"c":"974942666"},"book-10","XBT/USD"]""")));
        assertEquals(0, KrakenFrames.timeNanos(json("{\"event\":\"heartbeat\"}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[1,{\"as\":[]},\"book-10\",\"XBT/USD\"]",
                "[1,{\"a\":[[\"0\",\"1\",\"1.0\"]]},\"book-10\",\"XBT/USD\"]",
                "[1,{\"a\":[[\"1\",\"-1\",\"1.0\"]]},\"book-10\",\"XBT/USD\"]",
                "[1,{\"a\":[[\"1\",\"1\"]]},\"book-10\",\"XBT/USD\"]",
                "[1,{\"x\":[]},\"book-10\",\"XBT/USD\"]",
                "[1,{\"b\":[],\"c\":\"x\"},\"book-10\",\"XBT/USD\"]",
                "[1,[[\"1\",\"1\",\"1.0\",\"q\",\"l\",\"\"]],\"trade\",\"XBT/USD\"]",
            })
    void shouldRefuseMarketDataThatIsNotAsDocumented(String broken) {
        assertThrows(IllegalArgumentException.class, () -> KrakenFrames.timeNanos(json(broken)));
    }
}
