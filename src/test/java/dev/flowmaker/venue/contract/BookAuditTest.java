package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** The judge of books sees what is wrong with one. */
class BookAuditTest {
    private final Truth truth = new Truth();
    private final BookAudit audit = new BookAudit(truth, 2);
    private final List<BookUpdate> told = new ArrayList<>();

    private void happens(Side side, long ticks, long lots) {
        truth.onLevel(0, 0, truth.changes() + 1, side, ticks, lots);
    }

    private BookUpdate tell(Side side, long ticks, long lots) {
        BookUpdate update = new BookUpdate();
        update.levels.add(side, ticks, lots);
        told.add(update);
        return update;
    }

    @Test
    void shouldFollowABookThatSkipsStatesAndSeeOnlyTheBestLevels() {
        happens(Side.BUY, 100, 1);
        happens(Side.BUY, 99, 1);
        happens(Side.BUY, 98, 1);
        BookUpdate whole = tell(Side.BUY, 100, 1);
        whole.levels.add(Side.BUY, 99, 1);
        audit.look(told);
        assertTrue(audit.isCurrent());

        happens(Side.SELL, 101, 5);
        assertFalse(audit.isCurrent());
        happens(Side.SELL, 101, 4);
        tell(Side.SELL, 101, 4);
        audit.look(told);
        assertTrue(audit.isCurrent());
    }

    @Test
    void shouldRefuseALevelThatNeverWas() {
        happens(Side.BUY, 100, 1);
        tell(Side.BUY, 100, 2);
        assertThrows(AssertionFailedError.class, () -> audit.look(told));
    }

    @Test
    void shouldRefuseAStateOfBefore() {
        happens(Side.BUY, 100, 1);
        happens(Side.BUY, 100, 2);
        tell(Side.BUY, 100, 2);
        audit.look(told);
        tell(Side.BUY, 100, 1);
        assertThrows(AssertionFailedError.class, () -> audit.look(told));
    }

    @Test
    void shouldRefuseTheBookOfBeforeOnceThePastIsForgotten() {
        happens(Side.BUY, 100, 1);
        tell(Side.BUY, 100, 1);
        audit.look(told);
        happens(Side.BUY, 100, 2);
        audit.forgetThePast();
        tell(Side.BUY, 100, 1).reset = ResetReason.RECONNECT;
        assertThrows(AssertionFailedError.class, () -> audit.look(told));
    }
}
