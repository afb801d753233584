package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.xchange.ScriptedBinance.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Misbehaviour of the venue and of the wire, on real sockets. */
class BinanceFaultsTest {
    private final ScriptedBinance venue = new ScriptedBinance();
    private final RecordingInbox inbox = new RecordingInbox();
    private final BinanceGateway gateway = new BinanceGateway(TestSettings.of(venue), TestSettings::utcNanos);
    private io.netty.channel.Channel stream;
    private io.netty.channel.Channel user;

    @BeforeEach
    void start() throws Exception {
        Gateway.Description description = gateway.describe();
        gateway.start(TestSettings.session(description), inbox);
        stream = venue.awaitStream();
        user = venue.awaitUser();
    }

    @AfterEach
    void stop() {
        gateway.close();
        venue.close();
    }

    static PlaceOrder place(long orderId) {
        PlaceOrder place = new PlaceOrder();
        place.market = 0;
        place.orderId = orderId;
        place.side = Side.BUY;
        place.priceTicks = 5_999_900;
        place.lots = 100;
        return place;
    }

    @Test
    void shouldSendAPlacementOnceWhenAKeptAliveConnectionDrops() throws Exception {
        venue.on(
                "POST /api/v3/order",
                call -> Answer.json(
                        "{\"symbol\":\"BTCUSDT\",\"orderId\":7,\"clientOrderId\":\"x\",\"transactTime\":1}"));
        gateway.execute(place(1L << 32 | 1));
        inbox.await(OrderAccepted.class, accepted -> accepted.venueOrderId == 7);
        venue.on("POST /api/v3/order", call -> Answer.dropped());

        gateway.execute(place(1L << 32 | 2));

        RequestUnknown unknown = inbox.await(RequestUnknown.class, event -> true);
        assertEquals(1L << 32 | 2, unknown.orderId);
        assertEquals(2, venue.calls("POST /api/v3/order").size());
    }

    @Test
    void shouldMakeAResyncVisible() throws Exception {
        long now = System.currentTimeMillis();
        ScriptedBinance.send(stream, ScriptedBinance.depth(95, 101, now, "60000.00", "1.00000000", "60000.01"));
        BookUpdate first = inbox.await(BookUpdate.class, update -> update.reset == ResetReason.SNAPSHOT);
        assertEquals(101, first.updateId);
        assertEquals(now * 1_000_000, first.exchangeTimeNanos);
        ScriptedBinance.send(stream, ScriptedBinance.depth(102, 103, now + 1, "60000.00", "2.00000000", "60000.01"));
        BookUpdate second = inbox.await(BookUpdate.class, update -> update.updateId == 103);
        assertEquals(ResetReason.NONE, second.reset);
        venue.on("GET /api/v3/depth", call -> Answer.json(ScriptedBinance.snapshot(200, "59999.00", "59999.01")));

        ScriptedBinance.send(stream, ScriptedBinance.depth(190, 195, now + 2, "59999.00", "2.00000000", "59999.01"));
        ScriptedBinance.send(stream, ScriptedBinance.depth(196, 205, now + 3, "59999.00", "4.00000000", "59999.01"));

        BookUpdate again = inbox.await(BookUpdate.class, update -> update.reset == ResetReason.RESYNC);
        assertEquals(205, again.updateId);
        assertEquals(2, again.levels.count());
        assertEquals(5_999_900, again.levels.priceTicks(0));
        assertEquals(400_000, again.levels.lots(0));
    }

    @Test
    void shouldReconnectWithinAboutASecond() throws Exception {
        int before = inbox.size();
        long start = System.nanoTime();
        stream.close().syncUninterruptibly();
        user.close().syncUninterruptibly();

        stream = venue.awaitStream();
        user = venue.awaitUser();

        inbox.awaitChannel(before, Channel.MARKET_DATA, false);
        inbox.awaitChannel(before, Channel.USER, false);
        inbox.awaitChannel(before, Channel.MARKET_DATA, true);
        inbox.awaitChannel(before, Channel.USER, true);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        assertTrue(seconds < 3, "took " + seconds + " s");
    }
}
