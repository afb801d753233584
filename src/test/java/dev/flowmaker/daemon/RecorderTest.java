package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.RecordSettings;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.research.tape.Tapes;
import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.Inbox;
import dev.flowmaker.venue.MarketData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecorderTest {
    private static final int BOOKS = 120;

    @TempDir
    private Path folder;

    private RecordSettings settings(int port) {
        return Configuration.parse("record.conf", """
                flowmaker {
                  name = tape
                  journal { dir = "%s", free-space-alarm = 1 MB }
                  venue { mode = paper, rest-uri = "http://127.0.0.1:%d", stream-uri = "ws://127.0.0.1:%d" }
                  venue.paper.balances = [ 1 BTC ]
                  markets = [ { symbol = BTC/USDT } ]
                }
                """.formatted(folder.resolve("journal"), port, port))
                .recording();
    }

    private Path tape() {
        return folder.resolve("journal").resolve("tape");
    }

    /** What a tape says: the whole book after each frame, and the trades. */
    private static final class Said {
        final List<String> books = new ArrayList<>();
        final List<String> trades = new ArrayList<>();
        final List<ResetReason> resets = new ArrayList<>();
        final List<String> sessions = new ArrayList<>();
        int disconnects;

        Said(Path tape) {
            OrderBook book = new OrderBook();
            try (JournalReader reader = JournalReader.open(tape)) {
                for (Message message = reader.next(); message != null; message = reader.next()) {
                    if (message instanceof BookUpdate update) {
                        add(book, update);
                    } else if (message instanceof Trade trade) {
                        trades.add(trade.aggressor + " " + trade.priceTicks + "x" + trade.lots);
                    } else if (message instanceof ConnectionChanged change) {
                        disconnects += change.channel == Channel.MARKET_DATA && !change.up ? 1 : 0;
                    } else if (message instanceof SessionStarted started) {
                        sessions.add(started.mode);
                    } else if (message instanceof SessionStopped stopped) {
                        sessions.add(stopped.reason.name());
                    }
                }
            }
        }

        private void add(OrderBook book, BookUpdate update) {
            if (update.reset != ResetReason.NONE) {
                resets.add(update.reset);
                book.clear();
            }
            for (int i = 0; i < update.levels.count(); i++) {
                book.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
            }
            StringBuilder text = new StringBuilder();
            for (Side side : Side.values()) {
                for (int rank = 0; rank < book.levels(side); rank++) {
                    text.append(book.priceTicks(side, rank))
                            .append('x')
                            .append(book.lots(side, rank))
                            .append(' ');
                }
            }
            books.add(text.toString());
        }
    }

    private void playAndRecord(List<Path> files) throws Exception {
        String exchange = """
                exchange {
                  port = 0, accounts = [ { balances = [ 10 BTC ] } ]
                  markets = [ { symbol = BTC/USDT, source = capture, files = [ "%s", "%s" ], speed = 5 } ]
                }
                """.formatted(files.get(0), files.get(1));
        Map<String, String> environment = Map.of("FLOWMAKER_KEY", "nobodysKey", "FLOWMAKER_SECRET", "nobodysSecret");
        try (ExchangeServer server = LocalExchange.open(
                Configuration.parse("exchange.conf", exchange).exchange(), environment, System.currentTimeMillis())) {
            Recorder recorder = Recorder.start(settings(server.port()));
            while (recorder.view().markets().get(0).books() < BOOKS) {
                assertFalse(recorder.hasEnded());
                Thread.onSpinWait();
            }
            recorder.requestStop("test");
            assertEquals(StopReason.REQUESTED, recorder.await());
        }
    }

    @Test
    void shouldRecordWhatItsImportHasBookByBookAndGoOnInTheSameFolder() throws Exception {
        List<Path> files = RandomCapture.write(folder, 41, 1_500);
        playAndRecord(files);
        Said recorded = new Said(tape());
        Path imported = folder.resolve("imported");
        var unused = Tapes.make("binance", imported, false, null, files.toArray(new Path[0]));
        Said whole = new Said(imported);
        assertEquals(List.of(ResetReason.SNAPSHOT), recorded.resets);
        assertTrue(recorded.books.size() >= BOOKS, recorded.books.size() + " books");
        int first = whole.books.indexOf(recorded.books.get(0));
        assertTrue(first >= 0, () -> "the first book is none of the import's: " + recorded.books.get(0));
        assertEquals(whole.books.subList(first, first + recorded.books.size()), recorded.books);
        assertTrue(recorded.trades.size() > 50);
        assertTrue(Collections.lastIndexOfSubList(whole.trades, recorded.trades) >= 0, "trades");

        playAndRecord(files);
        Said both = new Said(tape());
        assertEquals(List.of("record", "REQUESTED", "record", "REQUESTED"), both.sessions);
        assertEquals(List.of(ResetReason.SNAPSHOT, ResetReason.SNAPSHOT), both.resets);
        assertTrue(both.books.size() > recorded.books.size());
    }

    /** A venue told by hand. */
    private static final class ToldData implements MarketData {
        @Nullable
        Inbox inbox;

        @Override
        public Gateway.Description describe() {
            return new Gateway.Description(Fixtures.ASSETS, List.of(Fixtures.bitcoin()), 0, 0);
        }

        @Override
        public void start(Inbox to) {
            inbox = to;
        }

        @Override
        public void close() {
            inbox = null;
        }

        void book(ResetReason reset, long ticks) {
            BookUpdate update = new BookUpdate();
            update.market = 0;
            update.reset = reset;
            update.levels.add(Side.BUY, ticks, 5);
            Objects.requireNonNull(inbox).offer(update);
        }

        void connection(boolean up) {
            ConnectionChanged change = new ConnectionChanged();
            change.channel = Channel.MARKET_DATA;
            change.up = up;
            Objects.requireNonNull(inbox).offer(change);
        }
    }

    @Test
    void shouldPutGapsAndLostConnectionsOnRecord() throws Exception {
        ToldData venue = new ToldData();
        Recorder recorder = Recorder.start(settings(1), (of, clock) -> venue);
        venue.connection(true);
        venue.book(ResetReason.SNAPSHOT, 100);
        venue.book(ResetReason.RESYNC, 101);
        venue.connection(false);
        venue.connection(true);
        venue.book(ResetReason.RECONNECT, 102);
        while (recorder.view().markets().get(0).books() < 3) {
            Thread.onSpinWait();
        }
        assertEquals(2, recorder.view().markets().get(0).gaps());
        assertEquals(1, recorder.view().disconnects());
        recorder.requestStop("test");
        assertEquals(StopReason.REQUESTED, recorder.await());
        Said said = new Said(tape());
        assertEquals(List.of(ResetReason.SNAPSHOT, ResetReason.RESYNC, ResetReason.RECONNECT), said.resets);
        assertEquals(1, said.disconnects);
        assertEquals(List.of("100x5 ", "101x5 ", "102x5 "), said.books);
    }

    @Test
    void shouldKeepOutOfADaemonsJournal() throws Exception {
        ToldData venue = new ToldData();
        ObedientVenue obedient = new ObedientVenue();
        Daemon daemon = Daemon.prepare(
                Configuration.parse("daemon.conf", """
                        flowmaker {
                          name = tape
                          journal { dir = "%s", free-space-alarm = 0 B }
                          venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1" }
                          venue.ws-api-uri = "ws://127.0.0.1:1"
                          markets = [ {
                            symbol = BTC/USDT, quote.size = 0.002 BTC
                            risk { max-order-size = 1 BTC, max-order-notional = 100000 USDT, max-long = 1 BTC, max-short = 1 BTC }
                          } ]
                        }
                        """.formatted(folder.resolve("journal")))
                        .daemon(),
                clock -> obedient);
        daemon.requestStop(StopReason.REQUESTED, "test");
        daemon.start();
        var unused = daemon.await();
        JournalException refused =
                assertThrows(JournalException.class, () -> Recorder.start(settings(1), (of, clock) -> venue));
        assertTrue(Objects.requireNonNull(refused.getMessage()).contains("mode sim"), refused.getMessage());
        assertFalse(Objects.requireNonNull(refused.getMessage()).isEmpty());
    }
}
