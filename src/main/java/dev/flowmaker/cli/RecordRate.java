package dev.flowmaker.cli;

/** How fast a count grows, smoothed over a second or so. */
final class RecordRate {
    private static final double SMOOTHING = 0.2;

    private long lastCount;
    private long lastNanos;
    private double perSecond;

    void see(long count, long nanos) {
        if (lastNanos != 0 && nanos > lastNanos) {
            double now = (count - lastCount) * 1e9 / (nanos - lastNanos);
            perSecond = perSecond == 0 ? now : perSecond + SMOOTHING * (now - perSecond);
        }
        lastCount = count;
        lastNanos = nanos;
    }

    /** What is counted began anew. */
    void restart() {
        lastNanos = 0;
        perSecond = 0;
    }

    double perSecond() {
        return perSecond;
    }
}
