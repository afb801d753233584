package dev.flowmaker.core.market;

import static dev.flowmaker.core.market.Markets.frame;
import static dev.flowmaker.core.market.Markets.touch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Others bid 10 at 100 and offer 10 at 102; times are whole milliseconds. */
class MarketBookTest {
    private static final long MS = 1_000_000L;
    private static final long ORDER = 77;

    private MarketBook book = Markets.book(0);
    private long withdrawn;
    private long withdrawnFrom;

    @BeforeEach
    void snapshot() {
        apply(frame(1 * MS, ResetReason.SNAPSHOT, -99, 4, -100, 10, 102, 10, 103, 4));
    }

    private void apply(BookUpdate update) {
        book.onBookUpdate(update);
    }

    private void see(long millis, long... levels) {
        apply(frame(millis * MS, ResetReason.NONE, levels));
    }

    private long takeWithdrawn() {
        return book.takeWithdrawnFlow((time, lots) -> {
            withdrawn += lots;
            withdrawnFrom = time;
        });
    }

    /** A bid of 3 of ours at this price, on the book at 2 ms and seen in a frame of 3 ms. */
    private void rest(long price, long shownLots) {
        book.own().sent(ORDER, Side.BUY, price, 3);
        book.own().accepted(ORDER, 2 * MS);
        see(3, -price, shownLots);
    }

    // ---- integrity ----

    @Test
    void shouldCountCleanFramesBeforeItIsOk() {
        book = Markets.book(2);
        assertEquals(BookStatus.EMPTY, book.status());
        snapshot();
        assertEquals(BookStatus.WARMING_UP, book.status());
        see(2, -100, 11);
        assertEquals(BookStatus.WARMING_UP, book.status());
        see(3, -100, 12);
        assertEquals(BookStatus.OK, book.status());
    }

    @Test
    void shouldNotEmitFlowAcrossAReset() {
        see(2, -100, 15);
        assertEquals(5, book.flowLots());
        apply(frame(3 * MS, ResetReason.RESYNC, -100, 50, 102, 10));
        assertFalse(book.flowKnown(Side.BUY) || book.flowKnown(Side.SELL));
        assertEquals(0, book.flowLots());
        assertEquals(2, book.raw().levels(Side.BUY) + book.raw().levels(Side.SELL));
        assertEquals(2, book.restarts());
        assertEquals(2, book.resets());
        see(4, -100, 51);
        assertEquals(1, book.flowLots());
    }

    @Test
    void shouldDropCrossedAndLockedFrames() {
        see(2, 100, 5);
        assertEquals(BookStatus.LOCKED, book.status());
        see(3, 99, 5);
        assertEquals(BookStatus.CROSSED, book.status());
        assertEquals(0, book.flowLots());
        see(4, 99, 0, 100, 0, -100, 30);
        assertEquals(BookStatus.OK, book.status());
        assertFalse(book.flowKnown(Side.BUY), "the first clean frame has nothing to compare with");
        see(5, -100, 31);
        assertEquals(1, book.flowLots());
        assertEquals(1, book.locked());
        assertEquals(1, book.crossed());
    }

    @Test
    void shouldBeEmptyWhenASideHasNobodyButUs() {
        book.own().sent(ORDER, Side.SELL, 104, 3);
        book.own().accepted(ORDER, 1 * MS);
        see(2, 104, 3, 102, 0, 103, 0);
        assertEquals(BookStatus.EMPTY, book.status());
        assertEquals(Instrument.NO_PRICE, book.askTicks());
        assertEquals(Instrument.NO_PRICE, book.mid2Ticks());
        see(3, 103, 4);
        assertEquals(BookStatus.OK, book.status());
        assertFalse(book.flowKnown(Side.SELL));
    }

    @Test
    void shouldBecomeStaleAtItsDeadlineAndBeginAnewAfter() {
        see(2, -100, 11);
        assertEquals(1_002 * MS, book.staleDeadlineNanos());
        assertFalse(book.checkStale(1_002 * MS - 1));
        assertTrue(book.checkStale(1_002 * MS));
        assertEquals(BookStatus.STALE, book.status());
        assertEquals(Long.MAX_VALUE, book.staleDeadlineNanos());
        assertFalse(book.checkStale(1_003 * MS), "once is enough");
        see(1_500, -100, 17);
        assertEquals(BookStatus.OK, book.status());
        assertEquals(0, book.flowLots());
        assertFalse(book.flowKnown(Side.BUY));
    }

