package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.venue.xchange.Failure.Kind;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import si.mazi.rescu.HttpStatusException;

/**
 * BitMEX's HTTP statuses and words, and what each says about the request. There are no error codes that could be relied on:
 * the words are what its documentation names.
 */
final class BitmexErrors {
    private static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;
    private static final int UNAVAILABLE = 503;

    /** "You should retry after at least 500 milliseconds." */
    private static final Duration QUIET_AFTER_OVERLOAD = Duration.ofMillis(500);

    private static final Duration QUIET_AFTER_LIMIT = Duration.ofSeconds(10);
    /** "Your IP address may be banned for an hour", and for a week when that happens again. */
    private static final Duration QUIET_AFTER_BAN = Duration.ofHours(1);

    private final Secrets secrets;

    BitmexErrors(Secrets secrets) {
        this.secrets = secrets;
    }

    Failure of(Throwable trouble) {
        HttpStatusException http = HttpTrouble.cause(trouble, HttpStatusException.class);
        if (http == null) {
            return failure(
                    HttpTrouble.neverLeft(trouble) ? Kind.NOT_SENT : Kind.UNKNOWN,
                    RejectReason.OTHER,
                    0,
                    secrets.scrub(trouble),
                    null);
        }
        BitmexRefusal refusal = http instanceof BitmexRefusal named && named.isNamed() ? named : null;
        String text = refusal == null ? secrets.scrub(trouble) : secrets.scrub(refusal.text());
        return of(http.getHttpStatusCode(), refusal != null, text, HttpTrouble.retryAfter(http));
    }

    /** @param named whether BitMEX's own program answered, which looked at the request before */
    private static Failure of(int status, boolean named, String text, @Nullable Duration retryAfter) {
        if (status == TOO_MANY) {
            return limited(Kind.RATE_LIMITED, status, text, retryAfter, QUIET_AFTER_LIMIT);
        }
        // A key without the right to do it is told so in other words.
        if (status == FORBIDDEN && (!named || text.equals("Forbidden"))) {
            return limited(Kind.BANNED, status, text, retryAfter, QUIET_AFTER_BAN);
        }
        if (!named) {
            return failure(Kind.UNKNOWN, RejectReason.OTHER, status, text, null);
        }
        String words = text.toLowerCase(Locale.ROOT);
        if (status == UNAVAILABLE && words.contains("overloaded")) {
            // "The request will not have reached the engine."
            return limited(Kind.RATE_LIMITED, status, text, retryAfter, QUIET_AFTER_OVERLOAD);
        }
        if (words.contains("maintenance") || words.contains("downtime")) {
            return failure(Kind.REFUSED, RejectReason.MARKET_CLOSED, status, text, null);
        }
        if (status >= BAD_REQUEST && status < SERVER && !words.contains("duplicate clordid")) {
            return failure(Kind.REFUSED, ofStatus(status, words), status, text, null);
        }
        return failure(Kind.UNKNOWN, RejectReason.OTHER, status, text, null);
    }

    /** Why a request was refused, by status and words. */
    static RejectReason ofStatus(int status, String text) {
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("request has expired") || words.contains("expires")) {
            return RejectReason.CLOCK;
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return RejectReason.AUTH;
        }
        if (status == NOT_FOUND) {
            return RejectReason.UNKNOWN_ORDER;
        }
        return ofOrder(words);
    }

    /** Why an order was refused, or ended as soon as it came, by BitMEX's words. */
    static RejectReason ofOrder(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("participatedonotinitiate")) {
            return RejectReason.POST_ONLY_WOULD_TAKE;
        }
        if (words.contains("insufficient") || words.contains("immediate liquidation")) {
            return RejectReason.INSUFFICIENT_BALANCE;
        }
        if (words.contains("unable to cancel")) {
            return RejectReason.UNKNOWN_ORDER;
        }
        if (words.contains("closed") || words.contains("settled") || words.contains("not open")) {
            return RejectReason.MARKET_CLOSED;
        }
        if (words.contains("price") || words.contains("qty") || words.contains("quantity") || words.contains("lot")) {
            return RejectReason.FILTER;
        }
        return RejectReason.OTHER;
    }

    /** What to do about it, for an operator; empty when there is nothing better than the venue's words. */
    static String remedy(RejectReason reason) {
        return switch (reason) {
            case CLOCK -> "this machine's clock and the venue's disagree: synchronise it (NTP)";
            case AUTH ->
                "check key and secret, that the key has the right \"order\", that it is of this venue (testnet has its"
                        + " own), and that this machine's address is allowed";
            default -> "";
        };
    }

    private static Failure limited(
            Kind kind, int code, String text, @Nullable Duration retryAfter, Duration otherwise) {
        return failure(kind, RejectReason.RATE_LIMIT, code, text, retryAfter == null ? otherwise : retryAfter);
    }

    private static Failure failure(Kind kind, RejectReason reason, int code, String text, @Nullable Duration quiet) {
        return new Failure(kind, reason, code, text, quiet == null ? 0 : quiet.toNanos());
    }
}
