package dev.flowmaker.config;

/**
 * How commands leave.
 *
 * @param threads requests under way at once
 * @param maxPlaces placements that may wait; one more is dropped and reported
 * @param maxCancels cancels that may wait
 * @param maxQueries queries that may wait
 * @param maxWaitNanos a placement that waited longer is not sent: its price is old
 * @param orders placements the venue allows
 * @param weight request weight the venue allows
 * @param cancelSharePpm share of the weight that only cancels may use, millionths
 */
public record OutboxSettings(
        int threads,
        int maxPlaces,
        int maxCancels,
        int maxQueries,
        long maxWaitNanos,
        Rate orders,
        Rate weight,
        long cancelSharePpm) {
    static OutboxSettings read(Section at) {
        return new OutboxSettings(
                at.count("threads", 2, 64),
                at.count("max-places", 1, 10_000),
                at.count("max-cancels", 1, 10_000),
                at.count("max-queries", 1, 10_000),
                at.nanos("max-wait", 1_000_000L, 60_000_000_000L),
                at.rate("orders"),
                at.rate("weight"),
                at.ppm("cancel-share"));
    }
}