    @Test
    void shouldWaitForAWholeBookAfterTheConnectionWasLost() {
        book.onConnection(false);
        assertEquals(BookStatus.DISCONNECTED, book.status());
        assertEquals(Instrument.NO_PRICE, book.bidTicks());
        see(2, -100, 11);
        book.onConnection(true);
        assertEquals(BookStatus.EMPTY, book.status());
        see(3, -100, 11, 102, 1);
        assertEquals(BookStatus.EMPTY, book.status());
        assertEquals(2, book.orphans());
        apply(frame(4 * MS, ResetReason.RECONNECT, -100, 10, 102, 10));
        assertEquals(BookStatus.OK, book.status());
        assertFalse(book.flowKnown(Side.BUY));
    }

    @Test
    void shouldKnowNoFlowOfAFrameThatGoesBackInTime() {
        see(5, -100, 11);
        see(4, -100, 12);
        assertEquals(1, book.backwards());
        assertFalse(book.flowKnown(Side.BUY) || book.flowKnown(Side.SELL));
        see(6, -100, 13);
        assertFalse(book.flowKnown(Side.BUY), "nor of the next, which follows it");
        see(7, -100, 14);
        assertEquals(1, book.flowLots());
    }

    // ---- the touch between the frames ----

    private void seeWithId(long id, long millis, long... levels) {
        BookUpdate update = frame(millis * MS, ResetReason.NONE, levels);
        update.updateId = id;
        apply(update);
    }

    @Test
    void shouldTakeANewerTouchAndCountItsFlowOnce() {
        seeWithId(10, 2, -100, 11);
        assertTrue(book.onTouchUpdate(touch(3 * MS, 12, 101, 4, 102, 10)));
        assertEquals(101, book.bidTicks());
        assertEquals(4, book.flowLots());
        assertEquals(100, book.filteredTicks(Side.BUY, 1));
        assertFalse(book.onTouchUpdate(touch(3 * MS, 12, 101, 4, 102, 10)), "the same again");
        assertEquals(0, book.flowLots());
        seeWithId(12, 4, -101, 4);
        assertEquals(0, book.flowLots(), "the frame has it in it");
        assertFalse(book.touchIsNewer());
    }

    @Test
    void shouldNotLetAnOlderFrameBringBackWhatTheTouchTookAway() {
        seeWithId(10, 2, -100, 11);
        book.onTouchUpdate(touch(3 * MS, 15, 99, 4, 102, 10));
        assertEquals(-11, book.flowLots());
        seeWithId(14, 4, -100, 3, -98, 5);
        assertEquals(99, book.bidTicks());
        assertEquals(0, book.flowLots());
        assertEquals(98, book.filteredTicks(Side.BUY, 1));
        assertEquals(3, book.raw().lotsAt(Side.BUY, 100), "the ladder is the frames' own");
        seeWithId(16, 5, -100, 0);
        assertEquals(99, book.bidTicks());
        assertEquals(0, book.flowLots());
    }

    @Test
    void shouldGoStaleWithoutFramesEvenWhileTouchesCome() {
        seeWithId(10, 2, -100, 11);
        book.onTouchUpdate(touch(900 * MS, 12, 100, 12, 102, 10));
        assertTrue(book.checkStale(1_002 * MS));
        book.onTouchUpdate(touch(1_003 * MS, 13, 100, 13, 102, 10));
        assertEquals(BookStatus.STALE, book.status());
        assertEquals(13, book.bidLots(), "what it shows is told all the same");
        assertFalse(book.advanced());
        seeWithId(12, 1_004, -100, 12);
        assertEquals(BookStatus.OK, book.status());
        assertEquals(13, book.bidLots());
        assertFalse(book.flowKnown(Side.BUY));
    }

    @Test
    void shouldNotWarmUpByTouches() {
        book = Markets.book(2);
        snapshot();
        seeWithId(10, 2, -100, 11);
        book.onTouchUpdate(touch(3 * MS, 12, 100, 12, 102, 10));
        book.onTouchUpdate(touch(3 * MS, 13, 100, 13, 102, 10));
        assertEquals(BookStatus.WARMING_UP, book.status());
        seeWithId(11, 4, -100, 12);
        assertEquals(BookStatus.OK, book.status(), "an overtaken frame is a frame");
    }

    @Test
    void shouldBeginAnewAfterALockedTouch() {
        seeWithId(10, 2, -100, 11);
        book.onTouchUpdate(touch(3 * MS, 12, 102, 4, 102, 10));
        assertEquals(BookStatus.LOCKED, book.status());
        book.onTouchUpdate(touch(3 * MS, 13, 101, 4, 102, 10));
        assertEquals(BookStatus.OK, book.status());
        assertFalse(book.flowKnown(Side.BUY));
        assertEquals(1, book.locked());
    }

