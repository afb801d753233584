package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 64 bits in 32, and back. */
class KrakenUserRefsTest {
    private static long id(long epoch, long number) {
        return epoch << 32 | number;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 524287", "127, 3", "128, 3", "129, 400000", "5000, 17"})
    void shouldFindTheNewestThatFits(int epoch, long number) {
        String text = new KrakenUserRefs("maker", epoch).text(id(epoch, number));
        assertEquals(
                id(epoch, number), new KrakenUserRefs("maker", epoch).orderId(text), "the same session, restarted");
        assertEquals(id(epoch, number), new KrakenUserRefs("maker", epoch + 1).orderId(text), "the next session");
        assertEquals(
                id(epoch, number), new KrakenUserRefs("maker", epoch + 127).orderId(text), "the last that can tell");
    }

    @Test
    void shouldKnowWhatItGaveOutBeyondWhatFits() {
        KrakenUserRefs refs = new KrakenUserRefs("maker", 3);
        long late = id(3, 524_288 + 7);
        assertEquals(late, refs.orderId(refs.text(late)));
        assertEquals(refs.text(late), refs.text(id(3, 7)), "used again after half a million orders");
        assertEquals(id(3, 7), refs.orderId(refs.text(id(3, 7))), "the newest counts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "null", "x", "12345", "99999999999", "2147483648", " 7", "-0"})
    void shouldTakeNoOtherForOurs(String text) {
        KrakenUserRefs refs = new KrakenUserRefs("maker", 3);
        assertNotEquals("12345", refs.text(id(3, 1)));
        assertEquals(0, refs.orderId(text));
    }

    @Test
    void shouldTellDaemonsApartAndNeverSendZero() {
        Set<Integer> tags = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            int reference = Integer.parseInt(new KrakenUserRefs("daemon-" + i, 128).text(id(128, 524_288)));
            assertNotEquals(0, reference);
            tags.add(reference >>> 26);
        }
        assertEquals(63, tags.size());
        String mine = new KrakenUserRefs("daemon-1", 2).text(id(2, 9));
        assertEquals(0, new KrakenUserRefs("daemon-2", 2).orderId(mine));
    }

    @Test
    void shouldKnowOursWithoutASession() {
        String text = new KrakenUserRefs("maker", 9).text(id(9, 4));
        assertNotEquals(0, new KrakenUserRefs("maker", 0).orderId(text));
    }
}
