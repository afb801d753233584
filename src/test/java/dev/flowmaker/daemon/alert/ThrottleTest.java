package dev.flowmaker.daemon.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.flowmaker.journal.live.LiveState.Alert;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final Throttle throttle = new Throttle(100);

    private static Alert alert(String code, String text) {
        return new Alert(1, "warning", code, text, 0);
    }

    @Test
    void shouldLetTheFirstOfACodeThroughAndTheLastOfTheRestWhenTheWindowEnds() {
        assertNotNull(throttle.offer(alert("a", "first"), 1_000));
        assertNull(throttle.offer(alert("a", "second"), 1_010));
        assertNotNull(throttle.offer(alert("b", "another code"), 1_010));
        assertNull(throttle.offer(alert("a", "third"), 1_099));
        assertEquals(List.of(), throttle.due(1_099));
        assertEquals(List.of(new Alert(1, "warning", "a", "third", 1)), throttle.due(1_100));
        assertEquals(List.of(), throttle.due(1_300));
        assertNotNull(throttle.offer(alert("a", "later"), 1_300));
    }

    @Test
    void shouldCountEveryAlertOnce() {
        int passed = 0;
        long suppressed = 0;
        for (int i = 0; i < 10_000; i++) {
            if (throttle.offer(alert("a", "n"), i) != null) {
                passed++;
            }
            for (Alert due : throttle.due(i)) {
                passed++;
                suppressed += due.suppressed();
            }
        }
        for (Alert due : throttle.rest()) {
            passed++;
            suppressed += due.suppressed();
        }
        assertEquals(10_000, passed + suppressed);
        assertEquals(101, passed, "one a window, and what was left");
    }

    @Test
    void shouldHoldNothingBackWithoutAWindow() {
        Throttle open = new Throttle(0);
        for (int i = 0; i < 10; i++) {
            assertNotNull(open.offer(alert("a", "n"), i));
        }
    }
}
