package dev.flowmaker.venue.xchange;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one market on one line, and which of them fell silent while the others go on. A book must come within the
 * limit. Best prices must come when frames of the book show that they moved, again and again. Trades need not come at all; when they
 * did come, a silence many times as long as the average pause between them is no chance any more.
 */
final class MarketPulse {
    /** Frames with other best prices than the one before, none of which the stream of best prices told. */
    private static final int MOVES = 20;

    private static final int LEAST_TRADES = 100;
    /** Were trades independent, a pause so many times the average would come once in 10^86. They come in clusters; still. */
    private static final int PAUSES = 200;
    /** A silence of trades is at least so many limits long. */
    private static final int LIMITS = 3;

    private final String symbol;
    private final long limitNanos;
    private long openedNanos;
    private long bookNanos;
    private long tradeNanos;
    private long trades;
    private boolean bestPricesSeen;
    private long bestPricesNanos;
    private int moves;
    private @Nullable Object best;

    MarketPulse(String symbol, long limitNanos, long nanoTime) {
        this.symbol = symbol;
        this.limitNanos = limitNanos;
        reset(nanoTime);
    }

    /** The line was opened or lost: all count from here. */
    synchronized void reset(long nanoTime) {
        openedNanos = nanoTime;
        bookNanos = nanoTime;
        tradeNanos = nanoTime;
        bestPricesNanos = nanoTime;
        trades = 0;
        moves = 0;
        bestPricesSeen = false;
        best = null;
    }

    /** @param newBest best prices of the frame, to be compared with those of others */
    synchronized void onBook(long nanoTime, Object newBest) {
        bookNanos = nanoTime;
        if (best != null && !newBest.equals(best)) {
            moves++;
        }
        best = newBest;
    }

    synchronized void onTrade(long nanoTime) {
        tradeNanos = nanoTime;
        trades++;
    }

    synchronized void onBestPrices(long nanoTime) {
        bestPricesNanos = nanoTime;
        bestPricesSeen = true;
        moves = 0;
    }

    /** What fell silent, or null. */
    synchronized @Nullable String silence(long nanoTime) {
        if (nanoTime - bookNanos > limitNanos) {
            return "no book of " + symbol + " for " + seconds(nanoTime - bookNanos);
        }
        if (bestPricesSeen && moves >= MOVES && nanoTime - bestPricesNanos > limitNanos) {
            return "no best prices of " + symbol + " for " + seconds(nanoTime - bestPricesNanos)
                    + ", in which its book's moved " + moves + " times";
        }
        long silent = nanoTime - tradeNanos;
        if (trades >= LEAST_TRADES && silent > LIMITS * limitNanos) {
            long pause = Math.max(0, tradeNanos - openedNanos) / trades;
            if (silent > PAUSES * pause) {
                return "no trade of " + symbol + " for " + seconds(silent) + ", after one every " + seconds(pause);
            }
        }
        return null;
    }

    private static String seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0 + " s";
    }
}
