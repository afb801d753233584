package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.venue.ClientOrderIds;
import dev.flowmaker.venue.VenueException;
import java.util.List;

/** BitMEX's rows as its documentation shows them, for an inverse and a linear perpetual. */
final class BitmexFixtures {
    static final String INVERSE = "BTC/USD:BTC";
    static final String LINEAR = "BTC/USDT:USDT";

    private BitmexFixtures() {}

    static JsonNode json(String text) {
        return BitmexJson.parse(text.replace('\'', '"'));
    }

    static String inverse() {
        return "{'symbol':'XBTUSD','rootSymbol':'XBT','state':'Open','typ':'FFWCSX','positionCurrency':'USD',"
                + "'underlying':'XBT','quoteCurrency':'USD','settlCurrency':'XBt','maxOrderQty':10000000,"
                + "'maxPrice':1000000,'lotSize':100,'tickSize':0.5,'multiplier':-100000000,"
                + "'underlyingToPositionMultiplier':null,'underlyingToSettleMultiplier':-1E+8,"
                + "'quoteToSettleMultiplier':null,'isQuanto':false,'isInverse':true,'initMargin':0.01,"
                + "'maintMargin':0.005,'makerFee':-0.0001,'takerFee':0.0005}";
    }

    static String linear() {
        return "{'symbol':'XBTUSDT','rootSymbol':'XBT','state':'Open','typ':'FFWCSX','positionCurrency':'XBT',"
                + "'underlying':'XBT','quoteCurrency':'USDT','settlCurrency':'USDt','maxOrderQty':1E+9,"
                + "'maxPrice':1000000,'lotSize':100,'tickSize':0.1,'multiplier':1,"
                + "'underlyingToPositionMultiplier':1000000,'underlyingToSettleMultiplier':null,"
                + "'quoteToSettleMultiplier':1000000,'isQuanto':false,'isInverse':false,'initMargin':0.02,"
                + "'maintMargin':0.01,'makerFee':2E-4,'takerFee':5E-4}";
    }

    static BitmexInstruments instruments() {
        return new BitmexInstruments(json("[" + inverse() + "," + linear() + "]"));
    }

    /** Both markets, the inverse one first. */
    record Known(Session session, BitmexMoney.All money) {}

    static Known known() {
        BitmexInstruments instruments = instruments();
        try {
            Markets markets = instruments.of(List.of(INVERSE, LINEAR), json("{}"), json("[]"));
            return new Known(
                    new Session(new ClientOrderIds(TestSettings.NAME), markets.assets(), markets.instruments()),
                    instruments.money());
        } catch (VenueException wrong) {
            throw new AssertionError(wrong);
        }
    }

    /** A row of the table {@code execution} with what is given changed or added. */
    static String execution(String type, String symbol, String clientId, String more) {
        return "{'execID':'0193e2b5-9f3a-7c1c-8c4e-5d2f6a7b8c9d','orderID':'5f6c16df-4706-4548-f47d-25f2f915f149',"
                + "'clOrdID':'" + clientId + "','account':75430,'symbol':'" + symbol + "','execType':'" + type + "',"
                + "'transactTime':'2026-06-06T04:35:04.763Z','timestamp':'2026-06-06T04:35:04.764Z',"
                + "'text':'Submitted via API.'" + (more.isEmpty() ? "" : "," + more) + "}";
    }
}
