package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotTest {
    private static List<String> texts(String svg) {
        List<String> texts = new ArrayList<>();
        Matcher text = Pattern.compile("<text [^>]*>([^<]*)</text>").matcher(svg);
        while (text.find()) {
            texts.add(text.group(1));
        }
        return texts;
    }

    @Test
    void shouldMarkRoundNumbers() {
        String svg = new Plot("t", "x", "y")
                .line("", List.of(new double[] {-3, -0.004}, new double[] {7, 0.0131}))
                .svg();
        assertEquals(List.of("t", "-2", "0", "2", "4", "6", "0.000", "0.005", "0.010", "x", "y"), texts(svg));
    }

    @Test
    void shouldNamePlacesAndLinesAndLeaveOutWhatIsNoNumber() {
        String svg = new Plot("t", "x", "y")
                .places(List.of("a", "b", "c"))
                .line("one", List.of(new double[] {0, 1}, new double[] {1, 5}, new double[] {2, Double.NaN}))
                .svg();
        assertTrue(texts(svg).containsAll(List.of("a", "b", "c", "one")), svg);
        assertEquals(2, svg.split("<circle", -1).length - 1);
        assertFalse(svg.contains("NaN"), svg);
    }

    @Test
    void shouldSayThatThereIsNothing() {
        assertTrue(texts(new Plot("t", "x", "y").line("", List.of()).svg()).contains("nothing to show"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.000816711, 0.000816711",
        "0.0000816711, 8.16711e-5",
        "1234567, 1234570",
        "12345678, 1.23457e7",
        "-0.5, -0.5",
        "0, 0",
        "NaN, –",
        "100, 100"
    })
    void shouldWriteSixDigits(double value, String text) {
        assertEquals(text, Figures.figure(value));
    }
}
