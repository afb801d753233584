package dev.flowmaker.exchange;

/**
 * Funding of one account's position.
 *
 * @param timeNanos venue time of the funding, which names it
 * @param ratePpb billionths of the position's value
 * @param mark2Ticks mark price it was computed at, half ticks
 * @param quanta received, or paid when negative, quanta of what the market is settled in
 */
public record FundingInfo(int account, int market, long timeNanos, long ratePpb, long mark2Ticks, long quanta) {}
