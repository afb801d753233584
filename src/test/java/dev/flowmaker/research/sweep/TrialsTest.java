package dev.flowmaker.research.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // what is not there fails the test
class TrialsTest {
    @Test
    void shouldTakeEveryCombination() {
        List<Trial> trials = Trials.grid(List.of("a.b=1 tick, 2 ticks", "c=[ x, y ],\"p, q\",off"));
        assertEquals(
                List.of(
                        "a.b=1 tick; c=[ x, y ]",
                        "a.b=1 tick; c=\"p, q\"",
                        "a.b=1 tick; c=off",
                        "a.b=2 ticks; c=[ x, y ]",
                        "a.b=2 ticks; c=\"p, q\"",
                        "a.b=2 ticks; c=off"),
                trials.stream().map(Trial::text).toList());
    }

    @Test
    void shouldDrawWithinTheRangesAndTheSameAgain() {
        List<String> ranges = List.of("a=2..10 ticks", "b=log:0.01..10", "c=0.5 bps..1.5 bps", "d=on,off");
        List<Trial> trials = Trials.random(ranges, 500, 7);
        assertEquals(trials, Trials.random(ranges, 500, 7));
        assertTrue(!trials.equals(Trials.random(ranges, 500, 8)));
        int below = 0;
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (Trial trial : trials) {
            int a = Integer.parseInt(trial.values().get("a").replace(" ticks", ""));
            least = Math.min(least, a);
            most = Math.max(most, a);
            double b = Double.parseDouble(trial.values().get("b"));
            assertTrue(b >= 0.01 && b <= 10, trial::text);
            below += b < Math.sqrt(0.1) ? 1 : 0;
            double c = Double.parseDouble(trial.values().get("c").replace(" bps", ""));
            assertTrue(c >= 0.5 && c <= 1.5, trial::text);
        }
        assertEquals(2, least);
        assertEquals(10, most);
        // Half of the draws are below the geometric middle: 4.5 standard deviations on either side.
        assertTrue(Math.abs(below - 250) < 50, below + " below the middle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", "a=10..2 ticks", "a=2 bps..10 ticks", "a=log:0..1", "a=x..y"})
    void shouldRefuseWhatIsNoRange(String range) {
        assertThrows(SweepException.class, () -> Trials.random(List.of(range), 3, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=1,1", "a=1,,2"})
    void shouldRefuseWhatIsNoGrid(String axis) {
        assertThrows(SweepException.class, () -> Trials.grid(List.of(axis)));
    }
}
