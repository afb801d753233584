package dev.flowmaker.exchange.kraken;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The checksum of a book's ten best levels a side: CRC-32 over the asks from the best on, then the bids, of each level its
 * price and its volume as they are sent, without the point and without zeros in front.
 */
final class Checksum {
    private static final int LEVELS = 10;

    private Checksum() {}

    static long of(Pair pair, Depth book) {
        StringBuilder text = new StringBuilder();
        add(text, pair, book, Side.SELL);
        add(text, pair, book, Side.BUY);
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static void add(StringBuilder text, Pair pair, Depth book, Side side) {
        int count = Math.min(LEVELS, book.levels(side));
        for (int rank = 0; rank < count; rank++) {
            addDigits(text, pair.price(book.priceTicks(side, rank)));
            addDigits(text, pair.volume(book.lots(side, rank)));
        }
    }

    private static void addDigits(StringBuilder text, String decimal) {
        boolean begun = false;
        for (int i = 0; i < decimal.length(); i++) {
            char digit = decimal.charAt(i);
            begun |= digit != '0' && digit != '.';
            if (begun && digit != '.') {
                text.append(digit);
            }
        }
    }
}