    @Test
    void shouldBeEmptyWhenTheTouchHasNoBid() {
        seeWithId(10, 2, -100, 11);
        book.onTouchUpdate(touch(3 * MS, 12, Instrument.NO_PRICE, 0, 102, 10));
        assertEquals(BookStatus.EMPTY, book.status());
        assertEquals(Instrument.NO_PRICE, book.bidTicks());
    }

    @Test
    void shouldNotKnowTheTouchBehindOursWhichIsAsOldAsTheFrame() {
        rest(101, 3);
        seeWithId(10, 4, -101, 3);
        book.onTouchUpdate(touch(5 * MS, 12, 101, 3, 102, 9));
        assertEquals(100, book.bidTicks(), "the best known");
        assertFalse(book.flowKnown(Side.BUY));
        assertTrue(book.flowKnown(Side.SELL));
        assertEquals(1, book.ambiguousTouches());
        seeWithId(13, 6, -100, 15);
        assertTrue(book.flowKnown(Side.BUY), "the touch between is passed over");
        assertEquals(5, book.flowLots(Side.BUY));
    }

    @Test
    void shouldDropTouchesThatCannotBePutInOrder() {
        assertFalse(book.onTouchUpdate(touch(2 * MS, 12, 100, 9, 102, 10)), "the frame had no id");
        assertEquals(1, book.touchFeed().orphanCount());
        seeWithId(10, 2, -100, 11);
        book.onConnection(false);
        assertFalse(book.onTouchUpdate(touch(2 * MS, 13, 100, 9, 102, 10)));
        assertEquals(BookStatus.DISCONNECTED, book.status());
        assertEquals(2, book.touchFeed().orphanCount());
    }

    @Test
    void shouldForgetTheTouchAtAReset() {
        seeWithId(10, 2, -100, 11);
        book.onTouchUpdate(touch(3 * MS, 1_000, 101, 4, 102, 10));
        BookUpdate reset = frame(4 * MS, ResetReason.RESYNC, -90, 5, 92, 5);
        reset.updateId = 20;
        apply(reset);
        assertEquals(90, book.bidTicks(), "ids may begin anew");
        assertTrue(book.onTouchUpdate(touch(5 * MS, 21, 91, 4, 92, 5)));
        assertEquals(4, book.flowLots());
    }

    @Test
    void shouldCallTheFeedSilentOnlyWhenFramesMoveTheTouchWithoutIt() {
        for (int i = 0; i < 1_000; i++) {
            seeWithId(10 + i, 2 + i, -98, 3 + i);
        }
        assertFalse(book.touchFeed().isSilent(), "nothing moved at the best prices");
        for (int i = 0; i < TouchWatch.FRAMES - 1; i++) {
            seeWithId(1_010 + i, 1_002 + i, -100, 20 + i);
        }
        assertFalse(book.touchFeed().isSilent());
        seeWithId(2_000, 2_000, -100, 7);
        assertTrue(book.touchFeed().isSilent());
        assertEquals(BookStatus.OK, book.status(), "the frames go on");
        book.onTouchUpdate(touch(2_001 * MS, 1_999, 100, 7, 102, 10));
        assertFalse(book.touchFeed().isSilent(), "even a late one is heard");
    }

    @Test
    void shouldLeaveTouchesAloneWhenToldTo() {
        book = new MarketBook(Markets.btc(), new BookSettings(20, 1_000 * MS, 0, TouchFeed.DEPTH));
        snapshot();
        for (int i = 0; i < 100; i++) {
            seeWithId(10 + i, 2 + i, -100, 20 + i);
            assertFalse(book.onTouchUpdate(touch(2 * MS + i, 1_000 + i, 101, 4, 102, 10)));
        }
        assertEquals(100, book.bidTicks());
        assertFalse(book.touchFeed().isSilent());
    }

    // ---- our own orders ----

    @Test
    void shouldTakeOurSizeOutOfItsLevel() {
        rest(100, 13);
        assertEquals(10, book.bidLots());
        assertEquals(10, book.filteredLots(Side.BUY, 100));
        assertEquals(13, book.raw().bestLots(Side.BUY));
        assertTrue(book.flowKnown(Side.BUY));
        assertEquals(0, book.flowLots());
    }

    @Test
    void shouldPassOverALevelThatIsOursAlone() {
        rest(101, 3);
        assertEquals(100, book.bidTicks());
        assertEquals(100, book.filteredTicks(Side.BUY, 0));
        assertEquals(99, book.filteredTicks(Side.BUY, 1));
        assertEquals(Instrument.NO_PRICE, book.filteredTicks(Side.BUY, 2));
        assertEquals(202, book.mid2Ticks());
        assertTrue(book.flowKnown(Side.BUY));
    }

