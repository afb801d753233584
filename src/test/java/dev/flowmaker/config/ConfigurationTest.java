package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    static final String GOOD = """
            flowmaker {
              name = test
              venue {
                mode = sim
                rest-uri = "http://127.0.0.1:1"
                stream-uri = "ws://127.0.0.1:1"
                ws-api-uri = "ws://127.0.0.1:1/ws-api/v3"
              }
              markets = [ {
                symbol = BTC/USDT
                quote { half-spread = 3 ticks, size = 0.002 BTC, levels = 2 }
                risk { max-order-size = 1 BTC, max-order-notional = 100000 USDT, max-long = 1 BTC, max-short = 1 BTC }
              } ]
            }
            """;

    @TempDir
    Path folder;

    @Test
    void shouldReadAShortFileOnTopOfTheReference() {
        DaemonSettings settings = Configuration.parse("test.conf", GOOD).daemon();
        assertEquals("test", settings.name());
        assertEquals(Path.of("journal", "test"), settings.journal().dir());
        assertEquals(15_000_000_000L, settings.stopTimeoutNanos());
        assertEquals(VenueSettings.Mode.SIM, settings.venue().mode());
        assertEquals(new Rate(50, 10_000_000_000L), settings.venue().outbox().orders());
        assertEquals(16 << 20, settings.loop().inboxBytes(), "rounded up to a power of two");
        assertEquals("BTC/USDT", settings.markets().get(0).symbol());
    }

    @Test
    void shouldReadEveryFileInConf() {
        assertEquals(
                "local", Configuration.load(Path.of("conf/local.conf")).daemon().name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "levels = 2                   | levls = 2             | quote.levls: is not a key; did you mean levels?",
                "levels = 2                   | max-long = 2 BTC      | quote.max-long: is not a key here; did you mean"
                        + " flowmaker.markets[0].risk.max-long?",
                "name = test                  | name = test, jornal { } | flowmaker.jornal: is not a key; did you mean journal?",
                "name = test                  | name = test, journal.roll = week | roll: \"week\" is neither day nor hour nor a size: write"
                        + " such as 1 GB",
                "name = test                  | name = test, journal.roll = 1 kB | roll: \"1 kB\" is neither day nor hour nor a size",
                "half-spread = 3 ticks        | half-spread = 3       | half-spread: \"3\" has no unit: write a distance such as",
                "half-spread = 3 ticks        | half-spread = 3 tiks  | half-spread: \"tiks\" is not a unit here",
                "half-spread = 3 ticks        | half-spread = wide    | half-spread: \"wide\" is not a distance",
                "size = 0.002 BTC             | size = 0.002          | size: \"0.002\" has no unit: write an amount with its"
                        + " asset",
                "size = 0.002 BTC             | size = 20 USDT        | size: \"20 USDT\" is an amount of another asset: this one"
                        + " is in BTC",
                "size = 0.002 BTC             | size = -1 BTC         | size: \"-1 BTC\" is negative",
                "size = 0.002 BTC             | size = 0 BTC          | size: is 0",
                "max-order-size = 1 BTC       | max-order-size = 0.001 BTC | max-order-size: 0.001 BTC is less than the largest",
                "size = 0.002 BTC,            | pause-after-fill = 1 s, | size: is missing",
                "max-long = 1 BTC             | max-long = 0.001 BTC  | max-long: 0.001 BTC is less than the largest level",
                "max-short = 1 BTC            | max-short = 1 kg      | \"kg\" is not an asset's code",
                "levels = 2                   | levels = 0            | levels: \"0\" is not a whole number from 1 to 20",
                "levels = 2                   | levels = 2, level-spacing = 0 ticks | level-spacing: is 0 with 2 levels",
                "levels = 2                   | levels = 2, price-floor = 9 USDT, price-ceiling = 8 USDT | price-floor: 9 USDT"
                        + " is not below price-ceiling, 8 USDT",
                "levels = 2                   | levels = 11           | max-open-orders: 20 is less than the 22 quotes",
                "levels = 2                   | levels = 2, model = glt | model: \"glt\" is not one of fixed, avellaneda-stoikov, glft,"
                        + " glft-exact, join; did you mean glft?",
                "levels = 2                   | levels = 2, model = avellaneda-stoikov, intensity-decay = 0.1 per tick | gamma: is"
                        + " missing: model = avellaneda-stoikov needs a risk aversion",
                "levels = 2                   | levels = 2, model = glft-exact, gamma = 0.1, intensity = 1 per s | intensity-decay: is"
                        + " missing: model = glft-exact needs it with intensity-source = configured",
                "levels = 2                   | levels = 2, model = glft, gamma = 0.1, intensity-decay = 1 per tick | intensity: is"
                        + " missing: model = glft needs it",
                "levels = 2                   | levels = 2, widening.factor = 2, volatility-source = configured | volatility: is"
                        + " missing: widening needs it",
                "levels = 2                   | levels = 2, widening { factor = 2, cap = 0 bps } | cap: is 0 with a factor above 0",
                "levels = 2                   | levels = 2, gamma = 0    | gamma: \"0\" is not above 0",
                "levels = 2                   | levels = 2, delta = 2    | delta: is for model = glft only",
                "levels = 2                   | levels = 2, volatility = 80 bps | volatility: \"80 bps\" is not a volatility such as 80"
                        + " ticks/sqrt(s)",
                "levels = 2                   | levels = 2, intensity = 1.2 | intensity: \"1.2\" is not an intensity such as 1.2 per s",
                "levels = 2                   | levels = 2, intensity-decay = 0 per tick | intensity-decay: \"0 per tick\" is not above 0",
                "levels = 2                   | levels = 2, session-end = \"25:00\" | session-end: \"25:00\" is not a time of day",
                "levels = 2                   | levels = 2, join.improve-spread = 1 | improve-spread: \"1\" is not a whole number from 2",
                "levels = 2                   | levels = 2, join.stand-back-imbalance = 2 | stand-back-imbalance: \"2\" is not a number"
                        + " from 0.01 to 1.0",
                "levels = 2                   | levels = 2, exact.inventory-limit = 1 | inventory-limit: \"1\" is not a whole number from"
                        + " 2 to 50",
                "levels = 2                   | levels = 2, adverse-selection.horizons = 1 s | horizons: must be a list",
                "levels = 2                   | levels = 2, adverse-selection.horizons = [ 1 ] | horizons: \"1\" has no unit",
                "levels = 2                   | levels = 2, adverse-selection.horizons = [ ] | horizons: must be 1 to 4 durations",
                "levels = 2                   | levels = 2, adverse-selection.horizons = [ 2 s, 1 s ] | horizons: must ascend",
                "levels = 2                   | levels = 2, adverse-selection.prior = 30 bps | prior: is more than adverse-selection.cap",
                "symbol = BTC/USDT            | symbol = BTC/USDT, order { min-age = 9 s, max-age = 3 s } | min-age: is not"
                        + " below max-age",
                "symbol = BTC/USDT            | symbol = BTC/USDT, order { requote-threshold = 4 ticks } | requote-threshold: is"
                        + " more than quote.half-spread",
                "symbol = BTC/USDT            | symbol = BTC/USDT, order { ack-timeout = 1 s } | ack-timeout: is not more than"
                        + " venue.request-timeout",
                "symbol = BTC/USDT            | symbol = BTC/USDT, order { settled-after = 5 s } | settled-after: is not more than"
                        + " venue.receive-window",
                "symbol = BTC/USDT            | symbol = BTC/USDT, book { stale-after = 1 } | stale-after: \"1\" has no unit:"
                        + " write a duration such as",
                "symbol = BTC/USDT            | symbol = BTC/USDT, book = 7 | book: must be a block",
                "symbol = BTC/USDT            | symbol = btcusdt      | symbol: \"btcusdt\" is not a market such as BTC/USDT",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals.use = [ flwo ] | signals.use: \"flwo\" is not one of flow,"
                        + " best, levels, integrated, trades, queue, micro-price; did you mean flow?",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals.use = \"flow, flow\" | use: \"flow\" is there twice",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals.event-cap = 0 | event-cap: \"0\" is not a number from",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals.ranks = 51 | ranks: \"51\" is not a whole number",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals.integrated.weights = [ 1, 2 ] | weights: has 2 for 10"
                        + " ranks",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals { ranks = 2, integrated.weights = [ 0, 0 ] } | weights:"
                        + " are all 0",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals.integrated.weights = [ x ] | weights: \"x\" is not a"
                        + " number",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals.micro-price.table = [ 0.1 ] | table: has 1 entries;"
                        + " buckets × spreads are 10",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals.volatility.method = garch | method: \"garch\" is not one"
                        + " of ewma, two-scale",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals.volatility.half-life = 20 ms | half-life: is less than"
                        + " step",
                "symbol = BTC/USDT            | symbol = BTC/USDT, signals.intensity.ticks = 2 | ticks: \"2\" is not a whole number",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha.mode = on | alpha.mode: \"on\" is not one of off, fixed,"
                        + " fitted",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha.horizon = 1500 ms | horizon: is no multiple of sample",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha { sample = 10 ms, horizon = 1 min } | sample: is less than"
                        + " a thousandth of horizon",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha.half-life = 500 ms | half-life: is less than sample",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha.ridge = 0 | ridge: \"0\" is not a number from",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha.cap = 3 | cap: \"3\" has no unit",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha.weights.flow = 3 bps | flow: \"bps\" is not a unit here",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha.weights.levels = [ 1 tick ] | levels: has 1 for 10 ranks",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha { mode = fixed, weights.best = 1 tick } | best: is the"
                        + " weight of a signal that signals.use does not name",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha.bounds.flow = \"-1 tick\" | flow: \"-1 tick\" is negative",
                "symbol = BTC/USDT            | symbol = BTC/USDT, alpha.calibrated.flow = 40 % | flow: \"40 %\" is not a number",
                "symbol = BTC/USDT            | symbol = BTC/USDT, flow.cap = 3 ticks | flow: is not a key",
                "mode = sim                   | mode = simm           | mode: \"simm\" is not one of sim, paper, testnet, live; did you"
                        + " mean sim?",
                "mode = sim                   | mode = sim, key = abc | venue.key: secrets never go in the configuration",
                "mode = sim                   | mode = sim, key-env = \"8f3kd9fk3\" | key-env: names an environment variable",
                "\"ws://127.0.0.1:1\"         | \"wss://stream.binance.com\" | stream-uri: stream.binance.com is not this machine",
                "\"ws://127.0.0.1:1\"         | \"ws://a:b@127.0.0.1:1\" | stream-uri: holds a user or password",
                "mode = sim                   | mode = sim, account = shared, dead-mans-switch.use = on | use: is on, and account is"
                        + " shared",
                "mode = sim                   | mode = sim, dead-mans-switch.countdown = 10 ms | countdown: \"10 ms\" is out of range",
                "name = test                  | name = test, alerts.webhook = \"https://x/8f3kd9fk3\" | alerts.webhook: an address may"
                        + " hold a token",
                "name = test                  | name = test, alerts { webhook-env = A, webhook-file = b } | webhook-file: and webhook-env"
                        + " are both there",
                "name = test                  | name = test, alerts.webhook-env = \"https://x/8f3kd9fk3\" | webhook-env: names an",
                "name = test                  | name = test, alerts.command = \"page me\" | command: must be a list",
                "name = test                  | name = test, alerts.min-severity = bad | min-severity: \"bad\" is not one of info, warning,"
                        + " critical",
                "name = test                  | name = test, alerts.timeout = 4 | timeout: \"4\" has no unit",
                "name = test                  | name = test, log { max-file = 1 GB, keep-bytes = 1 MB } | keep-bytes: is less than",
                "name = test                  | name = test, log.file = maybe | file: \"maybe\" is neither true nor false",
                "name = test                  | name = Test Daemon    | name: \"Test Daemon\" is not a name",
                "name = test                  | name = test, stop-timeout = 1 s | stop-timeout: is less than"
                        + " venue.request-timeout",
                "flowmaker {                  | flowmaker { include url(\"http://127.0.0.1/x\") | only a file beside this one",
                "name = test                  | name = ${USER}        | Could not resolve substitution",
                "name = test                  | name = [              | ",
            })
    void shouldRefuse(String from, String to, String expected) {
        String text = GOOD.replace(from, to);
        assertFalse(text.equals(GOOD), "nothing replaced: " + from);
        List<String> problems = assertThrows(
                        ConfigurationException.class,
                        () -> Configuration.parse("test.conf", text).daemon())
                .problems();
        assertEquals(1, problems.size(), () -> String.join("\n", problems));
        String problem = problems.get(0);
        assertTrue(problem.startsWith("test.conf:"), problem);
        assertTrue(expected == null || problem.contains(expected), problem);
        assertFalse(problem.contains("8f3kd9fk3") || problem.contains("a:b"), "repeats a secret: " + problem);
    }

    @Test
    void shouldTellAllProblemsAtOnceWithTheirLines() throws IOException {
        Path file = folder.resolve("bad.conf");
        Files.writeString(
                file,
                GOOD.replace("half-spread = 3 ticks", "half-spred = 3 ticks")
                        .replace("size = 0.002 BTC", "size = 0.002")
                        .replace("mode = sim", "mode = papier"));
        List<String> problems = assertThrows(
                        ConfigurationException.class,
                        () -> Configuration.load(file).daemon())
                .problems();
        assertEquals(3, problems.size(), () -> String.join("\n", problems));
        assertTrue(problems.get(0).startsWith(file + ":4: flowmaker.venue.mode:"), problems.get(0));
        assertTrue(problems.get(1).startsWith(file + ":11: flowmaker.markets[0].quote.size:"), problems.get(1));
        assertTrue(problems.get(2).startsWith(file + ":11: flowmaker.markets[0].quote.half-spred:"), problems.get(2));
    }

    private static final String LIMITS_BY_HAND = """

            flowmaker.risk.account.max-gross = [ 10000 USDT ]
            flowmaker.risk.breakers.account-day-loss.limits = [ 100 USDT ]
            flowmaker.market-defaults.risk.breakers.day-loss.limit = 5 %
            """;

    @ParameterizedTest
    @CsvSource({
        "sim, api.binance.com, 3",
        "sim, localhost, 0",
        "testnet, testnet.binance.vision, 0",
        "testnet, api.binance.com, 3",
        "testnet, 127.0.0.1, 3",
        "live, api.binance.com, 0",
        "live, testnet.binance.vision, 3",
        "live, 127.0.0.1, 3",
        "paper, 127.0.0.1, 0",
        "paper, api.binance.com, 0",
    })
    void shouldHoldEveryAddressAgainstTheMode(String mode, String host, int problems) {
        String text = GOOD.replace("mode = sim", "mode = " + mode)
                .replace("127.0.0.1", host)
                .replace("http:", "https:")
                .replace("ws:", "wss:")
                .concat("\nflowmaker.venue.paper.balances = [ 1 BTC ]");
        Configuration configuration = Configuration.parse("test.conf", text + LIMITS_BY_HAND);
        if (problems == 0) {
            assertEquals(host, configuration.daemon().venue().restUri().getHost());
        } else {
            assertEquals(
                    problems,
                    assertThrows(ConfigurationException.class, configuration::daemon)
                            .problems()
                            .size());
        }
    }

    @Test
    void shouldWantTheLimitsOfRealMoneyByHand() {
        String live = GOOD.replace("mode = sim", "mode = live")
                .replace("127.0.0.1", "api.binance.com")
                .replace("http:", "https:")
                .replace("ws:", "wss:");
        List<String> problems = assertThrows(
                        ConfigurationException.class,
                        () -> Configuration.parse("test.conf", live).daemon())
                .problems();
        assertEquals(3, problems.size(), problems::toString);
        for (String key : List.of("risk.account.max-gross", "account-day-loss.limits", "breakers.day-loss.limit")) {
            assertTrue(
                    problems.stream().anyMatch(text -> text.contains(key) && text.contains("written by hand")),
                    problems::toString);
        }
        assertEquals(
                VenueSettings.Mode.LIVE,
                Configuration.parse("test.conf", live + LIMITS_BY_HAND)
                        .daemon()
                        .venue()
                        .mode());
    }

    @ParameterizedTest
    @CsvSource({
        "flowmaker.risk.account.max-gross = [], risk.account.max-gross",
        "flowmaker.risk.breakers.account-day-loss.limits = [], account-day-loss.limits",
        "flowmaker.risk.breakers.account-day-loss.reaction = off, account-day-loss.limits",
        "flowmaker.market-defaults.risk.breakers.day-loss.reaction = off, breakers.day-loss.limit",
    })
    void shouldTakeNoLimitForNoneWithRealMoney(String line, String key) {
        String live = GOOD.replace("mode = sim", "mode = live")
                .replace("127.0.0.1", "api.binance.com")
                .replace("http:", "https:")
                .replace("ws:", "wss:");
        List<String> problems = assertThrows(
                        ConfigurationException.class,
                        () -> Configuration.parse("test.conf", live + LIMITS_BY_HAND + line + "\n")
                                .daemon())
                .problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains(key) && problems.get(0).contains("written by hand"), problems.get(0));
    }

    @Test
    void shouldIncludeAFileBesideIt() throws IOException {
        Files.writeString(folder.resolve("base.conf"), GOOD);
        Path file = Files.writeString(folder.resolve("mine.conf"), "include \"base.conf\"\nflowmaker.name = mine\n");
        assertEquals("mine", Configuration.load(file).daemon().name());
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        ConfigurationException e =
                assertThrows(ConfigurationException.class, () -> Configuration.load(folder.resolve("none.conf")));
        assertTrue(e.getMessage().contains("no such file"), e.getMessage());
    }

    @Test
    void shouldWantAllThatIsRequired() {
        List<String> problems = assertThrows(
                        ConfigurationException.class,
                        () -> Configuration.parse("test.conf", "flowmaker { markets = [ { symbol = A1/B2 } ] }")
                                .daemon())
                .problems();
        for (String key : List.of(
                "flowmaker.name:",
                "venue.mode:",
                "venue.rest-uri:",
                "venue.stream-uri:",
                "venue.ws-api-uri:",
                "quote.size:",
                "risk.max-order-size:",
                "risk.max-order-notional:",
                "risk.max-long:",
                "risk.max-short:")) {
            assertEquals(
                    1,
                    problems.stream()
                            .filter(line -> line.contains(key + " is missing"))
                            .count(),
                    () -> key + " in\n" + String.join("\n", problems));
        }
        assertEquals(10, problems.size());
    }
}
