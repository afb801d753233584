package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The book anybody would write first, to compare with: sorted maps from price to lots, the best level first.
 *
 * @param bids highest price first
 * @param asks lowest price first
 */
public record NaiveBook(NavigableMap<Long, Long> bids, NavigableMap<Long, Long> asks) {
    public NaiveBook() {
        this(new TreeMap<>(Comparator.reverseOrder()), new TreeMap<>());
    }

    public NavigableMap<Long, Long> get(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    public void set(Side side, long price, long lots) {
        if (lots == 0) {
            get(side).remove(price);
        } else {
            get(side).put(price, lots);
        }
    }

    public static NaiveBook of(OrderBook book) {
        NaiveBook copy = new NaiveBook();
        for (Side side : Side.values()) {
            for (int rank = 0; rank < book.levels(side); rank++) {
                copy.set(side, book.priceTicks(side, rank), book.lots(side, rank));
            }
        }
        return copy;
    }
}
