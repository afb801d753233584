package dev.flowmaker.config;

/**
 * The event loop's own.
 *
 * @param inboxBytes room for events that wait, a power of two
 * @param maxDriftNanos event time is anchored anew when it is farther than this from the system clock
 * @param maxParkNanos longest sleep when there is nothing to do
 */
public record LoopSettings(int inboxBytes, long maxDriftNanos, long maxParkNanos) {
    static LoopSettings read(Section at) {
        int bytes = (int) at.bytes("inbox", 1 << 16, 1 << 30);
        return new LoopSettings(
                Integer.highestOneBit(bytes - 1) << 1,
                at.nanos("max-drift", 1_000_000L, 60_000_000_000L),
                at.nanos("max-park", 1_000L, 10_000_000L));
    }
}
