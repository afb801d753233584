package dev.flowmaker.exchange.kraken;

import java.math.BigInteger;

/** What was traded in one pair since the venue opened, which is all the tickers know of a day. */
final class DayStatistics {
    private long openTicks;
    private long lastTicks;
    private long lastLots;
    private long lowTicks;
    private long highTicks;
    private long trades;
    private long lots;
    /** Sum of price times quantity. */
    private BigInteger tickLots = BigInteger.ZERO;

    void trade(long priceTicks, long tradedLots) {
        openTicks = trades == 0 ? priceTicks : openTicks;
        lowTicks = trades == 0 ? priceTicks : Math.min(lowTicks, priceTicks);
        highTicks = Math.max(highTicks, priceTicks);
        lastTicks = priceTicks;
        lastLots = tradedLots;
        trades++;
        lots = Math.addExact(lots, tradedLots);
        tickLots = tickLots.add(BigInteger.valueOf(priceTicks).multiply(BigInteger.valueOf(tradedLots)));
    }

    long openTicks() {
        return openTicks;
    }

    long lastTicks() {
        return lastTicks;
    }

    long lastLots() {
        return lastLots;
    }

    long lowTicks() {
        return lowTicks;
    }

    long highTicks() {
        return highTicks;
    }

    long trades() {
        return trades;
    }

    long lots() {
        return lots;
    }

    /** Rounded down to a tick; 0 before the first trade. */
    long averageTicks() {
        return lots == 0 ? 0 : tickLots.divide(BigInteger.valueOf(lots)).longValueExact();
    }
}
