package dev.flowmaker.exchange;

import dev.flowmaker.exchange.tape.TapeFindings;

/** A market's life that can stand still for a while and then goes on as if no time had passed. */
final class PausableSource implements Source {
    private final Source source;
    private long shiftNanos;
    private long pausedNanos = -1;

    PausableSource(Source source) {
        this.source = source;
    }

    void pause(long nowNanos) {
        if (pausedNanos < 0) {
            pausedNanos = nowNanos;
        }
    }

    void goOn(long nowNanos) {
        if (pausedNanos >= 0) {
            shiftNanos += nowNanos - pausedNanos;
            pausedNanos = -1;
        }
    }

    @Override
    public long nextEventNanos() {
        long next = pausedNanos >= 0 ? Long.MAX_VALUE : source.nextEventNanos();
        return next == Long.MAX_VALUE ? next : next + shiftNanos;
    }

    @Override
    public void runNext() {
        source.runNext();
    }

    @Override
    public TapeFindings findings() {
        return source.findings();
    }

    @Override
    public boolean ended() {
        return source.ended();
    }

    @Override
    public void close() {
        source.close();
    }
}
