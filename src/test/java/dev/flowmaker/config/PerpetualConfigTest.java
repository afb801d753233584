package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.FeePrice;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.AssetRow;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.MarginLimits;
import dev.flowmaker.core.risk.Reaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerpetualConfigTest {
    private static final String INVERSE = """
            flowmaker {
              name = test
              venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                      ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
              fee-prices = [ { asset = BNB, price = 600 USDT }, { asset = USDT, price = 0.00002 BTC } ]
              markets = [ {
                symbol = "BTC/USD:BTC"
                contract { size = 100, initial-margin = 5 %, maintenance-margin = 2.5 % }
                quote { size = 300 USD, inventory.target = 0 USD, price-floor = 1000 USD }
                risk {
                  max-order-size = 500 USD, max-order-notional = 0.5 BTC, max-long = 9000 USD, max-short = 9000 USD
                  max-gross = 1 BTC, max-leverage = 2.5, max-margin = 60 %, min-liquidation-distance = 15 %
                  breakers {
                    margin { share = 70 %, reaction = halt, resume = operator }
                    leverage { above = 3.5, reaction = cancel, resume = 1 min }
                    liquidation { distance = 5 %, reaction = cancel, resume = 1 min }
                    day-loss.limit = 0.1 BTC
                  }
                }
              } ]
            }
            """;

    private static EngineSettings resolve(String text) {
        SessionStarted started = new SessionStarted();
        started.assets.add(new AssetRow("BTC/USD:BTC", 0));
        started.assets.add(new AssetRow("BTC", 8));
        started.assets.add(new AssetRow("USDT", 8));
        Configuration configuration = Configuration.parse("test.conf", text);
        started.configuration = configuration.daemon().effective();
        Contract contract = configuration.daemon().markets().get(0).contract().complete(Contract.SPOT);
        started.instruments.add(new InstrumentRow(
                "BTC/USD:BTC",
                "BTCUSD_PERP",
                0,
                1,
                new Decimal(1, 1),
                new Decimal(1, 0),
                1,
                100_000,
                1,
                100_000_000,
                0,
                0,
                0,
                contract));
        return EngineSettingsFactory.from(started);
    }

    @Test
    void shouldResolveAnInversePerpetual() {
        EngineSettings settings = resolve(INVERSE);
        var market = settings.markets().get(0);
        assertEquals(
                new Contract(ContractKind.INVERSE, new Decimal(100, 0), 50_000_000, 25_000_000),
                market.instrument().contract());
        assertEquals(3L, market.quote().levelLots().get(0), "300 USD are three contracts of 100");
        assertEquals(5, market.risk().maxOrderLots());
        assertEquals(90, market.risk().maxLongQuanta());
        assertEquals(50_000_000, market.risk().maxOrderNotionalQuanta(), "in what it is settled in");
        assertEquals(100_000_000, market.risk().maxGrossQuanta());
        assertEquals(10_000_000, market.risk().dayLoss().quanta());
        assertEquals(10_000, market.quote().minPriceTicks(), "prices are in USD");
        assertEquals(
                new MarginLimits(600_000_000, 2_500, 150_000_000), market.risk().margin());
        var margin = market.risk().breakers().get(BreakerKind.MARGIN.ordinal());
        assertEquals(700_000_000, margin.limit());
        assertEquals(Reaction.HALT, margin.reaction());
        assertEquals(
                3_500,
                market.risk().breakers().get(BreakerKind.LEVERAGE.ordinal()).limit());
        assertEquals(
                50_000_000,
                market.risk().breakers().get(BreakerKind.LIQUIDATION.ordinal()).limit());
        assertEquals(java.util.List.of(new FeePrice(2, 1, 2_000)), settings.feePrices());
    }

    @Test
    void shouldTakeContractsAsTheUnit() {
        EngineSettings settings = resolve(INVERSE.replace("300 USD", "3 contracts")
                .replace("0 USD, price", "0 contracts, price")
                .replace("500 USD", "5 contracts")
                .replace("9000 USD", "90 contracts"));
        assertEquals(3L, settings.markets().get(0).quote().levelLots().get(0));
        assertEquals(90, settings.markets().get(0).risk().maxShortQuanta());
    }

    @Test
    void shouldTakeTheVenuesWordBeforeTheConfigured() {
        Contract venues = new Contract(ContractKind.INVERSE, new Decimal(10, 0), 20_000_000, 10_000_000);
        ContractSpec spec = Configuration.parse("test.conf", INVERSE)
                .daemon()
                .markets()
                .get(0)
                .contract();
        assertEquals(venues, spec.complete(venues));
        Contract unknownMargins = new Contract(ContractKind.INVERSE, new Decimal(10, 0), 0, 0);
        assertEquals(
                new Contract(ContractKind.INVERSE, new Decimal(10, 0), 50_000_000, 25_000_000),
                spec.complete(unknownMargins));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BTC/USD:BTC | BTC/USD:ETH | settled in neither BTC nor USD",
                "size = 300 USD | size = 300 BTC | this one is in USD",
                "max-long = 9000 USD | max-long = 90 contracts | this one is in USD",
                "max-order-notional = 0.5 BTC | max-order-notional = 500 USD | this one is in BTC",
                "maintenance-margin = 2.5 % | maintenance-margin = 6 % | at most initial-margin",
                "size = 100, | size = 0, | must be above 0",
                "max-margin = 60 % | max-margin = 0 % | max-margin: must be above 0",
                "max-leverage = 2.5 | max-leverage = two | max-leverage",
                "share = 70 % | share = 0 % | it would trip at once",
                "contract {  | simulation.funding { rate = premium }\\ncontract { | name the market whose mid is the index",
                "contract {  | simulation.funding.rate = often\\ncontract { | neither none, recorded, premium nor a rate",
                "contract {  | simulation.fees.tiers = [ { from = 1 BTC, maker = 1 bps, taker = 1 bps } ]\\ncontract { "
                        + "| must begin with from = 0 BTC",
                "contract {  | simulation.fees.in = third\\ncontract { | price"
            })
    void shouldExplainNonsense(String there, String wrong, String said) {
        String text = INVERSE.replace(there.strip(), wrong.replace("\\n", "\n"));
        assertTrue(!text.equals(INVERSE));
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> Configuration.parse("test.conf", text).daemon());
        assertTrue(String.valueOf(refused.getMessage()).contains(said), refused.getMessage());
    }

    @Test
    void shouldSayThatAnAmountIsNoMultipleOfAContract() {
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> resolve(INVERSE.replace("300 USD", "350 USD")));
        assertTrue(String.valueOf(refused.getMessage()).contains("write 300 or 400 USD"), refused.getMessage());
    }
}
