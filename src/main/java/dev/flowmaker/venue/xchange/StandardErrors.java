package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.venue.xchange.Failure.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.exceptions.ExchangeSecurityException;
import org.knowm.xchange.exceptions.FrequencyLimitExceededException;
import org.knowm.xchange.exceptions.FundsExceededException;
import org.knowm.xchange.exceptions.MarketSuspendedException;
import org.knowm.xchange.exceptions.NonceException;
import org.knowm.xchange.exceptions.OrderAmountUnderMinimumException;
import org.knowm.xchange.exceptions.OrderNotValidException;
import org.knowm.xchange.exceptions.RateLimitExceededException;
import si.mazi.rescu.HttpStatusException;

/**
 * What XChange's own exceptions and HTTP say of a failed request, the same for every venue. Only what is certainly a refusal
 * is called one; the rest is unknown, and the venue is asked.
 */
final class StandardErrors {
    private static final Duration QUIET_AFTER_LIMIT = Duration.ofSeconds(10);

    private StandardErrors() {}

    static Failure of(Throwable trouble, Secrets secrets) {
        String text = secrets.scrub(trouble);
        if (HttpTrouble.cause(trouble, RateLimitExceededException.class) != null
                || HttpTrouble.cause(trouble, FrequencyLimitExceededException.class) != null) {
            return limited(text, null);
        }
        RejectReason reason = reason(trouble);
        if (reason != null) {
            return new Failure(Kind.REFUSED, reason, 0, text, 0);
        }
        HttpStatusException http = HttpTrouble.cause(trouble, HttpStatusException.class);
        if (http != null) {
            return ofStatus(http, text);
        }
        return new Failure(
                HttpTrouble.neverLeft(trouble) ? Kind.NOT_SENT : Kind.UNKNOWN, RejectReason.OTHER, 0, text, 0);
    }

    private static @Nullable RejectReason reason(Throwable trouble) {
        if (HttpTrouble.cause(trouble, FundsExceededException.class) != null) {
            return RejectReason.INSUFFICIENT_BALANCE;
        }
        if (HttpTrouble.cause(trouble, ExchangeSecurityException.class) != null
                || HttpTrouble.cause(trouble, NonceException.class) != null) {
            return RejectReason.AUTH;
        }
        if (HttpTrouble.cause(trouble, OrderAmountUnderMinimumException.class) != null
                || HttpTrouble.cause(trouble, OrderNotValidException.class) != null) {
            return RejectReason.FILTER;
        }
        return HttpTrouble.cause(trouble, MarketSuspendedException.class) == null ? null : RejectReason.MARKET_CLOSED;
    }

    private static Failure ofStatus(HttpStatusException http, String text) {
        return switch (http.getHttpStatusCode()) {
            case 401 -> new Failure(Kind.REFUSED, RejectReason.AUTH, 0, text, 0);
            // The firewall before a venue.
            case 403, 429 -> limited(text, HttpTrouble.retryAfter(http));
            case 400, 404 -> new Failure(Kind.REFUSED, RejectReason.OTHER, 0, text, 0);
            default -> new Failure(Kind.UNKNOWN, RejectReason.OTHER, 0, text, 0);
        };
    }

    private static Failure limited(String text, @Nullable Duration told) {
        Duration quiet = told == null ? QUIET_AFTER_LIMIT : told;
        return new Failure(Kind.RATE_LIMITED, RejectReason.RATE_LIMIT, 0, text, quiet.toNanos());
    }
}