    @Test
    void shouldNotKnowALevelWhileItsPlacementIsUnanswered() {
        book.own().sent(ORDER, Side.BUY, 100, 3);
        see(2, -100, 13);
        assertFalse(book.flowKnown(Side.BUY));
        assertTrue(book.flowKnown(Side.SELL));
        assertEquals(10, book.bidLots(), "as much taken out as can be ours");
        assertEquals(1, book.ambiguous());
        book.own().accepted(ORDER, 1 * MS);
        see(4, -100, 14);
        assertTrue(book.flowKnown(Side.BUY), "the frame before is known by now");
        assertEquals(1, book.flowLots());
    }

    @Test
    void shouldNotMindUncertaintyBehindTheTouch() {
        book.own().sent(ORDER, Side.BUY, 99, 3);
        see(2, -100, 11, -99, 7);
        assertTrue(book.flowKnown(Side.BUY));
        assertEquals(1, book.flowLots());
    }

    @Test
    void shouldKnowThatAPlacementIsNotThereWhenItsPriceIsNotShown() {
        book.own().sent(ORDER, Side.BUY, 101, 3);
        see(2, -100, 11);
        assertTrue(book.flowKnown(Side.BUY));
        assertEquals(1, book.flowLots());
    }

    @Test
    void shouldNotOrderEqualMilliseconds() {
        book.own().sent(ORDER, Side.BUY, 100, 3);
        book.own().accepted(ORDER, 2 * MS);
        see(2, -100, 13);
        assertFalse(book.flowKnown(Side.BUY));
        see(3, -100, 13);
        assertFalse(book.flowKnown(Side.BUY));
        see(4, -100, 14);
        assertEquals(1, book.flowLots());
    }

    @Test
    void shouldKnowThatAFrameHereBeforeThePlacementDoesNotShowIt() {
        see(2, -100, 10);
        book.own().sent(ORDER, Side.BUY, 100, 3);
        book.own().accepted(ORDER, 2 * MS);
        see(3, -100, 13);
        assertTrue(book.flowKnown(Side.BUY), "same millisecond, but the frame was the reason");
        assertEquals(0, book.flowLots());
    }

    @Test
    void shouldKnowThatAFrameHereBeforeTheCancelDoesNotShowIt() {
        rest(100, 13);
        book.own().cancelSent(ORDER);
        book.own().ended(ORDER, 3 * MS, true);
        assertTrue(book.flowKnown(Side.BUY));
        see(4, -100, 10);
        assertTrue(book.flowKnown(Side.BUY));
        assertEquals(0, book.flowLots());
        assertEquals(0, book.lateOwnChanges());
    }

    @Test
    void shouldNotKnowALevelWhileItsCancelIsUnanswered() {
        rest(100, 13);
        book.own().cancelSent(ORDER);
        see(4, -100, 13);
        assertFalse(book.flowKnown(Side.BUY));
        book.own().cancelFailed(ORDER);
        see(5, -100, 13);
        assertTrue(book.flowKnown(Side.BUY));
        assertEquals(0, book.flowLots());
    }

    @Test
    void shouldNotKnowALevelWhileAnOrderIsUnknown() {
        rest(100, 13);
        book.own().unknown(ORDER);
        see(4, -100, 13);
        assertFalse(book.flowKnown(Side.BUY));
        book.own().stillOpen(ORDER, 4 * MS);
        see(5, -100, 13);
        assertTrue(book.flowKnown(Side.BUY));
    }

    @Test
    void shouldWithdrawWhatAFrameShowedBeforeItsReport() {
        rest(100, 13);
        see(6, -100, 10);
        assertEquals(-3, book.flowLots(), "who knew");
        see(8, -100, 12);
        assertEquals(2, book.flowLots());
        book.own().filled(ORDER, 3, 5 * MS);
        assertEquals(-3, takeWithdrawn());
        assertEquals(-3, withdrawn);
        assertEquals(6 * MS, withdrawnFrom);
        assertEquals(1, book.lateOwnChanges());
        assertEquals(12, book.bidLots());
        assertEquals(0, takeWithdrawn(), "only once");
        see(9, -100, 13);
        assertEquals(1, book.flowLots());
    }

    @Test
    void shouldWithdrawEverythingOfAFrameThatCannotBeOrderedAnyMore() {
        rest(100, 13);
        see(6, -100, 14);
        assertEquals(1, book.flowLots());
        book.own().filled(ORDER, 1, 6 * MS);
        assertEquals(1, takeWithdrawn());
        assertFalse(book.flowKnown(Side.BUY));
    }

