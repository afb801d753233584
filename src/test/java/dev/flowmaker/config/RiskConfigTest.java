package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerSettings;
import dev.flowmaker.core.risk.LossLimit;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.RequestLimits;
import dev.flowmaker.core.risk.ResumeRule;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.risk.SharedRiskSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskConfigTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final String UNLIMITED = "unlimited";

    private static String text(String shared, String market) {
        return ConfigurationTest.GOOD
                .replace("name = test", "name = test\n" + shared)
                .replace("symbol = BTC/USDT", "symbol = BTC/USDT\n" + market);
    }

    private static EngineSettings resolve(String shared, String market) {
        SessionStarted started = EngineSettingsFactoryTest.started("");
        started.configuration =
                Configuration.parse("test.conf", text(shared, market)).daemon().effective();
        return EngineSettingsFactory.from(started);
    }

    private static BreakerSettings breaker(
            Reaction reaction, ResumeRule resume, long limit, int count, long windowNanos) {
        return new BreakerSettings(reaction, resume, limit, count, windowNanos);
    }

    @Test
    void shouldResolveEveryKeyOfAMarket() {
        EngineSettings settings = resolve("", """
                risk {
                  max-gross = 5000.5 USDT, price-collar = 0.5 %, price-collar-trade = 1 %, price-collar-reference = 2 %
                  reference-time = 90 s, max-orders = 30 per 2 s, max-open-orders = 8, widen-by = "1 tick + 2 bps"
                  order-to-trade { each = 7, free = 90, window = 2 h }
                  breakers {
                    stale-book { trip = 2 per 1 min, reaction = widen, resume = operator }
                    crossed-book { trip = 4 per 2 min, reaction = one-side, resume = 9 clean }
                    volatility { move = 70 bps, within = 20 s, reaction = halt, resume = 5 s }
                    fill-rate { trip = 11 per 3 s, reaction = off, resume = 1 clean }
                    markout { loss = 3 bps, trades = 12, reaction = cancel, resume = 2 min }
                    rejects { trip = 6 per 30 s, reaction = halt, resume = operator }
                    day-loss { limit = 250 USDT, reaction = halt, resume = operator }
                    drawdown { limit = 3 %, reaction = one-side, resume = 1 h }
                  }
                }
                """);
        RiskSettings risk = settings.markets().get(0).risk();
        List<BreakerSettings> breakers = new ArrayList<>(BreakerSettings.NONE);
        breakers.set(BreakerKind.STALE_BOOK.ordinal(), breaker(Reaction.WIDEN, ResumeRule.OPERATOR, 0, 2, MINUTE));
        breakers.set(
                BreakerKind.CROSSED_BOOK.ordinal(), breaker(Reaction.ONE_SIDE, ResumeRule.clean(9), 0, 4, 2 * MINUTE));
        breakers.set(
                BreakerKind.VOLATILITY.ordinal(),
                breaker(Reaction.HALT, ResumeRule.after(5 * SECOND), 7_000_000, 1, 20 * SECOND));
        breakers.set(BreakerKind.FILL_RATE.ordinal(), breaker(Reaction.OFF, ResumeRule.clean(1), 0, 11, 3 * SECOND));
        breakers.set(
                BreakerKind.MARKOUT.ordinal(), breaker(Reaction.CANCEL, ResumeRule.after(2 * MINUTE), 300_000, 12, 1));
        breakers.set(BreakerKind.REJECTS.ordinal(), breaker(Reaction.HALT, ResumeRule.OPERATOR, 0, 6, 30 * SECOND));
        breakers.set(BreakerKind.DAY_LOSS.ordinal(), breaker(Reaction.HALT, ResumeRule.OPERATOR, 0, 1, 1));
        breakers.set(BreakerKind.DRAWDOWN.ordinal(), breaker(Reaction.ONE_SIDE, ResumeRule.after(HOUR), 0, 1, 1));
        breakers.set(
                BreakerKind.MARGIN.ordinal(), breaker(Reaction.ONE_SIDE, ResumeRule.after(MINUTE), 800_000_000, 1, 1));
        breakers.set(
                BreakerKind.LEVERAGE.ordinal(), breaker(Reaction.ONE_SIDE, ResumeRule.after(MINUTE), 20_000, 1, 1));
        breakers.set(
                BreakerKind.LIQUIDATION.ordinal(),
                breaker(Reaction.ONE_SIDE, ResumeRule.after(MINUTE), 20_000_000, 1, 1));
        assertEquals(
                new RiskSettings(
                        100_000,
                        10_000_000_000_000L,
                        100_000_000,
                        100_000_000,
                        5_000_000,
                        new RequestLimits(30, 2 * SECOND, 7, 90, 2 * HOUR),
                        8,
                        10_000_000,
                        20_000_000,
                        90 * SECOND,
                        500_050_000_000L,
                        new LossLimit(25_000_000_000L, 0),
                        new LossLimit(0, 30_000_000),
                        new Distance(1_000_000, 200_000),
                        breakers),
                risk);
    }

    @Test
    void shouldResolveEveryKeyOfAllMarkets() {
        EngineSettings settings = resolve("""
                risk {
                  day-start = "17:30"
                  venue { max-orders = 60 per 5 s, max-open-orders = 33, order-to-trade { each = 5, free = 70, window = 30 min } }
                  account { max-position = [ 0.5 BTC ], max-gross = [ 9000 USDT ] }
                  breakers {
                    feed-silence { after = 7 s, reaction = halt, resume = 4 clean }
                    inbox-lag { lag = 300 ms, updates = 2, reaction = widen, resume = 3 s }
                    clock-skew { skew = 1 s, updates = 6, reaction = cancel, resume = operator }
                    account-day-loss { limits = [ 100.25 USDT ], reaction = halt, resume = operator }
                    account-drawdown { limits = [ 300 USDT ], reaction = cancel, resume = 1 h }
                  }
                }
                """, "");
        List<BreakerSettings> breakers = new ArrayList<>(BreakerSettings.NONE);
        breakers.set(BreakerKind.FEED_SILENCE.ordinal(), breaker(Reaction.HALT, ResumeRule.clean(4), 7 * SECOND, 1, 1));
        breakers.set(
                BreakerKind.INBOX_LAG.ordinal(),
                breaker(Reaction.WIDEN, ResumeRule.after(3 * SECOND), 300_000_000, 2, 1));
        breakers.set(BreakerKind.CLOCK_SKEW.ordinal(), breaker(Reaction.CANCEL, ResumeRule.OPERATOR, SECOND, 6, 1));
        breakers.set(BreakerKind.ACCOUNT_DAY_LOSS.ordinal(), breaker(Reaction.HALT, ResumeRule.OPERATOR, 0, 1, 1));
        breakers.set(BreakerKind.ACCOUNT_DRAWDOWN.ordinal(), breaker(Reaction.CANCEL, ResumeRule.after(HOUR), 0, 1, 1));
        long unlimited = RiskSettings.UNLIMITED;
        assertEquals(
                new SharedRiskSettings(
                        new RequestLimits(60, 5 * SECOND, 5, 70, 30 * MINUTE),
                        33,
                        List.of(50_000_000L, unlimited),
                        List.of(unlimited, 900_000_000_000L),
                        List.of(unlimited, 10_025_000_000L),
                        List.of(unlimited, 30_000_000_000L),
                        (17 * 60 + 30) * MINUTE,
                        breakers),
                settings.risk());
    }

    @Test
    void shouldTakeWordsForNoLimit() {
        RiskSettings risk = resolve("", """
                risk { max-gross = unlimited, price-collar-trade = unlimited, price-collar-reference = unlimited
                       order-to-trade.each = unlimited }
                """).markets().get(0).risk();
        assertEquals(RiskSettings.UNLIMITED, risk.maxGrossQuanta(), UNLIMITED);
        assertEquals(RiskSettings.UNLIMITED, risk.tradeCollarPpb());
        assertEquals(RiskSettings.UNLIMITED, risk.referenceCollarPpb());
        assertEquals(RequestLimits.UNLIMITED, risk.requests().ordersPerTrade());
    }

    @Test
    void shouldWatchEverythingButTheAccountsLossesUnlessTold() {
        EngineSettings settings = resolve("", "");
        for (int code = 0; code < BreakerKind.count(); code++) {
            BreakerKind kind = BreakerKind.of(code);
            BreakerSettings breaker = kind.scope() == BreakerKind.Scope.MARKET
                    ? settings.markets().get(0).risk().breakers().get(code)
                    : settings.risk().breakers().get(code);
            assertTrue(breaker.reaction() != Reaction.OFF, kind.text());
        }
        assertEquals(
                List.of(RiskSettings.UNLIMITED, RiskSettings.UNLIMITED),
                settings.risk().maxDayLossQuanta());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-gross = 0 USDT                  | max-gross: is 0: no order could pass",
                "max-gross = 1 BTC                   | max-gross: \"1 BTC\" is an amount of another asset: this one is in USDT",
                "price-collar-trade = 0 bps          | price-collar-trade: is 0: no order could pass",
                "price-collar-reference = far        | price-collar-reference: \"far\" is not a share of the price",
                "reference-time = 0 s                | reference-time: \"0 s\" is out of range",
                "order-to-trade.each = 0             | order-to-trade.each: \"0\" is not a whole number from 1",
                "order-to-trade.free = 0             | order-to-trade.free: \"0\" is not a whole number from 1",
                "order-to-trade.windw = 1 h          | order-to-trade.windw: is not a key; did you mean window?",
                "widen-by = 0 bps                    | widen-by: is 0, and a breaker's reaction is widen",
                "breakers.stale-book.trip = 3        | stale-book.trip: \"3\" is not a rate such as",
                "breakers.stale-book.trip = 20000 per 1 s | stale-book.trip: 20000 is more than the 10000 that are counted",
                "breakers.stale-book.reaction = stop | reaction: \"stop\" is not one of off, widen, one-side, cancel, halt",
                "breakers.rejects.resume = later     | rejects.resume: \"later\" is none of: operator, a duration such as 30 s",
                "breakers.rejects.resume = 0 clean   | rejects.resume: \"0\" is not a whole number from 1",
                "breakers.rejects.resume = 5         | rejects.resume: \"5\" is none of",
                "breakers.volatility.move = 0 bps    | volatility.move: is 0: it would trip at once",
                "breakers.volatility.within = 3      | volatility.within: \"3\" has no unit",
                "breakers.markout.trades = 0         | markout.trades: \"0\" is not a whole number from 1",
                "breakers.day-loss.limit = 0 %       | day-loss.limit: is 0: the first loss would trip it",
                "breakers.day-loss.limit = 0 USDT    | day-loss.limit: is 0: the first loss would trip it",
                "breakers.day-loss.limit = 1 BTC     | day-loss.limit: \"1 BTC\" is an amount of another asset: profit and"
                        + " loss of this market is in USDT",
                "breakers.drawdown.limit = none      | drawdown.limit: \"none\" is not an amount with its asset",
                "breakers.dayloss.limit = 1 USDT     | breakers.dayloss: is not a key; did you mean day-loss?",
                "breakers.feed-silence.after = 1 s   | breakers.feed-silence: is not a key here; did you mean"
                        + " flowmaker.risk.breakers.feed-silence?",
            })
    void shouldRefuseForAMarket(String line, String expected) {
        assertRefused(text("", "risk." + line.strip()), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "day-start = \"24:00\"             | risk.day-start: \"24:00\" is not a time of day in UTC",
                "day-start = midnight              | risk.day-start: \"midnight\" is not a time of day in UTC",
                "venue.max-open-orders = 3         | venue.max-open-orders: 3 is less than the 4 quotes of all markets",
                "venue.max-orders = 3 per 1 s      | venue.max-orders: 3 is less than the 4 quotes of all markets",
                "account.max-position = 1 BTC      | account.max-position: must be a list of amounts, one an asset",
                "account.max-position = [ 1 ETH ]  | account.max-position: no market trades ETH: take it out",
                "account.max-position = [ 1 BTC, 2 BTC ] | account.max-position: has two amounts of BTC",
                "account.max-gross = [ 0 USDT ]    | account.max-gross: 0 USDT is 0: nothing could be traded",
                "account.max-gross = [ 1 BTC ]     | account.max-gross: has no limit in USDT, which BTC/USDT is quoted in, and"
                        + " amounts of other assets say nothing of it: add one, such as \"100 USDT\"",
                "account.max-gross = [ 1 USDT, 1 EUR ] | account.max-gross: no market is quoted in EUR: take it out",
                "breakers.account-day-loss.limits = [ 1 EUR ] | account-day-loss.limits: has no limit in USDT, which BTC/USDT is"
                        + " quoted in",
                "breakers.account-day-loss.limits = 5 USDT | account-day-loss.limits: must be a list of amounts",
                "breakers.account-drawdown.limits = [ 5 ] | account-drawdown.limits: \"5\" has no unit",
                "breakers.inbox-lag.updates = 0    | inbox-lag.updates: \"0\" is not a whole number from 1",
                "breakers.clock-skew.skew = 0 s    | clock-skew.skew: \"0 s\" is out of range",
                "breakers.fill-rate.trip = 1 per 1 s | breakers.fill-rate: is not a key here; did you mean"
                        + " flowmaker.markets[0].risk.breakers.fill-rate?",
            })
    void shouldRefuseForAllMarkets(String line, String expected) {
        assertRefused(text("risk." + line.strip(), ""), expected);
    }

    private static void assertRefused(String text, String expected) {
        List<String> problems = assertThrows(
                        ConfigurationException.class,
                        () -> Configuration.parse("test.conf", text).daemon())
                .problems();
        assertEquals(1, problems.size(), () -> String.join("\n", problems));
        assertTrue(problems.get(0).contains(expected), problems.get(0));
        assertFalse(problems.get(0).isEmpty());
    }

    @Test
    void shouldRefuseWhatTheVenuesRulesForbid() {
        ConfigurationException e = assertThrows(
                ConfigurationException.class,
                () -> resolve("risk.account.max-gross = [ 1.000000001 USDT ]", "risk.max-gross = 0.000000001 USDT"));
        assertEquals(2, e.problems().size(), e.getMessage());
        assertTrue(e.problems().get(0).contains("risk.max-gross: 0.000000001 USDT is finer than"), e.getMessage());
        assertTrue(e.problems().get(1).contains("account.max-gross: 1.000000001 USDT is finer than"), e.getMessage());
    }
}
