package dev.flowmaker.exchange.bitmex;

/** What the protocol calls accounts. */
final class AccountNumbers {
    private static final int FIRST = 100_001;

    private AccountNumbers() {}

    static int of(int account) {
        return FIRST + account;
    }
}
