package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.FundingTerms;
import dev.flowmaker.exchange.Rules;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The local exchange's markets: contracts and funding of perpetuals, and what is wrong with them. */
class ExchangeMarketsTest {
    private static final String INVERSE = """
            exchange {
              protocol = bitmex
              accounts = [ { balances = [ 2 BTC, 5 USDT ] } ]
              markets = [ {
                symbol = "BTC/USD:BTC"
                start-price = 60000 USD, tick = 0.5 USD, lot = 100 contracts, min-notional = 0 BTC, maker-fee = -1 bps
                contract { size = 1, initial-margin = 2 %, maintenance-margin = 1 % }
                funding { rate = 0.03 %, interval = 4 h }
              } ]
            }
            """;

    private static ExchangeSpec read(String text) {
        return Configuration.parse("test.conf", text).exchange();
    }

    @Test
    void shouldReadAnInversePerpetual() {
        ExchangeSpec spec = read(INVERSE);
        Instrument instrument = spec.markets().get(0).instrument();
        assertEquals(
                new Contract(ContractKind.INVERSE, new Decimal(1, 0), 20_000_000, 10_000_000), instrument.contract());
        assertEquals("XBTUSD", instrument.venueSymbol());
        assertEquals(new Asset("BTC/USD:BTC", 0), instrument.base());
        assertEquals(new Asset("BTC", 8), instrument.quote(), "values are in satoshi");
        assertEquals(new Decimal(100, 0), instrument.lot());
        assertEquals(-100_000, instrument.makerFeePpb(), "a rebate");
        assertEquals(2_000_000, instrument.maxPriceTicks(), "a million dollars");
        assertEquals(120_000, spec.markets().get(0).startPriceTicks());
        FundingTerms funding = spec.markets().get(0).funding();
        assertEquals(FundingTerms.Rate.FIXED, funding.rate());
        assertEquals(300_000, funding.ratePpb());
        assertEquals(4 * 3_600_000_000_000L, funding.intervalNanos());
        assertEquals(List.of(0L, 2_00000000L, 5_000000L), spec.accounts().get(0).openingQuanta());
    }

    @Test
    void shouldAllowMoreRequestsThanTheVenueOnlyWithinReason() {
        assertEquals(1, read(INVERSE).limitMultiple());
        assertEquals(7, read(INVERSE + "exchange.limit-multiple = 7").limitMultiple());
        for (String nonsense : List.of("0", "10001", "1.5", "many")) {
            ConfigurationException refused = assertThrows(
                    ConfigurationException.class, () -> read(INVERSE + "exchange.limit-multiple = " + nonsense));
            assertTrue(refused.getMessage().contains("exchange.limit-multiple"), refused::getMessage);
        }
    }

