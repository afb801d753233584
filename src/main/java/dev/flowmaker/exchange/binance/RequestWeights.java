package dev.flowmaker.exchange.binance;

import dev.flowmaker.exchange.CountWindow;
import java.util.LinkedHashMap;
import java.util.Map;

/** Request weight by address: refusals with 429 once it is used up, then bans with 418 that grow. */
final class RequestWeights {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int MAX_ADDRESSES = 1_024;

    private static final class Usage {
        private final CountWindow weight = new CountWindow(MINUTE_NANOS);
        private final CountWindow refused = new CountWindow(MINUTE_NANOS);
        private long bannedUntilNanos = Long.MIN_VALUE;
        private long lastBanNanos;
    }

    private final ApiLimits limits;
    /** The address that was silent for longest is forgotten when there are too many. */
    private final Map<String, Usage> usageByAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Usage> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    RequestWeights(ApiLimits limits) {
        this.limits = limits;
    }

    /** Takes {@code weight} from the address's minute, or refuses. */
    void use(String address, int weight, long nowNanos) {
        Usage usage = usage(address);
        if (nowNanos < usage.bannedUntilNanos) {
            throw banned(usage);
        }
        if (usage.weight.add(nowNanos, weight) <= limits.weightPerMinute()) {
            return;
        }
        if (usage.refused.add(nowNanos, 1) > limits.refusalsBeforeBan()) {
            usage.lastBanNanos = usage.lastBanNanos == 0
                    ? limits.firstBanNanos()
                    : Math.min(2 * usage.lastBanNanos, limits.longestBanNanos());
            usage.bannedUntilNanos = nowNanos + usage.lastBanNanos;
            throw banned(usage);
        }
        throw ApiException.limited(
                429,
                -1003,
                "Too much request weight used; current limit is " + limits.weightPerMinute()
                        + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid"
                        + " polling the API.",
                usage.weight.endNanos(nowNanos));
    }

    private static ApiException banned(Usage usage) {
        return ApiException.limited(
                418,
                -1003,
                "Way too much request weight used; IP banned until " + usage.bannedUntilNanos / 1_000_000
                        + ". Please use WebSocket Streams for live updates to avoid bans.",
                usage.bannedUntilNanos);
    }

    int used(String address, long nowNanos) {
        return usage(address).weight.count(nowNanos);
    }

    private Usage usage(String address) {
        return usageByAddress.computeIfAbsent(address, unknown -> new Usage());
    }
}
