package dev.flowmaker.journal;

/** What can stand in an encoded state: a tag byte, the name's length and letters, then the value. */
final class StateTag {
    static final byte BEGIN = 'B';
    static final byte END = 'E';
    static final byte INT64 = 'I';
    static final byte REAL = 'R';
    static final byte FLAG = 'F';
    static final byte TEXT = 'T';
    static final byte LENGTH = 'L';

    private StateTag() {}
}
