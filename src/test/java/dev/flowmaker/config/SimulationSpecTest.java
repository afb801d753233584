package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.exchange.RequestLimits;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.exchange.synthetic.RandomStream;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a configuration says what is simulated. */
class SimulationSpecTest {
    @TempDir
    private Path folder;

    private static SimulationSpec read(String keys) {
        return Configuration.parse("test.conf", ConfigurationTest.GOOD + "\nflowmaker.simulation { " + keys + " }\n")
                .daemon()
                .simulation();
    }

    @Test
    void shouldHaveTheDelaysOfAProcessNearBinanceUnlessToldOtherwise() {
        SimulationSpec spec = read("");
        VirtualLatency near = VirtualLatency.near();
        assertEquals(near.marketData(), spec.latency().marketData());
        assertEquals(near.orderEntry(), spec.latency().orderEntry());
        assertEquals(near.execution(), spec.latency().execution());
        assertEquals(near.response(), spec.latency().response());
        assertEquals(RequestLimits.BINANCE, spec.limits());
        assertEquals("risk-averse", spec.fills().text());
    }

    @Test
    void shouldReadEveryKindOfLatency() throws IOException {
        Path rows =
                Files.writeString(folder.resolve("rows.csv"), "request_ns,exchange_ns,response_ns\n1000,1100,1300\n");
        SimulationSpec spec = read("""
                fill-model = "power-3:2.5"
                latency { market-data = "measured(%1$s)", order-entry = "measured(%1$s)", execution = "gamma(2 ms, 4)"
                          response = "log-normal(3 ms, 0.5)", seed = 9 }
                limits { orders-per-10-s = unlimited, orders-per-day = 7, weight-per-min = 8 }
                """.formatted(rows));
        assertEquals("power-3:2.5", spec.fills().text());
        Latency frames = assertInstanceOf(Latency.Response.class, spec.latency().marketData());
        assertEquals(200, frames.nanos(1_100, new RandomStream(1, 0)));
        assertEquals(
                1,
                assertInstanceOf(Latency.Entry.class, spec.latency().orderEntry())
                        .rows()
                        .count());
        assertEquals(new Latency.Gamma(2_000_000, 4), spec.latency().execution());
        assertEquals(new Latency.LogNormal(3_000_000, 0.5), spec.latency().response());
        assertEquals(9, spec.latency().seed());
        assertEquals(new RequestLimits(Integer.MAX_VALUE, 7, 8), spec.limits());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fill-model = hopeful | there are risk-averse, power[:n]",
                "fill-model = \"power:0\" | above 0",
                "latency.market-data = fast | is not a latency",
                "latency.market-data = 3 | unit",
                "latency.market-data = 2 min | above a minute",
                "latency.market-data = \"measured(rows.csv)\" | no such file",
                "latency.order-entry = \"measured(nowhere.csv)\" | no such file",
                "latency.order-entry = \"normal(3 ms, 1)\" | is not a latency",
                "latency.order-entry = \"log-normal(3 ms)\" | is not a latency",
                "latency.order-entry = \"gamma(3 ms, 0)\" | shape",
                "latency.order-entry = \"quantiles(3 ms, 1 ms)\" | rise",
                "latency.orderentry = 3 ms | did you mean order-entry",
                "limits.orders-per-10-s = 0 | 1",
            })
    void shouldSayWhatIsWrongAndWhere(String keys, String words) {
        List<String> problems =
                assertThrows(ConfigurationException.class, () -> read(keys)).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("test.conf:"), problems::toString);
        assertTrue(problems.get(0).contains("flowmaker.simulation."), problems::toString);
        assertTrue(problems.get(0).contains(words), problems::toString);
    }
}
