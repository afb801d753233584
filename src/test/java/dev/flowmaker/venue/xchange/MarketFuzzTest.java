package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.Mutator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged market data over its socket, through XChange: what is told was said, and what cannot be ends the line. */
@Timeout(600)
@SuppressWarnings("NullAway") // set when it is opened
class MarketFuzzTest {
    private static final String TOUCH = "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":101,\"s\":\"BTCUSDT\","
            + "\"b\":\"60000.00\",\"B\":\"2.00000000\",\"a\":\"60000.01\",\"A\":\"3.00000000\"}}";
    private static final long MARKER = 1_000_000_000_000L;
    /** Of a stream that ended nothing comes any more. */
    private static final long PATIENCE_MILLIS = 200;

    private static final long PATIENCE_SECONDS = 20;

    private final ScriptedBinance venue = new ScriptedBinance();
    private final BlockingQueue<Message> events = new LinkedBlockingQueue<>();
    private final Inbox inbox = event -> events.add(RecordingInbox.copy(event));
    private final Endings endings = new Endings();
    private MarketLine line;
    private io.netty.channel.Channel stream;
    private int ended;
    private int taken;

    /** A line that nobody replaces, so that its end can be seen. */
    private void open() throws Exception {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        BinanceProfile profile = new BinanceProfile(TestSettings.of(venue), TestSettings::utcNanos);
        Markets markets = profile.describePublic();
        line = new MarketLine(
                        profile.marketWire(endings),
                        markets.instruments(),
                        new MarketFeed(markets.instruments(), 20, inbox),
                        new ChannelState(Channel.MARKET_DATA, inbox),
                        profile.secrets(),
                        Duration.ofSeconds(60),
                        ready)
                .open();
        stream = venue.awaitStream();
        ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        ScriptedBinance.send(stream, ScriptedBinance.depth(95, 101, 1, "59999.00", "1.00000000", "60001.00"));
        Message first = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (!(first instanceof BookUpdate)) {
            assertNotNull(first, "no book");
            first = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void stop() {
        if (line != null) {
            line.close();
        }
        venue.close();
    }

    /** What came of a frame, up to the marker behind it or the end of the trades' stream. */
    private List<Message> play(String frame, long marker) throws InterruptedException {
        ScriptedBinance.send(stream, frame);
        ScriptedBinance.send(stream, ScriptedBinance.trade(marker, "60000.00", "1.00000000", true, 1));
        List<Message> came = new ArrayList<>();
        long begun = System.nanoTime();
        while (true) {
            assertTrue(
                    System.nanoTime() - begun < PATIENCE_SECONDS * 1_000_000_000L, "neither marker nor end: " + frame);
            Message event = events.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (event == null) {
                boolean over = line.deadBecause(System.nanoTime()) != null;
                if (over) {
                    return came;
                }
            } else if (event instanceof Trade trade && trade.tradeId == marker) {
                return came;
            } else if (!(event instanceof ConnectionChanged)) {
                came.add(event);
            }
        }
    }

    private void damage(String kind, String frame) throws Exception {
        for (int i = 0; i < Math.max(1, Mutator.CASES / 5); i++) {
            if (line == null || line.deadBecause(System.nanoTime()) != null) {
                if (line != null) {
                    line.close();
                }
                events.clear();
                open();
            }
            String damaged = new Mutator(i).damage(frame);
            List<Message> came = play(damaged, MARKER + i);
            List<Map<String, String>> said = StrictBinance.read(damaged, StrictBinance::marketFrame);
            String what = kind + " " + i + " said " + said + ", came "
                    + came.stream().map(StrictBinance::fields).toList() + ": " + UserStreamFuzzTest.shown(damaged);
            if (came.isEmpty()) {
                ended += line.deadBecause(System.nanoTime()) == null ? 0 : 1;
                continue;
            }
            assertNotNull(said, what);
            assertEquals(1, came.size(), what);
            if (came.get(0) instanceof BookUpdate update) {
                checkBook(update, said.get(0), what);
            } else {
                assertTrue(
                        StrictBinance.same(
                                said, came.stream().map(StrictBinance::fields).toList()),
                        what);
            }
            taken++;
        }
    }

    /** Every level that is told is of the frame, or was there before it. */
    private static void checkBook(BookUpdate update, Map<String, String> said, String what) {
        assertEquals("BOOK_UPDATE", said.get("kind"), what);
        assertEquals(said.get("updateId"), Long.toString(update.updateId), what);
        assertEquals(said.get("exchangeTimeNanos"), Long.toString(update.exchangeTimeNanos), what);
        Set<String> known =
                new HashSet<>(Set.of("b6000000=200000", "a6000001=300000", "b5999900=100000", "a6000100=100000"));
        said.forEach((name, value) -> known.add(name + "=" + value));
        for (int i = 0; i < update.levels.count(); i++) {
            if (update.levels.lots(i) != 0) {
                String level = (update.levels.side(i) == Side.BUY ? "b" : "a") + update.levels.priceTicks(i) + "="
                        + update.levels.lots(i);
                assertTrue(known.contains(level), level + " of " + what);
            }
        }
    }

    private void checkBoth() {
        assertTrue(taken > 0, "nothing was taken");
        assertTrue(ended > Mutator.CASES / 30, ended + " ended the line");
    }

    @Test
    void shouldTellNoDamagedTrade() throws Exception {
        damage("trade", ScriptedBinance.trade(7, "60000.01", "0.50000000", false, 1_700_000_000_123L));
        checkBoth();
    }

    @Test
    void shouldTellNoDamagedTouch() throws Exception {
        damage("touch", TOUCH);
        checkBoth();
    }

    @Test
    void shouldTellNoDamagedFrame() throws Exception {
        damage("frame", ScriptedBinance.depth(102, 103, 1_700_000_000_123L, "59999.50", "4.00000000", "60000.50"));
        checkBoth();
    }
}
