package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.exchange.door.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * One request that was let in.
 *
 * @param nowNanos venue time; the exchange has reached it
 * @param key of a signed request, else null
 */
record Call(Params params, long nowNanos, @Nullable ApiKey key) {
    /** The key it was signed with. */
    ApiKey signer() {
        if (key == null) {
            throw new IllegalStateException("an unsigned endpoint asked who signed");
        }
        return key;
    }

    /** The account that asks. */
    int account() {
        return signer().account();
    }
}
