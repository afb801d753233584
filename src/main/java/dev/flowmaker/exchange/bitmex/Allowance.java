package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.exchange.CountWindow;
import io.netty.handler.codec.http.HttpHeaders;

/** What one account, or one address without a key, may still ask for, and whether it went too far. */
final class Allowance {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final BitmexLimits limits;
    private final TokenBucket requests;
    private final CountWindow orders = new CountWindow(SECOND_NANOS);
    private final CountWindow refusals = new CountWindow(60 * SECOND_NANOS);
    private long bannedUntilNanos = Long.MIN_VALUE;

    Allowance(BitmexLimits limits, int perMinute) {
        this.limits = limits;
        requests = new TokenBucket(perMinute);
    }

    /**
     * Counts a request.
     *
     * @param order whether it places or cancels
     * @throws ApiException when it is one too many
     */
    void use(boolean order, long nowNanos) {
        if (nowNanos < bannedUntilNanos) {
            throw ApiException.of(403, "Forbidden");
        }
        if (!requests.take(nowNanos)) {
            throw refused(requests.waitNanos(nowNanos), nowNanos);
        }
        if (order && orders.add(nowNanos, 1) > limits.ordersPerSecond()) {
            throw refused(orders.endNanos(nowNanos) - nowNanos, nowNanos);
        }
    }

    private ApiException refused(long waitNanos, long nowNanos) {
        if (refusals.add(nowNanos, 1) > limits.refusalsBeforeBan()) {
            bannedUntilNanos = nowNanos + limits.banNanos();
        }
        return ApiException.limited(Math.max(1, (waitNanos + SECOND_NANOS - 1) / SECOND_NANOS));
    }

    void tell(HttpHeaders headers, boolean order, long nowNanos) {
        headers.set("x-ratelimit-limit", requests.capacity())
                .set("x-ratelimit-remaining", requests.remaining(nowNanos))
                .set("x-ratelimit-reset", (requests.fullNanos(nowNanos) + SECOND_NANOS - 1) / SECOND_NANOS);
        if (order) {
            headers.set("x-ratelimit-limit-1s", limits.ordersPerSecond())
                    .set("x-ratelimit-remaining-1s", Math.max(0, limits.ordersPerSecond() - orders.count(nowNanos)));
        }
    }
}
