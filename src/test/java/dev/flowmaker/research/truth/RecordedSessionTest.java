package dev.flowmaker.research.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.report.TradedJournal;
import dev.flowmaker.research.truth.TruthTest.Fate;
import dev.flowmaker.research.truth.TruthTest.Said;
import dev.flowmaker.research.truth.TruthTest.SessionResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that true matching filled, filled again from its own market data. */
class RecordedSessionTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFillASessionsOrdersAgainFromItsOwnMarketData() {
        MemoryJournal journal = new MemoryJournal();
        TradedJournal.write(journal, 5, 240, "BTC");
        SessionResult result = TruthTest.session(journal::read, "of a session", FillModel.ALL, folder.resolve("tape"));
        List<Fate> filled =
                result.fates().stream().filter(fate -> fate.filledLots() > 0).toList();
        long alike = result.fates().stream()
                .filter(fate -> fate.said().stream().allMatch(said -> alike(fate, said)))
                .count();
        assertTrue(filled.size() > 50, filled.size() + " orders filled");
        assertTrue(
                alike > 0.9 * result.fates().size(),
                alike + " of " + result.fates().size() + " alike");
        for (Verdict verdict : result.verdicts()) {
            assertEquals(result.fates().size(), verdict.orders());
            assertTrue(verdict.missed() < 0.1, verdict.model().text() + " missed " + verdict.missed());
            assertTrue(verdict.invented() < 0.1, verdict.model().text() + " invented " + verdict.invented());
        }
    }

    private static boolean alike(Fate fate, Said said) {
        return said.filledLots() == fate.filledLots()
                && Math.abs(said.filledNanos() - fate.filledNanos()) <= 10_000_000;
    }

    @Test
    void shouldTakeOurQuantitiesOutOfTheBook() {
        MemoryJournal journal = new MemoryJournal();
        TradedJournal.write(journal, 6, 60, "BTC");
        RecordedSession session = new RecordedSession(journal::read);
        MemoryJournal tape = new MemoryJournal();
        session.writeTape(tape);
        OwnOrders orders = session.orders();
        long ours = orders.errands("all").stream()
                .filter(errand ->
                        orders.lotsAt(errand.side(), errand.priceTicks(), errand.placeNanos() + 1_000_000) > 0)
                .count();
        assertTrue(ours > 30, ours + " orders rested");
        int shown = 0;
        try (var records = tape.read()) {
            while (records.advance()) {
                if (records.message() instanceof dev.flowmaker.core.event.BookUpdate update) {
                    for (int i = 0; i < update.levels.count(); i++) {
                        long own = orders.lotsAt(update.levels.side(i), update.levels.priceTicks(i), update.timeNanos);
                        shown += own > 0 && update.levels.lots(i) == own ? 1 : 0;
                    }
                }
            }
        }
        assertEquals(0, shown, "levels that show our orders and nobody else's");
    }
}