    @Test
    void shouldReadTheExampleWithItsTwoMarkets() {
        ExchangeSpec spec =
                Configuration.load(Path.of("conf/exchange-bitmex.conf")).exchange();
        assertEquals(
                List.of("XBTUSD", "XBTUSDT"),
                spec.markets().stream()
                        .map(market -> market.instrument().venueSymbol())
                        .toList());
        Instrument linear = spec.markets().get(1).instrument();
        assertEquals(new Decimal(1, 6), linear.contract().size());
        assertEquals(6, linear.quote().scale(), "USDt are millionths");
        assertEquals(10, linear.quoteQuantaPerLotTick());
        FundingTerms premium = spec.markets().get(0).funding();
        assertEquals(FundingTerms.Rate.PREMIUM, premium.rate());
        assertEquals(1, premium.indexMarket());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "protocol = bitmex|protocol = binance|trades spot markets: write protocol = bitmex",
                "\"BTC/USD:BTC\"|BTC/USD|trades perpetuals: write BTC/USD:BTC or BTC/USDT:USDT",
                "\"BTC/USD:BTC\"|\"BTC/USD:ETH\"|settled in neither BTC nor USD",
                "lot = 100 contracts|lot = 100 USD|is an amount of another asset: this one is in contracts",
                "lot = 100 contracts|lot = 0.5 contracts|must be a whole number of contracts",
                "min-notional = 0 BTC|min-notional = 5 USD|this one is in BTC",
                "initial-margin = 2 %|initial-margin = 0.5 %|must be above 0 and at most initial-margin",
                "size = 1,|size = 0,|must be above 0",
                "size = 1,|sise = 1,|sise",
                "rate = 0.03 %|rate = recorded|is a tape's, and none is played here",
                "rate = 0.03 %|rate = often|is neither none, recorded, premium nor a rate",
                "rate = 0.03 %|rate = premium|is empty: name the market whose mid is the index",
                "rate = 0.03 %|rate = premium, index = \"BTC/USD:BTC\"|is no other market of this exchange",
                "interval = 4 h|interval = 1500 ms|must be whole seconds",
                "start-price = 60000 USD|source = capture, files = [ a.gz ], start-price = 6 USD|a capture is of a spot market"
            })
    void shouldSayWhatIsWrong(String was, String is, String said) {
        String text = INVERSE.replace(was, is);
        assertTrue(!text.equals(INVERSE), was);
        var wrong = assertThrows(ConfigurationException.class, () -> read(text));
        assertTrue(wrong.getMessage().contains(said), wrong::getMessage);
        assertTrue(wrong.getMessage().contains("test.conf"), wrong::getMessage);
    }

    @Test
    void shouldReadOtherRulesInAPerpetualsOwnUnits() {
        String quiet =
                INVERSE.replace("start-price", "source = quiet, start-price").replace("accounts =", """
                        happenings = [ {
                          what = rules, at = 1 s, tick = 1 USD, lot = 200 contracts, min-notional = 0.001 BTC, maker-fee = -2 bps
                        } ]
                        accounts =""");
        assertEquals(
                new Rules(2, 2, 2, 10_000_000, 100_000, -200_000, 1_000_000),
                read(quiet).happenings().get(0).rules());
        var wrong = assertThrows(
                ConfigurationException.class, () -> read(quiet.replace("lot = 200 contracts", "lot = 2 BTC")));
        assertTrue(wrong.getMessage().contains("this one is in contracts"), wrong::getMessage);
    }

    @Test
    void shouldRefuseFundingOfASpotMarket() {
        String text =
                "exchange { accounts = [ { name = a } ], markets = [ { symbol = BTC/USDT, funding { rate = 1 % } } ] }";
        var wrong = assertThrows(ConfigurationException.class, () -> read(text));
        assertTrue(wrong.getMessage().contains("is of perpetuals, and BTC/USDT is none"), wrong::getMessage);
    }

    @Test
    void shouldRefuseALotThatKrakenCannotSayAndAProtocolThatIsNotThere() {
        String text =
                "exchange { protocol = kraken, accounts = [ { name = a } ], markets = [ { symbol = BTC/USD, tick = 0.1 USD,"
                        + " start-price = 60000 USD, min-notional = 5 USD, lot = 0.00025 BTC } ] }";
        var wrong = assertThrows(ConfigurationException.class, () -> read(text));
        assertTrue(wrong.getMessage().contains("lot: must be 1 or a power of ten below it"), wrong::getMessage);
        assertEquals(1, read(text.replace("0.00025", "0.0001")).markets().size());
        var unknown = assertThrows(
                ConfigurationException.class, () -> read(text.replace("protocol = kraken", "protocol = kracken")));
        assertTrue(
                unknown.getMessage().contains("is not one of binance, kraken, bitmex")
                        && unknown.getMessage().contains("did you mean kraken?"),
                unknown::getMessage);
    }

    @Test
    void shouldReadKrakensExample() {
        ExchangeSpec spec =
                Configuration.load(Path.of("conf/exchange-kraken.conf")).exchange();
        assertEquals(ExchangeSpec.Protocol.KRAKEN, spec.protocol());
        assertEquals(new Decimal(1, 1), spec.markets().get(0).instrument().tick());
    }
}
