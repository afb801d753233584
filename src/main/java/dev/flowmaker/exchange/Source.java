package dev.flowmaker.exchange;

import dev.flowmaker.exchange.tape.TapeFindings;

/** What drives a market: a series of events with times that never go back. */
public interface Source extends AutoCloseable {
    /** Venue time of the next event, UTC nanoseconds; Long.MAX_VALUE when there is none. */
    long nextEventNanos();

    /** Makes the next event happen. */
    void runNext();

    /** What was wrong with what was played so far. */
    default TapeFindings findings() {
        return new TapeFindings();
    }

    /** Whether it has come to its end. */
    boolean ended();

    @Override
    void close();
}