    @Test
    void shouldNotKnowAnythingBeforeALevelOfOursThatIsNotShown() {
        rest(101, 3);
        see(6, -101, 0, -100, 11);
        assertFalse(book.flowKnown(Side.BUY), "our order is gone, and nobody told us why");
        assertEquals(0, book.flowLots());
        book.own().filled(ORDER, 3, 5 * MS);
        see(7, -100, 12);
        assertEquals(1, book.flowLots());
    }

    @Test
    void shouldUnderstandAFillThatIsReportedAfterTheEnd() {
        rest(100, 13);
        see(6, -100, 11);
        assertEquals(-2, book.flowLots());
        book.own().cancelSent(ORDER);
        book.own().ended(ORDER, 8 * MS, true);
        see(9, -100, 10);
        assertEquals(2, book.flowLots());
        see(10, -100, 10);
        book.own().filled(ORDER, 2, 5 * MS);
        Map<Long, Long> perFrame = new TreeMap<>();
        book.takeWithdrawnFlow(perFrame::put);
        assertEquals(Map.of(6 * MS, -2L, 9 * MS, 2L), perFrame, "the end seemed to give the two lots back");
        assertEquals(0, book.own().unmatched());
    }

    @Test
    void shouldForgetOrdersThatEndedBeforeAFrame() {
        rest(100, 13);
        book.own().ended(ORDER, 5 * MS);
        see(5, -100, 10);
        assertEquals(1, book.own().count(), "the frame may show it");
        see(6, -100, 10);
        assertEquals(0, book.own().count());
        book.own().filled(ORDER + 1, 1, 5 * MS);
        assertEquals(1, book.own().unmatched());
    }

    @Test
    void shouldNotDoubtAnOrderThatEndedWhenItsCancelLeavesLate() {
        rest(100, 13);
        book.own().ended(ORDER, 5 * MS);
        book.own().cancelSent(ORDER);
        see(7, -100, 10);
        assertTrue(book.flowKnown(Side.BUY));
        assertEquals(0, book.flowLots());
        assertEquals(0, book.own().count());
    }

    @Test
    void shouldFollowMoreFillsBetweenTwoFramesThanItKeepsApart() {
        book.own().sent(ORDER, Side.BUY, 100, 20);
        book.own().accepted(ORDER, 2 * MS);
        see(3, -100, 30);
        for (int i = 0; i < 6; i++) {
            book.own().filled(ORDER, 2, (4 + i) * MS);
        }
        see(8, -100, 20);
        assertFalse(book.flowKnown(Side.BUY), "the last fills are one by now");
        see(10, -100, 18);
        assertEquals(10, book.bidLots());
        see(11, -100, 19);
        assertTrue(book.flowKnown(Side.BUY));
        assertEquals(1, book.flowLots());
        book.own().filled(ORDER, 8, 12 * MS);
        see(13, -100, 11);
        assertEquals(11, book.bidLots());
        assertEquals(0, book.own().count());
    }

    @Test
    void shouldNotTakeOutLessThanNothingWhenMoreIsFilledThanOrdered() {
        book.own().sent(ORDER + 1, Side.BUY, 100, 1);
        book.own().accepted(ORDER + 1, 2 * MS);
        rest(100, 14);
        book.own().filled(ORDER, 2, 4 * MS);
        book.own().filled(ORDER, 2, 4 * MS);
        see(5, -100, 11);
        assertEquals(10, book.bidLots());
        assertTrue(book.flowKnown(Side.BUY));
    }

    @Test
    void shouldKnowNothingOnceAnOrderCouldNotBeFollowed() {
        for (int i = 0; i <= OwnOrders.MAX_ORDERS; i++) {
            book.own().sent(1000 + i, Side.BUY, 50, 1);
        }
        see(2, -100, 11);
        assertFalse(book.flowKnown(Side.BUY) || book.flowKnown(Side.SELL));
        assertEquals(OwnOrders.MAX_ORDERS, book.own().count());
    }

    @Test
    void shouldBeTheSameAfterARestore() {
        rest(100, 13);
        see(6, -100, 10);
        MarketBook copy = Markets.book(0);
        StateTape.copy(book::visitState, copy::visitState);
        book = copy;
        book.own().filled(ORDER, 3, 5 * MS);
        assertEquals(-3, takeWithdrawn());
        assertEquals(6 * MS, withdrawnFrom);
        assertEquals(BookStatus.OK, book.status());
    }
}
