package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.QueryMarket;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.TradingStatus;
import dev.flowmaker.venue.xchange.ScriptedBinance.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a market trades and by which rules, asked over HTTP through the gateway. */
class BinanceStatusTest {
    private static final String INFO = "GET /api/v3/exchangeInfo";

    private final ScriptedBinance venue = new ScriptedBinance();
    private final BinanceGateway gateway = new BinanceGateway(TestSettings.of(venue), TestSettings::utcNanos);
    private final RecordingInbox inbox = new RecordingInbox();

    @BeforeEach
    void start() throws Exception {
        gateway.describe();
        gateway.start(new SessionStarted(), inbox);
    }

    @AfterEach
    void close() {
        gateway.close();
        venue.close();
    }

    private void ask() {
        QueryMarket question = new QueryMarket();
        question.market = 0;
        gateway.execute(question);
    }

    private <T extends Message> T last(Class<T> type) {
        List<T> all = inbox.all(type);
        return all.get(all.size() - 1);
    }

    private MarketStatus status() {
        ask();
        return last(MarketStatus.class);
    }

    @Test
    void shouldTellTheRulesOfTheOneMarketThatIsAskedAbout() {
        MarketStatus status = status();
        assertEquals(TradingStatus.TRADING, status.status);
        assertTrue(status.hasRules);
        assertEquals(new Decimal(1, 2), status.tick);
        assertEquals(950_000, status.makerFeePpb);
        assertTrue(venue.calls(INFO).stream()
                .anyMatch(call -> call.parameter("symbol").equals("BTCUSDT")));
    }

    @Test
    void shouldTellAHaltInTheVenuesWord() {
        venue.on(INFO, call -> Answer.json(ScriptedBinance.exchangeInfo().replace("\"TRADING\"", "\"BREAK\"")));
        MarketStatus status = status();
        assertEquals(TradingStatus.HALTED, status.status);
        assertEquals("BREAK", status.text);
    }

    @Test
    void shouldTellThatTheVenueDoesNotKnowTheMarketAnyMore() {
        venue.on(INFO, call -> Answer.error(400, -1121, "Invalid symbol."));
        assertEquals(TradingStatus.DELISTED, status().status);
    }

    @Test
    void shouldTellAnAnnouncedEnd() {
        venue.on(
                "GET /sapi/v1/spot/delist-schedule",
                call -> Answer.json("[{\"delistTime\":1900000000000,\"symbols\":[\"BTCUSDT\",\"ADAUSDT\"]}]"));
        assertEquals(1_900_000_000_000_000_000L, status().endsNanos);
        ask();
        assertEquals(1, venue.calls("GET /sapi/v1/spot/delist-schedule").size(), "once an hour");
    }

    @Test
    void shouldTellAQuestionThatFailedOnceAndNothingOfTheMarket() {
        venue.on(INFO, call -> Answer.error(400, -1100, "Illegal."));
        ask();
        RequestFailed failed = last(RequestFailed.class);
        assertEquals(RequestType.QUERY_MARKET, failed.request);
        venue.on(INFO, call -> Answer.json("{\"symbols\":[{\"symbol\":"));
        ask();
        assertEquals(RequestType.QUERY_MARKET, last(RequestUnknown.class).request);
    }

    @Test
    void shouldTellMaintenanceOnceAndItsEnd() {
        venue.on(INFO, call -> Answer.error(503, -1, "System is under maintenance."));
        ask();
        ask();
        assertEquals(
                1,
                inbox.all(MarketStatus.class).stream()
                        .filter(event -> event.status == TradingStatus.MAINTENANCE)
                        .count());
        venue.on(INFO, call -> Answer.json(ScriptedBinance.exchangeInfo()));
        ask();
        assertEquals(TradingStatus.TRADING, last(MarketStatus.class).status);
    }
}
