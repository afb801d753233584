package dev.flowmaker.exchange.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.RequestLimits;
import dev.flowmaker.venue.Gateway;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Orders on paper against a market that is told by hand; times in milliseconds. */
class PaperVenueTest {
    private static final long MILLI = 1_000_000;
    private static final long START = 1_700_000_000_000L * MILLI;
    private static final int EPOCH = 7;
    private static final VirtualLatency LATENCY = new VirtualLatency(30 * MILLI, 20 * MILLI, 40 * MILLI, 50 * MILLI);

    private record Heard(long millis, Message message) {}

    private final List<Heard> heard = new ArrayList<>();
    private long nowMillis;

    private final PaperVenue venue = new PaperVenue(
            new PaperSettings(
                    "test",
                    Map.of("BTC", BigDecimal.ONE),
                    0,
                    0,
                    LATENCY,
                    RequestLimits.NONE,
                    FillModel.RISK_AVERSE,
                    List.of(new PaperSettings.Followed(5, false))),
            new Gateway.Description(Fixtures.ASSETS, List.of(Fixtures.bitcoin()), 0, 0),
            Fixtures.account("test", 10, 1_000_000),
            EPOCH,
            Map.of(3L << 32 | 5, 17L),
            event -> heard.add(new Heard(nowMillis, event)),
            START);

    private void at(long millis) {
        for (nowMillis = nowMillis + 1; nowMillis < millis; nowMillis++) {
            venue.deliver(START + nowMillis * MILLI);
        }
        venue.deliver(START + nowMillis * MILLI);
    }

    private void book(ResetReason reset, Object... levels) {
        BookUpdate update = new BookUpdate();
        update.market = 0;
        update.reset = reset;
        for (int i = 0; i < levels.length; i += 3) {
            update.levels.add((Side) levels[i], (Integer) levels[i + 1], (Integer) levels[i + 2]);
        }
        venue.onMarketData(update, START + nowMillis * MILLI);
    }

    private void trade(Side aggressor, long ticks, long lots) {
        Trade trade = new Trade();
        trade.market = 0;
        trade.aggressor = aggressor;
        trade.priceTicks = ticks;
        trade.lots = lots;
        venue.onMarketData(trade, START + nowMillis * MILLI);
    }

    private long place(long number, Side side, long ticks) {
        PlaceOrder place = new PlaceOrder();
        place.market = 0;
        place.orderId = (long) EPOCH << 32 | number;
        place.side = side;
        place.priceTicks = ticks;
        place.lots = 100;
        place.postOnly = true;
        return venue.send(place, START + nowMillis * MILLI) / MILLI - START / MILLI - nowMillis;
    }

    private <T extends Message> List<Heard> heard(Class<T> type) {
        return heard.stream().filter(each -> type.isInstance(each.message)).toList();
    }

    private void open() {
        at(1);
        book(ResetReason.SNAPSHOT, Side.BUY, 5_000_000, 300, Side.SELL, 5_000_010, 300);
    }

    @Test
    void shouldMeetTheBookThatIsThereWhenTheOrderArrives() {
        open();
        at(100);
        assertEquals(70, place(1, Side.BUY, 5_000_009));
        // Seen at 140, so it was so at the venue at 110: ten before the order came.
        at(140);
        book(ResetReason.NONE, Side.SELL, 5_000_010, 0, Side.SELL, 5_000_008, 50);
        at(400);
        Heard refused = heard(OrderRejected.class).get(0);
        assertEquals(RejectReason.POST_ONLY_WOULD_TAKE, ((OrderRejected) refused.message).reason);
        assertEquals(170, refused.millis, "out and back");
    }

    @Test
    void shouldRestBeforeABookThatIsSeenLater() {
        open();
        at(100);
        place(1, Side.BUY, 5_000_009);
        // Seen at 160, so it was so at 130: ten after the order came, which the seller met.
        at(160);
        book(ResetReason.NONE, Side.SELL, 5_000_010, 0, Side.SELL, 5_000_008, 50);
        at(400);
        assertEquals(0, heard(OrderRejected.class).size());
        assertEquals(160, heard(OrderAccepted.class).get(0).millis, "at the venue at 120, reported 40 later");
        Heard fill = heard(Fill.class).get(0);
        assertEquals(170, fill.millis, "at the venue at 130");
        assertEquals(100, ((Fill) fill.message).lots);
        assertEquals(START + 130 * MILLI, ((Fill) fill.message).exchangeTimeNanos);
    }

    @Test
    void shouldQueueBehindWhatIsThere() {
        open();
        at(100);
        place(1, Side.BUY, 5_000_000);
        at(200);
        trade(Side.SELL, 5_000_000, 299);
        at(300);
        assertEquals(0, heard(Fill.class).size());
        trade(Side.SELL, 5_000_000, 31);
        at(400);
        Fill fill = (Fill) heard(Fill.class).get(0).message;
        assertEquals(30, fill.lots);
        assertTrue(fill.tradeId > (long) EPOCH << 32, "ids of a session are its own");
    }

    @Test
    void shouldTellOurOrderInTheBook() {
        open();
        at(100);
        place(1, Side.BUY, 5_000_001);
        at(200);
        book(ResetReason.NONE, Side.SELL, 5_000_011, 5);
        at(300);
        BookUpdate last = (BookUpdate) heard(BookUpdate.class).get(1).message;
        assertEquals(2, last.levels.count());
        assertEquals(5_000_001, last.levels.priceTicks(0));
        assertEquals(100, last.levels.lots(0));
    }

    @Test
    void shouldSayHowTheLastSessionsOrdersEnded() {
        open();
        QueryOrder query = new QueryOrder();
        query.market = 0;
        query.orderId = 3L << 32 | 5;
        assertTrue(venue.isOfLastSession(query));
        assertEquals(START + 71 * MILLI, venue.answerOfLastSession(query, START + nowMillis * MILLI));
        query.orderId++;
        venue.answerOfLastSession(query, START + nowMillis * MILLI);
        at(100);
        OrderReport known = (OrderReport) heard(OrderReport.class).get(0).message;
        assertEquals(OrderStatus.EXPIRED, known.status);
        assertEquals(17, known.filledLots);
        OrderReport unknown = (OrderReport) heard(OrderReport.class).get(1).message;
        assertEquals(OrderStatus.NOT_FOUND, unknown.status);
        query.orderId = (long) EPOCH << 32 | 1;
        assertEquals(false, venue.isOfLastSession(query));
    }
}
