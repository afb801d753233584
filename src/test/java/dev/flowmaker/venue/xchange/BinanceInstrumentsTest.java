package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.VenueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.binance.BinanceAdapters;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.BinanceExchangeInfo;
import org.knowm.xchange.currency.CurrencyPair;

/** XChange's own reading of Binance's own filters. */
class BinanceInstrumentsTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private static BinanceInstruments of(String... symbols) throws Exception {
        String info = "{\"symbols\":[" + String.join(",", symbols) + "]}";
        return new BinanceInstruments(JSON.readValue(info, BinanceExchangeInfo.class));
    }

    private static Instrument one(String symbol) throws Exception {
        return of(symbol)
                .of(List.of("BTC/USDT"), List.of(), 100, 200)
                .instruments()
                .get(0);
    }

    private static String bitcoin() {
        return ScriptedBinance.symbol("BTC", "USDT", "0.01000000", "0.00001000");
    }

    @Test
    void shouldReadEveryRule() throws Exception {
        Instrument market = one(bitcoin());
        assertEquals("BTC/USDT", market.symbol());
        assertEquals("BTCUSDT", market.venueSymbol());
        assertEquals(new Decimal(1, 2), market.tick());
        assertEquals(new Decimal(1, 5), market.lot());
        assertEquals(10, market.minLots());
        assertEquals(900_000_000, market.maxLots());
        assertEquals(1, market.minPriceTicks());
        assertEquals(100_000_000, market.maxPriceTicks());
        assertEquals(500_000_000, market.minNotionalQuanta());
        assertEquals(100, market.makerFeePpb());
        assertEquals(200, market.takerFeePpb());
    }

    @Test
    void shouldGiveEachAssetTheScaleThatHoldsAllItsMarkets() throws Exception {
        Markets markets = of(
                        bitcoin(),
                        ScriptedBinance.symbol("ETH", "BTC", "0.00001000", "0.00010000"),
                        ScriptedBinance.symbol("PEPE", "USDT", "0.00000001", "1.00000000"))
                .of(List.of("PEPE/USDT", "ETH/BTC", "BTC/USDT"), List.of("BNB", "BTC"), 0, 0);

        assertEquals(
                List.of(
                        new Asset("PEPE", 8),
                        new Asset("USDT", 9),
                        new Asset("ETH", 8),
                        new Asset("BTC", 10),
                        new Asset("BNB", 8)),
                markets.assets());
        for (int i = 0; i < 3; i++) {
            Instrument market = markets.instruments().get(i);
            assertEquals(i, market.market());
            assertEquals(market.base(), markets.assets().get(market.baseAsset()));
            assertEquals(market.quote(), markets.assets().get(market.quoteAsset()));
            assertEquals(0, market.quoteQuantaPerLotTick() % 2);
        }
    }

    @Test
    void shouldTakeTheLargerOfBothNotionalFilters() throws Exception {
        String both = bitcoin()
                .replace(
                        "{\"filterType\":\"NOTIONAL\"",
                        "{\"filterType\":\"MIN_NOTIONAL\",\"minNotional\":\"10.00000000\"},{\"filterType\":\"NOTIONAL\"");
        assertEquals(1_000_000_000, one(both).minNotionalQuanta());
    }

    @Test
    void shouldRoundBoundsInwardsAndKnowThatZeroMeansNone() throws Exception {
        String odd = bitcoin()
                .replace("\"minQty\":\"0.00010000\"", "\"minQty\":\"0.00010500\"")
                .replace("\"minPrice\":\"0.01000000\"", "\"minPrice\":\"0.00000000\"")
                .replace("\"maxPrice\":\"1000000.00000000\"", "\"maxPrice\":\"0.00000000\"");
        Instrument market = one(odd);
        assertEquals(11, market.minLots());
        assertEquals(1, market.minPriceTicks());
        assertEquals(Long.MAX_VALUE, market.maxPriceTicks());
    }

    @Test
    void shouldRefuseRulesThatNothingCanFollow() {
        String noTick = bitcoin().replace("\"tickSize\":\"0.01000000\"", "\"tickSize\":\"0.00000000\"");
        String noFilter = bitcoin().replace("LOT_SIZE", "SOMETHING_ELSE");
        assertTrue(words(assertThrows(VenueException.class, () -> one(noTick))).contains("tick size"));
        assertTrue(
                words(assertThrows(VenueException.class, () -> one(noFilter))).contains("LOT_SIZE"));
    }

    private static String words(VenueException refusal) {
        return String.valueOf(refusal.getMessage());
    }

    @Test
    void shouldTeachXChangeTheSymbolsOfItsStreams() throws Exception {
        Markets markets = of(ScriptedBinance.symbol("FLOW", "MAKER", "0.01000000", "0.01000000"))
                .of(List.of("FLOW/MAKER"), List.of(), 0, 0);
        BinanceInstruments.teach(markets.instruments());
        assertEquals(new CurrencyPair("FLOW", "MAKER"), BinanceAdapters.adaptSymbol("FLOWMAKER", false));
    }
}
