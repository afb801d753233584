package dev.flowmaker.core.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningScaleTest {
    @Test
    void shouldBeTheRootMeanSquareOfWhatIsNotNothing() {
        RunningScale scale = new RunningScale(1, 4);
        assertEquals(5, scale.take(5), "without a scale nothing is cut");
        scale.take(0);
        scale.take(-7);
        assertEquals(Math.sqrt((25 + 49) / 2.0), scale.value(), 1e-12);
        assertEquals(2, scale.samples());
        assertEquals(4 * scale.value(), scale.cut(1_000));
        assertEquals(-4 * scale.value(), scale.cut(-1_000));
        assertEquals(-3, scale.cut(-3));
    }

    @Test
    void shouldNotShrinkToNothingWhenMostSamplesAreSmall() {
        RunningScale scale = new RunningScale(0.999, 4);
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            scale.take(random.nextInt(200) == 0 ? 1 : 1e-6);
        }
        assertEquals(Math.sqrt(1 / 200.0), scale.value(), 0.03);
    }

    @Test
    void shouldNotLetOneOutlierMakeRoomForTheNext() {
        RunningScale scale = new RunningScale(0.999, 4);
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            scale.take(random.nextGaussian());
        }
        assertEquals(4, scale.take(1e9), 0.3);
        assertTrue(scale.value() < 2.5, () -> "scale " + scale.value());
    }
}
