package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerSettings;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.ResumeRule;
import dev.flowmaker.core.risk.RiskSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsInForceTest {
    private final SessionStarted started = EngineSettingsFactoryTest.started("");
    private final EngineSettings first = EngineSettingsFactory.from(started);
    private final SettingsInForce inForce = new SettingsInForce(started, first, EngineSettingsFactory::from);

    private EngineSettings set(int market, String parameters) {
        OperatorRequest request = new OperatorRequest();
        request.action = OperatorAction.SET;
        request.market = market;
        request.parameters = parameters;
        return inForce.apply(request);
    }

    @Test
    void shouldAddUpWhatWasSet() {
        EngineSettings one = set(Message.NO_MARKET, "quote.half-spread=7 ticks");
        EngineSettings two = set(0, "quote.pause-after-fill = 250 ms\norder.requote-threshold=3 ticks");
        assertEquals(7_000_000, one.markets().get(0).quote().halfSpread().microTicks());
        assertEquals(7_000_000, two.markets().get(0).quote().halfSpread().microTicks());
        assertEquals(250_000_000, two.markets().get(0).quote().pauseAfterFillNanos());
        assertEquals(3_000_000, two.markets().get(0).order().requoteMicroTicks());
        assertNotEquals(first, two);
    }

    @Test
    void shouldSayTheWholeInTheHeaderOfTheNextFile() {
        EngineSettings set = set(0, "quote.half-spread=7 ticks\nrisk.max-long=0.5 BTC");
        SessionStarted next = EngineSettingsFactoryTest.started("");
        next.configuration = inForce.configuration();
        assertEquals(set, EngineSettingsFactory.from(next));
        // And from there on, as a replay of that file alone does.
        SettingsInForce there = new SettingsInForce(next, set, EngineSettingsFactory::from);
        OperatorRequest request = new OperatorRequest();
        request.parameters = "quote.half-spread=8 ticks";
        assertEquals(set(-1, "quote.half-spread=8 ticks"), there.apply(request));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quote.half-spred=3 bps | did you mean half-spread",
                "quote.half-spread=3 | half-spread",
                "quote.half-spread=-3 bps | half-spread",
                "quote.size=0.0000001 BTC | no multiple of the venue's lot",
                "quote.size=50 BTC | less than the largest level",
                "quote.levels=7 | needs a new session",
                "quote.inventory.target=1 ETH | another asset",
                "risk.max-long=1000 BTC | only be tightened",
                "risk.price-collar=90% | only be tightened",
                "risk.max-orders=1 per 1 s | max-orders",
                "book.depth=7 | cannot be set while the session runs",
                "order.ack-timeout=9 s | cannot be set while the session runs",
                "symbol=ETH/USDT | cannot be set while the session runs",
                "venue.mode=live | is not a key",
                "QUOTE | is no KEY=VALUE",
                "= | is no KEY=VALUE",
                "a b=c | is not a key of a market",
                "risk.widen-by=1 bps | risk.widen-by: limits can only be tightened",
                "risk.breakers.volatility.move=200 bps | breakers.volatility.limit: limits can only be tightened",
                "risk.breakers.volatility.within=20 s | needs a new session",
                "risk.breakers.volatility.reaction=off | breakers.volatility.reaction: limits can only be tightened",
                "risk.breakers.volatility.resume=20 s | can only be made later",
                "risk.breakers.volatility.resume=50 clean | can only be made later",
                "risk.breakers.rejects.trip=5 per 1 min | needs a new session",
                "risk.breakers.day-loss.resume=30 s | can only be made later",
                "risk.breakers.day-loss.limit=6 % | breakers.day-loss.limit: limits can only be tightened",
                "risk.breakers.day-loss.limit=100 USDT | write it as it was, a share",
                "risk.breakers.volatilty.move=1 bps | did you mean volatility",
                "risk.order-to-trade.window=1 min | cannot be set while the session runs",
                "risk.reference-time=1 min | cannot be set while the session runs",
                "quote=3 | cannot be set while the session runs",
            })
    void shouldRefuseNonsenseInTheWordsOfAConfigurationAndKeepWhatWasSet(String parameters, String words) {
        EngineSettings before = set(0, "quote.half-spread=6 ticks");
        String configuration = inForce.configuration();
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> set(0, parameters));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
        assertEquals(configuration, inForce.configuration());
        assertEquals(before, set(0, "quote.half-spread=6 ticks"));
    }

    @Test
    void shouldTightenBreakers() {
        RiskSettings before = first.markets().get(0).risk();
        RiskSettings risk = set(0, """
                        risk.breakers.volatility.move=50 bps
                        risk.breakers.volatility.reaction=halt
                        risk.breakers.volatility.resume=operator
                        risk.breakers.stale-book.resume=1 min
                        risk.breakers.crossed-book.resume=100 clean
                        risk.breakers.day-loss.limit=2 %
                        risk.widen-by=20 bps
                        risk.order-to-trade.each=10
                        """).markets().get(0).risk();
        BreakerSettings volatility = risk.breakers().get(BreakerKind.VOLATILITY.ordinal());
        assertEquals(5_000_000, volatility.limit());
        assertEquals(Reaction.HALT, volatility.reaction());
        assertEquals(ResumeRule.OPERATOR, volatility.resume());
        assertEquals(20_000_000, risk.dayLoss().ppb());
        assertEquals(2_000_000, risk.widenBy().ppb());
        assertEquals(10, risk.requests().ordersPerTrade());
        assertEquals(before.requests().freeOrders(), risk.requests().freeOrders());
        // What was tightened is what the next change is held against.
        assertThrows(IllegalArgumentException.class, () -> set(0, "risk.breakers.volatility.reaction=cancel"));
    }

    @Test
    void shouldTightenLimits() {
        EngineSettings tighter = set(0, "risk.max-long=0.5 BTC\nrisk.price-collar=1%");
        assertEquals(50_000_000, tighter.markets().get(0).risk().maxLongQuanta());
        assertThrows(IllegalArgumentException.class, () -> set(0, "risk.max-long=0.6 BTC"));
    }
}
