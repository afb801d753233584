package dev.flowmaker.exchange.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** A book kept as the protocol's document says: a snapshot, then each change, cut to its depth after every one. */
final class RebuiltBook {
    private final int depth;
    private final NavigableMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, String> asks = new TreeMap<>();
    private int republished;

    RebuiltBook(int depth, JsonNode snapshot) {
        this.depth = depth;
        assertEquals("book-" + depth, snapshot.path(2).asText(), snapshot::toString);
        put(asks, snapshot.path(1).path("as"));
        put(bids, snapshot.path(1).path("bs"));
    }

    /** Applies an update and holds the book against its checksum. */
    void apply(JsonNode message) {
        String checksum = "";
        for (JsonNode part : message) {
            put(asks, part.path("a"));
            put(bids, part.path("b"));
            checksum = part.path("c").asText(checksum);
        }
        assertEquals(checksum, Long.toString(checksum()), message::toString);
    }

    private void put(NavigableMap<BigDecimal, String> side, JsonNode levels) {
        for (JsonNode level : levels) {
            BigDecimal price = new BigDecimal(level.path(0).asText());
            if (new BigDecimal(level.path(1).asText()).signum() == 0) {
                assertTrue(side.remove(price) != null, () -> "a level goes that was never there: " + level);
            } else {
                side.put(price, level.path(1).asText());
            }
            if (side.size() > depth) {
                side.pollLastEntry();
            }
            republished += level.path(3).asText().equals("r") ? 1 : 0;
        }
    }

    private long checksum() {
        StringBuilder text = new StringBuilder();
        for (NavigableMap<BigDecimal, String> side : List.of(asks, bids)) {
            side.entrySet().stream().limit(10).forEach(level -> add(text, level));
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static void add(StringBuilder text, Map.Entry<BigDecimal, String> level) {
        text.append(level.getKey().toPlainString().replace(".", "").replaceFirst("^0+", ""))
                .append(level.getValue().replace(".", "").replaceFirst("^0+", ""));
    }

    boolean crossed() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.firstKey().compareTo(asks.firstKey()) >= 0;
    }

    int republished() {
        return republished;
    }

    /** Whether these are the best levels of a book as the exchange answers a request with it. */
    boolean equalTo(JsonNode book) {
        return (text(book.path("asks")) + text(book.path("bids"))).equals(asks.toString() + bids.toString());
    }

    private String text(JsonNode levels) {
        StringBuilder text = new StringBuilder("{");
        for (JsonNode level : levels) {
            text.append(text.length() == 1 ? "" : ", ")
                    .append(level.path(0).asText())
                    .append('=')
                    .append(level.path(1).asText());
        }
        return text.append('}').toString();
    }

    @Override
    public String toString() {
        return "asks " + asks + " bids " + bids;
    }
}
