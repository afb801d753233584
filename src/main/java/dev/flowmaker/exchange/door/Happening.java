package dev.flowmaker.exchange.door;

import dev.flowmaker.exchange.Rules;
import org.jspecify.annotations.Nullable;

/**
 * Something that venues do to those who trade there for long.
 *
 * @param afterNanos how long after it is planned
 * @param market which, or {@link #EVERY}
 * @param rules of CHANGE, in place of the market's
 * @param lastsNanos how long MAINTENANCE lasts; how long after ANNOUNCE the market ends
 */
public record Happening(
        What what, long afterNanos, int market, @Nullable Rules rules, long lastsNanos) {
    public static final int EVERY = -1;

    /** What happens. */
    public enum What {
        /** The market takes no orders. */
        HALT,
        /** It does again. */
        RESUME,
        /** Other tick, lot, sizes, least value or fees. */
        RULES,
        /** The market's end is announced, and comes. */
        ANNOUNCE,
        /** The market ends without a word before. */
        DELIST,
        /** Requests are refused for a while, and every connection is hung up on at its beginning. */
        MAINTENANCE,
        /** Orders, trades and balances are as at the opening, numbers begin anew, connections are hung up on. */
        RESET,
        /** Every stream is closed, as venues do after a day. */
        DISCONNECT
    }
}
