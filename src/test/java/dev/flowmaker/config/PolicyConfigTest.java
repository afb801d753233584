package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.door.Happening;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies of a market and happenings of the local exchange, as written and as nonsense. */
class PolicyConfigTest {
    private static ExchangeSpec exchange(String happenings) {
        return Configuration.parse("exchange.conf", """
                        exchange {
                          accounts = [ { name = a } ]
                          markets = [ { symbol = BTC/USDT }, { symbol = ETH/USDT, source = quiet, lot = 0.0001 ETH } ]
                          happenings = [ %s ]
                        }
                        """.formatted(happenings)).exchange();
    }

    @Test
    void shouldReadWhatIsToHappen() {
        List<Happening> happenings = exchange(
                        "{ what = halt, at = 30 s, market = BTC/USDT }, { what = maintenance, for = 5 s },"
                                + " { what = rules, market = ETH/USDT, tick = 0.05 USDT, min-notional = 20 USDT, maker-fee = 10 bps }")
                .happenings();
        assertEquals(new Happening(Happening.What.HALT, 30_000_000_000L, 0, null, 30_000_000_000L), happenings.get(0));
        assertEquals(Happening.EVERY, happenings.get(1).market());
        Rules rules = happenings.get(2).rules();
        assertEquals(5, rules == null ? 0 : rules.tickMultiple());
        assertEquals(2_000_000_000L, rules == null ? 0 : rules.minNotionalQuanta());
        assertEquals(1_000_000L, rules == null ? 0 : rules.makerFeePpb());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { what = explode }                                            | happenings[0].what
            { what = halt, market = XRP/USDT }                            | is no market of exchange.markets
            { what = rules, min-notional = 20 USDT }                      | rules are those of one market
            { what = rules, market = BTC/USDT, tick = 0.1 USDT }          | source = quiet
            { what = rules, market = ETH/USDT, tick = 0.015 USDT }        | whole multiples
            { what = halt, at = soon }                                    | happenings[0].at
            """)
    void shouldRefuseNonsenseOfHappenings(String happening, String words) {
        ConfigurationException refused = assertThrows(ConfigurationException.class, () -> exchange(happening));
        assertTrue(refused.getMessage().contains(words), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ask-every = 10 ms                     | policies.ask-every
            ask-every = 1 s, ask-first = 2 s      | is longer than ask-every
            halted = sell                         | policies.halted
            rules = ignore                        | policies.rules
            leaving = panic                       | policies.leaving
            leaving-slippage = 60 %               | not closed at any price
            leave-before = tomorrow               | policies.leave-before
            """)
    void shouldRefuseNonsenseOfPolicies(String policies, String words) {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> Configuration.parse(
                                "test.conf",
                                ConfigurationTest.GOOD.replaceFirst(
                                        "symbol =", "policies { " + policies + " }, symbol ="))
                        .daemon());
        assertTrue(refused.getMessage().contains(words), refused::getMessage);
    }
}
