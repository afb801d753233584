package dev.flowmaker.core.event;

/** What an operator, or the process on their behalf, may ask. */
public enum OperatorAction {
    /** Cancel everything and end the session: SIGTERM. */
    STOP,
    /** Cancel everything and place nothing more. */
    HALT,
    /** Quote again after a halt. */
    RESUME,
    /** Halt, and close the position within a price limit. */
    FLATTEN,
    /** Change settings at run time. */
    SET
}
