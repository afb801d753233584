package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.RejectReason;

/**
 * What a failed request means for us.
 *
 * @param reason why it was refused; of no meaning when it was not
 * @param code the venue's error code, 0 when it has none
 * @param text what was seen, without secrets
 * @param retryAfterNanos for a rate limit, how long to be quiet
 */
record Failure(Kind kind, RejectReason reason, int code, String text, long retryAfterNanos) {
    enum Kind {
        /** The venue looked at it and said no: certain not to have happened. */
        REFUSED,
        /** Too many requests: certain not to have happened. */
        RATE_LIMITED,
        /** Too many requests for too long; the same, for longer. */
        BANNED,
        /** No connection was made: certain never to have left. */
        NOT_SENT,
        /** It may have happened or not. */
        UNKNOWN
    }

    /** Whether the venue said anything at all. */
    boolean answered() {
        return kind != Kind.NOT_SENT && kind != Kind.UNKNOWN;
    }
}
