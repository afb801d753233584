package dev.flowmaker.config;

/**
 * How commands leave.
 *
 * @param threads requests under way at once
 * @param maxPlaces placements that may wait; one more is dropped and reported
 * @param maxCancels cancels that may wait
 * @param maxQueries queries that may wait
 * @param orders placements the venue allows
 * @param weight request weight the venue allows
 * @param cancelSharePpm share of the weight that only cancels may use, millionths
 */
public record OutboxSettings(
        int threads, int maxPlaces, int maxCancels, int maxQueries, Rate orders, Rate weight, long cancelSharePpm) {
    static OutboxSettings read(Section at) {
        return new OutboxSettings(
                at.count("threads", 2, 64),
                at.count("max-places", 1, 10_000),
                at.count("max-cancels", 1, 10_000),
                at.count("max-queries", 1, 10_000),
                at.rate("orders"),
                at.rate("weight"),
                at.ppm("cancel-share"));
    }
}
