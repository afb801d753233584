package dev.flowmaker.venue.contract;

import static org.junit.jupiter.api.Assertions.fail;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.venue.xchange.ShownBook;
import java.util.List;
import java.util.SortedMap;

/**
 * Holds every book that was shown against those the exchange went through: each must be one of them, to the last lot, and
 * none may be of an earlier moment than the one before it.
 */
final class BookAudit {
    private final Truth truth;
    private final int depth;
    private final ShownBook shown = new ShownBook();
    private final SortedMap<Long, Long> bids = Truth.emptySide(Side.BUY);
    private final SortedMap<Long, Long> asks = Truth.emptySide(Side.SELL);
    private int changes;
    private int seen;

    BookAudit(Truth truth, int depth) {
        this.truth = truth;
        this.depth = depth;
    }

    /** Looks at those updates that came since the last time. */
    void look(List<BookUpdate> updates) {
        for (; seen < updates.size(); seen++) {
            BookUpdate update = updates.get(seen);
            shown.apply(update);
            while (!isShown()) {
                if (changes == truth.changes()) {
                    fail("book " + seen + " (" + update.reset
                            + ") was never the exchange's, or not after the one before:"
                            + " shown " + shown.levels(Side.BUY) + " and " + shown.levels(Side.SELL)
                            + ", at the exchange now " + ShownBook.top(bids, depth) + " and "
                            + ShownBook.top(asks, depth));
                }
                apply(truth.change(changes++));
            }
        }
    }

    /** Whether the book shown last is the exchange's of now. */
    boolean isCurrent() {
        return shown.levels(Side.BUY).equals(truth.top(Side.BUY, depth))
                && shown.levels(Side.SELL).equals(truth.top(Side.SELL, depth));
    }

    /** No book of before this moment may be shown any more. */
    void forgetThePast() {
        while (changes < truth.changes()) {
            apply(truth.change(changes++));
        }
    }

    private boolean isShown() {
        return shown.levels(Side.BUY).equals(ShownBook.top(bids, depth))
                && shown.levels(Side.SELL).equals(ShownBook.top(asks, depth));
    }

    private void apply(Truth.Level level) {
        level.applyTo(level.side() == Side.BUY ? bids : asks);
    }
}
