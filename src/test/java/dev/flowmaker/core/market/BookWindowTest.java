package dev.flowmaker.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookWindowTest {
    private final OrderBook book = new OrderBook();
    private final BookWindow window = new BookWindow();

    private void frame(long... ticksAndLots) {
        for (int i = 0; i < ticksAndLots.length; i += 2) {
            book.set(Side.BUY, ticksAndLots[i], ticksAndLots[i + 1]);
        }
        window.look(book);
    }

    private List<Long> dropped() {
        List<Long> gone = new ArrayList<>();
        window.drop(book, (side, price) -> gone.add(price));
        return gone;
    }

    @Test
    void shouldKeepWhatABetterLevelPushedOut() {
        frame(100, 5, 99, 5, 98, 5);
        frame(101, 5, 98, 0);
        assertTrue(window.keeps(Side.BUY, 98));
        assertEquals(List.of(), dropped());
    }

    @Test
    void shouldDropWhatIsNotThereWhenTheWindowComesBack() {
        frame(100, 5, 99, 5, 98, 5);
        frame(101, 5, 98, 0);
        assertTrue(window.keeps(Side.BUY, 98));
        frame(101, 0, 97, 5);
        assertEquals(List.of(98L), dropped());
        assertEquals(List.of(), dropped());
    }

    @Test
    void shouldTakeTheLevelAsTheWindowShowsItAgain() {
        frame(100, 5, 99, 5, 98, 5);
        frame(101, 5, 98, 0);
        assertTrue(window.keeps(Side.BUY, 98));
        frame(101, 0, 98, 3);
        assertEquals(List.of(), dropped());
    }

    @Test
    void shouldBelieveThatALevelIsGoneWithinTheWindow() {
        frame(100, 5, 99, 5, 98, 5);
        frame(99, 0, 97, 5);
        assertFalse(window.keeps(Side.BUY, 99));
    }

    @Test
    void shouldBelieveThatTheWorstLevelIsGoneWhenNothingTookItsPlace() {
        frame(100, 5, 99, 5, 98, 5);
        frame(98, 0);
        assertFalse(window.keeps(Side.BUY, 98));
    }

    @Test
    void shouldDropWhatItKeptWhenTheWindowIsNotFullAnyMore() {
        frame(100, 5, 99, 5, 98, 5);
        frame(101, 5, 98, 0);
        assertTrue(window.keeps(Side.BUY, 98));
        frame(101, 0, 99, 0);
        assertEquals(List.of(98L), dropped());
    }

    @Test
    void shouldDropAllAtAWholeBook() {
        frame(100, 5, 99, 5, 98, 5);
        frame(101, 5, 98, 0);
        assertTrue(window.keeps(Side.BUY, 98));
        List<Long> gone = new ArrayList<>();
        window.restart((side, price) -> gone.add(price));
        assertEquals(List.of(98L), gone);
    }
}
