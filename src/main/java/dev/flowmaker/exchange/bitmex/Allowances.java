package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.exchange.door.ApiKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everybody's allowance. Of addresses the latest are kept. */
final class Allowances {
    private static final int MOST = 10_000;

    private final BitmexLimits limits;
    private final Map<String, Allowance> byAddress = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > MOST;
        }
    };
    private final Map<Integer, Allowance> byAccount = new LinkedHashMap<>();

    Allowances(BitmexLimits limits) {
        this.limits = limits;
    }

    /** @param key that a request names and that is known, or null */
    Allowance of(@Nullable ApiKey key, String address) {
        return key != null
                ? byAccount.computeIfAbsent(key.account(), account -> new Allowance(limits, limits.requestsPerMinute()))
                : byAddress.computeIfAbsent(address, any -> new Allowance(limits, limits.unsignedPerMinute()));
    }
}
