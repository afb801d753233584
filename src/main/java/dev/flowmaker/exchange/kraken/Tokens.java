package dev.flowmaker.exchange.kraken;

import dev.flowmaker.exchange.door.ApiKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens with which private feeds are followed. One must be used within a quarter of an hour; a feed outlives its token. */
final class Tokens {
    static final long LIFE_SECONDS = 900;

    private static final long LIFE_NANOS = LIFE_SECONDS * 1_000_000_000L;
    private static final int BYTES = 32;
    private static final int MOST = 1_000;

    private record Issued(ApiKey key, long untilNanos) {}

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> issued = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Issued> eldest) {
            return size() > MOST;
        }
    };

    String issue(ApiKey key, long nowNanos) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        issued.put(token, new Issued(key, nowNanos + LIFE_NANOS));
        return token;
    }

    /** Whose token it is; null when it is nobody's or too old. */
    @Nullable
    ApiKey holder(String token, long nowNanos) {
        Issued found = issued.get(token);
        return found == null || nowNanos > found.untilNanos ? null : found.key;
    }
}
