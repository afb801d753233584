package dev.flowmaker.core.signal;

/** Signals by index, as alpha weighs them. */
public interface SignalVector {
    int size();

    /** The signal's value at a time not before the last event; 0 while it says nothing. */
    double valueAt(int index, long timeNanos);
}
