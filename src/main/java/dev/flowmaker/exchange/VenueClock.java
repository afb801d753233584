package dev.flowmaker.exchange;

/** The venue time reached, UTC nanoseconds; only the exchange moves it. */
final class VenueClock {
    long nowNanos;

    VenueClock(long nowNanos) {
        this.nowNanos = nowNanos;
    }
}
