package dev.flowmaker.exchange.kraken;

import dev.flowmaker.exchange.door.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Who asks, whether the request is theirs, and whether it comes after their last one. */
final class Security {
    private static final String HMAC = "HmacSHA512";

    /** A key with what it was used for. */
    static final class Known {
        private final ApiKey key;
        private final SecretKeySpec secret;
        private final Counter calls;
        private long lastNonce;

        private Known(ApiKey key, Counter calls) {
            this.key = key;
            this.calls = calls;
            byte[] decoded;
            try {
                decoded = Base64.getDecoder().decode(key.secret());
            } catch (IllegalArgumentException notBase64) {
                decoded = new byte[0];
            }
            if (decoded.length == 0) {
                throw new IllegalArgumentException(
                        "the secret of account " + key.account() + " is not Base64, as Kraken's are: take another");
            }
            secret = new SecretKeySpec(decoded, HMAC);
        }

        ApiKey key() {
            return key;
        }

        Counter calls() {
            return calls;
        }

        /** The last one, as a number without a sign. */
        String lastNonce() {
            return Long.toUnsignedString(lastNonce);
        }
    }

    private final Map<String, Known> keys = new LinkedHashMap<>();

    /** @param calls makes a key's counter of calls */
    Security(List<ApiKey> keys, Supplier<Counter> calls) {
        for (ApiKey key : keys) {
            if (this.keys.put(key.key(), new Known(key, calls.get())) != null) {
                throw new IllegalArgumentException("two accounts have the key " + key.key());
            }
        }
    }

    /** The key a request names, or the refusal of one without a known key. */
    Known key(@Nullable String key) {
        Known known = key == null ? null : keys.get(key);
        if (known == null) {
            throw KrakenException.of("EAPI:Invalid key");
        }
        return known;
    }

    /** Refuses a request that is not signed with the key's secret, or whose nonce is not above all before. */
    void check(Known known, String path, String nonce, String body, @Nullable String signature) {
        byte[] expected = sign(known.secret, path, nonce, body).getBytes(StandardCharsets.US_ASCII);
        byte[] sent = (signature == null ? "" : signature).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, sent)) {
            throw KrakenException.of("EAPI:Invalid signature");
        }
        long number;
        try {
            number = Long.parseUnsignedLong(nonce);
        } catch (NumberFormatException malformed) {
            throw KrakenException.of("EAPI:Invalid nonce");
        }
        if (Long.compareUnsigned(number, known.lastNonce) <= 0) {
            throw KrakenException.of("EAPI:Invalid nonce");
        }
        known.lastNonce = number;
    }

    /** HMAC-SHA512 over the path and the SHA-256 of nonce and body, in Base64. */
    static String sign(String base64Secret, String path, String nonce, String body) {
        return sign(new SecretKeySpec(Base64.getDecoder().decode(base64Secret), HMAC), path, nonce, body);
    }

    private static String sign(SecretKeySpec secret, String path, String nonce, String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((nonce + body).getBytes(StandardCharsets.UTF_8));
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update(path.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(hash));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + HMAC + " and SHA-256", impossible);
        }
    }
}
