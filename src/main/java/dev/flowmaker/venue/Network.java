package dev.flowmaker.venue;

/** What an address leads to, which must be what the mode of trading asks for. */
public enum Network {
    /** None of the venue's own hosts: the local exchange. */
    LOCAL,
    /** The venue's testnet: its own keys, no money. */
    TESTNET,
    /** The venue itself: money. */
    PRODUCTION
}
