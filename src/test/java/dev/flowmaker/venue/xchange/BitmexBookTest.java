package dev.flowmaker.venue.xchange;

import static dev.flowmaker.venue.xchange.BitmexFixtures.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.trade.LimitOrder;

/** BitMEX's table of levels by id as a book. */
class BitmexBookTest {
    private static final long SEED = 20_261_120L;

    private final BitmexBook book = new BitmexBook();

    private static String row(long id, String side, String size, String price) {
        return "{'symbol':'XBTUSD','id':" + id + ",'side':'" + side + "'" + (size.isEmpty() ? "" : ",'size':" + size)
                + (price.isEmpty() ? "" : ",'price':" + price) + ",'timestamp':'2026-06-06T04:35:04.763Z'}";
    }

    private OrderBook apply(String action, String... rows) {
        return Objects.requireNonNull(book.apply(action, json("[" + String.join(",", rows) + "]")));
    }

    private static List<String> shown(List<LimitOrder> side) {
        return side.stream()
                .map(level -> level.getLimitPrice().toPlainString() + " x "
                        + level.getOriginalAmount().toPlainString())
                .toList();
    }

    @Test
    void shouldFollowLevelsByTheirIds() {
        OrderBook first = apply(
                "partial",
                row(2, "Sell", "300", "6E+4"),
                row(1, "Sell", "100", "60000.5"),
                row(3, "Buy", "200", "59999"));
        assertEquals(List.of("60000 x 300", "60000.5 x 100"), shown(first.getAsks()));
        assertEquals(List.of("59999 x 200"), shown(first.getBids()));
        OrderBook next = apply("update", row(2, "Sell", "400", ""));
        assertSame(first, next);
        apply("insert", row(9, "Buy", "500", "59999.5"));
        apply("delete", row(1, "Sell", "", ""));
        assertEquals(List.of("60000 x 400"), shown(next.getAsks()));
        assertEquals(List.of("59999.5 x 500", "59999 x 200"), shown(next.getBids()));
        assertEquals(1_780_720_504_763_000_000L, book.timeNanos());
    }

    @Test
    void shouldTakeALevelThatChangesItsSide() {
        apply("partial", row(1, "Sell", "100", "60000"), row(2, "Buy", "100", "59999"));
        OrderBook after = apply("update", row(1, "Buy", "70", ""));
        assertEquals(List.of(), shown(after.getAsks()));
        assertEquals(List.of("60000 x 70", "59999 x 100"), shown(after.getBids()));
    }

    @Test
    void shouldWaitForTheWhole() {
        assertNull(book.apply("update", json("[" + row(1, "Sell", "1", "") + "]")));
        OrderBook before = apply("partial", row(1, "Sell", "100", "60000"));
        book.forget();
        // What comes after a reconnect and before the whole is of no book.
        assertNull(book.apply("insert", json("[" + row(4, "Sell", "1", "60001") + "]")));
        OrderBook after = apply("partial", row(1, "Sell", "100", "60000"));
        assertNotSame(before, after);
    }

    @Test
    void shouldShowAnEmptySide() {
        OrderBook none = apply("partial");
        assertEquals(List.of(), none.getAsks());
        assertEquals(1, apply("insert", row(1, "Buy", "100", "60000")).getBids().size());
        assertEquals(0, apply("delete", row(1, "Buy", "", "")).getBids().size());
    }

    @Test
    void shouldNotGuessWhatItMissed() {
        apply("partial", row(1, "Sell", "100", "60000"));
        assertThrows(IllegalArgumentException.class, () -> apply("update", row(7, "Sell", "100", "")));
        assertThrows(IllegalArgumentException.class, () -> apply("delete", row(7, "Sell", "", "")));
        assertThrows(IllegalArgumentException.class, () -> apply("insert", row(1, "Sell", "100", "60000")));
        assertThrows(IllegalArgumentException.class, () -> apply("insert", row(2, "Sell", "100", "6E4")));
        assertThrows(IllegalArgumentException.class, () -> apply("insert", row(8, "Sell", "0", "60001")));
    }

    /** Against a map that is kept the plain way. */
    @Test
    void shouldEqualTheBookKeptThePlainWay() {
        SplittableRandom random = new SplittableRandom(SEED);
        TreeMap<Long, Long> plain = new TreeMap<>();
        apply("partial");
        for (int step = 0; step < 2_000; step++) {
            long price = 50_000L + random.nextInt(60);
            String side = price < 50_030 ? "Buy" : "Sell";
            long size = 100L * (1 + random.nextInt(50));
            boolean there = plain.containsKey(price);
            if (there && random.nextInt(3) == 0) {
                apply("delete", row(price, side, "", ""));
                plain.remove(price);
            } else {
                apply(there ? "update" : "insert", row(price, side, "" + size, "" + price));
                plain.put(price, size);
            }
        }
        OrderBook end = apply("update");
        List<String> expected = new ArrayList<>();
        plain.headMap(50_030L, false).descendingMap().forEach((price, size) -> expected.add(price + " x " + size));
        assertEquals(expected, shown(end.getBids()), "seed " + SEED);
        assertEquals(plain.tailMap(50_030L).size(), end.getAsks().size());
        for (Map.Entry<Long, Long> level : plain.tailMap(50_030L).entrySet()) {
            assertNotNull(end.getAsks().stream()
                    .filter(ask -> ask.getLimitPrice().compareTo(BigDecimal.valueOf(level.getKey())) == 0
                            && ask.getOriginalAmount().longValueExact() == level.getValue())
                    .findAny()
                    .orElse(null));
        }
    }
}
