package dev.flowmaker.exchange.door;

import java.security.SecureRandom;
import java.util.Set;

/**
 * A key to one account of the exchange.
 *
 * @param account index of the account in the exchange
 * @param key what a client sends
 * @param secret what a client signs with
 * @param rights what it is good for
 */
public record ApiKey(int account, String key, String secret, Set<Right> rights) {
    /** What a key may do. */
    public enum Right {
        READ,
        TRADE,
        /** Nothing can be withdrawn here; clients are to be warned of such a key all the same. */
        WITHDRAW
    }

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 64;

    public ApiKey {
        rights = Set.copyOf(rights);
        if (!key.matches("[!-~]{1,128}") || secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "account " + account + ": a key is 1 to 128 characters without spaces, with a secret");
        }
    }

    /** A key that reads and trades. */
    public ApiKey(int account, String key, String secret) {
        this(account, key, secret, Set.of(Right.READ, Right.TRADE));
    }

    /** A key that nobody can guess. */
    public static ApiKey random(int account) {
        SecureRandom random = new SecureRandom();
        return new ApiKey(account, text(random), text(random));
    }

    private static String text(SecureRandom random) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** Without the secret: keys end up in logs. */
    @Override
    public String toString() {
        return "ApiKey[account=" + account + ", key=" + key + "]";
    }
}
