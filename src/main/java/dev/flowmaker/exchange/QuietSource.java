package dev.flowmaker.exchange;

/** A market whose only participants are the clients. */
final class QuietSource implements Source {
    @Override
    public long nextEventNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void runNext() {
        throw new IllegalStateException("nothing happens here by itself");
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void close() {}
}
