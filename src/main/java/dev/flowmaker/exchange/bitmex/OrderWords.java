package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.core.Side;

/** What the protocol calls things about orders. */
final class OrderWords {
    private OrderWords() {}

    static String side(Side side) {
        return side == Side.BUY ? "Buy" : "Sell";
    }
}
