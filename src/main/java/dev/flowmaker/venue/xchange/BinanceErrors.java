package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.venue.xchange.Failure.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.binance.dto.BinanceException;
import si.mazi.rescu.HttpStatusException;

/** Binance's error codes, texts and HTTP statuses, and what each says about the request. */
final class BinanceErrors {
    static final int CLOCK = -1021;
    static final int UNKNOWN_ORDER = -2011;
    static final int NO_SUCH_ORDER = -2013;
    static final int ORDER_ARCHIVED = -2026;

    /** Answers that say of themselves that the request may have worked. */
    private static final Set<Integer> UNCERTAIN = Set.of(-1000, -1001, -1006, -1007, -1008);

    private static final Duration QUIET_AFTER_LIMIT = Duration.ofSeconds(10);
    private static final Duration QUIET_AFTER_BAN = Duration.ofMinutes(2);
    private static final String STATUS_SUFFIX = " (HTTP status code: ";

    private final Secrets secrets;

    BinanceErrors(Secrets secrets) {
        this.secrets = secrets;
    }

    Failure of(Throwable trouble) {
        BinanceException answer = HttpTrouble.cause(trouble, BinanceException.class);
        HttpStatusException http = answer != null ? answer : HttpTrouble.cause(trouble, HttpStatusException.class);
        int status = http == null ? 0 : http.getHttpStatusCode();
        int code = answer == null ? 0 : answer.getCode();
        String text = answer == null ? secrets.scrub(trouble) : secrets.scrub(words(answer));
        switch (status) {
            case 418 -> {
                return limited(Kind.BANNED, code, text, retryAfter(http, QUIET_AFTER_BAN));
            }
            case 429 -> {
                return limited(Kind.RATE_LIMITED, code, text, retryAfter(http, QUIET_AFTER_LIMIT));
            }
            // The firewall before the venue, which answers in HTML.
            case 403 -> {
                return limited(Kind.RATE_LIMITED, code, text, retryAfter(http, QUIET_AFTER_BAN));
            }
            default -> {}
        }
        if (status >= 400 && status < 500 && code < 0 && !UNCERTAIN.contains(code) && !isDuplicate(text)) {
            return new Failure(Kind.REFUSED, reason(code, text), code, text, 0);
        }
        return new Failure(
                HttpTrouble.neverLeft(trouble) ? Kind.NOT_SENT : Kind.UNKNOWN, RejectReason.OTHER, code, text, 0);
    }

    /** An open order has our id: some earlier request placed it, and only asking tells what became of it. */
    private static boolean isDuplicate(String text) {
        return text.contains("Duplicate order");
    }

    private static Failure limited(Kind kind, int code, String text, Duration quiet) {
        return new Failure(kind, RejectReason.RATE_LIMIT, code, text, quiet.toNanos());
    }

    static RejectReason reason(int code, String text) {
        String words = text.toLowerCase(Locale.ROOT);
        return switch (code) {
            case -1002, -1022, -2014, -2015 -> RejectReason.AUTH;
            case CLOCK -> RejectReason.CLOCK;
            case -1003, -1015, -1034 -> RejectReason.RATE_LIMIT;
            case -1016 -> RejectReason.MARKET_CLOSED;
            case -1111 -> RejectReason.FILTER;
            case NO_SUCH_ORDER, ORDER_ARCHIVED -> RejectReason.UNKNOWN_ORDER;
            case UNKNOWN_ORDER -> words.contains("unknown order") ? RejectReason.UNKNOWN_ORDER : RejectReason.OTHER;
            case -1010, -1013, -2010 -> {
                if (words.contains("immediately match")) {
                    yield RejectReason.POST_ONLY_WOULD_TAKE;
                }
                if (words.contains("insufficient balance")) {
                    yield RejectReason.INSUFFICIENT_BALANCE;
                }
                if (words.contains("market is closed")) {
                    yield RejectReason.MARKET_CLOSED;
                }
                if (words.contains("not permitted") || words.contains("not enabled")) {
                    yield RejectReason.AUTH;
                }
                boolean rule = code == -1013
                        || words.contains("filter")
                        || words.contains("quantity")
                        || words.contains("price");
                yield rule ? RejectReason.FILTER : RejectReason.OTHER;
            }
            default -> RejectReason.OTHER;
        };
    }

    /** What to do about it, for an operator; empty when there is nothing better than the venue's words. */
    static String remedy(int code) {
        return switch (code) {
            case CLOCK -> "this machine's clock and the venue's disagree: synchronise it (NTP)";
            case -1022 -> "the secret does not belong to the key: check it";
            case -2014, -2015 ->
                "check the key, that it may trade spot, that it is of this venue (testnet has its own),"
                        + " and that this machine's address is allowed";
            default -> "";
        };
    }

    private static String words(BinanceException answer) {
        String message = Objects.requireNonNullElse(answer.getMessage(), "");
        int suffix = message.lastIndexOf(STATUS_SUFFIX);
        return suffix < 0 ? message : message.substring(0, suffix);
    }

    private static Duration retryAfter(@Nullable HttpStatusException answer, Duration otherwise) {
        Duration told = answer == null ? null : HttpTrouble.retryAfter(answer);
        return told == null ? otherwise : told;
    }
}
