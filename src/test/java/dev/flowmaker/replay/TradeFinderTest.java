package dev.flowmaker.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.Snapshots;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trades are found by halving, in any session, and a search that ends early says so. */
class TradeFinderTest {
    private static final long ABSENT = 99_999_999;
    private static final int RECORDS = 4_000;
    private static final long START_NANOS = 1_700_000_000_000_000_000L;

    @TempDir
    private static Path folder;

    /** Two sessions; the venue's ids begin again in the second. */
    @BeforeAll
    static void record() {
        String configuration = SyntheticSession.configuration("local.conf", Map.of());
        try (JournalWriter writer = JournalWriter.open(folder)) {
            for (int session = 0; session < 2; session++) {
                SessionStarted started = SyntheticSession.header(configuration, writer.nextEpoch());
                if (session > 0) {
                    // As a daemon begins its next session in a day's file.
                    Snapshots.begin(writer, started, state -> {}, START_NANOS);
                }
                SyntheticSession.record(writer, started, Fixtures.synthetic(1 + session), RECORDS);
            }
        }
    }

    private static Map<Long, Long> orderByTrade() {
        Map<Long, Long> orderByTrade = new LinkedHashMap<>();
        try (JournalReader reader = JournalReader.open(folder)) {
            while (reader.advance()) {
                if (reader.kind() == MessageKind.FILL) {
                    Fill fill = (Fill) reader.message();
                    orderByTrade.put(fill.tradeId, fill.orderId);
                }
            }
        }
        return orderByTrade;
    }

    @Test
    void shouldFindEveryTradeWhereItsIdShouldBe() {
        Map<Long, Long> orderByTrade = orderByTrade();
        assertTrue(orderByTrade.size() > 20, "only " + orderByTrade.size() + " trades");
        try (JournalReader reader = JournalReader.open(folder)) {
            Finder finder = new Finder(reader);
            orderByTrade.forEach((trade, order) -> {
                TradeFinder trades = new TradeFinder(reader, finder, 5L * RECORDS);
                Fill found = trades.bySession(trade, -1);
                assertNotNull(found);
                assertEquals(order, found.orderId, "trade " + trade);
            });
        }
    }

    @Test
    void shouldSayWhetherAllWasReadForNothing() {
        try (JournalReader reader = JournalReader.open(folder)) {
            Finder finder = new Finder(reader);
            long most = 500;
            TradeFinder bounded = new TradeFinder(reader, finder, most);
            assertNull(bounded.find(ABSENT, -1));
            assertFalse(bounded.everywhere());
            assertTrue(bounded.read() < finder.last(), bounded.read() + " of " + finder.last());
            TradeFinder whole = new TradeFinder(reader, finder);
            assertNull(whole.find(ABSENT, -1));
            assertTrue(whole.everywhere());
            TradeFinder part = new TradeFinder(reader, finder);
            long trade = orderByTrade().keySet().iterator().next();
            assertNull(part.readThrough(trade, -1, finder.last(), finder.last() + 1));
            assertFalse(part.everywhere());
        }
    }
}
