package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.xchange.ScriptedBinance.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams that are dead while their socket says it is open. */
class BinanceSilenceTest {
    private static final Duration STALE_AFTER = Duration.ofSeconds(2);

    private final ScriptedBinance venue = new ScriptedBinance();
    private final RecordingInbox inbox = new RecordingInbox();
    private final BinanceGateway gateway =
            new BinanceGateway(TestSettings.of(venue, STALE_AFTER, Duration.ofSeconds(5)), TestSettings::utcNanos);
    private io.netty.channel.Channel stream;

    @BeforeEach
    void start() throws Exception {
        Gateway.Description description = gateway.describe();
        gateway.start(TestSettings.session(description), inbox);
        stream = venue.awaitStream();
        venue.awaitUser();
    }

    @AfterEach
    void stop() {
        gateway.close();
        venue.close();
    }

    private void book(long first, long last) {
        ScriptedBinance.send(stream, ScriptedBinance.depth(first, last, 1, "60000.00", "1.00000000", "60000.01"));
    }

    private void awaitReplacement(String reason) throws InterruptedException {
        ConnectionChanged down = inbox.awaitChannel(0, Channel.MARKET_DATA, false);
        assertTrue(down.text.contains(reason), down.text);
        stream = venue.awaitStream();
        inbox.awaitChannel(inbox.all().indexOf(down), Channel.MARKET_DATA, true);
        int replaced = inbox.size();
        book(95, 101);
        BookUpdate update = inbox.awaitAfter(replaced, BookUpdate.class, event -> true);
        assertEquals(101, update.updateId);
        assertTrue(update.reset != ResetReason.NONE);
        assertEquals(2, update.levels.count());
    }

    @Test
    void shouldReplaceASocketWhosePeerIsGoneWithoutAWord() throws Exception {
        book(95, 101);
        inbox.await(BookUpdate.class, update -> update.reset == ResetReason.SNAPSHOT);
        assertTrue(stream.isOpen());

        venue.deaf = true;

        awaitReplacement("no sign of life");
        venue.deaf = false;
    }

    @Test
    void shouldReplaceALiveSocketThatBringsNoBook() throws Exception {
        book(95, 101);
        inbox.await(BookUpdate.class, update -> update.reset == ResetReason.SNAPSHOT);

        // Pings are answered all the while.
        awaitReplacement("no book of BTC/USDT");
    }

    @Test
    void shouldReplaceALiveSocketThatBringsBooksAndNoTradesAnyMore() throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        for (int id = 101; System.nanoTime() < deadline; id++) {
            book(id - 1, id);
            if (id <= 301) {
                ScriptedBinance.send(stream, ScriptedBinance.trade(id, "60000.00", "0.01000000", true, id));
            }
            if (inbox.all().stream().anyMatch(BinanceSilenceTest::isMarketDataLost)) {
                break;
            }
            Thread.sleep(5);
        }
        ConnectionChanged down = inbox.awaitChannel(0, Channel.MARKET_DATA, false);
        assertTrue(down.text.contains("no trade of BTC/USDT for"), down.text);
        venue.awaitStream();
    }

    private static boolean isMarketDataLost(dev.flowmaker.core.Message event) {
        return event instanceof ConnectionChanged change && change.channel == Channel.MARKET_DATA && !change.up;
    }

    @Test
    void shouldReplaceALineWhoseUpdateIdsStartedAgain() throws Exception {
        book(95, 101);
        inbox.await(BookUpdate.class, update -> update.reset == ResetReason.SNAPSHOT);
        int before = inbox.size();
        // XChange drops every one of these, for ever.
        for (int id = 1; id < 10; id++) {
            book(id, id);
        }

        awaitReplacement("no book of BTC/USDT");
        assertEquals(
                1,
                inbox.all().subList(0, before).stream()
                        .filter(event -> event instanceof BookUpdate)
                        .count());
    }

    @Test
    void shouldReplaceAUserStreamWhosePeerIsGone() throws Exception {
        venue.deaf = true;
        ConnectionChanged down = inbox.awaitChannel(0, Channel.USER, false);
        assertTrue(down.text.contains("no sign of life"), down.text);

        venue.awaitUser();

        inbox.awaitChannel(inbox.all().indexOf(down), Channel.USER, true);
    }

    @Test
    void shouldAskForASnapshotAtAPaceTheVenueBears() throws Exception {
        venue.on("GET /api/v3/depth", call -> Answer.error(500, -1000, "no snapshot today"));
        int before = venue.calls("GET /api/v3/depth").size();
        long start = System.nanoTime();
        for (int id = 200; id < 260; id++) {
            book(id, id);
        }
        // The line is replaced when its time is over; until then XChange would have asked sixty times.
        inbox.awaitChannel(0, Channel.MARKET_DATA, false);
        long seconds = 2 + (System.nanoTime() - start) / 1_000_000_000;

        int asked = venue.calls("GET /api/v3/depth").size() - before;

        assertTrue(asked >= 1 && asked <= 2 + seconds, asked + " in " + seconds + " s");
    }
}
