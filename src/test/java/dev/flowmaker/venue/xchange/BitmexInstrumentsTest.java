package dev.flowmaker.venue.xchange;

import static dev.flowmaker.venue.xchange.BitmexFixtures.INVERSE;
import static dev.flowmaker.venue.xchange.BitmexFixtures.LINEAR;
import static dev.flowmaker.venue.xchange.BitmexFixtures.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.venue.VenueException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** BitMEX's own rows of perpetuals as instruments. */
class BitmexInstrumentsTest {
    private static Markets of(String symbol, String row, String fees, String positions) throws VenueException {
        return new BitmexInstruments(json("[" + row + "]")).of(List.of(symbol), json(fees), json(positions));
    }

    private static Instrument one(String symbol, String row) throws VenueException {
        return of(symbol, row, "{}", "[]").instruments().get(0);
    }

    @Test
    void shouldReadAnInverseContract() throws VenueException {
        Instrument market = one(INVERSE, BitmexFixtures.inverse());
        assertEquals("XBTUSD", market.venueSymbol());
        assertEquals(new Contract(ContractKind.INVERSE, new Decimal(1, 0), 10_000_000, 5_000_000), market.contract());
        assertEquals(new Asset(INVERSE, 0), market.base());
        assertEquals(new Asset("BTC", 8), market.quote());
        assertEquals(new Decimal(5, 1), market.tick());
        assertEquals(new Decimal(100, 0), market.lot());
        assertEquals(1, market.minLots());
        assertEquals(100_000, market.maxLots());
        assertEquals(2_000_000, market.maxPriceTicks());
        assertEquals(-100_000, market.makerFeePpb());
        assertEquals(500_000, market.takerFeePpb());
        // 100 contracts of 1 USD at 50,000: 0.002 BTC.
        assertEquals(200_000, market.notionalQuanta(100_000, 1));
    }

    @Test
    void shouldReadALinearContract() throws VenueException {
        Instrument market = one(LINEAR, BitmexFixtures.linear());
        assertEquals("XBTUSDT", market.venueSymbol());
        assertEquals(new Contract(ContractKind.LINEAR, new Decimal(1, 6), 20_000_000, 10_000_000), market.contract());
        assertEquals(new Asset("USDT", 6), market.quote());
        // 100 contracts of 0.000001 BTC at 50,000: 5 USDT.
        assertEquals(5_000_000, market.notionalQuanta(500_000, 1));
        assertEquals(200_000, market.makerFeePpb());
    }

    @Test
    void shouldTakeFinerQuantaWhereHalfATickOfALotNeedsThem() throws VenueException {
        Instrument market = one(LINEAR, BitmexFixtures.linear().replace("'tickSize':0.1", "'tickSize':0.01"));
        assertEquals(7, market.quote().scale());
    }

    @Test
    void shouldTakeTheAccountsFeesAndMarginForTheMarkets() throws VenueException {
        Instrument market = of(
                        INVERSE,
                        BitmexFixtures.inverse(),
                        "{'XBTUSD':{'makerFee':-2.5E-5,'takerFee':0.00075,'settlementFee':0}}",
                        "[{'symbol':'XBTUSD','crossMargin':true,'initMarginReq':0.015,'maintMarginReq':0.004}]")
                .instruments()
                .get(0);
        assertEquals(-25_000, market.makerFeePpb());
        assertEquals(750_000, market.takerFeePpb());
        assertEquals(15_000_000, market.contract().initialMarginPpb());
        assertEquals(5_000_000, market.contract().maintenanceMarginPpb());
    }

    @Test
    void shouldShareOneSettlementAssetAmongMarkets() throws VenueException {
        Markets markets = BitmexFixtures.instruments().of(List.of(INVERSE, LINEAR), json("{}"), json("[]"));
        assertEquals(
                List.of(INVERSE, "BTC", LINEAR, "USDT"),
                markets.assets().stream().map(Asset::code).toList());
        assertEquals(1, markets.instruments().get(1).market());
    }

    private static String refusal(String symbol, String row, String positions) {
        return String.valueOf(assertThrows(VenueException.class, () -> of(symbol, row, "{}", positions))
                .getMessage());
    }

    @Test
    void shouldRefuseWhatItCannotTrade() {
        assertTrue(refusal("BTC/USDT:USDT", BitmexFixtures.inverse(), "[]").contains("has no perpetual BTC/USDT:USDT"));
        assertTrue(refusal(INVERSE, BitmexFixtures.inverse().replace("'Open'", "'Closed'"), "[]")
                .contains("its state is Closed"));
        assertTrue(refusal(
                        "ETH/USD:BTC",
                        BitmexFixtures.inverse().replace("'underlying':'XBT'", "'underlying':'ETH'"),
                        "[]")
                .contains("quantos"));
        assertTrue(refusal(
                        INVERSE,
                        BitmexFixtures.inverse()
                                .replace("'isInverse':true", "'isInverse':false")
                                .replace("'quoteToSettleMultiplier':null", "'quoteToSettleMultiplier':1E8"),
                        "[]")
                .contains("another kind"));
        assertTrue(
                refusal(INVERSE, BitmexFixtures.inverse(), "[{'symbol':'XBTUSD','crossMargin':false,'leverage':100}]")
                        .contains("isolated margin at 100 times"));
    }

    @Test
    void shouldTellTheRulesOfAMarketThatIsHalted() throws VenueException {
        String halted = BitmexFixtures.inverse().replace("'Open'", "'Halted'").replace("0.5,'mult", "1,'mult");
        Instrument market = new BitmexInstruments(json("[" + halted + "]")).rules(INVERSE, json("{}"), json("[]"));
        assertEquals(new Decimal(1, 0), market.tick());
    }

    @Test
    void shouldReadNoMissingFieldAsZero() {
        String broken = BitmexFixtures.inverse().replace("'tickSize':0.5", "'tickSize':null");
        assertThrows(IllegalArgumentException.class, () -> of(INVERSE, broken, "{}", "[]"));
    }
}
