package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.venue.xchange.Failure.Kind;
import java.time.Duration;
import java.util.Locale;

/**
 * Kraken's errors, {@code <severity><category>:<text>}, and what each says about the request. Source: the exchange's list of
 * API error messages, and its guide to rate limits.
 */
final class KrakenErrors {
    private static final Duration QUIET_AFTER_LIMIT = Duration.ofSeconds(5);
    /** A key is locked for this long after too many wrong requests. */
    private static final Duration LOCKOUT = Duration.ofMinutes(15);

    private KrakenErrors() {}

    static Failure of(Throwable trouble, Secrets secrets) {
        KrakenRefusal refusal = HttpTrouble.cause(trouble, KrakenRefusal.class);
        if (refusal == null) {
            return StandardErrors.of(trouble, secrets);
        }
        String text = secrets.scrub(String.valueOf(refusal.getMessage()));
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("temporary lockout")) {
            return new Failure(Kind.BANNED, RejectReason.RATE_LIMIT, 0, text, LOCKOUT.toNanos());
        }
        // EAPI: the key's counter; EOrder: the pair's; EService:Throttled names the time until which.
        if (words.contains("rate limit") || words.contains("too many requests") || words.contains("throttled")) {
            return new Failure(Kind.RATE_LIMITED, RejectReason.RATE_LIMIT, 0, text, QUIET_AFTER_LIMIT.toNanos());
        }
        // Kraken: the request may have been taken when its services time out, are busy or fail inside.
        boolean uncertain = words.startsWith("eservice:unavailable")
                || words.startsWith("eservice:busy")
                || words.startsWith("eservice:deadline")
                || words.startsWith("eservice:timeout")
                || words.startsWith("egeneral:internal error")
                || words.startsWith("egeneral:unknown error");
        return uncertain
                ? new Failure(Kind.UNKNOWN, RejectReason.OTHER, 0, text, 0)
                : new Failure(Kind.REFUSED, reason(words), 0, text, 0);
    }

    /** Of an error, or of the words that an order ended with. */
    static RejectReason reason(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("post only") || words.contains("post_only order")) {
            return words.contains("mode") ? RejectReason.MARKET_CLOSED : RejectReason.POST_ONLY_WOULD_TAKE;
        }
        if (words.contains("insufficient") || words.contains("margin allowance") || words.contains("margin level")) {
            return RejectReason.INSUFFICIENT_BALANCE;
        }
        if (words.contains("unknown order") || words.contains("invalid order")) {
            return RejectReason.UNKNOWN_ORDER;
        }
        if (words.startsWith("eservice:market in")
                || words.contains("trading agreement required")
                || words.contains("cancel_only mode")
                || words.contains("market_closed")) {
            return words.contains("agreement") ? RejectReason.AUTH : RejectReason.MARKET_CLOSED;
        }
        if (words.startsWith("eapi:invalid nonce")) {
            return RejectReason.OTHER;
        }
        if (words.startsWith("eapi:")
                || words.contains("permission denied")
                || words.startsWith("eaccount:")
                || words.startsWith("eauth:")
                || words.contains("invalid session")) {
            return RejectReason.AUTH;
        }
        boolean rule = words.contains("minimum not met")
                || words.contains("tick size")
                || words.contains("invalid price")
                || words.contains("invalid arguments:volume")
                || words.contains("invalid arguments:price")
                || words.contains("orders limit")
                || words.contains("positions limit");
        return rule ? RejectReason.FILTER : RejectReason.OTHER;
    }

    /** What to do about it, for an operator; empty when there is nothing better than the venue's words. */
    static String remedy(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("permission denied")) {
            return "give the key the rights to query funds, to query open and closed orders and trades, and to create, modify"
                    + " and cancel orders";
        }
        if (words.contains("invalid nonce")) {
            return "something else uses this key, or used it with larger numbers: give flowmaker a key of its own";
        }
        if (words.contains("invalid signature")) {
            return "the secret does not belong to the key: check it";
        }
        return words.contains("invalid key")
                ? "check the key, and that this machine's address is allowed; Kraken has no testnet for spot"
                : "";
    }
}
