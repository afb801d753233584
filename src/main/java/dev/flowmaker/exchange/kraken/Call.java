package dev.flowmaker.exchange.kraken;

import dev.flowmaker.exchange.door.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * One request that was let in.
 *
 * @param nowNanos venue time; the exchange has reached it
 * @param key of a private request, else null
 */
record Call(Form form, long nowNanos, @Nullable ApiKey key) {
    /** The account that asks. */
    int account() {
        return signer().account();
    }

    /** The key it was signed with. */
    ApiKey signer() {
        if (key == null) {
            throw new IllegalStateException("a public method asked who signed");
        }
        return key;
    }
}
