package dev.flowmaker.exchange.binance;

import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Hmac;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who asks, whether the request is theirs, and whether it is recent. */
final class Security {
    private static final BigDecimal MAX_WINDOW_MILLIS = BigDecimal.valueOf(60_000);
    private static final BigDecimal WINDOW_MILLIS = BigDecimal.valueOf(5_000);
    private static final String LEGAL = "[A-Za-z0-9]{1,64}";
    private static final long AHEAD_NANOS = 1_000_000_000L;

    private final Map<String, ApiKey> keys = new LinkedHashMap<>();

    Security(List<ApiKey> keys) {
        for (ApiKey key : keys) {
            if (!key.key().matches(LEGAL)) {
                throw new IllegalArgumentException(
                        "account " + key.account() + ": a key is 1 to 64 letters and digits");
            }
            if (this.keys.put(key.key(), key) != null) {
                throw new IllegalArgumentException("two accounts have the key " + key.key());
            }
        }
    }

    /** The key a request names, or the refusal of one without a known key. */
    ApiKey key(@Nullable String key) {
        if (key == null || !key.matches(LEGAL)) {
            throw ApiException.of(401, -2014, "API-key format invalid.");
        }
        ApiKey known = keys.get(key);
        if (known == null) {
            throw ApiException.of(401, -2015, "Invalid API-key, IP, or permissions for action.");
        }
        return known;
    }

    /**
     * Refuses a request that is not signed with the key's secret or is too old.
     *
     * @param payload what was signed, without the signature
     */
    void check(ApiKey key, Params params, String payload, long nowNanos) {
        long windowNanos = windowNanos(params);
        long timestampNanos = params.timeNanos("timestamp");
        String signature = params.text("signature");
        if (timestampNanos >= nowNanos + AHEAD_NANOS) {
            throw ApiException.bad(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        }
        if (nowNanos - timestampNanos > windowNanos) {
            throw ApiException.bad(-1021, "Timestamp for this request is outside of the recvWindow.");
        }
        byte[] expected = Hmac.sha256(key.secret(), payload).getBytes(StandardCharsets.US_ASCII);
        byte[] sent = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, sent)) {
            throw ApiException.bad(-1022, "Signature for this request is not valid.");
        }
    }

    /** Refuses a key without the right, in the words of the venue, which names no reason. */
    static void require(ApiKey key, ApiKey.Right right) {
        if (!key.rights().contains(right)) {
            throw ApiException.of(401, -2015, "Invalid API-key, IP, or permissions for action.");
        }
    }

    private static long windowNanos(Params params) {
        BigDecimal millis = params.decimal("recvWindow", WINDOW_MILLIS);
        if (millis.compareTo(MAX_WINDOW_MILLIS) > 0) {
            throw ApiException.bad(-1102, "'recvWindow' contains unexpected value. Cannot be greater than 60000.");
        }
        return millis.movePointRight(6).longValue();
    }
}
