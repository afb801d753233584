package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who asks, whether the request is theirs, and whether it is still good. */
final class Security {
    private static final long SECOND_NANOS = 1_000_000_000L;
    /** BitMEX publishes no bound; a client that sends milliseconds is to learn it here. */
    private static final long MOST_AHEAD_SECONDS = 3_600;

    private final Map<String, ApiKey> keys = new LinkedHashMap<>();

    Security(List<ApiKey> keys) {
        for (ApiKey key : keys) {
            if (this.keys.put(key.key(), key) != null) {
                throw new IllegalArgumentException("two accounts have the key " + key.key());
            }
        }
    }

    /** The key of that name, or null. */
    @Nullable
    ApiKey find(@Nullable String key) {
        return key == null ? null : keys.get(key);
    }

    /**
     * Refuses a request that names no known key, is not signed with its secret, or has expired.
     *
     * @param signed verb and path with its query
     * @param expires UNIX seconds after which it is no good
     */
    ApiKey check(
            @Nullable String name,
            @Nullable String expires,
            @Nullable String signature,
            String signed,
            String body,
            long nowNanos) {
        if (name == null || expires == null || signature == null) {
            throw ApiException.of(401, "Authorization Required");
        }
        ApiKey key = find(name);
        if (key == null) {
            throw ApiException.of(401, "Invalid API Key.");
        }
        byte[] expected = Hmac.sha256(key.secret(), signed + expires + body).getBytes(StandardCharsets.US_ASCII);
        byte[] sent = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, sent)) {
            throw ApiException.of(401, "Signature not valid.");
        }
        checkTime(expires, Math.floorDiv(nowNanos, SECOND_NANOS));
        return key;
    }

    private static void checkTime(String expires, long nowSeconds) {
        if (!expires.matches("[0-9]{1,18}")) {
            throw ApiException.of(401, "Invalid api-expires.");
        }
        long seconds = Long.parseLong(expires);
        if (seconds <= nowSeconds) {
            throw ApiException.bad("This request has expired - `expires` is in the past. Current time: " + nowSeconds);
        }
        if (seconds > nowSeconds + MOST_AHEAD_SECONDS) {
            throw ApiException.bad(
                    "`expires` is too far in the future, and must be in seconds. Current time: " + nowSeconds);
        }
    }

    /** Refuses a key without the right. */
    static void require(ApiKey key, ApiKey.Right right) {
        if (!key.rights().contains(right)) {
            throw ApiException.of(403, "Access Denied");
        }
    }
}
